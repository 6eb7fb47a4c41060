// Text that stands inside of XML or HTML, in an element or in a quoted attribute.
#pragma once

#include <string>
#include <string_view>

namespace sala {

std::string escape_markup(std::string_view text);

}  // namespace sala
