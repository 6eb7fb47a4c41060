#include "platform/base/log.h"

#include <cstdio>
#include <string>

namespace sala {

void log(LogLevel level, std::string_view text) {
  std::string line = "<" + std::to_string(static_cast<int>(level)) + ">";
  for (char letter : text) line.push_back(letter == '\n' || letter == '\r' ? ' ' : letter);
  line.push_back('\n');
  std::fwrite(line.data(), 1, line.size(), stderr);  // one write: lines of threads do not mix
}

}  // namespace sala
