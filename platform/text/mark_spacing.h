// Keeps the marks of a Thai cluster apart. For platform/text only.
//
// Noto Sans Thai places its marks clear of each other, but at small sizes hinting and whole pixels
// can close the gap (bold at 24 px), and in a few rare clusters the font itself leaves none. Both
// are mended here; tests/platform/text/clusters_test.cpp watches every cluster in every size.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>

#include "platform/text/font_context.h"
#include "platform/text/text_block.h"

namespace sala::text {

class MarkSpacing {
 public:
  explicit MarkSpacing(FontContext& fonts) : fonts_(fonts) {}

  // How far the mark that starts at `byte` of `text` moves left, in thousandths of an em, before
  // positions are rounded.
  static int move_left(std::string_view text, std::size_t byte);

  // Moves `mark` up, or down when it belongs below, by as few pixels as free it from the glyphs of
  // its cluster before it; not at all when `limit_px` does not suffice.
  void free(Glyph& mark, std::span<Glyph const> before, bool belongs_below);

  static bool is_below(std::string_view text, std::size_t byte);

 private:
  static constexpr int limit_px = 3;
  bool touch(Glyph const& a, Glyph const& b);
  struct Pair {
    std::uint32_t font, first, second;
    std::int32_t dx, dy;
    bool operator==(Pair const&) const = default;
  };
  struct PairHash {
    std::size_t operator()(Pair const& pair) const;
  };

  FontContext& fonts_;
  // Known pairs: some hundred a size. Started again at 20,000 (1 MB), which no kiosk reaches.
  static constexpr std::size_t most_known = 20'000;
  std::unordered_map<Pair, bool, PairHash> known_;
};

}  // namespace sala::text
