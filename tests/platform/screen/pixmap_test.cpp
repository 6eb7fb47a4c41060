#include "platform/screen/pixmap.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

namespace sala::screen {
namespace {

std::filesystem::path temporary(std::string const& name) {
  auto const folder = std::filesystem::path(SALA_BINARIES) / "pixmap-test";
  std::filesystem::create_directories(folder);
  return folder / name;
}

Pixmap pattern(int width, int height) {
  Pixmap picture{width, height, {}};
  for (int i = 0; i < width * height; ++i) {
    picture.argb.push_back(0xFF000000U | static_cast<std::uint32_t>(i * 2654435761U) >> 8);
  }
  return picture;
}

}  // namespace

TEST_CASE("a picture that is saved and loaded has the same pixels") {
  auto const picture = pattern(37, 21);
  auto const file = temporary("same.png");
  REQUIRE(save_png(picture, file));
  auto const loaded = load_png(file);
  REQUIRE(loaded);
  CHECK(loaded->width == 37);
  CHECK(loaded->height == 21);
  CHECK(loaded->argb == picture.argb);
}

TEST_CASE("a missing, broken or empty picture is an error that says so") {
  CHECK(load_png("/nowhere/x.png").error().code == ErrorCode::not_found);
  auto const file = temporary("broken.png");
  std::ofstream(file) << "\x89PNG\r\n\x1a\nand then nonsense";
  CHECK(load_png(file).error().code == ErrorCode::invalid);
  CHECK(encode_png({}).error().code == ErrorCode::invalid);
  CHECK(save_png(pattern(2, 2), "/nowhere/x.png").error().code == ErrorCode::disk);
}

TEST_CASE("shrinking averages areas: flat stays flat, the mean is kept, halves are exact") {
  Pixmap flat{100, 80, std::vector<std::uint32_t>(8000, 0x80402010)};
  for (auto const pixel : shrink(flat, 33, 17).argb) CHECK(pixel == 0x80402010);
  Pixmap const checks{4, 2, {0xFF000000, 0xFFFFFFFF, 0, 0, 0xFFFFFFFF, 0xFF000000, 0, 0}};
  auto const half = shrink(checks, 2, 1);
  CHECK(half.argb[0] == 0xFF808080);
  CHECK(half.argb[1] == 0);
  auto const picture = pattern(64, 64);
  auto const mean = [](Pixmap const& of) {
    double sum = 0;
    for (auto const pixel : of.argb) sum += pixel & 0xFF;
    return sum / static_cast<double>(of.argb.size());
  };
  CHECK(mean(shrink(picture, 23, 41)) == doctest::Approx(mean(picture)).epsilon(0.02));
  CHECK(shrink(picture, 64, 64).argb == picture.argb);
}

}  // namespace sala::screen
