#include "kiosk/ui/signature_pad.h"

#include <cmath>

#include "tests/support/screen_test.h"

namespace {

using namespace sala::ui;
using sala::Micros;
using sala::test::ScreenTest;

constexpr Rect here{100, 200, 900, 300};

struct Signing {
  ScreenTest screen;
  SignaturePad pad;
  Signing() {
    screen.show([this](Ui& ui) { pad.draw(ui, here, ui.tr("Sign here with your finger")); });
  }
  void sign() {
    auto& hand_screen = screen;
    hand_screen.hand().down({150, 350});
    hand_screen.frame();
    for (int i = 1; i <= 60; ++i) {
      float t = static_cast<float>(i) / 60;
      hand_screen.hand().move({150 + 500 * t, 350 + 60 * std::sin(t * 20) - 40 * t});
      hand_screen.frame();
    }
    hand_screen.hand().up({650, 310});
    hand_screen.frame();
    hand_screen.drag({300, 420}, {700, 400});
  }
};

}  // namespace

TEST_CASE("strokes are kept as points with time, in the pad's own pixels") {
  Signing it;
  CHECK(it.pad.empty());
  it.sign();
  CHECK_FALSE(it.pad.empty());
  auto const& drawing = it.pad.drawing();
  REQUIRE(drawing.strokes.size() == 2);
  CHECK(drawing.strokes[0].size() >= 60);
  CHECK(drawing.strokes[0].front().ms == 0);
  CHECK(drawing.strokes[0].back().ms >= 60 * 16);
  CHECK(drawing.strokes[1].front().ms > drawing.strokes[0].back().ms);
  for (auto const& stroke : drawing.strokes) {
    for (auto const& point : stroke) {
      CHECK(point.x >= 0);
      CHECK(point.x <= drawing.width);
      CHECK(point.y <= drawing.height);
    }
  }
  auto again = sala::read_signature(sala::write_signature(drawing));
  REQUIRE(again);
  CHECK(*again == drawing);
  it.screen.save("signature");
}

TEST_CASE("a slip of the finger is no signature") {
  Signing it;
  it.screen.stage().feed().tap(300, 300, it.screen.clock.boot_now);
  it.screen.settle();
  CHECK(it.pad.empty());
}

TEST_CASE("clear empties the pad, for the eye and in memory") {
  Signing it;
  auto blank = it.screen.stage().pixels().argb;
  it.sign();
  CHECK(it.screen.stage().pixels().argb != blank);
  it.screen.press(it.screen.ui().tr("Clear"));
  CHECK(it.pad.drawing().strokes.empty());
  it.screen.settle();
  CHECK(it.screen.stage().pixels().argb == blank);
}

TEST_CASE("pressure is kept where the panel tells it") {
  Signing it;
  for (int i = 0; i < 12; ++i) {
    sala::screen::InputEvent event;
    event.kind = i == 0 ? sala::screen::InputKind::press : sala::screen::InputKind::move;
    event.time = it.screen.clock.boot_now;
    event.x = 200 + static_cast<float>(i) * 10;
    event.y = 300;
    event.pressure = 0.5f;
    it.screen.stage().feed().push(event);
    it.screen.frame();
  }
  REQUIRE(it.pad.drawing().strokes.size() == 1);
  CHECK(it.pad.drawing().strokes[0].back().pressure == 127);
}

TEST_CASE("a pad stops recording after the longest signature that may be stored") {
  Signing it;
  it.screen.hand().down({150, 350});
  it.screen.frame();
  for (int batch = 0; batch < 20; ++batch) {
    for (int i = 0; i < 400; ++i) {
      it.screen.hand().move({150 + static_cast<float>(i), 350 + static_cast<float>(batch)});
    }
    it.screen.frame();
  }
  std::size_t points = 0;
  for (auto const& stroke : it.pad.drawing().strokes) points += stroke.size();
  CHECK(points == sala::max_signature_points);
}
