// What one person may do about one course on this box, at this moment: what the screens of choosing
// say and offer. Worked out from the Day; pure but for that.
#pragma once

#include "kiosk/day.h"

namespace sala::kiosk {

enum class Stand {
  core,       // everybody is in
  held,       // chosen
  cancelled,  // will not take place
  closed,     // the cut-off has passed
  offered,    // a seat waits for him, and this box has one to give
  open,       // a seat can be taken here
  waiting,    // stands in the line
  full_here,  // this box has none to give; others may
  full        // nobody has
};

struct CourseStand {
  Stand stand = Stand::open;
  bool limited = false;
  std::int64_t here = 0;    // seats that this box could give to him
  std::int64_t asleep = 0;  // seats that it held before it was restarted, until somebody vouches
  std::int64_t place = 0;   // in the line; 0: not in it
  bool offered = false;     // a seat waits for him somewhere, perhaps not here
};

// `lesson` is one of the person's programme.
CourseStand stand_of(Day const& day, Person const& person, rules::Lesson const& lesson);

rules::Learner learner_of(Day const& day, Person const& person);
rules::Timetable const& timetable_of(Day const& day, Person const& person);

// Something can be chosen: there are electives, and not all of them are closed.
bool may_choose(Day const& day, Person const& person);
// A row that is open to him and of which he has nothing yet.
bool has_open_row(Day const& day, Person const& person);

// What he is asked before anything else: a course of his that was cancelled and that he has not
// replaced, a seat that waits for him, a course of his that was moved into another one's way.
std::vector<CourseId> to_ask(Day const& day, Person const& person);

enum class AskAbout { cancelled, offered, moved };
struct Question {
  AskAbout what = AskAbout::offered;
  CourseId course;
};
// The first of them, if there is one, and why it is asked.
std::optional<Question> first_to_ask(Day const& day, Person const& person);

// What stands against a course that he holds (it was moved): the others that he holds.
std::vector<rules::Objection> moved_into(Day const& day, Person const& person,
                                         rules::Learner learner, CourseId const& held);

// The core and what he chose, in the order of time.
struct Appointment {
  rules::Lesson const* lesson = nullptr;
  SessionSet const* session = nullptr;  // null: no time is known yet
};
std::vector<Appointment> appointments(Day const& day, Person const& person);

}  // namespace sala::kiosk
