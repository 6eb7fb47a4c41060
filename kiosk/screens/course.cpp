// One course: what it is, what stands against it, and the one thing to do about it now.
#include <algorithm>

#include "kiosk/screens/course_case.h"
#include "kiosk/screens/course_parts.h"
#include "kiosk/screens/staff_reason.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/notice.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/scroll.h"

namespace sala::kiosk {

using namespace ui;

namespace {

class Course final : public Screen {
 public:
  Course(Context const& context, ParticipantId person, CourseId course)
      : context_(context), person_(person), course_(course) {}

  Go draw(Ui& ui, Rect box) override;

 private:
  std::string_view refusal(Ui const& ui, CourseCase const& it, Error const& error) const;
  void follow_ticket(Ui& ui, CourseCase const& it);
  void wake_at_cutoff(Ui& ui, rules::Lesson const& lesson) const;
  std::string_view what_it_does(Ui const& ui, CourseCase const& it) const;

  std::string why(Ui const& ui, CourseCase const& it) const;
  int about_height(Ui& ui, int width, CourseCase const& it) const;
  void about(Ui& ui, Rect box, CourseCase const& it);
  Go standing(Ui& ui, Rect box, CourseCase const& it);
  void standing_card(Ui& ui, Rect card, CourseCase const& it) const;
  int card_height(Ui& ui, int width, CourseCase const& it) const;
  void do_other(Ui& ui, CourseCase const& it);
  void let_go(CourseCase const& it, std::string reason);
  int standing_height(Ui& ui, int width, CourseCase const& it) const;
  void go_on_with_reason(CourseCase const& it, StaffReason::Answer answer);

  Go bottom(Ui& ui, Rect box, CourseCase const& it);
  Go act(Ui& ui, CourseCase const& it, Move move);
  void ask_swap(Ui& ui, CourseCase const& it);
  void ask_release(Ui& ui, CourseCase const& it);
  void take(CourseCase const& it, std::vector<CourseId> instead_of, std::string reason = {});
  StaffId staff() const;

  Context context_;
  ParticipantId person_;
  CourseId course_;
  Ticket ticket_ = 0;
  std::string saved_words_;
  bool swapping_ = false, releasing_ = false;
  std::optional<StaffReason::For> asked_why_;  // staff, before it is done
  StaffReason reason_;
  Notice notice_;
  ScrollArea about_scroll_, standing_scroll_;
};

StaffId Course::staff() const {
  auto const* staff = context_.staff.staff();
  return staff == nullptr ? StaffId{} : staff->staff;
}

void Course::wake_at_cutoff(Ui& ui, rules::Lesson const& lesson) const {
  auto cutoff = rules::cutoff_of(lesson);
  if (!cutoff || *cutoff <= context_.day.now()) return;
  ui.draw_again_at(ui.now() + (*cutoff - context_.day.now()) + Micros{1});
}

// Why the ledger wrote nothing: by now the case itself shows it.
std::string_view Course::refusal(Ui const& ui, CourseCase const& it, Error const& error) const {
  if (error.code != ErrorCode::conflict) {
    return ui.tr("This could not be saved. What was saved before is safe; please tell the team.");
  }
  if (it.lesson.course.cancelled) {
    return ui.tr("The course has just been cancelled. Nothing has changed.");
  }
  if (rules::is_closed(it.lesson, context_.day.now()) && !it.staff) {
    return ui.tr("Choosing has just ended. Nothing has changed.");
  }
  return ui.tr("The last seat here has just gone. Nothing has changed.");
}

void Course::follow_ticket(Ui& ui, CourseCase const& it) {
  if (ticket_ == 0) return;
  auto receipt = context_.desk.receipt(ticket_);
  if (receipt.saving == Saving::waiting) return;
  ticket_ = 0;
  if (receipt.saving == Saving::saved) {
    notice_.show(saved_words_, NoticeKind::done, ui.now());
    return;
  }
  notice_.show(std::string(refusal(ui, it, receipt.error)), NoticeKind::stop, ui.now());
}

Go Course::draw(Ui& ui, Rect box) {
  auto it = course_case(context_.day, person_, course_, staff());
  if (!it) return Go::back();
  follow_ticket(ui, *it);
  wake_at_cutoff(ui, it->lesson);
  if (!it->staff) asked_why_.reset();  // the corner was closed meanwhile
  if (asked_why_ && reason_.typing()) {
    go_on_with_reason(*it, reason_.type(ui, box, what_it_does(ui, *it)));
    return Go::stay();
  }
  auto regions = regions_of(ui, box);
  auto columns = columns_of(ui, regions.body, 0.54, 0.5);
  about(ui, columns.first, *it);
  Go go = Go::stay();
  if (asked_why_) {
    go_on_with_reason(*it, reason_.choose(ui, columns.second, *asked_why_));
  } else {
    go = standing(ui, columns.second, *it);
  }
  Go below = bottom(ui, regions.bottom, *it);
  notice_.draw(ui);
  ask_swap(ui, *it);
  ask_release(ui, *it);
  return go.kind == Go::Kind::stay ? std::move(below) : std::move(go);
}

// ---- what it is

std::string Course::why(Ui const& ui, CourseCase const& it) const {
  if (it.lesson.course.core) return {};
  return suits_text(ui, rules::suits(it.lesson.course, it.learner));
}

int Course::about_height(Ui& ui, int width, CourseCase const& it) const {
  return lay_about(ui, {0, 0, width, 1 << 20}, context_.day, it, why(ui, it), Lay::measured);
}

void Course::about(Ui& ui, Rect box, CourseCase const& it) {
  auto kind = look_of(ui, it.lesson.course.learning);
  Rect chips = box.take_top(ui.scale().line(Font::small) + ui.px(8));
  chip(ui, chips, level_word(ui, it.lesson.course.level), ui.theme().highlight);
  chip(ui, chips, kind.word, kind.colour);
  box.skip_top(ui.px(8));
  auto view = about_scroll_.open(ui, box, about_height(ui, box.width - ui.px(12), it));
  Rect rest = view.content;
  rest.width -= ui.px(12);
  lay_about(ui, rest, context_.day, it, why(ui, it), Lay::drawn);
}

// ---- how he stands to it

TextLook said_look() { return body_text(); }

int Course::card_height(Ui& ui, int width, CourseCase const& it) const {
  auto look = stand_look(ui, it.stand);
  int inner = width - 2 * ui.px(20);
  int height = ui.px(20) + noted_height(ui, inner, look.words, list_text().bold());
  for (auto const& words : standing_words(ui, it)) {
    height += text_height(ui, words, said_look(), inner) + ui.px(4);
  }
  for (auto const& objection : it.against) {
    auto words = objection_text(ui, it.table, objection);
    height += ui.px(8) + noted_height(ui, inner, words, said_look());
  }
  return height + ui.px(20);
}

int Course::standing_height(Ui& ui, int width, CourseCase const& it) const {
  int height = card_height(ui, width, it);
  if (!other_words(ui, context_.day, it).empty()) height += ui.px(16) + button_height(ui);
  return height + alternatives_height(ui, width, context_.day, it);
}

void Course::standing_card(Ui& ui, Rect card, CourseCase const& it) const {
  auto look = stand_look(ui, it.stand);
  auto const& theme = ui.theme();
  ui.card(card, ui.px(16), ui.edge(look.in ? 3 : 1), look.in ? theme.done : theme.card_edge,
          theme.card);
  Rect rest = card.inset(ui.px(20), ui.px(20));
  noted(ui, rest, look.icon, look.words, list_text().bold().with(look.colour));
  for (auto const& words : standing_words(ui, it)) {
    paragraph(ui, rest, words, said_look());
    rest.skip_top(ui.px(4));
  }
  for (auto const& objection : it.against) {
    rest.skip_top(ui.px(8));
    auto colour = rules::forbids(objection.what) ? theme.stop_ink : theme.ink;
    noted(ui, rest, "warning", objection_text(ui, it.table, objection), said_look().with(colour));
  }
}

Go Course::standing(Ui& ui, Rect box, CourseCase const& it) {
  Go go = Go::stay();
  int width = box.width - ui.px(12), height = standing_height(ui, width, it);
  Rect below = box;
  below.skip_top(height + ui.px(32));
  if (below.height > ui.px(160)) {
    auto kind = look_of(ui, it.lesson.course.learning);
    doodle(ui, below, kind.doodle, kind.colour);
  }
  auto view = standing_scroll_.open(ui, box, height);
  Rect column = view.content;
  column.width = width;
  standing_card(ui, column.take_top(card_height(ui, width, it)), it);
  auto other = other_words(ui, context_.day, it);
  if (!other.empty()) {
    column.skip_top(ui.px(16));
    auto ready = ticket_ == 0 ? Enabled::yes : Enabled::no;
    Rect strip = column.take_top(button_height(ui));
    if (button(ui, strip, other, {.enabled = ready, .font = Font::body})) do_other(ui, it);
  }
  if (auto touched = draw_alternatives(ui, column, box, context_.day, it)) {
    go = Go::replace(course_screen(context_, person_, *touched));
  }
  return go;
}

// Of the button that ends the typing of a reason.
std::string_view Course::what_it_does(Ui const& ui, CourseCase const& it) const {
  if (asked_why_ == StaffReason::For::letting_go) return other_words(ui, context_.day, it);
  return ui.tr("Choose it all the same");
}

// By staff, once they have said why.
void Course::go_on_with_reason(CourseCase const& it, StaffReason::Answer answer) {
  if (answer != StaffReason::Answer::given) return;
  bool letting_go = asked_why_ == StaffReason::For::letting_go;
  asked_why_.reset();
  if (letting_go) return let_go(it, reason_.reason());
  take(it, it.way_out.value_or(std::vector<CourseId>{}), reason_.reason());
}

// ---- what to do

void Course::take(CourseCase const& it, std::vector<CourseId> instead_of, std::string reason) {
  Choice choice{it.person.programme,   person_, course_,
                std::move(instead_of), staff(), std::move(reason)};
  ticket_ = context_.desk.choose(std::move(choice), context_.day.now());
}

Go Course::act(Ui& ui, CourseCase const& it, Move move) {
  saved_words_ = ui.tr("Saved");
  switch (move) {
    case Move::take:
      take(it, {});
      break;
    case Move::swap:
      swapping_ = true;
      break;
    case Move::wait:
      ticket_ = context_.desk.join(it.person.programme, person_, course_,
                                   displaced_from(context_.day, it));
      break;
    case Move::put_aside:
      asked_why_ = StaffReason::For::putting_aside;
      break;
    case Move::go_on:
      return Go::replace(courses_screen(context_, person_));
    case Move::timetable:
      return Go::replace(timetable_screen(context_, person_));
    case Move::none:
      break;
  }
  return Go::stay();
}

// Staff say why they let go of something that is another's; he himself is only asked whether.
void Course::do_other(Ui& ui, CourseCase const& it) {
  saved_words_ = ui.tr("Saved");
  if (it.staff) {
    asked_why_ = StaffReason::For::letting_go;
  } else if (it.stand.stand == Stand::held) {
    releasing_ = true;
  } else {
    let_go(it, {});
  }
}

void Course::let_go(CourseCase const& it, std::string reason) {
  Choice choice{it.person.programme, person_, course_, {}, staff(), std::move(reason)};
  if (it.stand.stand == Stand::held) {
    ticket_ = context_.desk.release(std::move(choice));
    return;
  }
  auto why = it.stand.offered ? Desk::Leaving::declining : Desk::Leaving::waiting_no_more;
  ticket_ = context_.desk.leave(std::move(choice), why);
}

BottomBarText bar_of(Ui const& ui, Move move, bool offered) {
  switch (move) {
    case Move::take:
      return {.primary = offered ? ui.tr("Take the seat") : ui.tr("Choose this course"),
              .primary_icon = "check"};
    case Move::swap:
      return {.primary = ui.tr("Choose it instead …")};
    case Move::wait:
      return {.primary = ui.tr("Wait in line"), .primary_icon = "clock"};
    case Move::put_aside:
      return {.primary = ui.tr("Choose it all the same")};
    case Move::go_on:
      return {.primary = ui.tr("Other courses")};
    case Move::timetable:
      return {.primary = ui.tr("My timetable")};
    case Move::none:
      break;
  }
  return {};
}

Go Course::bottom(Ui& ui, Rect box, CourseCase const& it) {
  auto move = move_of(context_.day, it);
  auto text = bar_of(ui, move, it.stand.stand == Stand::offered);
  text.back = ui.tr("Back");
  if (ticket_ != 0 && !text.primary.empty()) {
    text.primary = ui.tr("Saving…");
    text.primary_enabled = Enabled::no;
  }
  if (asked_why_) text.primary = {};
  switch (bottom_bar(ui, box, text)) {
    case BottomEvent::back:
      if (!asked_why_) return Go::back();
      asked_why_.reset();
      break;
    case BottomEvent::primary:
      return act(ui, it, move);
    case BottomEvent::extra:
    case BottomEvent::none:
      break;
  }
  return Go::stay();
}

void Course::ask_swap(Ui& ui, CourseCase const& it) {
  if (!swapping_) return;
  std::vector<CourseId> instead;
  if (it.way_out) instead = *it.way_out;
  if (it.stand.stand == Stand::held) instead = others_in_the_way(it);
  std::string names;
  for (auto const& id : instead) {
    names += (names.empty() ? "" : ", ") + title_of(ui, it.table.find(id)->course);
  }
  if (instead.empty()) {
    swapping_ = false;
    return;
  }
  auto title = ui.tr("Instead of “{course}”?", {{"course", names}});
  auto words = ui.tr("You get this seat first; then that one is free for somebody else.");
  auto answer = dialog(ui, {.title = title,
                            .text = words,
                            .yes = ui.tr("Choose it instead"),
                            .no = ui.tr("Keep what I have")});
  if (answer == DialogEvent::none) return;
  swapping_ = false;
  if (answer == DialogEvent::yes) take(it, instead);
}

void Course::ask_release(Ui& ui, CourseCase const& it) {
  if (!releasing_) return;
  auto answer = dialog(ui, {.title = ui.tr("Give the seat back?"),
                            .text = ui.tr("Somebody else may take it at once."),
                            .yes = ui.tr("Give the seat back"),
                            .no = ui.tr("Keep what I have")});
  if (answer == DialogEvent::none) return;
  releasing_ = false;
  if (answer == DialogEvent::yes) let_go(it, {});
}

}  // namespace

ScreenPtr course_screen(Context const& context, ParticipantId person, CourseId course) {
  return std::make_unique<Course>(context, person, course);
}

}  // namespace sala::kiosk
