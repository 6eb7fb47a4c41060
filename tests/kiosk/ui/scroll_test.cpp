#include "kiosk/ui/scroll.h"

#include "kiosk/ui/button.h"
#include "tests/support/screen_test.h"

namespace {

using namespace sala::ui;
using sala::Micros;
using sala::test::ScreenTest;

constexpr Rect window{100, 100, 600, 500};
constexpr int row = 100;
constexpr int rows = 40;

struct Long {
  ScreenTest screen;
  ScrollArea scroll;
  int clicked = -1;

  Long() {
    screen.show([this](Ui& ui) {
      auto view = scroll.open(ui, window, rows * row);
      for (int i = 0; i < rows; ++i) {
        Rect box{view.content.x, view.content.y + i * row, window.width, row - 16};
        if (button(ui, box, "row " + std::to_string(i))) clicked = i;
      }
    });
  }
  // One flick upwards with the finger still moving when it lifts.
  void fling() { screen.drag({400, 500}, {400, 300}, 6); }
};

}  // namespace

TEST_CASE("a row is clicked by a tap and the list stays") {
  Long list;
  list.screen.press("row 2");
  CHECK(list.clicked == 2);
  CHECK(list.scroll.offset() == 0);
}

TEST_CASE("a finger may tremble less than 12 px and still click") {
  Long list;
  list.screen.drag({400, 330}, {400, 322}, 3);
  CHECK(list.clicked == 2);
  CHECK(list.scroll.offset() == 0);
}

TEST_CASE("a drag moves the list as far as the finger and clicks nothing") {
  Long list;
  auto& screen = list.screen;
  screen.hand().down({400, 500});
  screen.frame();
  for (int y = 490; y >= 200; y -= 10) {
    screen.hand().move({400, static_cast<float>(y)});
    screen.frame();
  }
  CHECK(list.scroll.offset() == 300);
  screen.wait(Micros{400'000});  // the finger rests: no momentum is left
  screen.hand().move({400, 200});
  screen.frame();
  screen.hand().up({400, 200});
  screen.settle();
  CHECK(std::abs(list.scroll.offset() - 300) <= 1);
  CHECK(list.clicked == -1);
}

TEST_CASE("a fling coasts, slows down and stops by itself") {
  Long list;
  list.fling();
  int at_lift = list.scroll.offset();
  list.screen.wait(Micros{300'000});
  int soon = list.scroll.offset();
  CHECK(soon > at_lift + 100);
  list.screen.wait(Micros{4'000'000});
  int rest = list.scroll.offset();
  CHECK(rest > soon);
  CHECK(list.screen.wait(Micros{2'000'000}) == 0);
  CHECK(list.scroll.offset() == rest);
}

TEST_CASE("a touch that stops a fling clicks nothing") {
  Long list;
  list.fling();
  list.screen.wait(Micros{60'000});
  list.screen.stage().feed().tap(400, 330, list.screen.clock.boot_now);
  list.screen.settle();
  CHECK(list.clicked == -1);
  int stopped = list.scroll.offset();
  list.screen.wait(Micros{1'000'000});
  CHECK(list.scroll.offset() == stopped);
}

TEST_CASE("the ends are hard") {
  Long list;
  list.screen.drag({400, 200}, {400, 550});
  CHECK(list.scroll.offset() == 0);
  for (int i = 0; i < 30; ++i) list.fling();
  list.screen.wait(Micros{3'000'000});
  CHECK(list.scroll.offset() == rows * row - window.height);
}

TEST_CASE("what is scrolled away cannot be pressed") {
  Long list;
  CHECK(list.screen.hand().tap("row 30").error().code == sala::ErrorCode::conflict);
  // Half a row shows at the lower edge: only the visible half counts.
  list.screen.stage().feed().tap(400, 650, list.screen.clock.boot_now);
  list.screen.settle();
  CHECK(list.clicked == -1);
}

TEST_CASE("the wheel scrolls what is under the pointer") {
  Long list;
  sala::screen::InputEvent wheel;
  wheel.kind = sala::screen::InputKind::wheel;
  wheel.device = sala::screen::Device::mouse;
  wheel.x = 400;
  wheel.y = 300;
  wheel.wheel_y = -2;
  auto move = wheel;
  move.kind = sala::screen::InputKind::move;
  list.screen.stage().feed().push(move);
  list.screen.stage().feed().push(wheel);
  list.screen.settle();
  CHECK(list.scroll.offset() == 192);
}
