#include "kiosk/screens/guardian.h"

#include <array>

#include "kiosk/screens/walk_in_rules.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/picture.h"
#include "platform/thai/fold.h"

namespace sala::kiosk {

using namespace ui;

namespace {

constexpr std::array relations{word("Mother"), word("Father"), word("Relative"), word("Teacher"),
                               word("Other")};

}  // namespace

GuardianPages::GuardianPages(std::string_view birth_year, WallTime now)
    : first_(Page::age), page_(Page::age), young_(false), guardian_(longest_name) {
  if (birth_year.size() < 4) return;  // not known
  young_ = maybe_under_20(birth_year, now);
  first_ = page_ = young_ ? Page::guardian : Page::none;
}

GuardianPages::Event GuardianPages::draw(Ui& ui, Rect box, Regions regions) {
  return page_ == Page::age ? age(ui, regions) : guardian(ui, box, regions);
}

GuardianPages::Event GuardianPages::age(Ui& ui, Regions regions) {
  auto columns = columns_of(ui, regions.body, 0.55, 0.55);
  doodle(ui, columns.second, "hands");
  Rect rest = columns.first;
  question(ui, rest, ui.tr("How old are you?"));
  paragraph(ui, rest, ui.tr("Under 20, a parent or guardian is named too."),
            quiet_text(ui).lines(3));
  rest.skip_top(ui.px(16));
  for (bool young : {false, true}) {
    auto words = young ? ui.tr("I am under 20") : ui.tr("I am 20 or older");
    Rect box = rest.take_top(std::max(ui.px(96), ui.scale().line(Font::list) + ui.px(32)));
    bool chosen = touch_card(ui, box, words).clicked;
    Rect inner = box.inset(ui.px(28), 0);
    int side = ui.px(36);
    icon(ui, inner.take_right(side).middle(side, side), "next", ui.theme().link);
    label(ui, inner, words, list_text().bold().middle().lines(1));
    if (chosen && !young) {
      young_ = false;
      return Event::done;
    }
    if (chosen) young_ = true, page_ = Page::guardian;
    rest.skip_top(ui.scale().gap());
  }
  auto event = bottom_bar(ui, regions.bottom, {.back = ui.tr("Back")});
  return event == BottomEvent::back ? Event::back : Event::none;
}

void GuardianPages::relation_choices(Ui& ui, Rect& rest) {
  int height = ui.scale().target(), gap = ui.scale().gap();
  ButtonLook look{.font = Font::body};
  Rect row = rest.take_top(height);
  for (auto const* relation : relations) {
    auto words = ui.tr(relation);
    look.kind = relation_ == relation ? ButtonKind::primary : ButtonKind::secondary;
    int width = button_width(ui, words, look);
    if (width > row.width && row.x > rest.x) {
      rest.skip_top(gap);
      row = rest.take_top(height);
    }
    if (button(ui, row.take_left(width), words, look)) relation_ = relation;
    row.skip_left(gap);
  }
}

GuardianPages::Event GuardianPages::guardian(Ui& ui, Rect box, Regions regions) {
  Rect body{box.x, box.y, box.width, regions.bottom.y - box.y};
  if (typing_) {
    Rect keys = body.take_bottom(keyboard_.height(ui));
    auto event = keyboard_.draw(ui, keys, guardian_.model());
    if (event.hidden || event.entered) typing_ = false;
  }
  Rect rest = body.inset(ui.scale().margin(), ui.px(8));
  if (!typing_ || ui.scale().portrait()) {
    question(ui, rest, ui.tr("Who is your parent or guardian?"));
  }
  bool no_name = thai::tidy(guardian_.text()).empty();
  std::string name_label(ui.tr("Guardian's name"));
  if (asked_ && no_name) name_label = ui.tr("Please fill in: {field}", {{"field", name_label}});
  FieldLook const look{.label = name_label, .focused = typing_ ? Focused::yes : Focused::no};
  if (guardian_.draw(ui, rest.take_top(EditField::height(ui, look)), look).touched) typing_ = true;
  rest.skip_top(ui.px(8));
  auto asks = body_text().bold().lines(1);
  int words = text_size(ui, ui.tr("Relation to you"), asks).width + ui.px(24);
  bool beside = typing_ && !ui.scale().portrait();
  auto colour = asked_ && relation_.empty() ? ui.theme().stop_ink : ui.theme().ink;
  Rect name = beside ? Rect{rest.x, rest.y, words, ui.scale().target()}
                     : rest.take_top(ui.scale().line(Font::body) + ui.px(8));
  label(ui, name, ui.tr("Relation to you"), asks.with(colour).middle());
  if (beside) rest.skip_left(words);
  relation_choices(ui, rest);
  auto event = bottom_bar(ui, regions.bottom, {.back = ui.tr("Back"), .primary = ui.tr("Next")});
  if (event == BottomEvent::back) {
    asked_ = false;
    if (first_ == Page::guardian) return Event::back;
    page_ = Page::age;
    return Event::none;
  }
  if (event != BottomEvent::primary) return Event::none;
  asked_ = no_name || relation_.empty();
  return asked_ ? Event::none : Event::done;
}

}  // namespace sala::kiosk
