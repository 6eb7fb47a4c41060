// Every way in which two boxes and headquarters can come to write a few events about seats, with
// every order of hearing from each other in between: breadth first, each state once.
//
// A state is what was written (by stream) and how far each node has read each stream: a ledger
// takes a stream in its own order, whatever is lost, repeated or overtaken on the way. Reading is
// free, and happens before a node writes: that leaves out no outcome, as reading changes nothing
// for others. One step is one commit of one node, by the real rules: take, release, swap, give,
// tend (asks, grants, surplus), crash and restart, with or without assurance; and, where allowed, a
// restore of an old image, a clone, staff's say-so, a reclaim.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "sync/rules/seat_policy.h"

namespace sala::test {

struct SeatExploration {
  std::int64_t capacity = 1;
  std::int64_t courses = 1;  // 2: people swap between them
  int steps = 4;
  int people = 3;
  bool starts_at_box = false;   // the seats begin in a box's hand, else in headquarters' pool
  bool images = false;          // a box may be restored to any earlier state of its own ledger
  bool clones = false;          // … while the restored one's twin goes on
  bool staff_says_so = false;   // spends on without knowing its past
  bool partial_answers = true;  // assurance from somebody who may not know the whole tail
  bool reclaims = false;
  bool lowers = false;  // headquarters may withdraw from its pool

  // The rule under test; a test puts a broken one in its place.
  std::optional<std::vector<Body>> (*take)(rules::SeatBook const&, StreamId const&,
                                           SeatTaken) = rules::take_seat;

  // Without images, clones and reclaims, or with whole answers only, nothing is ever overspent.
  bool must_never_overspend = true;
};

struct SeatExplored {
  std::uint64_t states = 0;
  std::uint64_t steps = 0;     // taken, those leading to a known state included
  std::uint64_t views = 0;     // books made
  std::uint64_t oversold = 0;  // states with more takings than seats; all of them flagged and named
  std::string wrong;           // the first violation, with its history; empty: none
};

SeatExplored explore_seats(SeatExploration const& shape);

}  // namespace sala::test
