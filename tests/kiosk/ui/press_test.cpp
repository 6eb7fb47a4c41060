// Fingers: what counts as a click, what a dialog keeps from it, what scrolling takes away.
#include "kiosk/ui/bars.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/choice.h"
#include "kiosk/ui/notice.h"
#include "kiosk/ui/scroll.h"
#include "tests/support/screen_test.h"

namespace {

using namespace sala::ui;
using sala::Micros;
using sala::test::ScreenTest;

constexpr Rect here{100, 200, 300, 100};

struct Counted {
  ScreenTest screen;
  int clicks = 0;
  Enabled enabled = Enabled::yes;
  bool asks = false;
  DialogEvent answer = DialogEvent::none;

  void start() {
    screen.show([this](Ui& ui) {
      if (button(ui, here, "Go", {.enabled = enabled})) ++clicks;
      if (!asks) return;
      auto event = dialog(ui, {.title = "Sure?", .yes = "Yes", .no = "No"});
      if (event == DialogEvent::none) return;
      answer = event;
      asks = false;
    });
  }
};

}  // namespace

TEST_CASE("a press and a lift inside are one click") {
  Counted it;
  it.start();
  it.screen.press("Go");
  CHECK(it.clicks == 1);
  it.screen.press("Go");
  CHECK(it.clicks == 2);
}

TEST_CASE("sliding off before lifting is no click, and sliding on is none either") {
  Counted it;
  it.start();
  it.screen.drag({200, 250}, {700, 600});
  CHECK(it.clicks == 0);
  it.screen.drag({700, 600}, {200, 250});
  CHECK(it.clicks == 0);
  it.screen.drag({150, 250}, {350, 270});
  CHECK(it.clicks == 1);
}

TEST_CASE("two taps in one batch are two clicks") {
  Counted it;
  it.start();
  it.screen.stage().feed().tap(200, 250, it.screen.clock.boot_now);
  it.screen.stage().feed().tap(200, 250, it.screen.clock.boot_now);
  for (int i = 0; i < 6; ++i) it.screen.frame();
  CHECK(it.clicks == 2);
}

TEST_CASE("a disabled button cannot be pressed") {
  Counted it;
  it.enabled = Enabled::no;
  it.start();
  it.screen.stage().feed().tap(200, 250, it.screen.clock.boot_now);
  it.screen.settle();
  CHECK(it.clicks == 0);
  CHECK(it.screen.hand().tap("Go").error().code == sala::ErrorCode::refused);
}

TEST_CASE("nothing behind a dialog takes a finger") {
  Counted it;
  it.asks = true;
  it.start();
  it.screen.stage().feed().tap(200, 250, it.screen.clock.boot_now);
  it.screen.settle();
  CHECK(it.clicks == 0);
  it.screen.press("No");
  CHECK(it.answer == DialogEvent::no);
  it.screen.press("Go");
  CHECK(it.clicks == 1);
}

TEST_CASE("a finger that is down when a dialog opens presses nothing in it") {
  Counted it;
  it.start();
  it.screen.hand().down({200, 250});
  it.screen.frame();
  it.asks = true;
  it.screen.frame();
  SUBCASE("lifted over an answer") { it.screen.hand().up(it.screen.find("Yes")); }
  SUBCASE("lifted where it went down") { it.screen.hand().up({200, 250}); }
  it.screen.settle();
  CHECK(it.answer == DialogEvent::none);
  CHECK(it.clicks == 0);
}

TEST_CASE("a tick box is ticked and unticked by touch, and starts unticked") {
  ScreenTest screen;
  bool ticked = false;
  screen.show([&](Ui& ui) { checkbox_row(ui, here, {.title = "I agree"}, ticked); });
  CHECK_FALSE(ticked);
  screen.press("I agree");
  CHECK(ticked);
  screen.press("I agree");
  CHECK_FALSE(ticked);
}

TEST_CASE("five taps on the clock within four seconds open the staff corner, slower ones do not") {
  ScreenTest screen;
  TopBar bar;
  int staff = 0;
  screen.show([&](Ui& ui) {
    auto event = bar.draw(ui, page_of(ui.scale()).top, {.clock = "08:57", .other_language = "ไทย"});
    if (event == TopEvent::staff) ++staff;
  });
  for (int i = 0; i < 4; ++i) screen.press("08:57");
  CHECK(staff == 0);
  screen.press("08:57");
  CHECK(staff == 1);
  for (int i = 0; i < 8; ++i) {
    screen.press("08:57");
    screen.wait(Micros{1'100'000});
  }
  CHECK(staff == 1);
}

TEST_CASE("the countdown of undo asks for frames only while it runs") {
  ScreenTest screen;
  auto until = screen.clock.boot_now + Micros{2'000'000};
  screen.show([&](Ui& ui) {
    auto left = until - ui.now();
    if (left > Micros{0}) countdown_button(ui, here, "That's not me", left, Micros{10'000'000});
  });
  CHECK(screen.sees("That's not me"));
  CHECK(screen.wait(Micros{2'000'000}) > 20);
  screen.wait(Micros{300'000});
  CHECK_FALSE(screen.sees("That's not me"));
  CHECK(screen.wait(Micros{5'000'000}) == 0);
}

TEST_CASE("a notice goes by itself after five seconds") {
  ScreenTest screen;
  Notice notice;
  notice.show("Saved", NoticeKind::done, screen.clock.boot_now);
  screen.show([&](Ui& ui) { notice.draw(ui); });
  CHECK(screen.sees("Saved"));
  screen.wait(Micros{4'500'000});
  CHECK(screen.sees("Saved"));
  screen.wait(Micros{1'000'000});
  CHECK_FALSE(screen.sees("Saved"));
}
