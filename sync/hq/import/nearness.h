// Which of two names is a slip of the other.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sala::importing {

// Letters changed, left out or put in to get from one to the other; stops counting above `most`.
int edit_distance(std::string_view a, std::string_view b, int most);

// Both folded. One slip in five letters or more, two in twelve or more; a different number or a
// different last letter standing alone (ทีม 1 and ทีม 2, กลุ่ม ก and กลุ่ม ข) is no slip.
bool is_near(std::string_view a, std::string_view b);

// The nearest of `known` to `name`, all as people write them; nothing when none is near.
std::optional<std::string> nearest(std::string_view name, std::span<std::string const> known);

}  // namespace sala::importing
