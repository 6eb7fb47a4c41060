// Every widget, as screens use them, in both languages, all sizes, both text sizes and all themes:
// nothing clipped, nothing overlapping, every target large enough. Pictures go to build/pictures.
#include <array>
#include <string>
#include <vector>

#include "kiosk/ui/bars.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/choice.h"
#include "kiosk/ui/field.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/label.h"
#include "kiosk/ui/notice.h"
#include "kiosk/ui/person.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/scroll.h"
#include "kiosk/ui/signature_pad.h"
#include "tests/support/screen_test.h"
#include "tests/support/turns.h"

namespace {

using namespace sala::ui;
using sala::Micros;
using sala::test::has_turn;
using sala::test::ScreenTest;

struct Sample {
  char const* nickname;
  char const* name;
};
constexpr std::array<Sample, 14> people{{{"บีม", "ณัฐธิดา ส."},
                                         {"ปุ๊ก", "กฤษณ์ ว."},
                                         {"ญาญ่า", "อุรัสยา ญ."},
                                         {"ต้นน้ำ", "ธนภัทร เ."},
                                         {"ฟ้า 🌈", "ฟ้าใส ก."},
                                         {"โจ้", "ศุภวิชญ์ ป."},
                                         {"Mind", "พิมพ์ชนก ร."},
                                         {"กี้", "ฐิติมา ฏ."},
                                         {"เล็ก", "วราภรณ์ ศรีสุวรรณกิจเจริญพงศ์ไพศาล ม."},
                                         {"อ้วน", "ปฐมพงษ์ อ."},
                                         {"ดรีม", "ชญานิศ จ."},
                                         {"ไอซ์", "นันทวัฒน์ ท."},
                                         {"นัท", "ณัฐวุฒิ ข."},
                                         {"มะปราง", "ปาลิตา น."}}};

bool thai(Ui const& ui) { return ui.look().language == "th"; }

// What a page keeps between frames.
struct Kept {
  TopBar top;
  EditField search{60}, name{60}, code{12};
  Keyboard keyboard, pad{Keyboard::Pad::digits};
  ScrollArea scroll;
  SignaturePad signature;
  Notice notice;
  sala::BootTime since{};
  bool ticked = true, unticked = false;
  int round = 0;
};

Page bars(Ui& ui, Kept& kept, BottomBarText const& bottom) {
  Page page = page_of(ui.scale());
  kept.top.draw(ui, page.top,
                {.clock = thai(ui) ? "08:57 น." : "08:57",
                 .session = thai(ui) ? "ฟังอย่างลึกซึ้งกับชุมชน" : "Listening deeply",
                 .remaining = ui.words().language() == "th" ? "เหลือ 25 นาที" : "25 min left",
                 .other_language = thai(ui) ? "English" : "ไทย"});
  bottom_bar(ui, page.bottom, bottom);
  return page;
}

void start(Ui& ui, Kept& kept) {
  Page page =
      bars(ui, kept, {.back = ui.tr("Help"), .primary = ui.tr("Sign in"), .primary_icon = "pen"});
  Rect rest = page.body;
  storage_line(ui, rest.take_bottom(ui.scale().line(Font::small)), Storage::all_arrived,
               ui.tr("Kept on this box: {kept} · at the office: {arrived} · {time}",
                     {{"kept", "142"}, {"arrived", "138"}, {"time", "10:42"}}));
  rest.skip_bottom(ui.px(12));
  Rect picture = ui.scale().portrait() ? rest.take_top(rest.height * 45 / 100)
                                       : rest.take_right(rest.width * 48 / 100);
  breathing_doodle(ui, picture.inset(ui.px(8)), "pavilion", ui.theme().highlight, kept.since);
  rest.skip_right(ui.scale().gap());
  rest.skip_top(ui.scale().portrait() ? ui.px(16) : ui.px(40));
  paragraph(ui, rest, ui.tr("Welcome"), welcome_text());
  rest.skip_top(ui.px(8));
  paragraph(ui, rest, thai(ui) ? "วันจันทร์ที่ 23 พฤศจิกายน พ.ศ. 2569" : "Monday 23 November 2026",
            quiet_text(ui));
  rest.skip_top(ui.px(24));
  paragraph(ui, rest, thai(ui) ? "ฟังอย่างลึกซึ้งกับชุมชน" : "Listening deeply", list_text().bold());
  paragraph(ui, rest, ui.tr("{from}–{to}", {{"from", "09:00"}, {"to", "12:00"}}), quiet_text(ui));
}

void tiles(Ui& ui, Kept& kept, Rect area) {
  TileGrid grid(ui, area, static_cast<int>(people.size()));
  auto view = kept.scroll.open(ui, area, grid.height());
  std::array<Colour, 3> teams{ui.theme().community, ui.theme().exchange, ui.theme().project};
  for (int i = grid.first_in(view.window); i < grid.last_in(view.window); ++i) {
    auto const& person = people[static_cast<std::size_t>(i)];
    Ui::Scope scope(ui, static_cast<std::uint64_t>(i));
    person_tile(ui, grid.tile(i).moved(view.content.x, view.content.y),
                {.nickname = person.nickname,
                 .name = person.name,
                 .team = teams[static_cast<std::size_t>(i) % 3],
                 .here = i % 4 == 1});
  }
}

void find(Ui& ui, Kept& kept) {
  Page page = bars(ui, kept, {.back = ui.tr("Back"), .extra = ui.tr("I am not on the list")});
  Rect rest = page.body;
  question(ui, rest, ui.tr("Who are you?"));
  FieldLook const look{.placeholder = ui.tr("Type to search"), .icon = "search"};
  kept.search.draw(ui, rest.take_top(EditField::height(ui, look)), look);
  rest.skip_top(ui.scale().gap());
  tiles(ui, kept, rest);
}

void typing(Ui& ui, Kept& kept) {
  Page page = page_of(ui.scale(), BottomBar::absent);
  bars(ui, kept, {});
  Rect keys = page.whole;
  keys = keys.take_bottom(kept.keyboard.height(ui));
  kept.keyboard.draw(ui, keys, kept.search.model());
  Rect rest = page.body;
  rest.height = keys.y - rest.y - ui.px(8);
  FieldLook const look{.placeholder = ui.tr("Type to search"),
                       .icon = "search",
                       .focused = Focused::yes,
                       .clearable = true};
  kept.search.draw(ui, rest.take_top(EditField::height(ui, look)), look);
  rest.skip_top(ui.scale().gap());
  if (rest.height > ui.px(40)) tiles(ui, kept, rest);
}

void code(Ui& ui, Kept& kept) {
  Page page = bars(
      ui, kept, {.back = ui.tr("Back"), .primary = ui.tr("Open"), .primary_enabled = Enabled::no});
  Rect rest = page.body;
  int keys = kept.pad.height(ui);
  kept.pad.draw(ui, rest.take_bottom(std::min(keys, rest.height)), kept.code.model());
  question(ui, rest, ui.tr("Staff code"));
  FieldLook const look{
      .placeholder = ui.tr("Type the staff code"), .focused = Focused::yes, .secret = true};
  if (rest.height >= EditField::height(ui, look)) {
    kept.code.draw(ui, rest.take_top(EditField::height(ui, look)), look);
  }
}

void confirm(Ui& ui, Kept& kept) {
  Page page = bars(ui, kept, {.back = ui.tr("Not me"), .primary = ui.tr("Yes, sign me in")});
  Rect rest = page.body;
  question(ui, rest, ui.tr("Is this you?"));
  paragraph(ui, rest, "บีม", welcome_text());
  paragraph(ui, rest, "ณัฐธิดา ส. · " + ui.tr("Team {team}", {{"team", "ต้นกล้า"}}), quiet_text(ui));
  rest.skip_top(ui.px(12));
  kept.signature.draw(ui, rest, ui.tr("Sign here with your finger"));
}

void done(Ui& ui, Kept& kept) {
  Page page = bars(ui, kept, {.primary = ui.tr("Finish")});
  Rect rest = page.body;
  Rect foot = rest.take_bottom(button_height(ui));
  auto undo = ui.tr("That's not me");
  countdown_button(ui, foot.take_left(button_width(ui, undo) + ui.px(72)), undo, Micros{7'000'000},
                   Micros{10'000'000});
  Rect picture =
      ui.scale().portrait() ? rest.take_top(rest.height / 2) : rest.take_right(rest.width / 2);
  doodle(ui, picture.inset(ui.px(24)), "done", ui.theme().done);
  rest.skip_top(ui.px(24));
  int side = ui.px(96);
  tick(ui, rest.take_top(side).take_left(side), ui.theme().done_ink, kept.since);
  rest.skip_top(ui.px(12));
  paragraph(ui, rest, ui.tr("{name} is signed in", {{"name", "บีม"}}), question_text());
  paragraph(ui, rest, ui.tr("{time} · number {n} today", {{"time", "08:57"}, {"n", "23"}}),
            list_text());
}

void rows(Ui& ui, Kept& kept) {
  Page page = bars(ui, kept, {.back = ui.tr("Back"), .primary = ui.tr("Next"), .primary_icon = ""});
  Rect rest = page.body;
  question(ui, rest, ui.tr("What may we do with this?"));
  struct Line {
    RowText text;
    int height;
  };
  std::array<Line, 4> lines{
      {{{ui.tr("Keep my name on the attendance list"),
         ui.tr("Needed to sign in. The organisers see it.")},
        0},
       {{ui.tr("Photos with me may be shown in public"),
         ui.tr("On the association's pages. Tell us any time to take them down.")},
        0},
       {{ui.tr("I am 20 or older"), {}}, 0},
       {{ui.tr("I am under 20"), {}}, 0}}};
  int total = 0;
  int width = rest.width - ui.px(16);
  for (auto& line : lines)
    total += (line.height = row_height(ui, width, line.text)) + ui.scale().gap();
  FieldLook const look{.label = ui.tr("Nickname"),
                       .placeholder = ui.tr("What do people call you?"),
                       .focused = Focused::yes};
  total += EditField::height(ui, look);
  auto view = kept.scroll.open(ui, rest, total);
  Rect column = view.content;
  column.width = width;
  auto next = [&](int height) {
    Rect box = column.take_top(height);
    column.skip_top(ui.scale().gap());
    return box;
  };
  checkbox_row(ui, next(lines[0].height), lines[0].text, kept.ticked);
  checkbox_row(ui, next(lines[1].height), lines[1].text, kept.unticked);
  choice_row(ui, next(lines[2].height), lines[2].text, true);
  choice_row(ui, next(lines[3].height), lines[3].text, false);
  kept.name.draw(ui, next(EditField::height(ui, look)), look);
}

void asks(Ui& ui, Kept& kept) {
  find(ui, kept);
  dialog(ui, {.doodle = "village",
              .title = ui.tr("Are you one of these people?"),
              .text = ui.tr("Everything is kept on this box, even without internet."),
              .yes = ui.tr("This is me"),
              .no = ui.tr("None of these")});
}

void idle(Ui& ui, Kept& kept) {
  find(ui, kept);
  idle_ring(ui, Micros{6'400'000});
}

void says(Ui& ui, Kept& kept) {
  Page page = bars(ui, kept, {.back = ui.tr("Back")});
  Rect rest = page.body;
  doodle(ui, rest.take_top(rest.height / 2), "bench");
  auto look = question_text();
  look.align = sala::text::Align::centre;
  paragraph(ui, rest, ui.tr("Nobody of that name yet"), look);
  if (kept.since == sala::BootTime{}) kept.since = ui.now();
  kept.notice.show(
      std::string(ui.tr("There is no internet now. Nothing is lost; it will go later by itself.")),
      NoticeKind::stop, kept.since);
  kept.notice.draw(ui);
}

void doodles(Ui& ui, Kept&) {
  constexpr std::array<char const*, 11> names{"pavilion",  "done",     "bench",  "storm",
                                              "hands",     "village",  "boats",  "classroom",
                                              "community", "exchange", "project"};
  std::array<Colour, 4> kinds{ui.theme().classroom, ui.theme().community, ui.theme().exchange,
                              ui.theme().project};
  auto display = ui.scale().display();
  int columns = 4, rows_needed = 3;
  for (std::size_t i = 0; i < names.size(); ++i) {
    int w = display.width / columns, h = display.height / rows_needed;
    Rect box{static_cast<int>(i) % columns * w, static_cast<int>(i) / columns * h, w, h};
    doodle(ui, box.inset(ui.px(12)), names[i], i < 7 ? ui.theme().highlight : kinds[i - 7]);
  }
}

std::string times(int count, char const* piece) {
  std::string out;
  for (int i = 0; i < count; ++i) out += piece;
  return out;
}

// Names that people, or spreadsheets, really come with.
std::vector<std::string> strange_names() {
  return {times(40, "กฤษณ์"),
          times(66, "W"),
          "👩‍👩‍👧‍👦🌈😀👍🏽🎉",
          "محمد عبد الله الخطيب",
          "<b>บีม</b><script>alert(1)</script>",
          "{name} {n} %s%n",
          "ก็ดี้ ญู่ ฏู ฐี้ ปู่ย่า ฟี้ ฬู",
          times(30, "ที่นี้"),
          "a\xff\xfe"
          "b",
          "",
          "ๆ",
          "\u202Eevil"};
}

void strange(Ui& ui, Kept& kept) {
  Page page = bars(ui, kept, {.back = ui.tr("Back")});
  auto names = strange_names();
  TileGrid grid(ui, page.body, static_cast<int>(names.size()));
  auto view = kept.scroll.open(ui, page.body, grid.height());
  for (int i = 0; i < static_cast<int>(names.size()); ++i) {
    auto const& name = names[static_cast<std::size_t>(i)];
    auto const& other = names[(static_cast<std::size_t>(i) + 3) % names.size()];
    Ui::Scope scope(ui, static_cast<std::uint64_t>(i));
    person_tile(
        ui, grid.tile(i).moved(view.content.x, view.content.y),
        {.nickname = name, .name = other, .team = ui.theme().community, .here = i % 2 == 0});
  }
}

void strange_questions(Ui& ui, Kept& kept) {
  auto names = strange_names();
  auto index = static_cast<std::size_t>(kept.round) % names.size();
  auto said = ui.tr("{name} is signed in", {{"name", sala::text::as_name(names[index])}});
  dialog(ui, {.title = "?", .text = said, .yes = ui.tr("Yes"), .no = ui.tr("No")});
}

struct PageOf {
  char const* name;
  void (*draw)(Ui&, Kept&);
};
constexpr std::array<PageOf, 12> pages{{{"start", start},
                                        {"find", find},
                                        {"typing", typing},
                                        {"code", code},
                                        {"confirm", confirm},
                                        {"done", done},
                                        {"rows", rows},
                                        {"asks", asks},
                                        {"idle", idle},
                                        {"says", says},
                                        {"doodles", doodles},
                                        {"strange", strange}}};
constexpr std::array<Size, 4> sizes{{{1280, 800}, {1920, 1080}, {800, 1280}, {1024, 600}}};
constexpr std::array<char const*, 3> theme_names{"light", "dark", "contrast"};

std::vector<Look> all_looks() {
  std::vector<Look> looks;
  for (auto const* language : {"th", "en"}) {
    for (auto text : {TextSize::normal, TextSize::large}) {
      for (int theme = 0; theme < 3; ++theme) {
        looks.push_back(
            {.theme = static_cast<ThemeName>(theme), .text = text, .language = language});
      }
    }
  }
  return looks;
}

std::string name_of(PageOf const& page, Size size, Look const& look) {
  return std::string("gallery-") + page.name + "-" + look.language + "-" +
         std::to_string(size.width) + (look.text == TextSize::large ? "-large-" : "-") +
         theme_names[static_cast<std::size_t>(look.theme)];
}

}  // namespace

TEST_CASE("every widget fits in every language, size, text size and theme") {
  auto const looks = all_looks();
  for (std::size_t s = 0; s < sizes.size(); ++s) {
    for (std::size_t l = 0; l < looks.size(); ++l) {
      ScreenTest screen(sizes[s], looks[l]);
      for (std::size_t p = 0; p < pages.size(); ++p) {
        // Each page's one turn is in another look and another size.
        if (!has_turn(p + 12 * (p % 4), l + 12 * s, 48)) continue;
        Kept kept;
        screen.show([&](Ui& ui) { pages[p].draw(ui, kept); });
        screen.wait(Micros{400'000});
        auto name = name_of(pages[p], sizes[s], looks[l]);
        CAPTURE(name);
        CHECK(screen.faults() == "");
        screen.save(name);
      }
    }
  }
}

TEST_CASE("no name breaks a sentence, however strange it is") {
  std::size_t turn = 0;
  for (auto size : sizes) {
    for (auto text : {TextSize::normal, TextSize::large}) {
      ScreenTest screen(size, Look{.text = text});
      Kept kept;
      screen.show([&](Ui& ui) { strange_questions(ui, kept); });
      for (++turn; kept.round < static_cast<int>(strange_names().size()); ++kept.round) {
        if (!has_turn(static_cast<std::size_t>(kept.round), turn - 1, 8)) continue;
        screen.settle();
        CAPTURE(kept.round);
        CHECK(screen.faults() == "");
      }
    }
  }
}
