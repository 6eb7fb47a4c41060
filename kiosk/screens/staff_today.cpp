// Who is here, who is missing; a touch on somebody leads to what may be corrected.
#include <algorithm>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/staff_pages.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/field.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/scroll.h"

namespace sala::kiosk {

using namespace ui;

namespace {

constexpr std::size_t most_results = 60;

class TodayPage final : public StaffPage {
 public:
  explicit TodayPage(Context const& context) : context_(context) {}

  Go draw(Ui& ui, Rect box) override {
    auto today = context_.day.today();
    Session const* session = session_or_current(context_.day, session_);
    if (session == nullptr && !today.empty()) session = today.front();
    if (session == nullptr) {
      question(ui, box, ui.tr("No session today"));
      doodle(ui, box, "bench");
      return Go::stay();
    }
    if (typing_) {
      auto event = keyboard_.draw(ui, box.take_bottom(keyboard_.height(ui)), field_.model());
      if (event.hidden || event.entered) typing_ = false;
      box.skip_bottom(ui.px(8));
    } else {
      which_session(ui, box, *session, today);
      // The corner closes behind it: the room sees the chart, and nothing of staff's.
      if (shows_room(ui, box, *session)) {
        return Go::replace(room_said_screen(context_, session->set.session));
      }
    }
    search(ui, box);
    return people(ui, box, *session);
  }

 private:
  void which_session(Ui& ui, Rect& rest, Session const& session,
                     std::vector<Session const*> const& today);
  bool shows_room(Ui& ui, Rect& rest, Session const& session) const;
  void search(Ui& ui, Rect& rest);
  Go people(Ui& ui, Rect rest, Session const& session);
  bool person_row(Ui& ui, Rect box, Person const& person, rules::Attendance const& state) const;
  void bring_up_to_date(Session const& session);
  int row_height(Ui const& ui) const {
    return std::max(ui.scale().target(), ui.scale().line(Font::body) + ui.px(24));
  }

  Context context_;
  SessionId session_;
  EditField field_{80};
  Keyboard keyboard_;
  ScrollArea scroll_;
  bool typing_ = false;
  std::shared_ptr<Roster const> roster_;
  SessionId listed_;
  std::string searched_;
  std::vector<std::size_t> people_;
};

// The session that is shown, a touch to the next one of today, and whether this screen signs
// people in to it whatever the clock says.
void TodayPage::which_session(Ui& ui, Rect& rest, Session const& session,
                              std::vector<Session const*> const& today) {
  int missing = context_.day.missing(session), came = context_.day.came(session.set.session);
  auto here = ui.tr("{here} of {expected} here",
                    {{"here", count_text(came)}, {"expected", count_text(came + missing)}});
  paragraph(ui, rest, std::string(title_of(ui, session)), list_text().bold().lines(2));
  paragraph(ui, rest, hours_of(ui, session.set) + " · " + here, quiet_text(ui).lines(2));
  rest.skip_top(ui.px(8));
  bool fixed = context_.day.chosen() == session.set.session;
  auto fix = fixed ? ui.tr("Follow the clock again") : ui.tr("Sign in to this session");
  ButtonLook const look{.font = Font::body};
  Rect row = rest.take_top(button_height(ui));
  if (today.size() > 1) {
    auto other = ui.tr("Another session");
    if (button(ui, row.take_left(button_width(ui, other, look)), other, look)) {
      auto at = std::find(today.begin(), today.end(), &session);
      if (at != today.end()) ++at;
      session_ = (at == today.end() ? today.front() : *at)->set.session;
    }
    row.skip_left(ui.scale().gap());
  }
  if (button(ui, row.take_left(std::min(row.width, button_width(ui, fix, look))), fix, look)) {
    context_.day.choose(fixed ? SessionId{} : session.set.session);
  }
  rest.skip_top(ui.px(12));
}

// Only where there is something that the room may see.
bool TodayPage::shows_room(Ui& ui, Rect& rest, Session const& session) const {
  if (context_.day.said(session.set.session).empty()) return false;
  ButtonLook const look{.icon = "questions", .font = Font::body};
  auto words = ui.tr("What the room said");
  Rect row = rest.take_top(button_height(ui));
  rest.skip_top(ui.px(12));
  return button(ui, row.take_left(std::min(row.width, button_width(ui, words, look))), words, look);
}

void TodayPage::search(Ui& ui, Rect& rest) {
  FieldLook const look{.placeholder = ui.tr("Type to search"),
                       .icon = "search",
                       .focused = typing_ ? Focused::yes : Focused::no,
                       .clearable = true};
  if (field_.draw(ui, rest.take_top(EditField::height(ui, look)), look).touched) typing_ = true;
  rest.skip_top(ui.px(12));
}

void TodayPage::bring_up_to_date(Session const& session) {
  auto const& roster = context_.day.shared_roster();
  bool same = roster == roster_ && searched_ == field_.text() && listed_ == session.set.session;
  if (same) return;
  roster_ = roster;
  searched_ = field_.text();
  listed_ = session.set.session;
  scroll_.reset();
  if (!searched_.empty()) {
    people_ = roster->search(searched_, most_results).people;
    return;
  }
  people_ = roster->expected(session);
  for (auto const& [person, state] : context_.day.arrivals(listed_)) {
    bool expected =
        rules::is_expected(session.set, person->set) && person->programme == session.programme;
    if (!expected) people_.push_back(static_cast<std::size_t>(person - roster->people().data()));
  }
}

std::string state_words(Ui const& ui, rules::Attendance const& state) {
  switch (state.presence) {
    case rules::Presence::here:
      return ui.tr("Here since {time}", {{"time", state.came ? hour(state.came->at) : "–"}});
    case rules::Presence::left:
      return ui.tr("Left at {time}", {{"time", state.went ? hour(state.went->at) : "–"}});
    case rules::Presence::absent:
      break;
  }
  return std::string(ui.tr("Not here yet"));
}

bool TodayPage::person_row(Ui& ui, Rect box, Person const& person,
                           rules::Attendance const& state) const {
  auto words = state_words(ui, state);
  auto name = std::string(name_of(person));
  if (!person.short_name.empty() && person.short_name != name) name += " · " + person.short_name;
  bool clicked = touch_card(ui, box, name, TargetKind::tile).clicked;
  Rect rest = box.inset(ui.px(20), 0);
  auto here = state.presence != rules::Presence::absent;
  auto look = (here ? body_text().with(ui.theme().done_ink) : quiet_text(ui)).lines(1);
  look.align = text::Align::end;
  int width = text_size(ui, words, look).width + 2;
  label(ui, rest.take_right(std::min(width, rest.width / 2)), words, look.middle());
  rest.skip_right(ui.px(16));
  label(ui, rest, name, body_text().middle().lines(1));
  return clicked;
}

Go TodayPage::people(Ui& ui, Rect rest, Session const& session) {
  bring_up_to_date(session);
  int gap = ui.scale().gap(), height = row_height(ui), count = static_cast<int>(people_.size());
  if (count == 0) {
    paragraph(ui, rest, ui.tr("Nobody of that name yet"), quiet_text(ui).lines(2));
    return Go::stay();
  }
  Go go = Go::stay();
  auto view = scroll_.open(ui, rest, count * (height + gap));
  int first = std::max(0, view.window.y / (height + gap));
  int last = std::min(count, view.window.bottom() / (height + gap) + 1);
  for (int i = first; i < last; ++i) {
    Person const& person = roster_->people()[people_[static_cast<std::size_t>(i)]];
    Rect box{view.content.x, view.content.y + i * (height + gap), rest.width - ui.px(12), height};
    Ui::Scope scope(ui, static_cast<std::uint64_t>(i));
    auto const& id = person.set.participant;
    if (person_row(ui, box, person, context_.day.attendance(session.set.session, id))) {
      go = Go::push(staff_person_screen(context_, id, session.set.session));
    }
  }
  return go;
}

}  // namespace

StaffPagePtr staff_today_page(Context const& context) {
  return std::make_unique<TodayPage>(context);
}

}  // namespace sala::kiosk
