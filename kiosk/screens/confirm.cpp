// "Is this you?": one large name, and a pad when the session asks for a signature.
#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/signature_pad.h"

namespace sala::kiosk {

using namespace ui;

namespace {

class Confirm final : public Screen {
 public:
  Confirm(Context const& context, ParticipantId person, SignInMethod method, SessionId session)
      : context_(context), person_(person), method_(method), session_(session) {}

  Go draw(Ui& ui, Rect box) override {
    Person const* person = context_.day.roster().person(person_);
    if (person == nullptr) return Go::replace(unknown_badge_screen(context_));
    Session const* session = session_or_current(context_.day, session_);
    auto regions = regions_of(ui, box);
    if (session == nullptr) return without_session(ui, regions, *person);
    auto state = context_.day.attendance(session->set.session, person_);
    if (state.presence != rules::Presence::absent) {
      return Go::replace(here_already_screen(context_, person_, session_));
    }
    question(ui, regions.body, ui.tr("Is this you?"));
    if (session->set.signature) {
      auto columns = columns_of(ui, regions.body, 0.45, 0.5);
      who(ui, columns.first, *person, *session);
      signature(ui, columns.second);
    } else {
      who(ui, regions.body, *person, *session);
    }
    return bottom(ui, regions.bottom, *session);
  }

 private:
  void who(Ui& ui, Rect box, Person const& person, Session const& session) const;
  void about(Ui& ui, Rect& rest, Person const& person, text::Align align) const;
  void team_line(Ui& ui, Rect row, Person const& person, text::Align align) const;
  void signature(Ui& ui, Rect box);
  Go bottom(Ui& ui, Rect box, Session const& session);
  Go without_session(Ui& ui, Regions regions, Person const& person) const;

  Context context_;
  ParticipantId person_;
  SignInMethod method_;
  SessionId session_;
  SignaturePad pad_;
  bool asked_to_sign_ = false;
};

// What should be said kindly: nothing here keeps anybody out.
std::string remark(Ui const& ui, Day const& day, Person const& person, Session const& session) {
  WallTime start = start_of(session.set);
  auto fill = hour(start);
  bool expected =
      person.programme == session.programme && rules::is_expected(session.set, person.set);
  if (!expected) {
    return std::string(ui.tr("You are not on the list of this session. You are welcome in"));
  }
  if (day.now() < start - rules::doors_open_before) {
    return ui.tr("You came early. It starts at {time}", {{"time", fill}});
  }
  if (day.now() > start + std::chrono::minutes(session.set.late_after_min)) {
    return ui.tr("It started at {time}. You are welcome in", {{"time", fill}});
  }
  return {};
}

void Confirm::team_line(Ui& ui, Rect row, Person const& person, text::Align align) const {
  auto words = ui.tr("Team {team}", {{"team", local(ui, person.team)}});
  auto look = list_text().middle().lines(1);
  auto colour = team_colour(person);
  int dot = colour.a > 0 ? ui.px(18) : 0, gap = colour.a > 0 ? ui.px(12) : 0;
  if (align == text::Align::centre) {
    int width = std::min(row.width, text_size(ui, words, look).width + 2 + dot + gap);
    row = row.middle(width, row.height);
  }
  Rect mark = row.take_left(dot);
  ui.disc({static_cast<float>(mark.x) + static_cast<float>(dot) / 2,
           static_cast<float>(mark.y) + static_cast<float>(mark.height) / 2},
          static_cast<float>(dot) / 2, colour);
  row.skip_left(gap);
  label(ui, row, words, look);
}

void Confirm::about(Ui& ui, Rect& rest, Person const& person, text::Align align) const {
  auto look = list_text();
  look.align = align;
  if (person.full_name != person.calls_himself) {
    take_fitted(ui, rest, person.full_name, look, rest.height / 2, {Font::list, Font::body});
  }
  if (!local(ui, person.team).empty() && rest.height >= ui.scale().line(Font::list)) {
    team_line(ui, rest.take_top(ui.scale().line(Font::list)), person, align);
  }
  take_fitted(ui, rest, local(ui, person.organisation), look.with(ui.theme().quiet),
              std::min(rest.height, 2 * ui.scale().line(Font::body)), {Font::body});
}

void Confirm::who(Ui& ui, Rect box, Person const& person, Session const& session) const {
  plain_card(ui, box);
  Rect rest = box.inset(ui.px(32), ui.px(20));
  auto words = remark(ui, context_.day, person, session);
  auto where = hours_of(ui, session.set) + " · " + std::string(title_of(ui, session));
  auto quiet = quiet_text(ui).lines(2);
  if (!words.empty()) {
    Rect strip = rest.take_bottom(noted_height(ui, rest.width, words, body_text().lines(3)));
    noted(ui, strip, "leaf", words, body_text().lines(3));
    rest.skip_bottom(ui.px(4));
  }
  Rect strip = rest.take_bottom(noted_height(ui, rest.width, where, quiet));
  noted(ui, strip, "clock", where, quiet);
  rest.skip_bottom(ui.px(16));
  Rect line = rest.take_bottom(std::max(1, ui.px(ui.theme().edge_px)));
  ui.fill(line, ui.theme().card_edge);
  rest.skip_bottom(ui.px(12));
  auto large = welcome_text();
  large.align = session.set.signature ? text::Align::start : text::Align::centre;
  if (!session.set.signature) rest.skip_top(rest.height / 12);
  take_fitted(ui, rest, text::as_name(name_of(person)), large, rest.height * 55 / 100,
              {Font::number, Font::welcome, Font::question, Font::list, Font::body});
  rest.skip_top(ui.px(8));
  about(ui, rest, person, large.align);
}

void Confirm::signature(Ui& ui, Rect box) {
  auto words = ui.tr("Your signature");
  bool missing = asked_to_sign_ && pad_.empty();
  Rect row = box.take_top(ui.scale().line(Font::body) + ui.px(4));
  auto look = body_text().bold().lines(1);
  label(ui, row, missing ? ui.tr("Please sign in the box first") : words,
        missing ? look.with(ui.theme().stop_ink) : look);
  pad_.draw(ui, box, ui.tr("Sign here with your finger"));
}

Go Confirm::bottom(Ui& ui, Rect box, Session const& session) {
  BottomBarText text{
      .back = ui.tr("Not me"), .primary = ui.tr("Yes, sign me in"), .primary_icon = "check"};
  auto event = bottom_bar(ui, box, text);
  if (event == BottomEvent::back) return Go::back();
  if (event != BottomEvent::primary) return Go::stay();
  if (session.set.signature && pad_.empty()) {
    asked_to_sign_ = true;
    return Go::stay();
  }
  auto const* drawing = session.set.signature ? &pad_.drawing() : nullptr;
  Ticket ticket =
      context_.desk.sign_in(session.programme, session.set.session, person_, method_, drawing);
  return Go::replace(done_screen(context_, session.set.session, person_, ticket, Deed::signing_in));
}

Go Confirm::without_session(Ui& ui, Regions regions, Person const& person) const {
  auto columns = columns_of(ui, regions.body, 0.55, 0.5);
  doodle(ui, columns.second, "bench");
  Rect rest = columns.first;
  take_fitted(ui, rest, text::as_name(name_of(person)), welcome_text(), rest.height / 2,
              {Font::welcome, Font::question, Font::list});
  question(ui, rest, ui.tr("No session now"));
  Session const* next = context_.day.next();
  if (next != nullptr) {
    noted(ui, rest, "next", title_of(ui, *next), list_text().lines(3));
    noted(ui, rest, "clock", starts_text(ui, next->set, context_.day.now()), list_text().lines(2));
  }
  auto event = bottom_bar(ui, regions.bottom,
                          {.back = ui.tr("Back"), .primary = ui.tr("See today's sessions")});
  if (event == BottomEvent::back) return Go::back();
  return event == BottomEvent::primary ? Go::replace(sessions_screen(context_)) : Go::stay();
}

}  // namespace

ScreenPtr confirm_screen(Context const& context, ParticipantId person, SignInMethod method,
                         SessionId session) {
  return std::make_unique<Confirm>(context, person, method, session);
}

}  // namespace sala::kiosk
