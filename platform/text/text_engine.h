// Text on screen: layout by Pango, cached, drawn as quads of the glyph atlas.
//
// One thread (the UI thread) uses an engine, its FontContext and its GlyphAtlas. Text that is not
// UTF-8 is drawn with U+FFFD in place of the bad bytes; directional overrides have no effect.
// Widths are in pixels; a width of 0 means unbounded. Lines break where Thai words (libthai's
// dictionary) and Unicode allow, never inside a cluster, never before ๆ, and never inside as_name()
// while the name fits the width.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "platform/text/edit_layout.h"
#include "platform/text/font_context.h"
#include "platform/text/glyph_atlas.h"
#include "platform/text/text_block.h"
#include "platform/text/text_style.h"

struct ImDrawList;

namespace sala::text {

class TextEngine {
 public:
  // Blocks kept between frames. A full screen shows under 500; this is four screens.
  static constexpr std::size_t cached_blocks = 2048;

  TextEngine(FontContext& fonts, GlyphAtlas& atlas);
  ~TextEngine();

  // Forgets the least recently used blocks beyond the limit. The stage calls it.
  void begin_frame();

  // The laid-out text, from the cache when it was used lately. The reference is valid until the
  // next begin_frame(), whatever else is measured or drawn before.
  TextBlock const& measure(std::string_view text, TextStyle const& style, int width_px = 0);

  // Draws with the block's top left at (x, y), rounded to whole pixels. `colour` is an ImU32;
  // emoji keep their colours and follow only its alpha. Blocks outside the clip rectangle cost
  // nothing. `width_px` is also the box in which centre and end alignment place the lines.
  void draw(ImDrawList& list, float x, float y, std::uint32_t colour, TextBlock const& block);
  TextBlock const& draw(ImDrawList& list, float x, float y, std::uint32_t colour,
                        std::string_view text, TextStyle const& style, int width_px = 0);

  // Carets and hit-testing for a text field; not cached, so keep it while the text stays the same.
  EditLayout edit_layout(std::string_view text, TextStyle const& style, int width_px = 0);

  // The pictures of a block's glyphs, for drawing elsewhere. Valid until the next call.
  std::span<GlyphQuad const> quads(TextBlock const& block);

  struct Counters {
    std::uint64_t hits = 0, layouts = 0;
    std::size_t blocks = 0;
  };
  Counters counters() const;

 private:
  struct Cache;
  std::unique_ptr<Cache> cache_;
};

}  // namespace sala::text
