// A QR code made of characters, for a terminal: two modules a character cell (▀ ▄ █).
#pragma once

#include <string>
#include <string_view>

#include "platform/base/result.h"

namespace sala {

// Dark on light whatever the terminal's colours are (they are set with ANSI codes when `coloured`;
// without, it is drawn for a dark terminal: the light modules are the ink). With the quiet zone of
// four modules that readers need. ErrorCode::invalid: the text is too long for a QR code.
enum class TerminalColours { yes, no };
Result<std::string> terminal_qr(std::string_view text, TerminalColours colours);

}  // namespace sala
