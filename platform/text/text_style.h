// How a paragraph looks, apart from its colour.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sala::text {

enum class Weight : std::uint8_t { regular, bold };
enum class Align : std::uint8_t { start, centre, end };  // left, middle, right, in every script

struct TextStyle {
  int size_px = 24;       // em size; LOOK.md: never under 20
  int line_pitch_px = 0;  // from baseline to baseline; 0 means 1.5 em
  int max_lines = 0;      // 0: as many as needed; else the last ends in an ellipsis when cut
  Weight weight = Weight::regular;
  Align align = Align::start;

  bool operator==(TextStyle const&) const = default;
};

// Marks `name` as one thing inside a longer text: it is never broken across lines while it fits the
// width, and a right-to-left name does not disturb what stands around it. (The name between U+2068
// FIRST STRONG ISOLATE and U+2069; both take no room.) For display only, never stored.
std::string as_name(std::string_view name);

}  // namespace sala::text
