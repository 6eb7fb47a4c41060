#include "kiosk/ui/scale.h"

#include <doctest/doctest.h>

#include <array>

using namespace sala::ui;

TEST_CASE("one factor comes from the display") {
  struct Row {
    Size display;
    float factor;
  };
  for (auto row : {Row{{1280, 800}, 1}, Row{{800, 1280}, 1}, Row{{1920, 1080}, 1.35f},
                   Row{{1024, 600}, 0.75f}, Row{{1280, 1024}, 1}, Row{{320, 200}, 0.5f}}) {
    CAPTURE(row.display.width);
    CHECK(Scale(row.display, TextSize::normal).factor() == doctest::Approx(row.factor));
  }
}

TEST_CASE("large text is 1.3 times and never under 20 px") {
  Scale normal({1280, 800}, TextSize::normal), large({1280, 800}, TextSize::large);
  CHECK(normal.font(Font::body) == 24);
  CHECK(large.font(Font::body) == 31);
  CHECK(normal.px(72) == large.px(72));
  for (auto display : {Size{1024, 600}, Size{320, 200}}) {
    for (auto font : {Font::small, Font::body, Font::list, Font::question, Font::welcome}) {
      CHECK(Scale(display, TextSize::normal).font(font) >= 20);
    }
  }
}

TEST_CASE("a line leaves the room that Thai asks for") {
  Scale scale({1280, 800}, TextSize::normal);
  for (auto font : {Font::small, Font::body, Font::list, Font::question, Font::welcome}) {
    CHECK(scale.line(font) >= scale.font(font) * 3 / 2);
  }
}

TEST_CASE("sizes are whole pixels and nothing vanishes") {
  Scale tiny({320, 200}, TextSize::normal);
  CHECK(tiny.px(1) == 1);
  CHECK(tiny.px(0) == 0);
  CHECK(Scale({1920, 1080}, TextSize::normal).px(72) == 97);
}

TEST_CASE("a page is top bar, body and bottom bar without gap or overlap") {
  for (auto display : {Size{1280, 800}, Size{800, 1280}, Size{1920, 1080}, Size{1024, 600}}) {
    for (auto text : {TextSize::normal, TextSize::large}) {
      auto page = page_of(Scale(display, text));
      CHECK(page.top.y == 0);
      CHECK(page.bottom.bottom() == display.height);
      CHECK(page.top.bottom() <= page.body.y);
      CHECK(page.body.bottom() <= page.bottom.y);
      CHECK(page.whole.holds(page.body));
    }
  }
}

TEST_CASE("strips cut off a rectangle never exceed it") {
  Rect rest{10, 20, 100, 50};
  CHECK(rest.take_top(30) == Rect{10, 20, 100, 30});
  CHECK(rest.take_bottom(999) == Rect{10, 50, 100, 20});
  CHECK(rest.empty());
  Rect row{0, 0, 100, 10};
  CHECK(row.take_right(40) == Rect{60, 0, 40, 10});
  CHECK(row.take_left(-5) == Rect{0, 0, 0, 10});
  CHECK(row.width == 60);
}
