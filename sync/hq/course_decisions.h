// What staff decide about a course and its people. `sala-hq seats` and the course page hand the
// same jobs to Keeper::write: each is worked out against the tables as they stand when its turn
// comes, and writes nothing when there is nothing (any more) to do.
//
// All of it may be said while boxes are out of reach: a release and an end of waiting name what
// they end, whoever else ends it too; a course's setting is headquarters' own.
#pragma once

#include "sync/views/keeper.h"

namespace sala::hq {

enum class CourseDecision {
  cancel,  // it does not take place; those who were in it choose again first
  keep     // it takes place with those who are in it: its minimum is lowered to them
};

// `seen`: the version on which it was decided; when the course has changed since, nothing is
// written. Nothing: whatever it is now.
views::Compose decide_course(CourseId const& course, CourseDecision decision,
                             std::optional<std::int64_t> seen = std::nullopt);

// Gives the person's seat in the course back. `order`: course, participant, staff, reason.
views::Compose release_seat(SeatReleased order);

// The person to whom a seat is offered does not want it; it passes to the next. `order`: course,
// participant, staff, reason. Who is offered none is left in the line.
views::Compose decline_offer(WaitingLeft order);

}  // namespace sala::hq
