// What somebody agreed to, purpose by purpose, and a large button to take each back.
//
// Anybody can touch anybody's name: of what is told to the care team it says the same to everybody,
// whether there was ever anything or not.
#include <array>

#include "kiosk/screens/form_parts.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/saving.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/scroll.h"

namespace sala::kiosk {

using namespace ui;

namespace {

struct Row {
  Purpose purpose;
  char const *title, *asked;  // asked: before it is taken back, what that means
};

constexpr std::array<Row, 5> rows{
    {{Purpose::wellbeing, word("What I tell the care team"),
      word("They read nothing that you tell them from now on. What you told them before is deleted "
           "for good.")},
     {Purpose::contact, word("Tell me about the next activities"),
      word("Nobody calls you or writes to you about them any more.")},
     {Purpose::photos, word("Photos with me may be shown in public"),
      word("The team takes down what shows you, and puts up nothing new.")},
     {Purpose::research, word("Learn from my answers how activities help"),
      word("Your answers are left out of it from now on.")},
     {Purpose::attendance, word("Keep my name on the attendance list"), ""}}};

constexpr int pad = 24;

class MyConsents final : public Screen {
 public:
  MyConsents(Context const& context, ParticipantId person) : context_(context), person_(person) {}

  Go draw(Ui& ui, Rect box) override {
    Person const* person = context_.day.roster().person(person_);
    if (person == nullptr) return Go::home();
    auto regions = regions_of(ui, box);
    return asked_ != nullptr ? sure(ui, regions, *person) : list(ui, regions, *person);
  }

 private:
  Go list(Ui& ui, Regions regions, Person const& person);
  void row(Ui& ui, Rect box, Row const& row);
  std::string_view state(Ui const& ui, Purpose purpose) const;
  bool can_be_taken_back(Purpose purpose) const;
  bool is_stacked(Ui& ui, int width) const;
  int height_of(Ui& ui, int width, Row const& row) const;
  Go sure(Ui& ui, Regions regions, Person const& person);

  Context context_;
  ParticipantId person_;
  Row const* asked_ = nullptr;  // whether to take this one back
  ScrollArea scroll_;
};

std::string_view MyConsents::state(Ui const& ui, Purpose purpose) const {
  if (purpose == Purpose::wellbeing) {
    return ui.tr("Only they can open it, and only as long as you agree.");
  }
  if (purpose == Purpose::attendance) {
    return ui.tr("Needed to sign in. To be taken off every list, ask the team.");
  }
  auto const* consent = context_.day.roster().consent(person_, purpose);
  if (consent == nullptr) return ui.tr("You were not asked here.");
  return consent->granted ? ui.tr("You said yes.") : ui.tr("You said no.");
}

bool MyConsents::can_be_taken_back(Purpose purpose) const {
  if (purpose == Purpose::wellbeing) return true;
  if (purpose == Purpose::attendance) return false;
  auto const* consent = context_.day.roster().consent(person_, purpose);
  return consent != nullptr && consent->granted;
}

ButtonLook const take_back{.kind = ButtonKind::secondary, .icon = "undo", .font = Font::body};

bool MyConsents::is_stacked(Ui& ui, int width) const {
  return width - button_width(ui, ui.tr("Take back"), take_back) < ui.px(420);
}

int MyConsents::height_of(Ui& ui, int width, Row const& it) const {
  int inner = width - 2 * ui.px(pad), button = button_height(ui);
  bool stacked = is_stacked(ui, inner), has = can_be_taken_back(it.purpose);
  if (has && !stacked) inner -= button_width(ui, ui.tr("Take back"), take_back) + ui.px(16);
  int words = text_height(ui, ui.tr(it.title), list_text().bold(), inner) +
              text_height(ui, state(ui, it.purpose), quiet_text(ui), inner);
  if (has && stacked) words += button + ui.px(8);
  return std::max(words, has ? button : 0) + 2 * ui.px(14);
}

void MyConsents::row(Ui& ui, Rect box, Row const& it) {
  plain_card(ui, box);
  Rect inner = box.inset(ui.px(pad), ui.px(14));
  auto words = ui.tr("Take back");
  if (can_be_taken_back(it.purpose)) {
    int high = button_height(ui), wide = button_width(ui, words, take_back);
    bool stacked = is_stacked(ui, inner.width);
    Rect place = stacked ? inner.take_bottom(high).take_left(wide)
                         : inner.take_right(wide).middle(wide, high);
    if (button(ui, place, words, take_back)) asked_ = &it;
    stacked ? inner.skip_bottom(ui.px(8)) : inner.skip_right(ui.px(16));
  }
  int title = text_height(ui, ui.tr(it.title), list_text().bold(), inner.width);
  int below = text_height(ui, state(ui, it.purpose), quiet_text(ui), inner.width);
  inner = inner.middle(inner.width, title + below);
  label_in(ui, inner.take_top(title), box, ui.tr(it.title), list_text().bold());
  label_in(ui, inner, box, state(ui, it.purpose), quiet_text(ui));
}

Go MyConsents::list(Ui& ui, Regions regions, Person const& person) {
  Rect rest = regions.body;
  question(ui, rest, ui.tr("What I agreed to"));
  noted(ui, rest, "person", name_of(person), list_text().bold().lines(1));
  rest.skip_top(ui.px(8));
  int gap = ui.px(12), height = 0, width = rest.width - ui.px(8);
  for (Row const& it : rows) height += height_of(ui, width, it) + gap;
  {
    auto view = scroll_.open(ui, rest, height);
    Rect column = view.content;
    column.width = width;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      Ui::Scope scope(ui, i);
      row(ui, column.take_top(height_of(ui, width, rows[i])), rows[i]);
      column.skip_top(gap);
    }
  }
  auto event = bottom_bar(ui, regions.bottom, {.back = ui.tr("Back")});
  return event == BottomEvent::back ? Go::back() : Go::stay();
}

Go MyConsents::sure(Ui& ui, Regions regions, Person const& person) {
  auto columns = columns_of(ui, regions.body, 0.6, 0.6);
  doodle(ui, columns.second, "hands");
  Rect rest = columns.first;
  rest.skip_top(rest.height / 10);
  take_fitted(ui, rest, ui.tr("Take this back?"), welcome_text(), rest.height / 3,
              {Font::welcome, Font::question});
  rest.skip_top(ui.px(8));
  noted(ui, rest, "person", name_of(person), list_text().bold().lines(1));
  paragraph(ui, rest, ui.tr(asked_->title), list_text().bold());
  rest.skip_top(ui.px(8));
  take_fitted(ui, rest, ui.tr(asked_->asked), list_text(), rest.height, {Font::list, Font::body});
  BottomBarText const text{
      .back = ui.tr("Leave it"), .primary = ui.tr("Yes, take it back"), .primary_icon = "undo"};
  auto event = bottom_bar(ui, regions.bottom, text);
  if (event == BottomEvent::back) asked_ = nullptr;
  if (event != BottomEvent::primary) return Go::stay();
  Ticket ticket =
      context_.desk.consent({person.programme, person_, {asked_->purpose, false}, {}, {}});
  auto end =
      asked_->purpose == Purpose::wellbeing ? ConsentEnd::care_taken_back : ConsentEnd::taken_back;
  return Go::replace(consent_said_screen(context_, ticket, end));
}

// What it comes to, when it is on disk.
class Said final : public Screen {
 public:
  Said(Context const& context, Ticket ticket, ConsentEnd end)
      : context_(context), ticket_(ticket), end_(end) {}

  Go draw(Ui& ui, Rect box) override {
    if (auto waits = saving_.draw(context_, ui, box, ticket_)) return std::move(*waits);
    auto regions = regions_of(ui, box);
    auto columns = columns_of(ui, regions.body, 0.58, 0.6);
    doodle(ui, columns.second, "hands", ui.theme().done);
    Rect rest = columns.first;
    rest.skip_top(rest.height / 8);
    auto heading = end_ == ConsentEnd::refused ? ui.tr("All right, we will not ask again")
                                               : ui.tr("Taken back");
    take_fitted(ui, rest, heading, welcome_text(), rest.height / 2,
                {Font::welcome, Font::question, Font::list});
    rest.skip_top(ui.px(16));
    for (auto words : words_of(ui)) {
      take_fitted(ui, rest, words, list_text(), rest.height * 3 / 5, {Font::list, Font::body});
      rest.skip_top(ui.px(8));
    }
    if (end_ != ConsentEnd::taken_back) {
      auto line = ui.tr("Too much to carry? Call {number}, free, at any hour.",
                        {{"number", context_.settings.helpline}});
      noted(ui, rest, "phone", line, list_text().bold());
    }
    BottomBarText const text{.primary = ui.tr("Finish"), .primary_icon = "check"};
    auto event = bottom_bar(ui, regions.bottom, text);
    return event == BottomEvent::primary ? Go::home() : Go::stay();
  }

 private:
  std::vector<std::string_view> words_of(Ui const& ui) const {
    if (end_ == ConsentEnd::refused) {
      return {
          ui.tr("If you ever want to tell the care team something, you find it under “A few "
                "questions”.")};
    }
    if (end_ == ConsentEnd::taken_back) return {ui.tr("The team at the office hears of it.")};
    return {ui.tr("The care team reads nothing more of you, and deletes what you told them."),
            ui.tr("Nobody will ask you by itself. If you want to begin again, you can.")};
  }

  Context context_;
  Ticket ticket_;
  UntilSaved saving_;
  ConsentEnd end_;
};

}  // namespace

ScreenPtr consents_screen(Context const& context, ParticipantId person) {
  return std::make_unique<MyConsents>(context, person);
}

ScreenPtr consent_said_screen(Context const& context, Ticket ticket, ConsentEnd end) {
  return std::make_unique<Said>(context, ticket, end);
}

}  // namespace sala::kiosk
