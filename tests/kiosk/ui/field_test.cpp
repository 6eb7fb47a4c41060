#include "kiosk/ui/field.h"

#include "tests/support/screen_test.h"

namespace {

using namespace sala::ui;
using sala::Micros;
using sala::screen::Key;
using sala::test::ScreenTest;

constexpr Rect here{100, 200, 600, 80};

struct Edited {
  ScreenTest screen;
  EditField field{40};
  FieldLook look{.placeholder = "ชื่อเล่น", .focused = Focused::yes, .clearable = true};
  int changes = 0, touches = 0, enters = 0;

  Edited() {
    screen.show([this](Ui& ui) {
      auto event = field.draw(ui, here, look);
      changes += event.changed;
      touches += event.touched;
      enters += event.entered;
    });
  }
};

}  // namespace

TEST_CASE("what is typed appears, and each change is told once") {
  Edited it;
  CHECK(it.screen.sees("ชื่อเล่น"));
  it.screen.type("บีม");
  CHECK(it.field.text() == "บีม");
  REQUIRE(it.screen.ui().probe().texts().size() == 1);  // the placeholder has gone
  CHECK(it.screen.ui().probe().texts()[0].text == "บีม");
  CHECK(it.changes == 1);
  it.screen.press_key(Key::enter);
  CHECK(it.enters == 1);
}

TEST_CASE("a field without the focus takes no letters and asks for the focus when touched") {
  Edited it;
  it.look.focused = Focused::no;
  it.screen.settle();
  it.screen.type("บีม");
  CHECK(it.field.text().empty());
  it.screen.press("ชื่อเล่น");
  CHECK(it.touches == 1);
}

TEST_CASE("a finger puts the caret") {
  Edited it;
  it.screen.type("abcdef");
  it.screen.stage().feed().tap(static_cast<float>(here.x + 22), 240, it.screen.clock.boot_now);
  it.screen.settle();
  it.screen.type("X");
  CHECK(it.field.text() == "Xabcdef");
  it.screen.stage().feed().tap(600, 240, it.screen.clock.boot_now);
  it.screen.settle();
  it.screen.type("Y");
  CHECK(it.field.text() == "XabcdefY");
}

TEST_CASE("the cross empties the field") {
  Edited it;
  it.screen.type("บีม");
  it.screen.press(it.screen.ui().tr("Clear the search"));
  CHECK(it.field.text().empty());
  CHECK(it.screen.ui().probe().find(it.screen.ui().tr("Clear the search")) == nullptr);
}

TEST_CASE("a secret shows dots, also to whoever reads the screen's texts") {
  Edited it;
  it.look.secret = true;
  it.screen.type("2468");
  CHECK(it.field.text() == "2468");
  CHECK_FALSE(it.screen.sees("2468"));
}

TEST_CASE("a long text scrolls sideways and keeps its caret in sight") {
  Edited it;
  it.screen.type("กขคงจฉชซญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬ");
  CHECK(it.screen.faults() == "");
  for (auto const& text : it.screen.ui().probe().texts()) CHECK(text.ink.right() <= here.right());
  it.screen.press_key(Key::home);
  CHECK(it.screen.faults() == "");
}

TEST_CASE("the caret stops blinking on a screen that nobody touches") {
  Edited it;
  it.screen.type("a");
  CHECK(it.screen.wait(Micros{4'000'000}) >= 6);
  it.screen.wait(Micros{6'000'000});
  CHECK(it.screen.wait(Micros{10'000'000}) == 0);
}
