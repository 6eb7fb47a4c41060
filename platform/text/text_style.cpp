#include "platform/text/text_style.h"

namespace sala::text {

std::string as_name(std::string_view name) {
  std::string out = "\u2068";
  out.append(name);
  out.append("\u2069");
  return out;
}

}  // namespace sala::text
