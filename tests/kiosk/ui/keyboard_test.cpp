#include "kiosk/ui/keyboard.h"

#include <set>

#include "kiosk/ui/field.h"
#include "tests/support/screen_test.h"

namespace {

using namespace sala::ui;
using sala::Micros;
using sala::test::ScreenTest;

struct Typing {
  ScreenTest screen;
  EditField field{60};
  Keyboard keyboard;
  int entered = 0;

  explicit Typing(char const* language = "th", Size size = {1280, 800})
      : screen(size, Look{.language = language}) {
    screen.show([this](Ui& ui) {
      Page page = page_of(ui.scale());
      FieldLook const look{.placeholder = "search", .focused = Focused::yes, .clearable = true};
      field.draw(ui, page.body.take_top(EditField::height(ui, look)), look);
      Rect whole = page.whole;
      auto event = keyboard.draw(ui, whole.take_bottom(keyboard.height(ui)), field.model());
      if (event.entered) ++entered;
    });
  }
  std::string press(std::string_view label) { return std::string(screen.ui().tr(label)); }
};

std::set<std::string> everything_on(KeyLayout layout) {
  std::set<std::string> letters;
  for (auto row : key_rows(layout)) {
    for (auto const& cell : row) {
      letters.emplace(cell.plain);
      letters.emplace(cell.shifted);
    }
  }
  return letters;
}

std::string utf8(char32_t code) {
  return {static_cast<char>(0xE0 | code >> 12), static_cast<char>(0x80 | (code >> 6 & 0x3F)),
          static_cast<char>(0x80 | (code & 0x3F))};
}

}  // namespace

TEST_CASE("addresses and codes begin with Latin letters, whatever the language of the screen") {
  Typing typing;
  typing.keyboard = Keyboard(Keyboard::Pad::latin);
  typing.screen.settle();
  typing.screen.settle();
  CHECK(typing.keyboard.layout() == KeyLayout::qwerty);
  typing.screen.press("h");
  CHECK(typing.field.text() == "h");
}

TEST_CASE("every Thai character that anyone writes is on the Thai keyboard") {
  auto letters = everything_on(KeyLayout::kedmanee);
  for (char32_t code = 0x0E01; code <= 0x0E59; ++code) {
    bool unassigned = code >= 0x0E3B && code <= 0x0E3E;
    // ฃ and ฅ are obsolete; ๎ ๏ stand only in old verse.
    bool obsolete = code == 0x0E03 || code == 0x0E05 || code == 0x0E4E || code == 0x0E4F;
    if (unassigned || obsolete) continue;
    CAPTURE(utf8(code));
    CHECK(letters.count(utf8(code)) == 1);
  }
}

TEST_CASE("no character stands on two keys of a layer") {
  for (auto layout : {KeyLayout::kedmanee, KeyLayout::qwerty, KeyLayout::signs}) {
    for (auto layer : {&KeyCell::plain, &KeyCell::shifted}) {
      std::set<std::string_view> seen;
      for (auto row : key_rows(layout)) {
        for (auto const& cell : row) {
          CAPTURE(std::string(cell.*layer));
          CHECK_FALSE((cell.*layer).empty());
          CHECK(seen.insert(cell.*layer).second);
        }
      }
    }
  }
}

TEST_CASE("a Thai name is typed with two fingers, marks and shift included") {
  Typing it;
  it.screen.type_by_finger("ปุ");
  it.screen.press(it.press("Shift"));
  it.screen.type_by_finger("๊");  // shift lasts one letter
  it.screen.type_by_finger("ก");
  CHECK(it.field.text() == "ปุ๊ก");
  it.screen.press(it.press("Space"));
  CHECK(it.field.text() == "ปุ๊ก ");
  it.screen.press(it.press("Delete a letter"));
  it.screen.press(it.press("Delete a letter"));
  CHECK(it.field.text() == "ปุ๊");
}

TEST_CASE("shift touched twice quickly stays, and a third touch lets go") {
  Typing it("en");
  it.screen.press("Shift");
  it.screen.press("Shift");
  it.screen.type_by_finger("BEE");
  CHECK(it.field.text() == "BEE");
  it.screen.press("Shift");
  it.screen.type_by_finger("m");
  CHECK(it.field.text() == "BEEm");
}

TEST_CASE("a key that is held repeats, and stops when the finger lifts") {
  Typing it;
  it.field.model().set_text("กขคงจฉชซ");
  it.screen.settle();
  auto at = it.screen.find(it.press("Delete a letter"));
  it.screen.hand().down(at);
  it.screen.wait(Micros{450'000});
  CHECK(it.field.text() == "กขคงจฉช");
  it.screen.wait(Micros{350'000});  // from 500 ms on, twelve a second
  CHECK(it.field.text().size() <= 5 * 3);
  CHECK(it.field.text().size() >= 2 * 3);
  it.screen.hand().up(at);
  it.screen.settle();
  auto left = it.field.text();
  it.screen.wait(Micros{1'000'000});
  CHECK(it.field.text() == left);
}

TEST_CASE("the keys follow the language of the screen, and the globe changes only them") {
  Typing it;
  CHECK(it.keyboard.layout() == KeyLayout::kedmanee);
  it.screen.press("แป้นอังกฤษ");
  it.screen.type_by_finger("beam");
  CHECK(it.field.text() == "beam");
  it.screen.press("แป้นไทย");
  it.screen.type_by_finger("บ");
  it.screen.press("ตัวเลขและเครื่องหมาย");
  it.screen.type_by_finger("123");
  it.screen.press("ตัวอักษร");
  CHECK(it.keyboard.layout() == KeyLayout::kedmanee);
  CHECK(it.field.text() == "beamบ123");
  it.screen.look.language = "en";
  it.screen.settle();
  CHECK(it.keyboard.layout() == KeyLayout::qwerty);
}

TEST_CASE("a real keyboard and the drawn one write into the same field") {
  Typing it;
  it.screen.type("บี");
  it.screen.type_by_finger("ม");
  CHECK(it.field.text() == "บีม");
  it.screen.press_key(sala::screen::Key::backspace);
  CHECK(it.field.text() == "บี");
  it.screen.press(it.press("Enter"));
  CHECK(it.entered == 1);
}

TEST_CASE("a full field takes no more letters, and the keyboard says that nothing changed") {
  Typing it;
  it.field.model().set_text(std::string(60, 'a'));
  it.screen.type_by_finger("ก");
  CHECK(it.field.text().size() == 60);
}

TEST_CASE("all layers are sound on all displays") {
  for (auto size : {Size{1280, 800}, Size{1920, 1080}, Size{800, 1280}, Size{1024, 600}}) {
    for (auto text : {TextSize::normal, TextSize::large}) {
      Typing it("th", size);
      it.screen.look.text = text;
      it.screen.settle();
      for (auto const* key : {"Shift", "English keyboard", "Shift", "Numbers and signs", "Shift"}) {
        it.screen.press(it.press(key));
        CAPTURE(key);
        CHECK(it.screen.faults() == "");
        it.screen.save(std::string("keyboard-") + key + "-" + std::to_string(size.width) +
                       (text == TextSize::large ? "-large" : ""));
      }
    }
  }
}
