#include "kiosk/ui/scales.h"

#include <array>

#include "kiosk/ui/faces.h"
#include "kiosk/ui/field.h"
#include "tests/support/screen_test.h"

using namespace sala::ui;
using sala::Micros;
using sala::test::ScreenTest;

namespace {

Rect body(Ui const& ui) { return page_of(ui.scale()).body; }

}  // namespace

TEST_CASE("a star that is touched says how many") {
  ScreenTest screen;
  int chosen = 0;
  screen.show([&](Ui& ui) {
    Rect box = body(ui);
    if (auto touched = stars(ui, box.take_top(stars_height(ui, box.width, 5)), 5, chosen)) {
      chosen = *touched;
    }
  });
  screen.press("3 ดาว");
  CHECK(chosen == 3);
  screen.press("1 ดาว");
  CHECK(chosen == 1);
  CHECK(screen.faults() == "");
}

TEST_CASE("smileys and steps give the place of what was touched, in one row or in several") {
  for (auto size : {Size{1280, 800}, Size{800, 1280}, Size{1024, 600}}) {
    ScreenTest screen(size);
    std::array<Smiley, 5> const faces{
        {{"แย่มาก", 0}, {"ไม่ค่อยดี", 0.25f}, {"เฉย ๆ", 0.5f}, {"ดี", 0.75f}, {"ดีมาก", 1}}};
    std::vector<std::string> numbers;
    for (int i = 0; i <= 10; ++i) numbers.push_back(std::to_string(i));
    std::optional<std::size_t> face, number;
    screen.show([&](Ui& ui) {
      Rect rest = body(ui);
      auto one = smileys(ui, rest.take_top(smileys_height(ui, rest.width, faces)), faces, face);
      if (one) face = one;
      rest.skip_top(ui.px(16));
      auto other = steps(ui, rest.take_top(steps_height(ui, rest.width, numbers)), numbers, number);
      if (other) number = other;
    });
    screen.press("ดีมาก");
    screen.press("7");
    CHECK(face == 4);
    CHECK(number == 7);
    CHECK(screen.faults() == "");
  }
}

TEST_CASE("a slider follows the finger along its track, even where it strays from it") {
  ScreenTest screen;
  std::optional<int> stop;
  screen.show([&](Ui& ui) {
    Rect box = body(ui);
    SliderLook const look{
        .label = "mood", .stops = 11, .chosen = stop, .face = true, .low = "low", .high = "high"};
    if (auto now = slider(ui, box.take_top(slider_height(ui, box.width, look)), look)) stop = now;
  });
  screen.press("mood");
  CHECK(stop == 5);
  auto middle = screen.find("mood");
  screen.drag(middle, {1270, middle.y + 90});
  CHECK(stop == 10);
  screen.drag(middle, {3, middle.y});
  CHECK(stop == 0);
  CHECK(screen.faults() == "");
}

TEST_CASE("a stepper goes on while it is held") {
  ScreenTest screen;
  Stepper stepper;
  int value = 0;
  screen.show([&](Ui& ui) {
    auto words = std::to_string(value);
    StepperLook const look{.value = words, .less = "less", .more = "more"};
    Rect box = body(ui);
    value += stepper.draw(ui, box.take_top(Stepper::height(ui, false)).take_left(ui.px(400)), look);
  });
  screen.press("more");
  CHECK(value == 1);
  screen.press("less");
  CHECK(value == 0);
  auto at = screen.find("more");
  screen.hand().down(at);
  screen.frame();
  screen.wait(Micros{1'500'000});
  screen.hand().up(at);
  screen.frame();
  CHECK(value >= 10);
  CHECK(value <= 14);
}

TEST_CASE("a field of several lines wraps, keeps its caret in sight, and takes Enter") {
  ScreenTest screen;
  EditField field(2000, sala::text::Lines::many);
  screen.show([&](Ui& ui) {
    Rect box = body(ui);
    FieldLook const look{.placeholder = "say", .focused = Focused::yes};
    field.draw(ui, box.take_top(EditField::height(ui, 3)), look);
  });
  for (int i = 0; i < 12; ++i) screen.type("ที่นี่มีคนฟังเราจริง ๆ ");
  screen.press_key(sala::screen::Key::enter);
  screen.type("จบ");
  CHECK(field.text().ends_with("\nจบ"));
  CHECK(screen.faults() == "");
  screen.press("say");  // a finger puts the caret where it touches
  CHECK(field.model().caret() > 0);
  CHECK(field.model().caret() < field.text().size());
}
