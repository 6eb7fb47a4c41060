// Somebody who has signed in before: since when; leaves where the session records leaving.
#include <algorithm>

#include "kiosk/offers.h"
#include "kiosk/screens/course_parts.h"
#include "kiosk/screens/form_parts.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/picture.h"
#include "platform/text/text_style.h"

namespace sala::kiosk {

using namespace ui;

namespace {

class HereAlready final : public Screen {
 public:
  HereAlready(Context const& context, ParticipantId person, SessionId session)
      : context_(context), person_(person), session_(session) {}

  Go draw(Ui& ui, Rect box) override {
    Session const* session = session_or_current(context_.day, session_);
    Person const* person = context_.day.roster().person(person_);
    if (session == nullptr || person == nullptr) return Go::home();
    auto state = context_.day.attendance(session->set.session, person_);
    auto regions = regions_of(ui, box);
    auto columns = columns_of(ui, regions.body, 0.58, 0.55);
    auto kind = look_of(ui, session->set.learning);
    auto offers = forms_now(context_.day, person_);
    bool asks = std::ranges::any_of(offers, [](FormOffer const& it) { return !it.declined; });
    bool consents = consents_button(ui, columns.second);
    bool answers = asks && form_button(ui, columns.second);
    doodle(ui, columns.second, kind.doodle, kind.colour);
    what(ui, columns.first, *person, *session, state);
    Go go = bottom(ui, regions.bottom, *session, state);
    if (consents) return Go::push(consents_screen(context_, person_));
    return answers ? Go::push(forms_screen(context_, person_)) : std::move(go);
  }

 private:
  void what(Ui& ui, Rect rest, Person const& person, Session const& session,
            rules::Attendance const& state) const;
  Go bottom(Ui& ui, Rect box, Session const& session, rules::Attendance const& state);
  Go sign_out(Session const& session, rules::Attendance const& state) const;
  Go sign_in(Session const& session) const;

  Context context_;
  ParticipantId person_;
  SessionId session_;
};

void HereAlready::what(Ui& ui, Rect rest, Person const& person, Session const& session,
                       rules::Attendance const& state) const {
  rest.skip_top(rest.height / 12);
  take_fitted(ui, rest, text::as_name(name_of(person)), welcome_text(), rest.height * 2 / 5,
              {Font::number, Font::welcome, Font::question, Font::list});
  rest.skip_top(ui.px(8));
  bool left = state.presence == rules::Presence::left;
  auto went = state.went ? hour(state.went->at) : std::string("–");
  question(ui, rest,
           left ? ui.tr("You left at {time}", {{"time", went}})
                : std::string(ui.tr("You are signed in already")));
  if (state.came) {
    noted(ui, rest, "check", ui.tr("Since {time}", {{"time", hour(state.came->at)}}),
          list_text().lines(1));
  }
  auto title = std::string(title_of(ui, session));
  if (noted_height(ui, rest.width, title, quiet_text(ui).lines(2)) <= rest.height) {
    noted(ui, rest, "leaf", title, quiet_text(ui).lines(2));
  }
  rest.skip_top(ui.px(16));
  if (session.set.leaving && !left) {
    take_fitted(ui, rest, ui.tr("Are you leaving?"), question_text(), rest.height,
                {Font::question, Font::list});
  }
}

Go HereAlready::sign_out(Session const& session, rules::Attendance const& state) const {
  Ticket ticket = context_.desk.sign_out(session.programme, session.set.session, person_, state);
  return Go::replace(
      done_screen(context_, session.set.session, person_, ticket, Deed::signing_out));
}

Go HereAlready::sign_in(Session const& session) const {
  Ticket ticket =
      context_.desk.sign_in(session.programme, session.set.session, person_, SignInMethod::tile);
  return Go::replace(done_screen(context_, session.set.session, person_, ticket, Deed::signing_in));
}

Go HereAlready::bottom(Ui& ui, Rect box, Session const& session, rules::Attendance const& state) {
  bool left = state.presence == rules::Presence::left;
  bool leaving = session.set.leaving && state.presence == rules::Presence::here;
  BottomBarText text{.back = ui.tr("Back"), .primary = ui.tr("Finish"), .primary_icon = "check"};
  if (left) text.primary = ui.tr("Sign in again"), text.primary_icon = "sign-in";
  if (leaving) {
    text.back = ui.tr("I am staying");
    text.primary = ui.tr("Sign out");
    text.primary_icon = "sign-out";
  }
  // What a participant did an hour ago only the team may take back.
  bool staff = context_.staff.staff() != nullptr;
  Person const* person = context_.day.roster().person(person_);
  bool courses = timetable_of(context_.day, *person).has_electives();
  if (courses) text.extra = ui.tr("My courses");
  if (staff) text.extra = ui.tr("Correct this");
  switch (bottom_bar(ui, box, text)) {
    case BottomEvent::back:
      return leaving ? Go::home() : Go::back();
    case BottomEvent::extra:
      if (!staff) return Go::push(learning_screen(context_, person_));
      return Go::push(staff_person_screen(context_, person_, session.set.session));
    case BottomEvent::primary:
      if (leaving) return sign_out(session, state);
      return left ? sign_in(session) : Go::home();
    case BottomEvent::none:
      break;
  }
  return Go::stay();
}

}  // namespace

ScreenPtr here_already_screen(Context const& context, ParticipantId person, SessionId session) {
  return std::make_unique<HereAlready>(context, person, session);
}

}  // namespace sala::kiosk
