// No mark of a Thai syllable may touch another, in every combination that can be written, in the
// fonts that we ship, at every size. (Looped Noto fails in 87 of 90 vowel and tone pairs.)
#include <array>
#include <cstring>
#include <set>

#include "tests/platform/text/text_fixture.h"

namespace sala::text {
namespace {

// Sizes that screens use, large text among them.
constexpr int sizes[] = {20, 22, 24, 28, 31, 36, 40, 64};
// A pixel is a glyph's own from half coverage on: soft edges may share a pixel, strokes may not.
constexpr int own = 128;
constexpr int box = 192;

constexpr std::array vowels{"",       "\u0E31", "\u0E34", "\u0E35", "\u0E36", "\u0E37",
                            "\u0E47", "\u0E38", "\u0E39", "\u0E4D", "\u0E33"};
constexpr std::array tones{"", "\u0E48", "\u0E49", "\u0E4A", "\u0E4B", "\u0E4C"};

std::string consonant(int i) {
  auto const code = 0x0E01 + i;  // ก to ฮ, all below U+0E40
  return {'\xE0', static_cast<char>(0x80 | (code >> 6 & 0x3F)),
          static_cast<char>(0x80 | (code & 0x3F))};
}
constexpr int consonants = 0x2E;

// Pixels that two glyphs of the block both cover for the most part.
int overlap(TextFixture& fixture, TextBlock const& block) {
  static std::array<std::uint8_t, box * box> covered;
  covered.fill(0);
  int shared = 0;
  for (auto const& quad : fixture.engine->quads(block)) {
    auto const& spot = quad.spot;
    auto const* const page = fixture.atlas.mask(spot.page);
    for (int y = 0; y < spot.height; ++y) {
      for (int x = 0; x < spot.width; ++x) {
        auto const ink = page[(spot.y + y) * GlyphAtlas::page_size + spot.x + x];
        if (ink < own) continue;
        auto const at = (quad.y + y + box / 4) * box + quad.x + x + box / 4;
        if (at < 0 || at >= box * box) return 1'000'000;  // out of all proportion
        shared += covered[static_cast<std::size_t>(at)];
        covered[static_cast<std::size_t>(at)] = 1;
      }
    }
  }
  return shared;
}

}  // namespace

TEST_CASE("no mark touches another mark or its consonant in any Thai cluster") {
  TextFixture fixture;
  int tried = 0;
  std::string touching;
  for (auto const weight : {Weight::regular, Weight::bold}) {
    for (int i = 0; i < consonants; ++i) {
      for (auto const* const vowel : vowels) {
        for (auto const* const tone : tones) {
          // Sara am stands after the tone.
          auto const am = std::strcmp(vowel, "\u0E33") == 0;
          auto const cluster = consonant(i) + (am ? tone : vowel) + (am ? vowel : tone);
          ++tried;
          for (auto const size : sizes) {
            auto const& block = fixture.lay_out(cluster, {.size_px = size, .weight = weight});
            auto const shared = overlap(fixture, block);
            if (shared > 0) {
              touching += cluster + (weight == Weight::bold ? " bold " : " ") +
                          std::to_string(size) + " px: " + std::to_string(shared) + ", ";
            }
          }
        }
      }
    }
    fixture.engine->begin_frame();
  }
  CHECK(tried == 2 * 46 * 11 * 6);
  CHECK(touching == "");
}

}  // namespace sala::text
