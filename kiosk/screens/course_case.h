// One person before one course, as the course's screen needs it: what is known in this frame, what
// follows for him, and the words for it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/choices.h"
#include "kiosk/screens/parts.h"

namespace sala::kiosk {

// Points into the day's roster: for one frame.
struct CourseCase {
  Person const& person;
  rules::Timetable const& table;
  rules::Lesson const& lesson;
  CourseStand stand;
  rules::Learner learner;
  std::vector<rules::Objection> against;
  std::optional<std::vector<CourseId>> way_out;
  std::vector<CourseId> alternatives;
  bool staff = false;
};
// Nothing: there is no such person or course any more. `staff`: who has opened the corner, or nil.
std::optional<CourseCase> course_case(Day const& day, ParticipantId const& person,
                                      CourseId const& course, StaffId const& staff);

// What the primary button would do.
enum class Move { none, take, swap, wait, put_aside, go_on, timetable };
Move move_of(Day const& day, CourseCase const& it);

// What he could let go of to keep a course that was moved: never a core course.
std::vector<CourseId> others_in_the_way(CourseCase const& it);
// The cancelled course of his in this row, which lets him stand before the others; nil: none.
CourseId displaced_from(Day const& day, CourseCase const& it);

// Sentences below how he stands to it.
std::vector<std::string> standing_words(ui::Ui const& ui, CourseCase const& it);
// The other thing that he may do: give back what he has, or leave the line. Empty: nothing.
std::string_view other_words(ui::Ui const& ui, Day const& day, CourseCase const& it);

// Title, times, place, paragraphs, what to bring. Gives the height; draws when told to.
enum class Lay { measured, drawn };
int lay_about(ui::Ui& ui, ui::Rect rest, Day const& day, CourseCase const& it,
              std::string const& why, Lay lay);

// "Nearest to it with a seat here": what he could choose instead, off the top of `column`. Gives
// the one that was touched.
int alternatives_height(ui::Ui& ui, int width, Day const& day, CourseCase const& it);
std::optional<CourseId> draw_alternatives(ui::Ui& ui, ui::Rect& column, ui::Rect window,
                                          Day const& day, CourseCase const& it);

}  // namespace sala::kiosk
