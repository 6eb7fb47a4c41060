// What the sources can fail with: the texts of each fail(…) and of its helpers.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sala::test {

// (file, text) of each operation, cause and advice that is written out in kiosk, sync and platform;
// what is worked out at run time stands there as "NAME".
std::vector<std::pair<std::string, std::string>> fail_texts(std::string const& source);

// Whether two English words stand beside each other: a sentence that nobody translated. What is
// quoted, an option, an address, a file, or a command to type is none.
bool has_english(std::string_view text);

}  // namespace sala::test
