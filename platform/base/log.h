// One line an event on standard error, with the level in front as journald reads it: "<6>text".
// No personal data: ids, counts and causes only. Thread-safe.
#pragma once

#include <string_view>

namespace sala {

enum class LogLevel { error = 3, warning = 4, info = 6, debug = 7 };

// Line ends in `text` become spaces: one event is one line.
void log(LogLevel level, std::string_view text);

}  // namespace sala
