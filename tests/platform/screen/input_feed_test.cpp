#include "platform/screen/input_feed.h"

#include <doctest/doctest.h>

#include <functional>
#include <vector>

namespace sala::screen {
namespace {

struct Feed {
  InputFeed feed;
  BootTime now{std::chrono::seconds(100)};

  void after(int ms) { now += std::chrono::milliseconds(ms); }
  void pointer(InputKind kind, float x, float y, Device device = Device::touch) {
    InputEvent event;
    event.kind = kind;
    event.device = device;
    event.time = now;
    event.x = x;
    event.y = y;
    feed.push(event);
  }
  // What SDL sends for one key of a keyboard: the key, then the text of the current layout.
  void strike(char us, std::string text, bool control = false) {
    InputEvent event;
    event.kind = InputKind::key;
    event.device = Device::keyboard;
    event.time = now;
    event.key = us == '\n' ? Key::enter : Key::other;
    event.us_character = us == '\n' ? '\0' : us;
    event.modifiers.control = control;
    feed.push(event);
    if (us == '\n' || control) return;
    event.kind = InputKind::text;
    event.us_character = 0;
    event.text = std::move(text);
    feed.push(event);
  }
  FrameInput frame() { return feed.take(now); }
};

std::string texts(FrameInput const& frame, InputKind kind = InputKind::text) {
  std::string out;
  for (auto const& event : frame.typed) {
    if (event.kind == kind) out += event.text;
  }
  return out;
}

}  // namespace

TEST_CASE_FIXTURE(Feed, "two taps that arrive together are two clicks, each in its place") {
  feed.tap(10, 10, now);
  feed.tap(200, 50, now);
  std::vector<float> pressed, released;
  for (int i = 0; i < 6; ++i) {
    auto const input = frame();
    CHECK(!(input.pressed && input.released));
    if (input.pressed) pressed.push_back(input.x);
    if (input.released) released.push_back(input.x);
  }
  CHECK(pressed == std::vector<float>{10, 200});
  CHECK(released == std::vector<float>{10, 200});
}

TEST_CASE_FIXTURE(Feed, "tap A and press B in one batch loses neither") {
  feed.tap(10, 10, now);
  pointer(InputKind::press, 200, 50);
  CHECK(frame().pressed);
  CHECK(frame().released);
  auto const last = frame();
  CHECK(last.pressed);
  CHECK(last.down);
  CHECK(last.x == 200);
}

TEST_CASE_FIXTURE(Feed, "three fast keys are three characters, in order") {
  feed.type("ก", now);
  feed.type("ข", now);
  feed.press_key(Key::backspace, now);
  feed.type("ค", now);
  auto const input = frame();
  REQUIRE(input.typed.size() == 4);
  CHECK(texts(input) == "กขค");
  CHECK(input.typed[2].key == Key::backspace);
}

TEST_CASE_FIXTURE(Feed, "text typed after a tap waits until the tap has led somewhere") {
  feed.type("a", now);
  feed.tap(10, 10, now);
  feed.type("b", now);
  auto const first = frame();
  CHECK(texts(first) == "a");
  CHECK(!first.pressed);
  auto const second = frame();
  CHECK(second.pressed);
  CHECK(texts(second) == "");
  auto const third = frame();
  CHECK(third.released);
  CHECK(texts(third) == "");
  CHECK(texts(frame()) == "b");
}

TEST_CASE_FIXTURE(Feed, "after a finger lifts the pointer is nowhere, a mouse stays") {
  feed.tap(10, 10, now);
  CHECK(frame().pointer_present);
  CHECK(frame().pointer_present);  // the frame of the release still has a place
  CHECK(feed.ready(now));          // and one more frame is due, without any event
  CHECK(!frame().pointer_present);
  CHECK(!feed.ready(now));

  pointer(InputKind::move, 30, 30, Device::mouse);
  pointer(InputKind::press, 30, 30, Device::mouse);
  pointer(InputKind::release, 30, 30, Device::mouse);
  frame();
  frame();
  CHECK(frame().pointer_present);
  pointer(InputKind::leave, 0, 0, Device::mouse);
  CHECK(!frame().pointer_present);
}

TEST_CASE_FIXTURE(Feed, "a drag keeps every sample with its time and pressure") {
  pointer(InputKind::press, 1, 1);
  for (int i = 2; i <= 50; ++i) {
    after(2);
    pointer(InputKind::move, static_cast<float>(i), 1);
  }
  pointer(InputKind::release, 50, 1);
  std::vector<PointerSample> samples;
  for (int i = 0; i < 3; ++i) {
    for (auto const& sample : frame().samples) samples.push_back(sample);
  }
  REQUIRE(samples.size() == 51);
  for (std::size_t i = 1; i < 50; ++i) CHECK(samples[i].x == samples[i - 1].x + 1);
  CHECK(samples[49].time - samples[0].time == std::chrono::milliseconds(98));
}

TEST_CASE_FIXTURE(Feed, "a lost release or a second finger cannot leave the button stuck") {
  pointer(InputKind::press, 1, 1);
  pointer(InputKind::press, 2, 2);
  pointer(InputKind::release, 2, 2);
  pointer(InputKind::release, 1, 1);
  CHECK(frame().down);
  CHECK(!frame().down);
  CHECK(!frame().pressed);
}

TEST_CASE_FIXTURE(
    Feed, "a finger that the system takes away, or whose release was lost, presses nothing") {
  pointer(InputKind::press, 10, 10);
  CHECK(frame().down);
  pointer(InputKind::leave, 0, 0);
  auto const taken = frame();
  CHECK(taken.released);
  CHECK(!taken.pointer_present);

  pointer(InputKind::press, 10, 10);
  CHECK(frame().down);
  after(2500);  // and no release
  pointer(InputKind::press, 50, 50);
  auto const lost = frame();
  CHECK(lost.released);
  CHECK(!lost.pointer_present);
  auto const next = frame();
  CHECK(next.pressed);
  CHECK(next.x == 50);
  // A mouse that leaves the window while it drags goes on dragging.
  pointer(InputKind::release, 50, 50);
  frame();
  frame();
  pointer(InputKind::press, 10, 10, Device::mouse);
  frame();
  pointer(InputKind::leave, 0, 0, Device::mouse);
  CHECK(frame().down);
}

TEST_CASE_FIXTURE(Feed, "a scanner's burst is one scan, read in US layout, and no text") {
  // The people's layout is Thai: SDL's text says what Kedmanee writes on those keys.
  std::string const badge = "SALA-7F3Q/x=1";
  for (char const c : badge) {
    strike(c, "ห");
    after(4);
  }
  strike('\n', "");
  auto const input = frame();
  REQUIRE(input.typed.size() == 1);
  CHECK(input.typed[0].kind == InputKind::scan);
  CHECK(input.typed[0].text == badge);
  CHECK(!feed.next_wake());
}

TEST_CASE_FIXTURE(Feed, "a person at the keyboard types text, at most 30 ms late") {
  strike('l', "ส");
  CHECK(frame().typed.empty());  // may still become a scan
  CHECK(!feed.ready(now));
  REQUIRE(feed.next_wake());
  CHECK(*feed.next_wake() == now + std::chrono::milliseconds(30));
  after(30);
  CHECK(feed.ready(now));
  CHECK(texts(frame()) == "ส");
  for (auto const* const letter : {"ว", "ั", "ส", "ด", "ี", "ค"}) {
    strike('x', letter);
    after(80);
  }
  strike('\n', "");
  auto const input = frame();
  CHECK(texts(input) == "วัสดีค");
  REQUIRE(input.typed.size() == 7);
  CHECK(input.typed.back().key == Key::enter);
}

TEST_CASE_FIXTURE(Feed, "a short burst, a pause, or no Enter makes text, not a scan") {
  for (char const c : std::string("12345")) strike(c, std::string(1, c));
  strike('\n', "");
  auto const five = frame();
  CHECK(texts(five) == "12345");
  CHECK(five.typed.back().key == Key::enter);

  for (char const c : std::string("1234567")) {
    strike(c, std::string(1, c));
    after(c == '4' ? 31 : 3);
  }
  strike('\n', "");
  CHECK(texts(frame()) == "1234567");

  for (char const c : std::string("1234567")) strike(c, std::string(1, c));
  after(100);
  CHECK(texts(frame()) == "1234567");
}

TEST_CASE_FIXTURE(Feed, "shortcuts and the on-screen keyboard never wait for the scanner") {
  strike('c', "", true);
  CHECK(frame().typed.size() == 1);
  feed.type("ก", now);
  CHECK(texts(frame()) == "ก");
  // Held text goes first when something else follows.
  strike('a', "a");
  feed.tap(1, 1, now);
  CHECK(texts(frame()) == "a");
  CHECK(frame().pressed);
}

TEST_CASE_FIXTURE(Feed, "text that is not UTF-8 is refused, long text is taken whole") {
  feed.type("\xE0\xB8", now);
  feed.type("", now);
  CHECK(!feed.ready(now));
  std::string const lengthy(5000, 'x');
  feed.type(lengthy, now);
  CHECK(texts(frame()) == lengthy);
}

TEST_CASE_FIXTURE(Feed, "a flood is bounded, drops moves first and never a release") {
  pointer(InputKind::press, 1, 1);
  for (int i = 0; i < 5000; ++i) pointer(InputKind::move, static_cast<float>(i), 1);
  for (int i = 0; i < 5000; ++i) feed.press_key(Key::left, now);
  pointer(InputKind::release, 1, 1);
  CHECK(feed.dropped() > 0);
  std::size_t events = 0;
  bool released = false;
  for (int i = 0; i < 20 && !released; ++i) {
    auto const input = frame();
    events += input.typed.size() + input.samples.size();
    released = input.released;
  }
  CHECK(released);
  CHECK(events <= InputFeed::capacity + 1);
}

}  // namespace sala::screen
