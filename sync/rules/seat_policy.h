// What a box or headquarters does about seats by itself: who gets how many, who asks, what goes
// back. Pure: from the book of one course and what is known beside it, events to write.
//
// All of it is safe whatever it decides: nothing but lots in the writer's own hand is spent. It
// comes to rest: called again with its own events in the book it soon writes nothing more (a supply
// can be given away only once it has a name, in the next call). At most `most_drafts` events a
// call. Everything must be written against the book that it was worked out from, on the keeper's
// thread, in one commit and in this order.
#pragma once

#include "sync/rules/seats.h"

namespace sala::rules {

inline constexpr std::size_t most_drafts = 200;

// As many seats or fewer stay together in one hand: split, each would strand the others' people.
inline constexpr std::int64_t kept_together = 3;

// Taking a seat: `wish` without its lot. The events to write, the last of them the taking, or
// nothing when no seat may be spent here. Says nothing about offers: ask SeatBook::may_take first.
std::optional<std::vector<Body>> take_seat(SeatBook const& book, StreamId const& self,
                                           SeatTaken wish);

// Gives at most `seats` of what `self` may spend; fewer when it has fewer.
std::vector<Body> give_seats(SeatBook const& book, StreamId const& self, CourseId const& course,
                             StreamId const& to, std::int64_t seats);

// Headquarters takes back what a device holds free, knowing that it may have spent it by now. What
// overspends then shows in SeatBook::overspent.
std::vector<Body> reclaim_seats(SeatBook const& book, DeviceId const& device,
                                SeatsReclaimed const& order);  // `order`: course, staff, reason

// Gives back every seat that the person has in the course. `order`: whose, of which course, who did
// it and why. Whoever took the seats, anybody may write this, cut off from all others too: it
// spends nothing, and twice is once.
std::vector<Body> release_seats(SeatBook const& book, SeatReleased const& order);

// Ends the person's waiting, offered a seat or not. Nothing when he does not wait. As safe as a
// release: it names what it ends.
std::optional<Body> leave_line(SeatBook const& book, WaitingLeft order);

struct SeatedCourse {
  CourseId course;
  std::int64_t capacity = 0;  // 0: no limit
  bool cancelled = false;
  bool closed = false;  // the cut-off has passed: nothing moves but what mends
};

struct ServedBox {
  StreamId stream;            // its newest; epoch 0: it has not been heard of yet, and gets nothing
  std::int64_t expected = 0;  // people who may choose there
};

// Headquarters: makes the claims equal the capacity (supplies; withdraws what its pool has), sends
// seats straight to where those stand in line to whom they are offered, each served box its first
// share by the people expected there and elsewhere, keeps a reserve, answers asks,
// withdraws frozen seats in its hand until an overspent lot is healed, releases the takings of a
// cancelled course, and the duplicates that boxes wrote which it no longer serves.
// It supplies and spends nothing while it is not sure of its own past (see may_spend).
std::vector<Body> tend_office(SeatBook const& book, StreamId const& self,
                              SeatedCourse const& course, std::vector<ServedBox> const& boxes);

struct Door {
  std::int64_t wanting = 0;        // people who may yet choose this course here, waiting ones too
  std::optional<StreamId> office;  // headquarters' newest stream, where surplus goes
};

// A box: asks when it holds fewer than may be wanted here (one open ask), sends seats straight to
// where those stand in line to whom they are offered, gives to those who ask what it does not need
// and of what it may need so much that both have as many, the rest back to headquarters; returns
// frozen seats and those that a lowered capacity calls for; and releases the later of two takings
// of one person when it wrote that one. Later means the greater name: it is the same on every box
// at all times, so that no two boxes each release the other's; a resolved time may yet change.
std::vector<Body> tend_box(SeatBook const& book, StreamId const& self, SeatedCourse const& course,
                           Door const& door);

}  // namespace sala::rules
