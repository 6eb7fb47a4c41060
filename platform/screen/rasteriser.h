// Draws ImGui's draw data into memory.
//
// Axis-aligned quads (text, rectangles, images: nearly everything) are filled row by row on whole
// pixels; any other triangle is filled exactly, with interpolated colour, but untextured. A quad
// whose texture is not its own size samples the nearest pixel. The screen is divided into tiles; a
// tile whose commands hash the same as in the last frame is not painted again, so a keystroke
// repaints a line and an unchanged frame repaints nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "platform/screen/pixmap.h"
#include "platform/text/glyph_atlas.h"
#include "platform/text/text_block.h"

struct ImDrawData;
struct ImDrawList;
struct ImDrawCmd;

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
    std::uint64_t quads = 0, triangles = 0, tiles_painted = 0;  // of the last draw
  };
  Counters const& counters() const { return counters_; }

 private:
  enum class Kind : std::uint8_t { solid, mask, colour, triangles };
  struct Shape {
    Kind kind = Kind::solid;
    std::uint16_t page = 0;
    std::uint32_t colour = 0;            // 0xAARRGGBB
    text::PixelRect box;                 // what it covers, clipped
    text::PixelRect whole;               // a quad before clipping
    text::PixelRect source;              // a quad's texture, in atlas pixels
    std::uint32_t first = 0, count = 0;  // triangles: indices of `list` from `vertices` on
    std::uint32_t vertices = 0;
    ImDrawList const* list = nullptr;
  };

  void collect(ImDrawData const& data, text::PixelRect const& screen);
  void collect_command(ImDrawData const& data, ImDrawList const& list, ImDrawCmd const& command,
                       text::PixelRect const& screen);
  void stamp(Shape const& shape, std::uint64_t hash);
  std::uint64_t hash_of(Shape const& shape) const;
  void paint(text::PixelRect const& area, std::uint32_t background, Pixmap& canvas) const;
  void paint_quad(Shape const& shape, text::PixelRect const& area, Pixmap& canvas) const;
  text::PixelRect paint_changed_tiles(std::uint32_t background, Pixmap& canvas);

  text::GlyphAtlas& atlas_;
  std::vector<std::uint64_t> tiles_, fresh_;  // hash of each tile's commands: last, this frame
  std::vector<Shape> shapes_;
  float offset_x_ = 0, offset_y_ = 0;
  int columns_ = 0, rows_ = 0, width_ = 0, height_ = 0;
  Counters counters_;
};

}  // namespace sala::screen
