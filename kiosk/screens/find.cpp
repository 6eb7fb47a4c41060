// "Who are you?": a grid of those expected; a search field for everybody.
#include <algorithm>

#include "kiosk/offers.h"
#include "kiosk/screens/course_parts.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/field.h"
#include "kiosk/ui/keyboard.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/scroll.h"

namespace sala::kiosk {

using namespace ui;

namespace {

// Nobody looks through more than this; another letter is quicker.
constexpr std::size_t most_results = 60;
// A name may be 200 letters; nobody types more to find it.
constexpr std::size_t longest_search = 80;

// Above the keyboard one row of tiles must find its place.
int typing_gap(Ui const& ui) { return ui.px(ui.look().text == TextSize::large ? 6 : 12); }

class Find final : public Screen {
 public:
  Find(Context const& context, SessionId session, FindFor purpose, FormId form = {})
      : context_(context), session_(session), purpose_(purpose), form_(form) {}

  Go draw(Ui& ui, Rect box) override {
    Session const* session = session_or_current(context_.day, session_);
    bool needs_session = purpose_ == FindFor::signing_in;
    if (session == nullptr && needs_session) return Go::replace(sessions_screen(context_));
    auto regions = regions_of(ui, box);
    if (typing_) regions.body = {box.x, box.y, box.width, regions.bottom.y - box.y};
    Go go = keyboard(ui, regions.body);
    if (typing_) {
      regions.body = regions.body.inset(ui.scale().margin(), 0);
      regions.body.skip_top(typing_gap(ui));
    }
    search_field(ui, regions.body);
    bring_up_to_date(session);
    bool nobody = people_.empty() && !field_.text().empty();
    if (go.kind == Go::Kind::stay) go = people(ui, regions.body, session);
    Go below = bottom(ui, regions.bottom, nobody);
    return go.kind == Go::Kind::stay ? std::move(below) : std::move(go);
  }

  std::optional<Go> scanned(std::string const& code) override {
    Person const* person = context_.day.roster().by_code(code);
    if (person == nullptr) return Go::replace(unknown_badge_screen(context_));
    return to(*person, SignInMethod::badge);
  }

 private:
  Go keyboard(Ui& ui, Rect& body);
  void search_field(Ui& ui, Rect& rest);
  void bring_up_to_date(Session const* session);
  std::vector<std::size_t> everybody(Session const* session) const;
  Go people(Ui& ui, Rect rest, Session const* session);
  Go nobody_found(Ui& ui, Rect rest);
  Go nobody_expected(Ui& ui, Rect rest);
  Go bottom(Ui& ui, Rect box, bool nobody);
  ScreenPtr form_for(ParticipantId const& person) const;
  Go to(Person const& person, SignInMethod method) const;
  bool came_to(Session const* session, Person const& person) const;
  FieldLook field_look(Ui const& ui) const;

  Context context_;
  SessionId session_;
  FindFor purpose_;
  FormId form_;  // chosen before anybody said who he is
  EditField field_{longest_search};
  Keyboard keyboard_;
  ScrollArea scroll_;
  bool typing_ = false;  // the keyboard is up
  // Of shared_roster(), for the typed text:
  std::shared_ptr<Roster const> roster_;
  std::string searched_;
  std::vector<std::size_t> people_;
  std::size_t total_ = 0;
};

FieldLook Find::field_look(Ui const& ui) const {
  return {.placeholder = ui.tr("Nickname, name or last four digits of your phone"),
          .icon = "search",
          .focused = Focused::yes,
          .clearable = true};
}

void Find::search_field(Ui& ui, Rect& rest) {
  auto look = field_look(ui);
  if (!typing_ && field_.text().empty()) look.focused = Focused::no;
  for (auto const& event : ui.input().typed) {
    if (event.kind == screen::InputKind::text) look.focused = Focused::yes;
  }
  int height = EditField::height(ui, look);
  auto asks = ui.tr("Who are you?");
  if (typing_ || ui.scale().portrait()) {
    if (!typing_) question(ui, rest, asks);
    if (field_.draw(ui, rest.take_top(height), look).touched) typing_ = true;
    rest.skip_top(typing_ ? typing_gap(ui) : ui.scale().gap());
    return;
  }
  int words = text_size(ui, asks, question_text()).width + ui.px(48);
  Rect row = rest;
  Rect left = row.take_left(std::min(words, row.width / 2));
  question(ui, left, asks);
  row.skip_left(ui.px(16));
  Rect field = row.take_top(height);
  if (field_.draw(ui, field, look).touched) typing_ = true;
  rest.skip_top(std::max(left.y, field.bottom()) - rest.y + ui.px(8));
}

Go Find::keyboard(Ui& ui, Rect& body) {
  if (!typing_) return Go::stay();
  auto event = keyboard_.draw(ui, body.take_bottom(keyboard_.height(ui)), field_.model());
  if (event.hidden) typing_ = false;
  if (!event.entered) return Go::stay();
  typing_ = false;
  if (people_.size() == 1 && total_ == 1 && roster_) {
    return to(roster_->people()[people_.front()], SignInMethod::search);
  }
  return Go::stay();
}

// Without a word typed: those expected, or those who have something to choose.
std::vector<std::size_t> Find::everybody(Session const* session) const {
  if (purpose_ == FindFor::signing_in) return roster_->expected(*session);
  std::vector<std::size_t> list;
  for (std::size_t i = 0; i < roster_->people().size(); ++i) {
    auto const& person = roster_->people()[i];
    bool chooses =
        purpose_ == FindFor::answering || roster_->timetable(person.programme).has_electives();
    if (chooses && !person.set.left) list.push_back(i);
  }
  return list;
}

void Find::bring_up_to_date(Session const* session) {
  auto const& roster = context_.day.shared_roster();
  if (roster == roster_ && searched_ == field_.text()) return;
  if (searched_ != field_.text()) scroll_.reset();
  roster_ = roster;
  searched_ = field_.text();
  if (searched_.empty()) {
    people_ = everybody(session);
    total_ = people_.size();
    return;
  }
  auto found = roster->search(searched_, most_results);
  people_ = std::move(found.people);
  total_ = found.total;
}

ScreenPtr Find::form_for(ParticipantId const& person) const {
  for (auto const& offer : forms_now(context_.day, person)) {
    bool wanted = offer.asking.entry.form == form_ && !offer.answered;  // the list says that it is
    if (wanted) return form_screen(context_, offer.asking);
  }
  return forms_screen(context_, person);
}

Go Find::to(Person const& person, SignInMethod method) const {
  if (purpose_ == FindFor::courses) {
    return Go::push(learning_screen(context_, person.set.participant));
  }
  if (purpose_ == FindFor::answering) {
    return Go::replace(form_for(person.set.participant));
  }
  Session const* session = session_or_current(context_.day, session_);
  auto const& id = person.set.participant;
  bool known = session != nullptr && context_.day.attendance(session->set.session, id).presence !=
                                         rules::Presence::absent;
  if (known) return Go::push(here_already_screen(context_, id, session_));
  return Go::push(confirm_screen(context_, id, method, session_));
}

bool Find::came_to(Session const* session, Person const& person) const {
  if (session == nullptr) return false;
  auto state = context_.day.attendance(session->set.session, person.set.participant);
  return state.presence != rules::Presence::absent;
}

Go Find::people(Ui& ui, Rect rest, Session const* session) {
  if (people_.empty()) {
    return searched_.empty() ? nobody_expected(ui, rest) : nobody_found(ui, rest);
  }
  if (!searched_.empty() && rest.height > ui.px(300)) {
    paragraph(ui, rest, ui.tr_n("{n} person found", "{n} people found", total_),
              small_text(ui).lines(1));
    rest.skip_top(ui.px(4));
  }
  Go go = Go::stay();
  // The last row keeps its distance from what comes below.
  TileGrid grid(ui, rest, static_cast<int>(people_.size()));
  auto view = scroll_.open(ui, rest, grid.height() + ui.px(4));
  auto const& all = roster_->people();
  for (int i = grid.first_in(view.window); i < grid.last_in(view.window); ++i) {
    Person const& person = all[people_[static_cast<std::size_t>(i)]];
    Ui::Scope scope(ui, static_cast<std::uint64_t>(i));
    auto tile = tile_of(ui, person, came_to(session, person));
    if (person_tile(ui, grid.tile(i).moved(view.content.x, view.content.y), tile)) {
      go = to(person, searched_.empty() ? SignInMethod::tile : SignInMethod::search);
    }
  }
  return go;
}

Go Find::nobody_found(Ui& ui, Rect rest) {
  bool roomy = rest.height > ui.px(420);
  if (roomy) {
    doodle(ui, rest.take_top(rest.height * 45 / 100), "bench");
    rest.skip_top(ui.px(16));
  }
  auto look = question_text(), small = list_text().with(ui.theme().quiet);
  look.align = small.align = text::Align::centre;
  take_fitted(ui, rest, ui.tr("Nobody of that name yet"), look, rest.height,
              {Font::question, Font::list});
  auto advice = context_.settings.walk_ins ? ui.tr("Check the spelling, or add yourself.")
                                           : ui.tr("Check the spelling, or ask the team.");
  if (text_height(ui, advice, small, rest.width) <= rest.height) {
    paragraph(ui, rest, advice, small);
  }
  return Go::stay();
}

Go Find::nobody_expected(Ui& ui, Rect rest) {
  if (rest.height > ui.px(300)) doodle(ui, rest.take_top(rest.height * 55 / 100), "bench");
  rest.skip_top(ui.px(16));
  auto look = list_text();
  look.align = text::Align::centre;
  paragraph(ui, rest, ui.tr("No names are here yet. Add yourself, or ask the team."),
            look.lines(3));
  return Go::stay();
}

// Not on the list: a quiet way, and the obvious one as soon as nothing was found.
Go Find::bottom(Ui& ui, Rect box, bool nobody) {
  BottomBarText text{.back = ui.tr("Back")};
  if (context_.settings.walk_ins && purpose_ == FindFor::signing_in) {
    auto words = ui.tr("I am not on the list");
    (nobody ? text.primary : text.extra) = words;
    if (nobody) text.primary_icon = "person-add";
  }
  switch (bottom_bar(ui, box, text)) {
    case BottomEvent::back:
      return Go::back();
    case BottomEvent::primary:
    case BottomEvent::extra:
      return Go::push(walk_in_screen(context_, field_.text(), session_));
    case BottomEvent::none:
      break;
  }
  return Go::stay();
}

}  // namespace

ScreenPtr find_screen(Context const& context, SessionId session, FindFor purpose) {
  return std::make_unique<Find>(context, session, purpose);
}

ScreenPtr who_answers_screen(Context const& context, FormId const& form) {
  return std::make_unique<Find>(context, SessionId{}, FindFor::answering, form);
}

}  // namespace sala::kiosk
