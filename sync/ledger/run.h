// A run: consecutive events of one stream, as they are handed from box to box.
#pragma once

#include <string>
#include <vector>

#include "platform/base/arena.h"
#include "sync/model/bodies.h"

namespace sala::ledger {

struct Run {
  StreamId stream;
  ProgrammeId programme;
  Hash previous{};                // hash of the event before the first one
  std::vector<EventView> events;  // at least one; seq without a gap
  // Vouches for the run's last event, or for a later one of the stream that will follow.
  SignedHead head;

  std::uint64_t first_seq() const { return events.front().name.seq; }
  std::uint64_t last_seq() const { return events.back().name.seq; }
};

// Runs with the memory that their events point into.
struct Runs {
  std::vector<Run> runs;
  TextArena memory;
};

// A run whose chain was followed from `previous` to its end. Making one needs no ledger, so that
// several threads can check while one writes.
struct CheckedRun {
  Run run;
  std::vector<Hash> hashes;  // one an event
  // What the bodies say, one an event, or none at all: read here, the one who writes need not.
  std::vector<ReadBody> bodies;
  bool vouched = false;  // its own device signed the hash of its last event
};

// ErrorCode::invalid when the run is not one: no events, a gap, another stream's or programme's
// event, a body or kind over its limit, or a signature that is not its device's.
Result<CheckedRun> check(Run run);

// A run for a person to look at who wonders why it was not believed. Nothing reads it back.
std::string raw_text(Run const& run);

}  // namespace sala::ledger
