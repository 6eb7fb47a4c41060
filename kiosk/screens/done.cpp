// What happened, in words, and how to undo it. "Saved" is shown only once it is on disk.
#include <algorithm>

#include "kiosk/offers.h"
#include "kiosk/screens/course_parts.h"
#include "kiosk/screens/form_parts.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/saving.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/picture.h"
#include "platform/text/text_style.h"

namespace sala::kiosk {

using namespace ui;

namespace {

// Time enough to read it, short enough for the queue.
constexpr Micros least_stay{6'000'000};
constexpr Micros undone_stay{5'000'000};

class Done final : public Screen {
 public:
  Done(Context const& context, SessionId session, ParticipantId person, Ticket ticket, Deed deed,
       std::string called)
      : context_(context),
        session_(session),
        person_(person),
        ticket_(ticket),
        deed_(deed),
        called_(std::move(called)),
        at_(context.day.now()) {}

  bool resets_when_idle() const override { return false; }

  Go draw(Ui& ui, Rect box) override {
    auto regions = regions_of(ui, box);
    if (undo_ != 0) return undone(ui, box, regions);
    auto waits =
        saving_.draw(context_, ui, box, ticket_, ui.tr("Until then, sign the paper list."));
    return waits ? std::move(*waits) : saved(ui, regions, context_.desk.receipt(ticket_));
  }

 private:
  Go saved(Ui& ui, Regions regions, Receipt const& receipt);
  Go undone(Ui& ui, Rect box, Regions regions);
  void what(Ui& ui, Rect& rest) const;
  void next_steps(Ui& ui, Rect rest) const;
  void note_number(Receipt const& receipt);
  bool not_me(Ui& ui, Rect& bar) const;
  std::string_view course_words(Ui const& ui) const;
  std::vector<FormOffer> forms() const;
  std::string name() const;
  Micros undo_time() const { return std::chrono::seconds(context_.settings.undo_s); }

  Context context_;
  SessionId session_;
  ParticipantId person_;
  Ticket ticket_;
  Deed deed_;
  std::string called_;
  WallTime at_;
  UntilSaved saving_, undoing_;
  BootTime saved_since_{};
  int number_ = 0;  // the how-manieth today, fixed when it was saved
  Ticket undo_ = 0;
  BootTime undone_since_{};
};

std::string Done::name() const {
  Person const* person = context_.day.roster().person(person_);
  return text::as_name(person != nullptr ? std::string(name_of(*person)) : called_);
}

void Done::note_number(Receipt const& receipt) {
  if (number_ != 0) return;
  if (person_.is_nil()) person_ = receipt.participant;
  bool counted = context_.day.attendance(session_, person_).presence != rules::Presence::absent;
  number_ = context_.day.came(session_) + (counted ? 0 : 1);
}

void Done::what(Ui& ui, Rect& rest) const {
  done_badge(ui, rest, saved_since_);
  rest.skip_top(ui.px(16));
  bool in = deed_ == Deed::signing_in;
  auto words = in ? ui.tr("{name} is signed in", {{"name", name()}})
                  : ui.tr("{name} is signed out", {{"name", name()}});
  int below = ui.scale().line(Font::list) + ui.px(4);
  take_fitted(ui, rest, words, welcome_text(), rest.height - below,
              {Font::welcome, Font::question, Font::list, Font::body});
  auto when =
      in ? ui.tr("{time} · number {n} today", {{"time", hour(at_)}, {"n", count_text(number_)}})
         : ui.tr("{time}", {{"time", hour(at_)}});
  take_fitted(ui, rest, when, list_text().with(ui.theme().quiet), below, {Font::list});
}

void Done::next_steps(Ui& ui, Rect rest) const {
  Day const& day = context_.day;
  Session const* session = day.roster().session(session_);
  auto look = list_text().lines(2);
  if (deed_ == Deed::signing_out || session == nullptr) {
    take_fitted(ui, rest, ui.tr("See you!"), question_text(), rest.height, {Font::question});
    return;
  }
  auto place = place_of(ui, *session);
  auto first = std::string(ui.tr("Go in and take a seat."));
  if (!place.empty()) noted(ui, rest, "place", place, look.bold());
  noted(ui, rest, "leaf", first, look);
  Session const* next = day.next();
  if (next == nullptr || next->set.session == session_ || !rules::is_on_day(next->set, day.now())) {
    return;
  }
  auto text = std::string(ui.tr("Next up")) + " · " + hour(start_of(next->set)) + " · " +
              std::string(title_of(ui, *next));
  auto quiet = quiet_text(ui).lines(2);
  rest.skip_top(ui.px(8));
  if (noted_height(ui, rest.width, text, quiet) <= rest.height) {
    noted(ui, rest, "next", text, quiet);
  }
}

// What waits for him among the courses; empty when nothing does.
std::string_view Done::course_words(Ui const& ui) const {
  Person const* person = context_.day.roster().person(person_);
  if (deed_ == Deed::signing_out || person == nullptr) return {};
  Day const& day = context_.day;
  if (auto question = first_to_ask(day, *person)) return question_words(ui, *question);
  return has_open_row(day, *person) ? ui.tr("Choose courses") : std::string_view();
}

// What he is asked with coming or going.
std::vector<FormOffer> Done::forms() const {
  Session const* session = context_.day.roster().session(session_);
  if (session == nullptr) return {};
  auto when = deed_ == Deed::signing_in ? FormMoment::sign_in : FormMoment::end;
  return forms_at(context_.day, *session, when, person_);
}

bool Done::not_me(Ui& ui, Rect& bar) const {
  auto left = saved_since_ + undo_time() - ui.now();
  if (left <= Micros{0}) return false;
  auto words = ui.tr("That's not me");
  int width = button_width(ui, words, {.icon = "undo"}) + ui.px(48);
  Rect box = bar.take_left(std::min(width, bar.width / 2));
  return countdown_button(ui, box, words, left, undo_time());
}

Go Done::saved(Ui& ui, Regions regions, Receipt const& receipt) {
  note_number(receipt);
  if (saved_since_ == BootTime{}) {
    saved_since_ = ui.now();
    if (context_.chime) context_.chime(screen::Chime::done);
  }
  auto leaves = saved_since_ + std::max(undo_time(), least_stay);
  if (ui.now() >= leaves) return Go::home();
  ui.draw_again_at(leaves);
  auto columns = columns_of(ui, regions.body, 0.56, 0.62);
  bool choosing = false;
  auto offers = forms();
  bool answering = !offers.empty() && form_button(ui, columns.second);
  auto courses = course_words(ui);
  if (!courses.empty()) {
    ButtonLook const wide{.kind = ButtonKind::primary, .icon = "leaf"};
    int height = button_height(ui) + ui.scale().line(Font::list);
    choosing = button(ui, columns.second.take_bottom(height), courses, wide);
    columns.second.skip_bottom(ui.px(16));
  }
  doodle(ui, columns.second, "done", ui.theme().done);
  Rect rest = columns.first;
  int steps = 3 * ui.scale().line(Font::list) + 2 * ui.scale().line(Font::body) + ui.px(8);
  int room = rest.height - std::min(steps, rest.height * 45 / 100) - ui.px(12);
  rest.skip_top(std::min(rest.height / 16, ui.px(40)));
  Rect above = rest;
  above.height = room - (rest.y - columns.first.y);
  what(ui, above);
  rest.skip_top(above.y - rest.y + ui.px(28));
  next_steps(ui, rest);

  Rect bar = regions.bottom.inset(ui.scale().margin(), ui.px(12));
  if (not_me(ui, bar)) {
    undo_ = context_.desk.undo(context_.day.roster().session(session_)->programme, session_,
                               person_, receipt.names);
    return Go::stay();
  }
  Ui::Scope scope(ui, "bottom");
  ButtonLook const look{.kind = courses.empty() ? ButtonKind::primary : ButtonKind::secondary};
  int width = std::max(ui.px(ui.scale().portrait() ? 240 : 320),
                       button_width(ui, ui.tr("Next person"), look));
  bar.skip_left(ui.scale().gap());
  bool next = button(ui, bar.take_right(std::min(bar.width, width)), ui.tr("Next person"), look);
  if (answering) return Go::replace(form_screen(context_, offers.front().asking));
  if (choosing) return Go::replace(learning_screen(context_, person_));
  return next ? Go::home() : Go::stay();
}

Go Done::undone(Ui& ui, Rect box, Regions regions) {
  if (auto waits = undoing_.draw(context_, ui, box, undo_)) return std::move(*waits);
  auto columns = columns_of(ui, regions.body, 0.5, 0.45);
  doodle(ui, columns.second, "hands");
  Rect rest = columns.first;
  rest.skip_top(rest.height / 6);
  if (undone_since_ == BootTime{}) undone_since_ = ui.now();
  if (ui.now() >= undone_since_ + undone_stay) return Go::home();
  ui.draw_again_at(undone_since_ + undone_stay);
  auto words = deed_ == Deed::signing_in ? ui.tr("Taken back. Nobody was signed in.")
                                         : ui.tr("Taken back. Nobody was signed out.");
  take_fitted(ui, rest, words, welcome_text(), rest.height, {Font::welcome, Font::question});
  auto event = bottom_bar(ui, regions.bottom,
                          {.back = ui.tr("Start over"), .primary = ui.tr("Find your name")});
  if (event == BottomEvent::back) return Go::home();
  return event == BottomEvent::primary ? Go::replace(find_screen(context_, session_)) : Go::stay();
}

}  // namespace

ScreenPtr done_screen(Context const& context, SessionId session, ParticipantId person,
                      Ticket ticket, Deed deed, std::string called) {
  return std::make_unique<Done>(context, session, person, ticket, deed, std::move(called));
}

}  // namespace sala::kiosk
