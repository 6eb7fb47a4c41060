// Why staff did something in somebody's place, in their own words.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sala::rules {

// A sentence or two; more belongs into a conversation.
inline constexpr std::size_t most_reason_letters = 120;

// As it is kept: tidied (thai::tidy), in code points at most `most_reason_letters`. Nothing when
// nothing was said, or too much.
std::optional<std::string> written_reason(std::string_view typed);

}  // namespace sala::rules
