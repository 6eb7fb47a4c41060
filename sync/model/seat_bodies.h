// What events say about seats and waiting lists: a part of bodies.h, which is what to include.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sync/model/event.h"

namespace sala {

// Who vouched that a box knows its own earlier writing: headquarters, a neighbour, the box's own
// note of the same boot, or a person.
enum class Assurance { headquarters, neighbour, same_boot, staff };

// Seats. A *lot* is a number of seats of one course in the hand of one stream, named by the event
// that made it: a supply, a gift, a reclaim. Everything that spends seats names the lot that it
// spends; only the lot's own box does so (headquarters' reclaim and withdrawal aside).
// rules/seats.h works out from these who holds what; what the spends of a lot are more than its
// seats shows by itself, on every box.

// New seats, in headquarters' hand: the pool.
struct SeatsSupplied {
  static constexpr std::string_view kind = "seats.supplied";
  CourseId course;
  std::int64_t seats = 0;
};

// The capacity was lowered: seats of a lot of headquarters cease to be.
struct SeatsWithdrawn {
  static constexpr std::string_view kind = "seats.withdrawn";
  CourseId course;
  EventName lot;
  std::int64_t seats = 0;
};

// Seats of a lot pass into another hand, as a new lot there.
struct SeatsGiven {
  static constexpr std::string_view kind = "seats.given";
  CourseId course;
  EventName lot;
  StreamId to;
  std::int64_t seats = 0;
};

// Staff take the seats of a dead box back to the pool, knowing that it may have spent them.
struct SeatsReclaimed {
  static constexpr std::string_view kind = "seats.reclaimed";
  CourseId course;
  EventName lot;
  std::int64_t seats = 0;
  StaffId staff;
  std::string reason;
};

// A box runs low: so many seats would serve this stream in all, what it was given before counted.
// Its last ask holds.
struct SeatsAsked {
  static constexpr std::string_view kind = "seats.asked";
  CourseId course;
  std::int64_t seats = 0;
};

// A box may spend what its own earlier streams held: it knows all that they wrote, up to `tails`.
struct SeatsResumed {
  static constexpr std::string_view kind = "seats.resumed";
  std::vector<EventName> tails;  // the last event of each earlier stream of this box
  Assurance assurance = Assurance::headquarters;
  StaffId staff;
};

struct SeatTaken {
  static constexpr std::string_view kind = "seat.taken";
  CourseId course;
  ParticipantId participant;
  EventName lot;       // nil: the course has no limit
  StaffId staff;       // who did it for the participant
  std::string reason;  // why staff put aside a clash or a prerequisite
};

// The seat goes back to the lot that it was taken from.
struct SeatReleased {
  static constexpr std::string_view kind = "seat.released";
  CourseId course;
  ParticipantId participant;
  EventName taken;
  StaffId staff;
  std::string reason;
};

struct WaitingJoined {
  static constexpr std::string_view kind = "waiting.joined";
  CourseId course;
  ParticipantId participant;
  CourseId instead_of;  // displaced from this cancelled course: stands before the others
};

struct WaitingLeft {
  static constexpr std::string_view kind = "waiting.left";
  CourseId course;
  ParticipantId participant;
  std::vector<EventName> joined;  // what it ends
  bool declined = false;          // a seat was offered and not wanted
  StaffId staff;                  // who did it for the participant
  std::string reason;             // why, in staff's words
};

}  // namespace sala
