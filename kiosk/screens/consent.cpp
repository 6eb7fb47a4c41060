// What may be done with it: one purpose a line, nothing ticked beforehand. Under 20 a guardian is
// named first.
#include <array>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/screens/walk_in_rules.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/choice.h"
#include "kiosk/ui/field.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/scroll.h"
#include "platform/thai/fold.h"

namespace sala::kiosk {

using namespace ui;

namespace {

struct PurposeRow {
  Purpose purpose;
  char const *title, *note;
};

constexpr std::array<PurposeRow, 4> purposes{
    {{Purpose::attendance, word("Keep my name on the attendance list"),
      word("Needed to sign in. The organisers see it.")},
     {Purpose::contact, word("Tell me about the next activities"),
      word("By phone or message, only from the association.")},
     {Purpose::photos, word("Photos with me may be shown in public"),
      word("On the association's pages. Tell us any time to take them down.")},
     {Purpose::research, word("Learn from my answers how activities help"),
      word("Counted together with others, never with my name.")}}};

constexpr std::array relations{word("Mother"), word("Father"), word("Relative"), word("Teacher"),
                               word("Other")};

class Consents final : public Screen {
 public:
  Consents(Context const& context, WalkIn person, SessionId session)
      : context_(context), person_(std::move(person)), session_(session) {
    if (person_.birth_year.empty()) return;
    bool young = maybe_under_20(person_.birth_year, context_.day.now());
    page_ = first_ = young ? Page::guardian : Page::what_for;
  }

  Go draw(Ui& ui, Rect box) override {
    auto regions = regions_of(ui, box);
    switch (page_) {
      case Page::age:
        return age(ui, regions);
      case Page::guardian:
        return guardian(ui, box, regions);
      case Page::what_for:
        break;
    }
    return ask_purposes(ui, regions);
  }

 private:
  enum class Page { age, guardian, what_for };

  Go age(Ui& ui, Regions regions);
  Go guardian(Ui& ui, Rect box, Regions regions);
  Go ask_purposes(Ui& ui, Regions regions);
  void relation_choices(Ui& ui, Rect& rest);
  void purpose_rows(Ui& ui, Rect rest);
  Go back_to(Page page);
  Go finish();

  Context context_;
  WalkIn person_;
  SessionId session_;
  Page page_ = Page::age, first_ = Page::age;
  bool young_ = false;
  EditField guardian_{longest_name};
  Keyboard keyboard_;
  bool typing_ = true;
  std::string relation_;  // its msgid: what is stored reads right in any language later
  std::array<bool, purposes.size()> ticked_{};
  ScrollArea scroll_;
  bool asked_ = false;  // went on without what is needed
};

Go Consents::back_to(Page page) {
  asked_ = false;
  if (page_ == first_) return Go::back();
  page_ = page;
  return Go::stay();
}

Go Consents::age(Ui& ui, Regions regions) {
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
    if (chosen) {
      young_ = young;
      page_ = young ? Page::guardian : Page::what_for;
    }
    rest.skip_top(ui.scale().gap());
  }
  auto event = bottom_bar(ui, regions.bottom, {.back = ui.tr("Back")});
  return event == BottomEvent::back ? Go::back() : Go::stay();
}

void Consents::relation_choices(Ui& ui, Rect& rest) {
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

Go Consents::guardian(Ui& ui, Rect box, Regions regions) {
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
  if (event == BottomEvent::back) return back_to(Page::age);
  if (event != BottomEvent::primary) return Go::stay();
  asked_ = no_name || relation_.empty();
  if (!asked_) page_ = Page::what_for;
  return Go::stay();
}

void Consents::purpose_rows(Ui& ui, Rect rest) {
  int gap = ui.px(12), height = 0;
  int width = rest.width - ui.px(8);  // beside the scroll bar
  for (auto const& it : purposes) {
    height += row_height(ui, width, {ui.tr(it.title), ui.tr(it.note)}) + gap;
  }
  auto view = scroll_.open(ui, rest, height);
  Rect column = view.content;
  column.width = width;
  for (std::size_t i = 0; i < purposes.size(); ++i) {
    RowText const text{ui.tr(purposes[i].title), ui.tr(purposes[i].note)};
    checkbox_row(ui, column.take_top(row_height(ui, width, text)), text, ticked_[i]);
    column.skip_top(gap);
  }
}

Go Consents::ask_purposes(Ui& ui, Regions regions) {
  Rect rest = regions.body;
  question(ui, rest, ui.tr("What may we do with this?"));
  auto words = ui.tr("Tick only what is fine with you. Only the first is needed to sign in.");
  paragraph(ui, rest, words,
            asked_ && !ticked_[0] ? body_text().bold().with(ui.theme().stop_ink) : quiet_text(ui));
  rest.skip_top(ui.px(12));
  purpose_rows(ui, rest);
  auto event =
      bottom_bar(ui, regions.bottom,
                 {.back = ui.tr("Back"), .primary = ui.tr("Sign in"), .primary_icon = "sign-in"});
  if (event == BottomEvent::back) {
    return back_to(young_ || first_ == Page::guardian ? Page::guardian : Page::age);
  }
  if (event != BottomEvent::primary) return Go::stay();
  asked_ = !ticked_[0];
  return asked_ ? Go::stay() : finish();
}

Go Consents::finish() {
  bool young = young_ || first_ == Page::guardian;
  for (std::size_t i = 0; i < purposes.size(); ++i) {
    person_.consents.push_back({purposes[i].purpose, ticked_[i]});
  }
  if (young) {
    person_.guardian_name = guardian_.text();
    person_.guardian_relation = relation_;
  }
  Session const* session = session_or_current(context_.day, session_);
  if (session == nullptr) return Go::home();
  Ticket ticket = context_.desk.walk_in(person_, session->set.session);
  auto called = person_.nickname.empty() ? person_.given_name : person_.nickname;
  return Go::replace(done_screen(context_, session->set.session, {}, ticket, Deed::signing_in,
                                 thai::tidy(called)));
}

}  // namespace

ScreenPtr consent_screen(Context const& context, WalkIn person, SessionId session) {
  return std::make_unique<Consents>(context, std::move(person), session);
}

}  // namespace sala::kiosk
