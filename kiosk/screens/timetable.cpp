// "บีม's timetable": everything one goes to, to be photographed, and as a QR code for a calendar.
#include <map>

#include "kiosk/screens/course_parts.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/qr.h"
#include "kiosk/ui/scroll.h"
#include "platform/text/text_style.h"
#include "sync/rules/calendar.h"

namespace sala::kiosk {

using namespace ui;

namespace {

// 93 modules a side (version 19, low correction): 5 cm on a display of 10 inches, which telephones
// read at arm's length. More goes into a second code.
constexpr std::size_t most_bytes = 792;

class Timetable final : public Screen {
 public:
  Timetable(Context const& context, ParticipantId person) : context_(context), person_(person) {}

  Go draw(Ui& ui, Rect box) override {
    Person const* person = context_.day.roster().person(person_);
    if (person == nullptr) return Go::home();
    auto regions = regions_of(ui, box);
    bring_up_to_date(ui, *person);
    auto columns = columns_of(ui, regions.body, 0.6, 0.5);
    Go go = list(ui, columns.first, *person);
    code(ui, columns.second);
    Go below = bottom(ui, regions.bottom, *person);
    return go.kind == Go::Kind::stay ? std::move(below) : std::move(go);
  }

 private:
  void bring_up_to_date(Ui const& ui, Person const& person);
  Go list(Ui& ui, Rect box, Person const& person);
  int row_height(Ui& ui, int width, Appointment const& it) const;
  void row(Ui& ui, Rect& rest, Appointment const& it) const;
  void code(Ui& ui, Rect box);
  std::string detail_of(Ui const& ui, Appointment const& it) const;
  // What it was moved into the way of; empty: nothing.
  std::string clash_of(Appointment const& it) const;
  Go bottom(Ui& ui, Rect box, Person const& person);

  Context context_;
  ParticipantId person_;
  ScrollArea scroll_;
  std::vector<Appointment> appointments_;
  std::map<CourseId, std::string> clashes_;  // held courses that were moved into another's way
  std::optional<Question> asked_;
  std::shared_ptr<Roster const> roster_;  // which they point into
  std::vector<QrCode> codes_;
  std::size_t shown_ = 0;
  std::uint64_t revision_ = 0;
  std::string language_;
};

void Timetable::bring_up_to_date(Ui const& ui, Person const& person) {
  auto const& day = context_.day;
  if (revision_ == day.revision() && language_ == ui.look().language) return;
  revision_ = day.revision();
  language_ = ui.look().language;
  roster_ = day.shared_roster();
  appointments_ = appointments(day, person);
  asked_ = first_to_ask(day, person);
  clashes_.clear();
  auto learner = learner_of(day, person);
  for (auto const& it : appointments_) {
    auto const& course = it.lesson->course;
    if (course.core) continue;
    auto against = moved_into(day, person, learner, course.course);
    if (against.empty()) continue;
    clashes_[course.course] = objection_text(ui, timetable_of(day, person), against.front());
  }
  std::vector<rules::CalendarEntry> entries;
  for (auto const& it : appointments_) {
    if (it.session == nullptr || end_of(*it.session) < day.now()) continue;
    auto const* session = roster_->session(it.session->session);
    entries.push_back({it.session->session, title_of(ui, it.lesson->course),
                       session == nullptr ? std::string() : place_of(ui, *session),
                       start_of(*it.session), end_of(*it.session)});
  }
  codes_.clear();
  shown_ = 0;
  for (auto const& text : rules::short_icalendars(entries, day.now(), most_bytes)) {
    // A text that is too long for any code is left out: the list says it all.
    if (auto made = qr_code(text, QrCorrection::low)) codes_.push_back(std::move(*made));
  }
}

std::string Timetable::detail_of(Ui const& ui, Appointment const& it) const {
  if (it.session == nullptr) return std::string(ui.tr("The time will be told"));
  auto words = when_text(ui, *it.session);
  if (!it.session->room.empty()) words += " · " + it.session->room;
  return words;
}

std::string Timetable::clash_of(Appointment const& it) const {
  auto found = clashes_.find(it.lesson->course.course);
  return found == clashes_.end() ? std::string() : found->second;
}

TextLook clash_look(Ui const& ui) { return small_text(ui).with(ui.theme().stop_ink).lines(3); }

TextLook row_look() { return list_text().bold().lines(2); }

int Timetable::row_height(Ui& ui, int width, Appointment const& it) const {
  int words = width - ui.px(8 + 16);
  int height = text_height(ui, title_of(ui, it.lesson->course), row_look(), words) +
               text_height(ui, detail_of(ui, it), small_text(ui).lines(2), words) + ui.px(14);
  auto clash = clash_of(it);
  return clash.empty() ? height : height + noted_height(ui, words, clash, clash_look(ui));
}

void Timetable::row(Ui& ui, Rect& rest, Appointment const& it) const {
  Rect box = rest.take_top(row_height(ui, rest.width, it));
  auto kind = look_of(ui, it.lesson->course.learning);
  Rect mark = box.take_left(ui.px(8));
  mark.height -= ui.px(14);
  ui.rounded(mark, ui.px(4), kind.colour);
  box.skip_left(ui.px(16));
  paragraph(ui, box, title_of(ui, it.lesson->course), row_look());
  paragraph(ui, box, detail_of(ui, it), small_text(ui).with(ui.theme().ink).lines(2));
  noted(ui, box, "warning", clash_of(it), clash_look(ui));
}

Go Timetable::list(Ui& ui, Rect box, Person const& person) {
  auto name = text::as_name(name_of(person));
  question(ui, box, ui.tr("{name}'s timetable", {{"name", name}}));
  if (appointments_.empty()) {
    paragraph(ui, box, ui.tr("Nothing is chosen yet"), list_text());
    return Go::stay();
  }
  Go go = Go::stay();
  // The way out of what was moved, cancelled or came free since he chose.
  if (asked_) {
    ButtonLook const look{.icon = "warning", .font = Font::body};
    if (button(ui, box.take_top(button_height(ui)), question_words(ui, *asked_), look)) {
      go = Go::push(course_screen(context_, person_, asked_->course));
    }
    box.skip_top(ui.px(16));
  }
  int width = box.width - ui.px(12), height = 0;
  for (auto const& it : appointments_) height += row_height(ui, width, it);
  auto view = scroll_.open(ui, box, height);
  Rect rest = view.content;
  rest.width = width;
  for (auto const& it : appointments_) row(ui, rest, it);
  return go;
}

void Timetable::code(Ui& ui, Rect box) {
  if (codes_.empty()) {
    doodle(ui, box, "bench");
    return;
  }
  plain_card(ui, box);
  Rect rest = box.inset(ui.px(20), ui.px(16));
  auto look = body_text();
  look.align = text::Align::centre;
  auto words = ui.tr("Photograph this, or scan it into your calendar");
  Rect caption = rest.take_bottom(text_height(ui, words, look, rest.width));
  label_in(ui, caption, box, words, look);
  rest.skip_bottom(ui.px(8));
  if (codes_.size() > 1) {
    auto which = ui.tr("Code {n} of {all}: show the next",
                       {{"n", count_text(static_cast<std::int64_t>(shown_) + 1)},
                        {"all", count_text(static_cast<std::int64_t>(codes_.size()))}});
    Rect strip = rest.take_bottom(button_height(ui));
    if (button(ui, strip, which, {.kind = ButtonKind::quiet, .font = Font::body})) {
      shown_ = (shown_ + 1) % codes_.size();
    }
    rest.skip_bottom(ui.px(8));
  }
  qr(ui, rest, codes_[shown_]);
}

Go Timetable::bottom(Ui& ui, Rect box, Person const& person) {
  BottomBarText text{.back = ui.tr("Back"), .primary = ui.tr("Finish"), .primary_icon = "check"};
  bool room = !ui.scale().portrait();
  if (room && may_choose(context_.day, person)) text.extra = ui.tr("Other courses");
  switch (bottom_bar(ui, box, text)) {
    case BottomEvent::back:
      return Go::back();
    case BottomEvent::extra:
      return Go::replace(courses_screen(context_, person_));
    case BottomEvent::primary:
      return Go::home();
    case BottomEvent::none:
      break;
  }
  return Go::stay();
}

}  // namespace

ScreenPtr timetable_screen(Context const& context, ParticipantId person) {
  return std::make_unique<Timetable>(context, person);
}

}  // namespace sala::kiosk
