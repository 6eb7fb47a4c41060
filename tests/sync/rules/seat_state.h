// A small world of seats as plain bytes, for seat_explorer: what was written, and who read what.
#pragma once

#include <algorithm>
#include <array>
#include <cstring>
#include <string>
#include <vector>

#include "platform/base/verify.h"
#include "sync/rules/seats.h"

namespace sala::test {

// Streams have fixed places: headquarters has 1, each box its first and those after restarts.
inline constexpr std::size_t stream_places = 7;
inline constexpr std::size_t most_events = 40;  // of eight commits with five each
inline constexpr std::size_t most_nodes = 4;
inline constexpr std::uint8_t nowhere = 0xff;

constexpr std::uint8_t device_of_place(std::size_t place) {
  return place == 0 ? 0 : place < 4 ? 1 : 2;
}
constexpr std::uint8_t first_place(std::uint8_t device) {
  return device == 0 ? 0 : device == 1 ? 1 : 4;
}
constexpr std::uint8_t places_of(std::uint8_t device) { return device == 0 ? 1 : 3; }

inline DeviceId device_id(std::uint8_t device) {
  DeviceId id;
  id.bytes[0] = static_cast<std::uint8_t>(device + 1);
  return id;
}
inline StreamId stream_id(std::size_t place) {
  return {device_id(device_of_place(place)), place + 1};
}
inline CourseId course_id(std::uint8_t course) {
  CourseId id;
  id.bytes[0] = static_cast<std::uint8_t>(course + 1);
  return id;
}
inline ParticipantId person_id(std::uint8_t person) {
  ParticipantId id;
  id.bytes[0] = static_cast<std::uint8_t>(person + 1);
  return id;
}

using Clock = std::array<std::uint8_t, stream_places>;  // events read of each stream

struct PackedName {
  std::uint8_t place = nowhere;
  std::uint8_t seq = 0;
};
inline PackedName packed(EventName const& name) {
  if (name == EventName{}) return {};
  return {static_cast<std::uint8_t>(name.stream.epoch - 1), static_cast<std::uint8_t>(name.seq)};
}
inline EventName unpacked(PackedName const& name) {
  if (name.place == nowhere) return {};
  return {stream_id(name.place), name.seq};
}

struct PackedFact {
  std::uint8_t place = 0;
  std::uint8_t kind = 0;
  std::uint8_t course = nowhere;
  PackedName about;
  std::uint8_t to = nowhere;
  std::uint8_t seats = 0;
  std::uint8_t person = nowhere;
  Clock tails{};
};

struct NodeState {
  std::uint8_t device = 0;
  std::uint8_t place = 0;  // of the stream that it writes
  bool doubtful = false;   // restored: its own memory does not tell what it wrote
  Clock clock{};
};

// Only bytes, so that two states are the same when their bytes are.
struct SeatState {
  std::array<PackedFact, most_events> facts{};  // by stream, then in its order
  std::array<NodeState, most_nodes> nodes{};
  Clock length{};
  std::uint8_t count = 0;
  std::uint8_t node_count = 3;
  std::array<std::uint8_t, 3> streams_begun{1, 1, 1};

  std::size_t begin_of(std::size_t place) const {
    std::size_t at = 0;
    for (std::size_t i = 0; i < place; ++i) at += length[i];
    return at;
  }
  void write(NodeState& node, PackedFact fact) {
    VERIFY(count < most_events);
    fact.place = node.place;
    std::size_t at = begin_of(node.place) + length[node.place];
    std::move_backward(facts.begin() + static_cast<std::ptrdiff_t>(at), facts.begin() + count,
                       facts.begin() + count + 1);
    facts[at] = fact;
    ++count;
    node.clock[node.place] = ++length[node.place];
  }
};

inline PackedFact packed(rules::SeatFact const& fact) {
  PackedFact out;
  out.kind = static_cast<std::uint8_t>(fact.kind);
  if (!fact.course.is_nil()) out.course = static_cast<std::uint8_t>(fact.course.bytes[0] - 1);
  out.about = packed(fact.about);
  if (fact.to.epoch != 0) out.to = static_cast<std::uint8_t>(fact.to.epoch - 1);
  out.seats = static_cast<std::uint8_t>(fact.seats);
  if (!fact.participant.is_nil()) {
    out.person = static_cast<std::uint8_t>(fact.participant.bytes[0] - 1);
  }
  for (EventName const& tail : fact.names) {
    out.tails[tail.stream.epoch - 1] = static_cast<std::uint8_t>(tail.seq);
  }
  return out;
}

inline rules::SeatFact unpacked(PackedFact const& packed_fact, std::uint8_t seq) {
  rules::SeatFact fact;
  fact.name = {stream_id(packed_fact.place), seq};
  fact.kind = static_cast<rules::SeatKind>(packed_fact.kind);
  if (packed_fact.course != nowhere) fact.course = course_id(packed_fact.course);
  fact.about = unpacked(packed_fact.about);
  if (packed_fact.to != nowhere) fact.to = stream_id(packed_fact.to);
  fact.seats = packed_fact.seats;
  if (packed_fact.person != nowhere) fact.participant = person_id(packed_fact.person);
  if (fact.kind != rules::SeatKind::resumed) return fact;
  for (std::size_t place = 0; place < stream_places; ++place) {
    bool is_own = device_of_place(place) == device_of_place(packed_fact.place);
    if (is_own && place != packed_fact.place) {
      fact.names.push_back({stream_id(place), packed_fact.tails[place]});
    }
  }
  return fact;
}

// The facts of one course that somebody who has read so far knows.
inline std::vector<rules::SeatFact> facts_read(SeatState const& state, Clock const& clock,
                                               std::uint8_t course) {
  std::vector<rules::SeatFact> facts;
  std::size_t at = 0;
  for (std::size_t place = 0; place < stream_places; ++place) {
    for (std::uint8_t seq = 1; seq <= clock[place]; ++seq) {
      PackedFact const& fact = state.facts[at + seq - 1];
      if (fact.course == course || fact.course == nowhere) facts.push_back(unpacked(fact, seq));
    }
    at += state.length[place];
  }
  return facts;
}

// One after another, the clocks from `low` to `high`, both included; false: that was the last.
inline bool next_clock(Clock& clock, Clock const& low, Clock const& high) {
  for (std::size_t place = 0; place < stream_places; ++place) {
    if (clock[place] < high[place]) {
      ++clock[place];
      return true;
    }
    clock[place] = low[place];
  }
  return false;
}

// People are alike: they are numbered as they first appear.
void number_people(SeatState& state);
int people_in(SeatState const& state);

// Hashes: of all that was written; with who has read what; of what a reader sees who has read so
// far, people numbered as he meets them.
std::uint64_t written_key(SeatState const& state);
std::uint64_t state_key(SeatState const& state);
std::uint64_t view_key(SeatState const& state, Clock const& clock);

// What was written, a line an event.
std::string history(SeatState const& state);

// Very many states, each in as many bytes as it needs.
class StateStore {
 public:
  void add(SeatState const& state);

  class Reader {
   public:
    explicit Reader(StateStore const& store) : bytes_(store.bytes_) {}
    bool at_end() const { return at_ == bytes_.size(); }
    SeatState next();

   private:
    void take(void* to, std::size_t size);
    std::vector<std::uint8_t> const& bytes_;
    std::size_t at_ = 0;
  };

 private:
  std::vector<std::uint8_t> bytes_;
};

}  // namespace sala::test
