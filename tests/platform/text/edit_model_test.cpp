#include "platform/text/edit_model.h"

#include <doctest/doctest.h>

#include "platform/base/bytes.h"
#include "platform/text/edit_layout.h"
#include "tests/platform/text/text_fixture.h"

namespace sala::text {
namespace {

constexpr std::string_view family = "👨‍👩‍👧‍👦";

bool caret_is_on_a_boundary(EditModel const& model) {
  for (auto const& place : character_breaks(model.text())) {
    if (place.byte == model.caret()) return place.caret;
  }
  return false;
}

}  // namespace

TEST_CASE("typed text stands at the caret") {
  EditModel model;
  CHECK(model.insert("สวัดี"));
  model.set_caret(std::string_view("สวั").size());
  CHECK(model.insert("ส"));
  CHECK(model.text() == "สวัสดี");
  CHECK(model.caret() == std::string_view("สวัส").size());
}

TEST_CASE("backspace takes a Thai syllable apart by code point, and an emoji family at once") {
  EditModel model;
  model.insert("ที่");
  model.backspace();
  CHECK(model.text() == "ที");
  model.backspace();
  CHECK(model.text() == "ท");
  model.backspace();
  CHECK(model.text() == "");
  model.backspace();
  CHECK(model.text() == "");

  model.insert("ก" + std::string(family));
  model.backspace();
  CHECK(model.text() == "ก");
  for (auto const* const whole : {"🇹🇭", "👍🏽", "❤️", "🐝"}) {
    model.set_text(whole);
    model.backspace();
    CHECK_MESSAGE(model.text() == "", whole);
  }
}

TEST_CASE("many keys in one batch each see the text that the last one left") {
  EditModel model;
  model.insert("น้ำ");
  model.backspace();
  model.backspace();
  model.insert("ี");
  model.insert("้");
  CHECK(model.text() == "นี้");
  CHECK(caret_is_on_a_boundary(model));
}

TEST_CASE("arrows and Delete go by cluster, never between a consonant and its marks") {
  EditModel model;
  model.insert("ที่นี่");
  auto const syllable = std::string_view("ที่").size();
  model.move(Motion::left);
  CHECK(model.caret() == syllable);
  model.move(Motion::left);
  CHECK(model.caret() == 0);
  model.move(Motion::left);
  CHECK(model.caret() == 0);
  model.move(Motion::right);
  CHECK(model.caret() == syllable);
  model.remove();
  CHECK(model.text() == "ที่");
  model.remove();
  CHECK(model.text() == "ที่");
  for (std::size_t byte = 0; byte <= model.text().size(); ++byte) {
    model.set_caret(byte);
    CHECK(caret_is_on_a_boundary(model));
  }
}

TEST_CASE("word motion finds Thai words without spaces") {
  EditModel model;
  model.insert("ไปโรงเรียน");
  model.move(Motion::start);
  model.move(Motion::word_right);
  CHECK(model.caret() == std::string_view("ไป").size());
  model.move(Motion::end);
  model.move(Motion::word_left);
  CHECK(model.caret() > 0);
  CHECK(model.caret() < model.text().size());
}

TEST_CASE("a selection grows with Shift, is replaced by typing and left by an arrow") {
  EditModel model;
  model.insert("กขคง");
  model.move(Motion::start);
  model.move(Motion::right);
  model.move(Motion::right, Selecting::yes);
  model.move(Motion::right, Selecting::yes);
  CHECK(model.selected() == "ขค");
  model.insert("X");
  CHECK(model.text() == "กXง");
  model.select_all();
  CHECK(model.selected() == "กXง");
  model.move(Motion::left);
  CHECK(!model.has_selection());
  CHECK(model.caret() == 0);
  model.select_all();
  model.backspace();
  CHECK(model.text() == "");
  model.set_text("สวัสดี ครับ");
  model.select_word_at(std::string_view("สวัสดี ค").size());
  CHECK(model.selected() == "ครับ");
}

TEST_CASE("bad bytes, control characters and direction marks never get in") {
  EditModel model;
  model.insert(
      "a\xFF"
      "b\x01\x7F\r\n\tc\xE0\xB8");
  CHECK(model.text() == "abc");
  model.set_text("\u202Eevil\u202C\u2066x\u2069\uFEFF\u200F\u0085\u2028");
  CHECK(model.text() == "evilx");
  model.set_text(
      "\xED\xA0\x80\xC0\x80"
      "ก");  // a surrogate, an overlong zero
  CHECK(model.text() == "ก");
  EditModel lines(200, Lines::many);
  lines.insert("ก\r\nข\n");
  CHECK(lines.text() == "ก\nข\n");
  model.set_text(family);
  CHECK(model.text() == family);  // joiners stay
}

TEST_CASE("the limit counts characters and never cuts a cluster") {
  EditModel model(5);
  CHECK(model.insert("กขค"));
  CHECK(!model.insert("ที่ที่"));  // ท ี ่ is three: no room for a whole cluster
  CHECK(model.text() == "กขค");
  CHECK(model.insert("ที"));
  CHECK(model.text() == "กขคที");
  CHECK(!model.insert("x"));
  CHECK(model.text() == "กขคที");
  model.select_all();
  CHECK(model.insert("ที่"));  // the selection makes room
  CHECK(model.text() == "ที่");
  model.set_text(std::string(1000, 'a'));
  CHECK(model.text().size() == 5);
}

TEST_CASE("a field that refuses keeps its text and its selection") {
  EditModel model(3);
  model.set_text("abc");
  auto const before = model.revision();
  CHECK(!model.insert("d"));
  CHECK(model.revision() == before);
  CHECK(model.text() == "abc");
}

TEST_CASE("clearing wipes the bytes, not only the length") {
  EditModel model;
  model.set_text("ความลับที่ยาวพอจะอยู่นอกวัตถุ");
  char const* const bytes = model.text().data();
  auto const size = model.text().size();
  model.clear();
  CHECK(model.text() == "");
  // The buffer stays the string's own after clear(), so it may be read.
  CHECK(std::string_view(bytes, size).find_first_not_of('\0') == std::string_view::npos);
}

TEST_CASE("no sequence of edits leaves invalid text or a caret within a cluster") {
  constexpr std::string_view pieces[] = {"ก",        "ที่",        "้",     "ำ",      "a",  "é",
                                         "\xE0\xB8", "👍🏽", "🏽", "\u200D", "น้ำ", " ",
                                         "ๆ",        "e\u0301",  "한",   "ကို"};
  std::uint64_t state = 7;
  auto const roll = [&](std::uint64_t sides) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return (state >> 33) % sides;
  };
  EditModel model(40);
  for (int i = 0; i < 20'000; ++i) {
    switch (roll(6)) {
      case 0:
      case 1:
        model.insert(pieces[roll(std::size(pieces))]);
        break;
      case 2:
        model.backspace();
        break;
      case 3:
        model.remove();
        break;
      case 4:
        model.move(static_cast<Motion>(roll(6)), roll(2) ? Selecting::yes : Selecting::no);
        break;
      default:
        model.set_caret(roll(80));
        break;
    }
    REQUIRE(is_utf8(model.text()));
    REQUIRE(model.selection_end() <= model.text().size());
    REQUIRE(caret_is_on_a_boundary(model));
  }
}

TEST_CASE_FIXTURE(TextFixture,
                  "carets stand at the edges of clusters, and a touch finds the nearest") {
  std::string const text = "ที่นี่ab";
  auto const layout = engine->edit_layout(text, {});
  CHECK(layout.stops.size() == 5);
  CHECK(layout.at(0).x == 0);
  CHECK(layout.at(1).byte == 0);  // within the first cluster
  CHECK(layout.at(text.size()).x == doctest::Approx(layout.block.width()).epsilon(0.05));
  for (auto const& stop : layout.stops) {
    CHECK(layout.nearest(static_cast<float>(stop.x), 5) == stop.byte);
  }
  CHECK(layout.nearest(-100, -100) == 0);
  CHECK(layout.nearest(1e6F, 1e6F) == text.size());
}

TEST_CASE_FIXTURE(TextFixture, "a selection over a wrapped line is one rectangle a line") {
  std::string const text = "หนึ่ง สอง สาม สี่ ห้า หก";
  auto const layout = engine->edit_layout(text, {}, 120);
  REQUIRE(layout.block.lines() >= 2);
  auto const all = layout.selection(0, text.size());
  CHECK(static_cast<int>(all.size()) == layout.block.lines());
  CHECK(layout.selection(3, 3).empty());
  auto const empty = engine->edit_layout("", {});
  CHECK(empty.stops.size() == 1);
  CHECK(empty.nearest(50, 10) == 0);
}

}  // namespace sala::text
