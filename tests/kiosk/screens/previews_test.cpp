// Every preview in both languages, every size, both text sizes, and the themes: nothing clipped,
// nothing overlapping, every target large enough, every word there. Pictures go to build/pictures.
// SALA_DRAW_ONCE: each in one of these only, see tests/support/turns.h.
#include "kiosk/screens/previews.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <set>

#include "tests/support/box.h"
#include "tests/support/turns.h"

namespace sala::kiosk {

namespace {

using test::must;

struct Studio {
  SampleClock clock;
  Catalogue catalogue = must(Catalogue::load(SALA_SHARE "/locale"));
  std::unique_ptr<screen::Stage> stage;

  explicit Studio(ui::Size size) {
    screen::StageOptions options;
    options.width = size.width;
    options.height = size.height;
    options.share = SALA_SHARE;
    options.cache_folder = std::filesystem::path(SALA_BINARIES) / "font-cache";
    options.clock = &clock;
    stage = must(screen::Stage::open(options));
  }

  std::string faults_of(Preview const& preview, ui::Look const& look) {
    auto faults = draw_preview(preview, *stage, clock, catalogue, look);
    if (!faults) return faults.error().message() + "\n";
    std::string lines;
    for (auto const& fault : *faults) lines += fault + "\n";
    for (auto const& missing : catalogue.missing_words()) lines += "no word: " + missing + "\n";
    return lines;
  }
  void save(std::string const& name) {
    auto folder = std::filesystem::path(SALA_BINARIES) / "pictures" / "screens";
    std::filesystem::create_directories(folder);
    must(screen::save_png(stage->pixels(), folder / (name + ".png")));
  }
};

std::string text_of(ui::Size size, ui::Look const& look) {
  return std::to_string(size.width) + "x" + std::to_string(size.height) + "-" + look.language +
         (look.text == ui::TextSize::large ? "-large" : "") +
         (look.theme == ui::ThemeName::dark ? "-dark" : "") +
         (look.theme == ui::ThemeName::high_contrast ? "-contrast" : "");
}

bool wanted(Preview const& preview) {
  char const* only = std::getenv("SALA_PREVIEW");  // to look at one screen while working on it
  return only == nullptr || preview.name.find(only) != std::string_view::npos;
}

// `first`: the place of these looks among all that the file draws.
void check_all(ui::Size size, std::vector<ui::Look> const& looks, std::size_t first) {
  constexpr std::size_t looks_in_all = 5 * 4 + 2;
  Studio studio(size);
  for (auto const& look : looks) {
    std::size_t turn = first++, number = 0;
    for (auto const& preview : preview_list()) {
      if (!test::has_turn(number++, turn, looks_in_all) || !wanted(preview)) continue;
      auto name = std::string(preview.name) + "-" + text_of(size, look);
      auto faults = studio.faults_of(preview, look);
      CHECK_MESSAGE(faults.empty(), name << ":\n" << faults);
      studio.save(name);
    }
  }
}

std::vector<ui::Look> languages_and_sizes() {
  std::vector<ui::Look> looks;
  for (char const* language : {"th", "en"}) {
    for (auto text : {ui::TextSize::normal, ui::TextSize::large}) {
      ui::Look look;
      look.language = language;
      look.text = text;
      looks.push_back(look);
    }
  }
  return looks;
}

}  // namespace

TEST_CASE("every preview is whole at 1280×800") {
  check_all({1280, 800}, languages_and_sizes(), 0);
}
TEST_CASE("every preview is whole at 1920×1080") {
  check_all({1920, 1080}, languages_and_sizes(), 4);
}
TEST_CASE("every preview is whole upright at 800×1280") {
  check_all({800, 1280}, languages_and_sizes(), 8);
}
TEST_CASE("every preview is whole at 1024×600") {
  check_all({1024, 600}, languages_and_sizes(), 12);
}
// Where a design of 1280 pixels falls between pixels.
TEST_CASE("every preview is whole at 1366×768") {
  check_all({1366, 768}, languages_and_sizes(), 18);
}

TEST_CASE("every preview is whole in the dark and in high contrast") {
  std::vector<ui::Look> looks;
  for (auto theme : {ui::ThemeName::dark, ui::ThemeName::high_contrast}) {
    ui::Look look;
    look.theme = theme;
    looks.push_back(look);
  }
  check_all({1280, 800}, looks, 16);
}

TEST_CASE("a preview has a name of its own, and a wrong one is not found") {
  std::set<std::string_view> names;
  for (auto const& preview : preview_list()) CHECK(names.insert(preview.name).second);
  CHECK(find_preview("start") != nullptr);
  CHECK(find_preview("no such screen") == nullptr);
}

}  // namespace sala::kiosk
