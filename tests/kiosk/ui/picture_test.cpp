#include "kiosk/ui/picture.h"

#include <algorithm>
#include <filesystem>
#include <regex>
#include <set>

#include "kiosk/ui/brush.h"
#include "tests/support/screen_test.h"

namespace {

namespace fs = std::filesystem;
using namespace sala::ui;
using sala::Micros;
using sala::test::ScreenTest;

constexpr Rect here{200, 100, 480, 340};

std::uint32_t argb(Colour c) {
  return 0xFF000000u | std::uint32_t{c.r} << 16 | std::uint32_t{c.g} << 8 | c.b;
}
std::size_t count(ScreenTest const& screen, sala::screen::Pixmap const& pixels, Colour colour) {
  (void)screen;
  return static_cast<std::size_t>(std::count(pixels.argb.begin(), pixels.argb.end(), argb(colour)));
}

// What is written as an icon's or a doodle's name in the sources.
std::set<std::string> names_used(char const* pattern) {
  std::set<std::string> names;
  std::regex const shape(pattern);
  for (auto const& entry : fs::recursive_directory_iterator(fs::path(SALA_SOURCE) / "kiosk")) {
    if (entry.path().extension() != ".cpp") continue;
    auto source = sala::test::read_file(entry.path());
    for (std::sregex_iterator it(source.begin(), source.end(), shape), end; it != end; ++it) {
      names.insert((*it)[1].str());
    }
  }
  return names;
}

}  // namespace

TEST_CASE("every icon and doodle that a source names is drawn") {
  auto icons = names_used(R"re(icon\w*\s*(?:=|\(ui,[^;"]*?,)\s*"([a-z-]+)")re");
  CHECK(icons.count("help") + icons.count("close") + icons.count("search") >= 1);
  for (auto const& name : icons) {
    CAPTURE(name);
    CHECK(fs::exists(fs::path(SALA_SHARE) / "icons" / (name + ".png")));
  }
  auto doodles = names_used(R"re(doodle\w*\s*(?:=|\(ui,[^;"]*?,)\s*"([a-z-]+)")re");
  for (auto const& name : doodles) {
    CAPTURE(name);
    CHECK(fs::exists(fs::path(SALA_SHARE) / "doodles" / (name + ".png")));
  }
}

TEST_CASE("a doodle takes the colours of its theme and the accent it is given") {
  ScreenTest screen;
  for (auto name : {ThemeName::light, ThemeName::dark, ThemeName::high_contrast}) {
    screen.look.theme = name;
    auto const& theme = theme_of(name);
    screen.show([&](Ui& ui) { doodle(ui, here, "pavilion", ui.theme().community); });
    auto const& pixels = screen.stage().pixels();
    CHECK(count(screen, pixels, theme.ink) > 3000);
    CHECK(count(screen, pixels, theme.community) > 5000);
    if (theme.card != theme.paper) CHECK(count(screen, pixels, theme.card) > 3000);
    // No weight may show through: nothing is as red, green or blue as a master is.
    CHECK(count(screen, pixels, Colour::hex(0xFF0000)) == 0);
    CHECK(count(screen, pixels, Colour::hex(0x00FF00)) == 0);
    CHECK(count(screen, pixels, Colour::hex(0x0000FF)) == 0);
  }
}

TEST_CASE("the tick draws itself in 300 ms, and is simply there when calm") {
  ScreenTest screen;
  auto since = screen.clock.boot_now;
  screen.show([&](Ui& ui) { tick(ui, here, ui.theme().done, since); });
  auto begun = count(screen, screen.stage().pixels(), screen.ui().theme().done);
  screen.wait(Micros{400'000});
  auto whole = count(screen, screen.stage().pixels(), screen.ui().theme().done);
  CHECK(begun < whole / 2);
  CHECK(screen.wait(Micros{3'000'000}) == 0);

  ScreenTest calm({1280, 800}, Look{.motion = Motion::calm});
  since = calm.clock.boot_now;
  calm.show([&](Ui& ui) { tick(ui, here, ui.theme().done, since); });
  CHECK(count(calm, calm.stage().pixels(), calm.ui().theme().done) == whole);
}

TEST_CASE("a doodle breathes once in 20 seconds and sleeps in between; calm ones never do") {
  ScreenTest screen;
  auto since = screen.clock.boot_now;
  auto draw = [&](Ui& ui) { breathing_doodle(ui, here, "pavilion", ui.theme().highlight, since); };
  screen.show(draw);
  auto still = screen.stage().pixels().argb;
  screen.wait(Micros{200'000});  // what was shown settles
  CHECK(screen.wait(Micros{18'000'000}) == 0);
  CHECK(screen.wait(Micros{800'000}) > 10);
  CHECK(screen.stage().pixels().argb != still);
  screen.wait(Micros{1'500'000});
  CHECK(screen.stage().pixels().argb == still);
  CHECK(screen.wait(Micros{15'000'000}) == 0);

  screen.look.motion = Motion::calm;
  screen.show(draw);
  screen.wait(Micros{200'000});
  CHECK(screen.wait(Micros{60'000'000}) == 0);
}

TEST_CASE("a ring shows its share") {
  ScreenTest screen;
  float share = 1;
  screen.show([&](Ui& ui) { ring(ui, here, share, ui.theme().primary, ui.theme().card_edge); });
  auto whole = count(screen, screen.stage().pixels(), screen.ui().theme().primary);
  share = 0.5f;
  screen.settle();
  auto half = count(screen, screen.stage().pixels(), screen.ui().theme().primary);
  share = 0;
  screen.settle();
  CHECK(count(screen, screen.stage().pixels(), screen.ui().theme().primary) == 0);
  CHECK(static_cast<double>(half) == doctest::Approx(static_cast<double>(whole) / 2).epsilon(0.1));
}

TEST_CASE("the first part of a stroke is as long as asked") {
  std::vector<BrushPoint> const line{{0, 0, 4}, {30, 0, 4}, {100, 0, 8}};
  CHECK(first_part(line, 0.65f).back().x == doctest::Approx(65));
  CHECK(first_part(line, 0.65f).back().width == doctest::Approx(6));
  CHECK(first_part(line, 2).size() == 3);
  CHECK(first_part(line, 0).size() == 1);
  CHECK(smooth(line).front().x == doctest::Approx(0));
  CHECK(smooth(line).back().x == doctest::Approx(100));
}
