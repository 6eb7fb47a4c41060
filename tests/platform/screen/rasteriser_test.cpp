// Against reference pixels: worked out here by other means than the rasteriser's.
#include "platform/screen/rasteriser.h"

#include <algorithm>
#include <cmath>

#include "tests/platform/screen/stage_fixture.h"

namespace sala::screen {
namespace {

constexpr std::uint32_t paper = 0xFFFBF7EF;

int channel(std::uint32_t argb, int shift) { return static_cast<int>(argb >> shift & 0xFF); }

bool near(std::uint32_t a, std::uint32_t b, int tolerance) {
  for (int shift : {0, 8, 16, 24}) {
    if (std::abs(channel(a, shift) - channel(b, shift)) > tolerance) return false;
  }
  return true;
}

// `over` of 0xRRGGBB at alpha 0 to 1 above `below`.
std::uint32_t blended(std::uint32_t below, std::uint32_t over, double alpha) {
  std::uint32_t out = 0xFF000000;
  for (int shift : {0, 8, 16}) {
    auto const value = channel(below, shift) * (1 - alpha) + channel(over, shift) * alpha;
    out |= static_cast<std::uint32_t>(std::lround(value)) << shift;
  }
  return out;
}

}  // namespace

TEST_CASE("rectangles cover whole pixels, opaque and translucent, clipped") {
  StageFixture fixture(200, 100);
  fixture.settle([](ImDrawList& list) {
    list.AddRectFilled({10, 10}, {30, 20}, IM_COL32(255, 0, 0, 255));
    list.AddRectFilled({20, 15}, {40, 30}, IM_COL32(0, 0, 255, 128));
    list.PushClipRect({100, 0}, {110, 100});
    list.AddRectFilled({90, 40}, {150, 50}, IM_COL32(0, 255, 0, 255));
    list.PopClipRect();
    list.AddRectFilled({180, 80}, {500, 500}, IM_COL32(0, 0, 0, 255));
  });
  auto const& picture = fixture.stage->pixels();
  for (int y = 0; y < 100; ++y) {
    for (int x = 0; x < 200; ++x) {
      auto expected = paper;
      if (10 <= x && x < 30 && 10 <= y && y < 20) expected = 0xFFFF0000;
      if (20 <= x && x < 40 && 15 <= y && y < 30)
        expected = blended(expected, 0x0000FF, 128 / 255.0);
      if (100 <= x && x < 110 && 40 <= y && y < 50) expected = 0xFF00FF00;
      if (x >= 180 && y >= 80) expected = 0xFF000000;
      REQUIRE_MESSAGE(near(picture.at(x, y), expected, 2), x << "," << y);
    }
  }
}

TEST_CASE("text has exactly its glyphs' coverage") {
  StageFixture fixture(300, 80);
  constexpr std::string_view words = "ปี่ Sala";
  fixture.settle([&](ImDrawList& list) {
    fixture.stage->text().draw(list, 7.4F, 10.3F, IM_COL32(0, 0, 0, 255), words, {.size_px = 40});
  });
  text::GlyphAtlas atlas;
  auto fonts = text::FontContext::open(test_share() / "fonts");
  REQUIRE(fonts);
  text::TextEngine engine(**fonts, atlas);
  Pixmap expected = fixture.stage->pixels();
  std::fill(expected.argb.begin(), expected.argb.end(), paper);
  for (auto const& quad : engine.quads(engine.measure(words, {.size_px = 40}))) {
    for (int y = 0; y < quad.spot.height; ++y) {
      for (int x = 0; x < quad.spot.width; ++x) {
        auto const coverage =
            atlas.mask(quad.spot.page)[(quad.spot.y + y) * 1024 + quad.spot.x + x];
        auto& pixel =
            expected.argb[static_cast<std::size_t>((10 + quad.y + y) * 300 + 7 + quad.x + x)];
        pixel = blended(pixel, 0, coverage / 255.0);
      }
    }
  }
  int inked = 0;
  for (std::size_t i = 0; i < expected.argb.size(); ++i) {
    REQUIRE(near(fixture.stage->pixels().argb[i], expected.argb[i], 2));
    inked += expected.argb[i] != paper ? 1 : 0;
  }
  CHECK(inked > 500);
}

TEST_CASE("triangles that share an edge leave no gap and cover no pixel twice") {
  StageFixture fixture(256, 256);
  // A fan of translucent triangles over a square: a gap or a double would change a pixel.
  fixture.settle([](ImDrawList& list) {
    auto const flags = list.Flags;
    list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    ImVec2 const corners[] = {{20, 20}, {236, 20}, {236, 236}, {20, 236}};
    ImVec2 const middle{131.37F, 117.73F};
    for (int i = 0; i < 4; ++i) {
      list.AddTriangleFilled(corners[i], corners[(i + 1) % 4], middle, IM_COL32(0, 0, 0, 128));
    }
    list.Flags = flags;
  });
  auto const inside = blended(paper, 0, 128 / 255.0);
  for (int y = 0; y < 256; ++y) {
    for (int x = 0; x < 256; ++x) {
      auto const in = 20 <= x && x < 236 && 20 <= y && y < 236;
      REQUIRE_MESSAGE(near(fixture.stage->pixels().at(x, y), in ? inside : paper, 2),
                      x << "," << y);
    }
  }
}

TEST_CASE("a disc of triangles is as round as the disc of the atlas") {
  StageFixture fixture(200, 100);
  fixture.settle([&](ImDrawList& list) {
    list.AddCircleFilled({50, 50}, 40, IM_COL32(0, 0, 0, 255), 96);
    fixture.stage->paint().disc(list, 150, 50, 40, IM_COL32(0, 0, 0, 255));
  });
  double difference = 0;
  for (int y = 0; y < 100; ++y) {
    for (int x = 0; x < 100; ++x) {
      auto const a = channel(fixture.stage->pixels().at(x, y), 8);
      auto const b = channel(fixture.stage->pixels().at(x + 100, y), 8);
      difference += std::abs(a - b) / 255.0;
      REQUIRE_MESSAGE(std::abs(a - b) < 110, x << "," << y << ": " << a << " " << b);
    }
  }
  CHECK(difference < 40);  // pixels, of 250 on the edge
}

TEST_CASE("colours between corners are interpolated") {
  StageFixture fixture(100, 100);
  fixture.settle([](ImDrawList& list) {
    list.AddRectFilledMultiColor({0, 0}, {100, 100}, IM_COL32(0, 0, 0, 255),
                                 IM_COL32(255, 0, 0, 255), IM_COL32(255, 0, 0, 255),
                                 IM_COL32(0, 0, 0, 255));
  });
  for (int x = 0; x < 100; x += 9) {
    auto const expected = (x + 0.5) * 2.55;
    CHECK(std::abs(channel(fixture.stage->pixels().at(x, 50), 16) - expected) < 2);
  }
}

TEST_CASE("rounded rectangles fill their middle, spare their corners and are symmetric") {
  StageFixture fixture(120, 80);
  fixture.settle([&](ImDrawList& list) {
    fixture.stage->paint().rounded(list, {10, 10, 100, 60}, 16, IM_COL32(0, 0, 0, 255));
  });
  auto const& picture = fixture.stage->pixels();
  for (int y = 0; y < 80; ++y) {
    for (int x = 0; x < 120; ++x) {
      REQUIRE(picture.at(x, y) == picture.at(119 - x, y));
      REQUIRE(picture.at(x, y) == picture.at(x, 79 - y));
    }
  }
  CHECK(picture.at(10, 10) == paper);
  CHECK(picture.at(60, 10) == 0xFF000000);
  CHECK(picture.at(10, 40) == 0xFF000000);
  CHECK(picture.at(9, 40) == paper);
}

TEST_CASE("only the tiles that changed are painted, and the picture is that of painting all") {
  StageFixture fixture(640, 480), fresh(640, 480);
  int step = 0;
  auto const scene = [&](Stage& stage, ImDrawList& list) {
    for (int i = 0; i < 12; ++i) {
      auto const y = 10.0F + 38 * static_cast<float>(i);
      stage.paint().card(list, {20, y, 280, 34}, 12, 1, IM_COL32(230, 222, 207, 255),
                         IM_COL32_WHITE);
      stage.text().draw(list, 30, y, ink, "แถวที่ " + std::to_string(i), {.size_px = 20});
    }
    auto const x = 400 + 13 * static_cast<float>(step);
    list.AddLine({x, 50}, {x + 40, 90}, IM_COL32(200, 0, 0, 255), 5);
    stage.text().draw(list, 400, 200, ink, std::to_string(step) + "🐝", {.size_px = 40});
  };
  for (step = 0; step < 12; ++step) {
    fixture.stage->refresh();
    fixture.settle([&](ImDrawList& list) { scene(*fixture.stage, list); });
  }
  --step;
  fresh.settle([&](ImDrawList& list) { scene(*fresh.stage, list); });
  CHECK(fixture.stage->pixels().argb == fresh.stage->pixels().argb);

  // One more step: what is reported as changed lies at the right, where the changes are.
  ++step;
  fixture.stage->refresh();
  REQUIRE(fixture.frame([&](ImDrawList& list) { scene(*fixture.stage, list); }));
  CHECK(fixture.stage->changed().x0 >= 384);
  CHECK(fixture.stage->changed().y1 <= 320);
  CHECK(!fixture.stage->changed().empty());
}

}  // namespace sala::screen
