// A paragraph that has been laid out: where each glyph goes, in whole pixels.
//
// Geometry: line k occupies [k·pitch, (k+1)·pitch) below the block's top; its baseline is placed so
// that the middle of the line box is the middle of a capital letter. To centre text in a button,
// centre its block. Ink may leave the box by up to 0.3 em above and below (Thai marks): see ink().
#pragma once

#include <cstdint>
#include <vector>

#include "platform/text/glyph_atlas.h"

namespace sala::text {

struct PixelRect {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // x1, y1 are past the end
  int width() const { return x1 - x0; }
  int height() const { return y1 - y0; }
  bool empty() const { return x1 <= x0 || y1 <= y0; }
  bool operator==(PixelRect const&) const = default;
};

// A glyph's picture in the atlas.
struct GlyphQuad {
  AtlasSpot spot;
  int x, y;  // top left, from the block's top left
};

struct Glyph {
  std::uint32_t font;   // FontContext's number of the sized font
  std::uint32_t index;  // glyph index in the font's file
  std::int32_t x, y;    // pen position on the baseline, from the block's top left
};

class TextBlock {
 public:
  int width() const { return width_; }    // widest line's advance, rounded up
  int height() const { return height_; }  // lines × pitch; one line for an empty text
  int lines() const { return lines_; }
  int first_baseline() const { return first_baseline_; }
  int line_pitch() const { return line_pitch_; }
  bool truncated() const { return truncated_; }  // max_lines cut something off
  PixelRect ink() const { return ink_; }         // all drawn pixels lie within
  std::vector<Glyph> const& glyphs() const { return glyphs_; }
  // Byte offsets at which lines start; the first is 0.
  std::vector<std::uint32_t> const& line_starts() const { return line_starts_; }

 private:
  friend class LayoutMaker;
  friend class TextEngine;
  int width_ = 0, height_ = 0, lines_ = 1, first_baseline_ = 0, line_pitch_ = 0;
  bool truncated_ = false;
  PixelRect ink_;
  std::vector<Glyph> glyphs_;
  std::vector<std::uint32_t> line_starts_;
  // Kept by TextEngine: the glyphs' places in the atlas, and the atlas generation they hold for.
  mutable std::vector<GlyphQuad> quads_;
  mutable std::uint32_t pages_ = 0;  // bit set of the pages that quads_ use
  mutable std::uint32_t generation_ = ~0U;
};

}  // namespace sala::text
