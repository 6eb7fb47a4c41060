// For staff: what this box may promise, courses that need a decision, people to be spoken to.
#include "kiosk/screens/course_parts.h"
#include "kiosk/screens/staff_pages.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/scroll.h"
#include "platform/text/text_style.h"

namespace sala::kiosk {

using namespace ui;

namespace {

struct Line {
  std::string title, figures, trouble;
};

class CoursesPage final : public StaffPage {
 public:
  explicit CoursesPage(Context const& context) : context_(context) {}

  Go draw(Ui& ui, Rect box) override {
    bring_up_to_date(ui);
    question(ui, box, ui.tr("Courses and seats"));
    if (asleep_ > 0) resume(ui, box);
    if (lines_.empty()) {
      paragraph(ui, box, ui.tr("There is nothing to choose yet"), list_text());
      return Go::stay();
    }
    int width = box.width - ui.px(12), height = 0;
    for (auto const& it : lines_) height += line_height(ui, width, it);
    auto view = scroll_.open(ui, box, height);
    Rect rest = view.content;
    rest.width = width;
    for (auto const& it : lines_) line(ui, rest, it);
    return Go::stay();
  }

 private:
  void bring_up_to_date(Ui const& ui);
  void add(Ui const& ui, ProgrammeId const& programme, rules::Lesson const& lesson);
  void resume(Ui& ui, Rect& box);
  int line_height(Ui& ui, int width, Line const& line) const;
  void line(Ui& ui, Rect& rest, Line const& line) const;
  std::string names_of(std::vector<ParticipantId> const& people) const;

  Context context_;
  ScrollArea scroll_;
  std::vector<Line> lines_;
  std::vector<ProgrammeId> sleeping_;  // programmes with seats that wait for somebody's word
  std::int64_t asleep_ = 0;
  std::uint64_t revision_ = 0;
  std::string language_;
};

std::string CoursesPage::names_of(std::vector<ParticipantId> const& people) const {
  std::string names;
  for (auto const& id : people) {
    Person const* person = context_.day.roster().person(id);
    if (person == nullptr) continue;
    names += (names.empty() ? "" : ", ") + text::as_name(name_of(*person)) + " (" +
             text::as_name(person->full_name) + ")";
  }
  return names;
}

void CoursesPage::add(Ui const& ui, ProgrammeId const& programme, rules::Lesson const& lesson) {
  auto const& day = context_.day;
  auto const& course = lesson.course;
  auto const* book = day.seat_book(course.course);
  if (course.core || book == nullptr) return;
  auto totals = book->totals();
  auto self = day.own_stream(programme);
  Line line;
  line.title = title_of(ui, course);
  line.figures =
      ui.tr("Taken {taken} of {capacity} · here {here} · elsewhere {elsewhere} · waiting {waiting}",
            {{"taken", count_text(totals.taken)},
             {"capacity", count_text(course.capacity)},
             {"here", count_text(book->spendable(self))},
             {"elsewhere", count_text(totals.pool + totals.held - book->spendable(self))},
             {"waiting", count_text(static_cast<std::int64_t>(book->waiting().size()))}});
  auto trouble = [&](std::string words) {
    line.trouble += (line.trouble.empty() ? "" : "\n") + std::move(words);
  };
  if (course.cancelled) trouble(std::string(ui.tr("Cancelled")));
  if (auto asleep = book->unassured(self); asleep > 0) {
    asleep_ += asleep;
    if (sleeping_.empty() || sleeping_.back() != programme) sleeping_.push_back(programme);
  }
  for (auto const& it : book->overspent()) {
    trouble(ui.tr("More seats were promised than there are. Please speak with: {names}",
                  {{"names", names_of(it.people)}}));
  }
  bool below = rules::is_closed(lesson, day.now()) && totals.taken < course.minimum;
  if (below && !course.cancelled) {
    trouble(ui.tr("Only {taken} of at least {minimum}: tell the office whether it takes place",
                  {{"taken", count_text(totals.taken)}, {"minimum", count_text(course.minimum)}}));
  }
  lines_.push_back(std::move(line));
}

void CoursesPage::bring_up_to_date(Ui const& ui) {
  auto const& day = context_.day;
  if (revision_ == day.revision() && language_ == ui.look().language) return;
  revision_ = day.revision();
  language_ = ui.look().language;
  lines_.clear();
  sleeping_.clear();
  asleep_ = 0;
  for (auto const& [programme, table] : day.roster().timetables()) {
    for (auto const& lesson : table.lessons()) add(ui, programme, lesson);
  }
}

void CoursesPage::resume(Ui& ui, Rect& box) {
  auto words = ui.tr_n(
      "After the restart {n} seat of this box rests. If this is the same box with "
      "the same memory card, it may go on.",
      "After the restart {n} seats of this box rest. If this is the same box with "
      "the same memory card, it may go on.",
      static_cast<std::uint64_t>(asleep_));
  paragraph(ui, box, words, body_text());
  box.skip_top(ui.px(8));
  auto label_words = ui.tr("Go on with the seats of this box");
  ButtonLook const look{.kind = ButtonKind::secondary, .font = Font::body};
  Rect strip = box.take_top(button_height(ui));
  if (button(ui, strip.take_left(std::min(strip.width, button_width(ui, label_words, look))),
             label_words, look)) {
    for (auto const& programme : sleeping_) {
      context_.desk.resume_seats(programme, context_.staff.staff()->staff);
    }
  }
  box.skip_top(ui.px(20));
}

int CoursesPage::line_height(Ui& ui, int width, Line const& it) const {
  int height = text_height(ui, it.title, body_text().bold(), width) +
               text_height(ui, it.figures, small_text(ui), width) + ui.px(20);
  if (!it.trouble.empty()) height += noted_height(ui, width, it.trouble, body_text());
  return height;
}

void CoursesPage::line(Ui& ui, Rect& rest, Line const& it) const {
  Rect row = rest.take_top(line_height(ui, rest.width, it));
  ui.fill({row.x, row.bottom() - ui.edge(), row.width, ui.edge()}, ui.theme().card_edge);
  row.skip_top(ui.px(8));
  paragraph(ui, row, it.title, body_text().bold());
  paragraph(ui, row, it.figures, small_text(ui));
  noted(ui, row, "warning", it.trouble, body_text().with(ui.theme().stop_ink));
}

}  // namespace

StaffPagePtr staff_courses_page(Context const& context) {
  return std::make_unique<CoursesPage>(context);
}

}  // namespace sala::kiosk
