#include "kiosk/ui/probe.h"

#include <doctest/doctest.h>

using namespace sala::ui;

namespace {

constexpr Size display{1280, 800};

ProbedTarget target(char const* label, Rect box) {
  return {.id = std::hash<std::string_view>{}(label), .label = label, .box = box, .visible = box};
}
ProbedText probed(char const* words, Rect ink, Rect container) {
  return {.text = words, .ink = ink, .container = container, .clip = {0, 0, 1280, 800}};
}
std::string only_fault(Probe const& probe) {
  auto faults = probe.faults(display, 72);
  REQUIRE(faults.size() == 1);
  return faults[0].substr(0, faults[0].find(':'));
}

}  // namespace

TEST_CASE("a sound frame has no fault") {
  Probe probe;
  probe.note(target("Back", {32, 700, 200, 72}));
  probe.note(target("Next", {900, 700, 200, 72}));
  probe.note(probed("Back", {60, 720, 80, 30}, {32, 700, 200, 72}));
  CHECK(probe.faults(display, 72).empty());
}

TEST_CASE("each kind of fault is found") {
  Probe probe;
  SUBCASE("a target that a finger misses") {
    probe.note(target("Small", {0, 0, 71, 72}));
    CHECK(only_fault(probe) == "target too small");
  }
  SUBCASE("a key may be narrower but not lower") {
    auto key = target("ก", {0, 0, 61, 72});
    key.kind = TargetKind::key;
    probe.note(key);
    CHECK(probe.faults(display, 72).empty());
    key.box = key.visible = {100, 0, 61, 71};
    key.id = 1;
    probe.note(key);
    CHECK(only_fault(probe) == "target too small");
  }
  SUBCASE("a target beyond the edge") {
    probe.note(target("Far", {1250, 0, 72, 72}));
    CHECK(only_fault(probe) == "target off screen");
  }
  SUBCASE("two targets in one place") {
    probe.note(target("One", {0, 0, 100, 100}));
    probe.note(target("Two", {99, 99, 100, 100}));
    CHECK(only_fault(probe) == "targets overlap");
  }
  SUBCASE("two targets that the finger cannot tell apart") {
    probe.note(target("Same", {0, 0, 100, 100}));
    probe.note(target("Same", {200, 0, 100, 100}));
    CHECK(only_fault(probe) == "two targets of one id");
  }
  SUBCASE("letters beyond their button") {
    probe.note(probed("ปุ๊ก", {10, 5, 80, 40}, {10, 10, 100, 72}));
    CHECK(only_fault(probe) == "text leaves its box");
  }
  SUBCASE("letters beyond the display") {
    probe.note(probed("ปุ๊ก", {1260, 5, 80, 40}, {1200, 0, 200, 72}));
    CHECK(only_fault(probe) == "text clipped");
  }
  SUBCASE("letters over letters") {
    probe.note(probed("One", {0, 0, 100, 40}, {0, 0, 200, 200}));
    probe.note(probed("Two", {0, 30, 100, 40}, {0, 0, 200, 200}));
    CHECK(only_fault(probe) == "texts overlap");
  }
  SUBCASE("words that end in an ellipsis where none is allowed") {
    auto cut = probed("Long…", {0, 0, 100, 40}, {0, 0, 200, 200});
    cut.shortened = true;
    cut.may_shorten = true;
    probe.note(cut);
    CHECK(probe.faults(display, 72).empty());
    cut.may_shorten = false;
    cut.ink.y = cut.container.y = 300;
    probe.note(cut);
    CHECK(only_fault(probe) == "text cut off");
  }
}

TEST_CASE("what a dialog covers is no overlap and cannot be found") {
  Probe probe;
  probe.note(target("Under", {0, 0, 100, 100}));
  auto over = target("Over", {0, 0, 100, 100});
  over.layer = 1;
  probe.note(over);
  CHECK(probe.faults(display, 72).empty());
  CHECK(probe.find("Under") == nullptr);
  REQUIRE(probe.find("Over") != nullptr);
}

TEST_CASE("an exact label wins over one that contains it") {
  Probe probe;
  probe.note(target("Sign in again", {0, 0, 100, 100}));
  probe.note(target("Sign in", {200, 0, 100, 100}));
  CHECK(probe.find("Sign in")->label == "Sign in");
  CHECK(probe.find("again")->label == "Sign in again");
  CHECK(probe.find("Sign out") == nullptr);
}
