#include "kiosk/screens/course_case.h"

#include <algorithm>

#include "kiosk/screens/course_parts.h"

namespace sala::kiosk {

using namespace ui;

std::optional<CourseCase> course_case(Day const& day, ParticipantId const& id,
                                      CourseId const& course, StaffId const& staff) {
  Person const* person = day.roster().person(id);
  if (person == nullptr) return std::nullopt;
  auto const& table = timetable_of(day, *person);
  auto const* lesson = table.find(course);
  if (lesson == nullptr) return std::nullopt;
  CourseCase it{
      *person, table, *lesson,        stand_of(day, *person, *lesson), learner_of(day, *person), {},
      {},      {},    !staff.is_nil()};
  auto const& learner = it.learner;
  bool held = it.stand.stand == Stand::held;
  it.against =
      held ? moved_into(day, *person, learner, course) : rules::objections(table, learner, course);
  it.way_out = rules::way_out(table, learner, course);
  bool none_here = it.stand.stand == Stand::full || it.stand.stand == Stand::full_here ||
                   it.stand.stand == Stand::waiting || it.stand.stand == Stand::cancelled;
  bool no_way = !held && !it.way_out;
  if (none_here || no_way) {
    it.alternatives =
        rules::alternatives(table, learner, course, day.now(), [&](auto const& other) {
          auto stand = stand_of(day, *person, *table.find(other)).stand;
          return stand == Stand::open || stand == Stand::offered;
        });
  }
  return it;
}

std::vector<CourseId> others_in_the_way(CourseCase const& it) {
  std::vector<CourseId> others;
  for (auto const& objection : it.against) {
    if (!it.table.find(objection.with)->course.core) others.push_back(objection.with);
  }
  return others;
}

Move move_of(Day const& day, CourseCase const& it) {
  bool forbidden = std::any_of(it.against.begin(), it.against.end(),
                               [](auto const& o) { return rules::forbids(o.what); });
  switch (it.stand.stand) {
    case Stand::open:
    case Stand::offered:
      if (!forbidden) return Move::take;
      if (it.way_out) return Move::swap;
      return it.staff ? Move::put_aside : Move::none;
    case Stand::full:
    case Stand::full_here:
      return forbidden && !it.way_out ? Move::none : Move::wait;
    case Stand::closed:
      return it.staff ? Move::put_aside : Move::none;
    case Stand::held:
      if (!others_in_the_way(it).empty()) return Move::swap;
      return has_open_row(day, it.person) ? Move::go_on : Move::timetable;
    case Stand::core:
    case Stand::waiting:
    case Stand::cancelled:
      break;
  }
  return Move::go_on;
}

CourseId displaced_from(Day const& day, CourseCase const& it) {
  for (auto const& id : to_ask(day, it.person)) {
    auto const& course = it.table.find(id)->course;
    if (course.cancelled && course.slot == it.lesson.course.slot) return id;
  }
  return {};
}

std::vector<std::string> standing_words(Ui const& ui, CourseCase const& it) {
  std::vector<std::string> words;
  auto cutoff = rules::cutoff_of(it.lesson);
  auto until = cutoff ? moment_text(ui, *cutoff) : std::string();
  switch (it.stand.stand) {
    case Stand::held:
      words.emplace_back(ui.tr("Your seat is kept."));
      if (cutoff)
        words.push_back(ui.tr("You may change your mind until {time}.", {{"time", until}}));
      break;
    case Stand::core:
      words.emplace_back(ui.tr("You are in already; nothing to choose."));
      break;
    case Stand::cancelled:
      words.emplace_back(ui.tr("You choose again before the others."));
      break;
    case Stand::closed:
      if (cutoff) words.push_back(ui.tr("It could be chosen until {time}.", {{"time", until}}));
      break;
    case Stand::offered:
      words.emplace_back(ui.tr("You were the first in line."));
      if (cutoff) words.push_back(ui.tr("It stays yours until {time}.", {{"time", until}}));
      break;
    case Stand::waiting:
      words.emplace_back(it.stand.offered
                             ? ui.tr("It lies at another point; this box has asked for it.")
                             : ui.tr("When a seat is free, you are asked first, at any box."));
      break;
    case Stand::full_here:
    case Stand::full:
    case Stand::open:
      break;
  }
  bool asleep = it.stand.asleep > 0 && it.stand.here == 0 && it.stand.stand != Stand::held;
  if (asleep) {
    words.push_back(
        ui.tr_n("This box has just been restarted: {n} more seat waits until the office "
                "is reached or the team says so.",
                "This box has just been restarted: {n} more seats wait until the office "
                "is reached or the team says so.",
                static_cast<std::uint64_t>(it.stand.asleep)));
  }
  return words;
}

std::string_view other_words(Ui const& ui, Day const& day, CourseCase const& it) {
  bool closed = rules::is_closed(it.lesson, day.now()) && !it.staff;
  if (closed) return {};
  if (it.stand.stand == Stand::held) return ui.tr("Give the seat back");
  if (it.stand.place == 0) return {};
  return it.stand.offered ? ui.tr("No, thank you") : ui.tr("Leave the line");
}

}  // namespace sala::kiosk
