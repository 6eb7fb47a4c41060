// Where the caret can stand in a laid-out text, and what a touch in it means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "platform/text/text_block.h"

namespace sala::text {

struct CaretStop {
  std::uint32_t byte;  // offset in the text
  std::int32_t x;      // pixels from the block's left
  std::int32_t line;
};

struct EditLayout {
  TextBlock block;
  std::vector<CaretStop> stops;  // in text order, one a cluster boundary, the end included

  // The stop at `byte`, or the nearest before it.
  CaretStop at(std::size_t byte) const;
  // The byte offset nearest to a point given from the block's top left.
  std::size_t nearest(float x, float y) const;
  // What to paint behind the selected bytes [first, last): one rectangle a line.
  std::vector<PixelRect> selection(std::size_t first, std::size_t last) const;
};

// What may stand where in a text: one entry a character (code point) and one for the end.
struct CharacterBreak {
  std::uint32_t byte;
  bool caret;             // a caret may stand before this character (cluster boundary)
  bool word_start;        // a word starts here
  bool backspace_single;  // Backspace standing here removes one code point, else the whole cluster
};
std::vector<CharacterBreak> character_breaks(std::string_view utf8);

}  // namespace sala::text
