// One person for staff: what is recorded, and how to correct it. Every correction is a new record
// with the name of who made it.
#include "kiosk/screens/course_parts.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/field.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/notice.h"
#include "kiosk/ui/scroll.h"
#include "platform/text/text_style.h"

namespace sala::kiosk {

using namespace ui;

namespace {

class StaffPerson final : public Screen {
 public:
  StaffPerson(Context const& context, ParticipantId person, SessionId session)
      : context_(context), person_(person), session_(session) {}

  Go draw(Ui& ui, Rect box) override {
    if (context_.staff.staff() == nullptr) return Go::home();
    Person const* person = context_.day.roster().person(person_);
    Session const* session = context_.day.roster().session(session_);
    if (person == nullptr || session == nullptr) return Go::back();
    auto regions = regions_of(ui, box);
    follow_ticket(ui);
    Go go = Go::stay();
    if (merging_) {
      merge_search(ui, {box.x, box.y, box.width, regions.bottom.y - box.y}, *person);
    } else {
      auto columns = columns_of(ui, regions.body, 0.5, 0.5);
      about(ui, columns.first, *person, *session);
      go = actions(ui, columns.second, *session);
    }
    auto event = bottom_bar(ui, regions.bottom, {.back = ui.tr("Back")});
    notice_.draw(ui);
    if (merging_) confirm_merge(ui, *person);
    if (event != BottomEvent::back) return go;
    if (!merging_) return Go::back();
    merging_ = false;
    return Go::stay();
  }

 private:
  void about(Ui& ui, Rect rest, Person const& person, Session const& session) const;
  Go actions(Ui& ui, Rect rest, Session const& session);
  void merge_search(Ui& ui, Rect body, Person const& person);
  void merge_results(Ui& ui, Rect rest, Person const& person);
  void confirm_merge(Ui& ui, Person const& person);
  void follow_ticket(Ui& ui);
  StaffId staff() const { return context_.staff.staff()->staff; }

  Context context_;
  ParticipantId person_;
  SessionId session_;
  Ticket ticket_ = 0;
  Notice notice_;
  bool merging_ = false, typing_ = true;
  EditField field_{80};
  Keyboard keyboard_;
  ScrollArea scroll_;
  ParticipantId other_;
};

void StaffPerson::follow_ticket(Ui& ui) {
  if (ticket_ == 0) return;
  auto receipt = context_.desk.receipt(ticket_);
  if (receipt.saving == Saving::waiting) return;
  ticket_ = 0;
  if (receipt.saving == Saving::saved) {
    notice_.show(std::string(ui.tr("Saved")), NoticeKind::done, ui.now());
  } else {
    notice_.show(std::string(ui.tr("This could not be saved. What was saved before is safe; "
                                   "please tell the team.")),
                 NoticeKind::stop, ui.now());
  }
}

void StaffPerson::about(Ui& ui, Rect rest, Person const& person, Session const& session) const {
  auto state = context_.day.attendance(session_, person_);
  take_fitted(ui, rest, text::as_name(name_of(person)), welcome_text(), rest.height / 3,
              {Font::welcome, Font::question, Font::list});
  take_fitted(ui, rest, text::as_name(person.full_name), list_text(), rest.height / 3,
              {Font::list, Font::body});
  auto group = std::string(local(ui, person.team));
  auto organisation = local(ui, person.organisation);
  if (!organisation.empty()) group += (group.empty() ? "" : " · ") + std::string(organisation);
  if (!group.empty()) paragraph(ui, rest, group, quiet_text(ui).lines(2));
  rest.skip_top(ui.px(16));
  paragraph(ui, rest, title_of(ui, session), body_text().bold().lines(2));
  auto at = [](std::optional<rules::ResolvedTime> const& time) {
    return time ? hour(time->at) : std::string("–");
  };
  std::string words(ui.tr("Not here yet"));
  if (state.presence != rules::Presence::absent) {
    words = ui.tr("Here since {time}", {{"time", at(state.came)}});
  }
  if (state.presence == rules::Presence::left) {
    words += " · " + ui.tr("Left at {time}", {{"time", at(state.went)}});
  }
  noted(ui, rest, "clock", words, body_text().lines(2));
  if (state.has_signature) noted(ui, rest, "pen", ui.tr("With a signature"), body_text().lines(1));
  if (state.by_staff) {
    noted(ui, rest, "people", ui.tr("Signed in by the team"), body_text().lines(1));
  }
}

Go StaffPerson::actions(Ui& ui, Rect rest, Session const& session) {
  auto state = context_.day.attendance(session_, person_);
  bool absent = state.presence == rules::Presence::absent;
  bool here = state.presence == rules::Presence::here;
  auto ready = ticket_ == 0 ? Enabled::yes : Enabled::no;
  auto row = [&](std::string_view words, std::string_view icon) {
    bool touched = button(ui, rest.take_top(button_height(ui)), words,
                          {.icon = icon, .enabled = ready, .font = Font::body});
    rest.skip_top(ui.scale().gap());
    return touched;
  };
  auto& desk = context_.desk;
  if (!here && row(absent ? ui.tr("Sign in") : ui.tr("Sign in again"), "sign-in")) {
    ticket_ =
        desk.sign_in(session.programme, session_, person_, SignInMethod::staff, nullptr, staff());
  }
  if (here && row(ui.tr("Sign out"), "sign-out")) {
    ticket_ = desk.sign_out(session.programme, session_, person_, state, staff());
  }
  if (here && row(ui.tr("Take the sign-in back"), "undo")) {
    ticket_ = desk.undo(session.programme, session_, person_, state.open, staff());
  }
  if (state.presence == rules::Presence::left && row(ui.tr("Take the sign-out back"), "undo")) {
    ticket_ = desk.undo(session.programme, session_, person_, state.closing, staff());
  }
  if (row(ui.tr("This person is on the list twice"), "people")) {
    merging_ = typing_ = true;
    field_.model().set_text(context_.day.roster().person(person_)->calls_himself);
  }
  Person const& person = *context_.day.roster().person(person_);
  bool courses = timetable_of(context_.day, person).has_electives();
  if (courses && row(ui.tr("Courses of this person"), "leaf")) {
    return Go::push(courses_screen(context_, person_));
  }
  return Go::stay();
}

void StaffPerson::merge_search(Ui& ui, Rect body, Person const& person) {
  if (typing_) {
    Rect keys = body.take_bottom(keyboard_.height(ui));
    auto event = keyboard_.draw(ui, keys, field_.model());
    if (event.hidden || event.entered) typing_ = false;
  }
  Rect rest = body.inset(ui.scale().margin(), ui.px(12));
  if (!typing_ || ui.scale().portrait()) {
    question(ui, rest, ui.tr("Who is the same person?"));
  }
  FieldLook const look{.placeholder = ui.tr("Type to search"),
                       .icon = "search",
                       .focused = typing_ ? Focused::yes : Focused::no,
                       .clearable = true};
  if (field_.draw(ui, rest.take_top(EditField::height(ui, look)), look).touched) typing_ = true;
  rest.skip_top(ui.px(12));
  merge_results(ui, rest, person);
}

void StaffPerson::merge_results(Ui& ui, Rect rest, Person const& person) {
  auto const& roster = context_.day.roster();
  std::vector<Person const*> found;
  for (auto at : roster.search(field_.text(), 30).people) {
    Person const& it = roster.people()[at];
    bool other = it.set.participant != person_ && it.programme == person.programme;
    if (other) found.push_back(&it);
  }
  if (found.empty()) {
    paragraph(ui, rest, ui.tr("Nobody else of that name"), quiet_text(ui).lines(2));
    return;
  }
  TileGrid grid(ui, rest, static_cast<int>(found.size()));
  auto view = scroll_.open(ui, rest, grid.height());
  for (int i = grid.first_in(view.window); i < grid.last_in(view.window); ++i) {
    Person const& it = *found[static_cast<std::size_t>(i)];
    Ui::Scope scope(ui, static_cast<std::uint64_t>(i));
    if (person_tile(ui, grid.tile(i).moved(view.content.x, view.content.y),
                    tile_of(ui, it, false))) {
      other_ = it.set.participant;
    }
  }
}

// The one on the list stays; what the other did counts for her.
void StaffPerson::confirm_merge(Ui& ui, Person const& person) {
  if (other_.is_nil()) return;
  Person const* other = context_.day.roster().person(other_);
  if (other == nullptr) return;
  bool this_stays = other->set.walk_in && !person.set.walk_in;
  Person const& from = this_stays ? *other : person;
  Person const& into = this_stays ? person : *other;
  auto describe = [&](Person const& it) {
    return text::as_name(it.calls_himself) + " · " + text::as_name(it.full_name);
  };
  auto words = ui.tr("{from} becomes {into}. All sign-ins are kept.",
                     {{"from", describe(from)}, {"into", describe(into)}});
  auto answer = dialog(ui, {.title = ui.tr("Is this one person?"),
                            .text = words,
                            .yes = ui.tr("Yes, one person"),
                            .no = ui.tr("No, two people")});
  if (answer == DialogEvent::none) return;
  other_ = {};
  if (answer != DialogEvent::yes) return;
  ticket_ = context_.desk.merge(person.programme, from.set.participant, into.set.participant);
  person_ = into.set.participant;
  merging_ = false;
}

}  // namespace

ScreenPtr staff_person_screen(Context const& context, ParticipantId person, SessionId session) {
  return std::make_unique<StaffPerson>(context, person, session);
}

}  // namespace sala::kiosk
