#include "platform/text/glyph_atlas.h"

#include <doctest/doctest.h>

#include <vector>

#include "tests/platform/text/text_fixture.h"

namespace sala::text {
namespace {

// A mask whose every byte tells which picture it is.
AtlasSpot add(GlyphAtlas& atlas, std::uint32_t id, int width, int height) {
  std::vector<std::uint8_t> const bytes(static_cast<std::size_t>(width * height),
                                        static_cast<std::uint8_t>(id % 250 + 1));
  auto const spot = atlas.add_mask({9, id, 0}, width, height, bytes.data());
  REQUIRE(spot);
  return *spot;
}

bool holds(GlyphAtlas const& atlas, AtlasSpot const& spot, std::uint32_t id) {
  for (int y = 0; y < spot.height; ++y) {
    for (int x = 0; x < spot.width; ++x) {
      auto const at = (spot.y + y) * GlyphAtlas::page_size + spot.x + x;
      if (atlas.mask(spot.page)[at] != id % 250 + 1) return false;
    }
  }
  return true;
}

// 256 pixels square: 16 fill a page, except the one with the white pixel.
constexpr int big = 256;

}  // namespace

TEST_CASE("pictures of all sizes are packed without overlap") {
  GlyphAtlas atlas;
  std::vector<AtlasSpot> spots;
  for (std::uint32_t i = 0; i < 2000; ++i) {
    spots.push_back(
        add(atlas, i, 5 + static_cast<int>(i * 7 % 31), 8 + static_cast<int>(i * 13 % 29)));
  }
  for (std::uint32_t i = 0; i < spots.size(); ++i) REQUIRE(holds(atlas, spots[i], i));
  CHECK(atlas.page_count() == 1);  // 2000 glyphs share one page
  CHECK(atlas.mask(0)[0] == 255);  // and the white pixel is still white
  CHECK(atlas.mask(0)[GlyphAtlas::page_size + 1] == 255);
}

TEST_CASE("a full atlas empties the page that was not used for longest") {
  GlyphAtlas atlas;
  std::uint32_t id = 0;
  std::vector<AtlasSpot> spots;
  while (true) {
    atlas.begin_frame();
    auto const spot = add(atlas, id, big, big);
    if (atlas.generation() > 0) break;
    spots.push_back(spot);
    REQUIRE(++id < 1000);
  }
  // Page 0 is never emptied; the first of the others was oldest.
  CHECK(spots.size() > 3 * 16);
  for (std::uint32_t i = 0; i < spots.size(); ++i) {
    auto const* const known = atlas.find({9, i, 0});
    if (spots[i].page == 1) {
      CHECK(known == nullptr);
    } else {
      REQUIRE(known != nullptr);
      CHECK(holds(atlas, *known, i));
    }
  }
}

TEST_CASE("what this frame draws is never emptied, and what it took too much is given back") {
  GlyphAtlas atlas;
  std::vector<AtlasSpot> spots;
  for (std::uint32_t i = 0; i < 16 * 8; ++i) spots.push_back(add(atlas, i, big, big));
  CHECK(atlas.generation() == 0);
  for (std::uint32_t i = 0; i < spots.size(); ++i) REQUIRE(holds(atlas, spots[i], i));
  atlas.begin_frame();
  CHECK(atlas.generation() > 0);
  int left = 0;
  for (std::uint32_t i = 0; i < spots.size(); ++i) left += atlas.find({9, i, 0}) != nullptr ? 1 : 0;
  CHECK(left > 0);
  CHECK(left <= 16 * GlyphAtlas::max_mask_pages);
}

TEST_CASE("a picture larger than a page is refused, an empty one takes no room") {
  GlyphAtlas atlas;
  std::vector<std::uint8_t> const bytes(2000 * 2000);
  CHECK(!atlas.add_mask({9, 1, 0}, 1023, 10, bytes.data()));
  CHECK(atlas.add_mask({9, 2, 0}, 1022, 1022, bytes.data()));
  CHECK(atlas.add_mask({9, 3, 0}, 0, 0, nullptr));
  CHECK(atlas.find({9, 3, 0})->width == 0);
}

TEST_CASE("a disc is round, soft at its edge and full inside") {
  GlyphAtlas atlas;
  auto const spot = atlas.disc(16);
  REQUIRE(spot.width == 32);
  auto const at = [&](int x, int y) {
    return atlas.mask(spot.page)[(spot.y + y) * GlyphAtlas::page_size + spot.x + x];
  };
  CHECK(at(0, 0) == 0);
  CHECK(at(16, 16) == 255);
  CHECK(at(16, 0) > 128);
  double area = 0;
  for (int y = 0; y < 32; ++y) {
    for (int x = 0; x < 32; ++x) {
      CHECK(at(x, y) == at(31 - x, y));
      CHECK(at(x, y) == at(y, x));
      area += at(x, y) / 255.0;
    }
  }
  CHECK(area == doctest::Approx(3.14159 * 16 * 16).epsilon(0.01));
  CHECK(atlas.disc(16).x == spot.x);  // kept
}

TEST_CASE_FIXTURE(TextFixture, "text drawn after its page was emptied has the same pixels again") {
  auto const& block = lay_out("กขคงจ 123");
  auto const picture = [&] {
    std::vector<std::uint8_t> out;
    for (auto const& quad : engine->quads(block)) {
      for (int y = 0; y < quad.spot.height; ++y) {
        auto const* const row =
            atlas.mask(quad.spot.page) + (quad.spot.y + y) * GlyphAtlas::page_size + quad.spot.x;
        out.insert(out.end(), row, row + quad.spot.width);
      }
    }
    return out;
  };
  // Fill page 0, so that the glyphs land on a page that can be emptied.
  for (std::uint32_t i = 0; i < 15; ++i) add(atlas, i, big, big);
  for (std::uint32_t i = 20; i < 24; ++i) add(atlas, i, 1000, 60);
  while (true) {
    static std::uint32_t next = 100;
    if (add(atlas, next++, 30, 1).page != 0) break;
  }
  auto const before = picture();
  CHECK(!before.empty());
  auto const generation = atlas.generation();
  for (std::uint32_t i = 10'000; i < 10'200; ++i) {
    atlas.begin_frame();
    add(atlas, i, big, big);
  }
  CHECK(atlas.generation() > generation);
  CHECK(picture() == before);
}

}  // namespace sala::text
