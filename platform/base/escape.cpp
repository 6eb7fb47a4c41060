#include "platform/base/escape.h"

namespace sala {

std::string escape_markup(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (char letter : text) {
    switch (letter) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.push_back(letter);
    }
  }
  return out;
}

}  // namespace sala
