// Folded text in one byte a letter, so that a whole roster is read at once.
#pragma once

#include <string>
#include <string_view>

namespace sala::rules {

// ASCII as it is, Thai as in TIS-620 (0xA1–0xFB), any other character as 0xFC and five bytes from
// 0x80 to 0x9F. Control characters are left out: no byte is below 0x20.
std::string packed(std::string_view folded);

// How many letters a packed text has.
std::size_t letters_of(std::string_view text);

}  // namespace sala::rules
