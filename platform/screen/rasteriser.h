// Draws ImGui's draw data into memory.
//
// Axis-aligned quads (text, rectangles, images: nearly everything) are filled row by row; any other
// triangle is filled exactly, with interpolated colour. Positions are truncated to whole pixels for
// quads only. The screen is divided into tiles; a tile whose commands hash the same as in the last
// frame is not drawn again, so a keystroke repaints a line and an unchanged frame repaints nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/screen/pixmap.h"
#include "platform/text/glyph_atlas.h"
#include "platform/text/text_block.h"

struct ImDrawData;

namespace sala::screen {

class Rasteriser {
 public:
  static constexpr int tile_px = 64;

  explicit Rasteriser(text::GlyphAtlas& atlas) : atlas_(atlas) {}

  // Brings `canvas` up to date with `data` and returns the rectangle that holds all changes, empty
  // when there was none. `background` (0xFFRRGGBB) shows where nothing is drawn. The canvas must be
  // the one of the last call, unless its size changed or forget() was called.
  text::PixelRect draw(ImDrawData const& data, std::uint32_t background, Pixmap& canvas);
  void forget() { tiles_.clear(); }  // the next draw() paints everything

  struct Counters {
    std::uint64_t quads = 0, triangles = 0;  // of the last draw
    std::uint64_t tiles_painted = 0;
  };
  Counters const& counters() const { return counters_; }

 private:
  struct Shape {
    text::PixelRect box;   // clipped, in pixels
    std::uint32_t colour;  // 0xAARRGGBB
    std::int16_t u, v;     // atlas pixel of the box's top left
    std::uint16_t page;
    std::uint16_t kind;
    std::uint32_t first_index;  // of triangles
    std::uint32_t list;
  };

  text::GlyphAtlas& atlas_;
  std::vector<std::uint64_t> tiles_, fresh_;
  std::vector<Shape> shapes_;
  int columns_ = 0, rows_ = 0;
  Counters counters_;
};

}  // namespace sala::screen
