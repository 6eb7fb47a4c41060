#include "platform/qr/terminal_qr.h"

#include "platform/qr/qr_code.h"

namespace sala {

Result<std::string> terminal_qr(std::string_view text, TerminalColours colours) {
  auto code = TRY(qr_code(text, QrCorrection::medium));
  bool coloured = colours == TerminalColours::yes;
  int from = -qr_quiet_zone, to = code.side + qr_quiet_zone;
  std::string out;
  for (int y = from; y < to; y += 2) {
    if (coloured) out += "\x1b[30;107m";
    for (int x = from; x < to; ++x) {
      // Ink is dark modules when we choose the colours, light ones on a dark terminal.
      bool upper = code.is_dark(x, y) == coloured;
      bool lower = code.is_dark(x, y + 1) == coloured;
      if (y + 1 >= to) lower = false;
      out += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
    }
    if (coloured) out += "\x1b[0m";
    out += '\n';
  }
  return out;
}

}  // namespace sala
