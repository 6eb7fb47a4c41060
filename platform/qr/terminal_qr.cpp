#include "platform/qr/terminal_qr.h"

#include <qrencode.h>

#include <cerrno>
#include <cstring>
#include <memory>

namespace sala {
namespace {

constexpr int quiet_zone = 4;

struct Free {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

bool is_dark(QRcode const& code, int x, int y) {
  x -= quiet_zone;
  y -= quiet_zone;
  if (x < 0 || y < 0 || x >= code.width || y >= code.width) return false;
  return (code.data[y * code.width + x] & 1) != 0;
}

}  // namespace

Result<std::string> terminal_qr(std::string_view text, TerminalColours colours) {
  std::string copy(text);
  std::unique_ptr<QRcode, Free> code(QRcode_encodeString8bit(copy.c_str(), 0, QR_ECLEVEL_M));
  if (code == nullptr) return fail(ErrorCode::invalid, "make QR code", std::strerror(errno));
  bool coloured = colours == TerminalColours::yes;
  int size = code->width + 2 * quiet_zone;
  std::string out;
  for (int y = 0; y < size; y += 2) {
    if (coloured) out += "\x1b[30;107m";
    for (int x = 0; x < size; ++x) {
      // Ink is dark modules when we choose the colours, light ones on a dark terminal.
      bool upper = is_dark(*code, x, y) == coloured;
      bool lower = is_dark(*code, x, y + 1) == coloured;
      if (y + 1 >= size) lower = false;
      out += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
    }
    if (coloured) out += "\x1b[0m";
    out += '\n';
  }
  return out;
}

}  // namespace sala
