#include "tests/sync/rules/seat_state.h"

#include "tests/sync/rules/seat_keys.h"

namespace sala::test {

namespace {

void add_written(StateKey& key, SeatState const& state) {
  key.add(state.facts.data(), state.count * sizeof(PackedFact));
  key.add(state.length);
}

// All of a fact but the tails, which only a resumption has.
constexpr std::size_t without_tails = sizeof(PackedFact) - sizeof(Clock);

}  // namespace

void number_people(SeatState& state) {
  std::array<std::uint8_t, 32> number{};
  number.fill(nowhere);
  std::uint8_t next = 0;
  for (std::size_t i = 0; i < state.count; ++i) {
    std::uint8_t& person = state.facts[i].person;
    if (person == nowhere) continue;
    if (number[person] == nowhere) number[person] = next++;
    person = number[person];
  }
}
std::uint64_t written_key(SeatState const& state) {
  StateKey key;
  add_written(key, state);
  return key.value();
}
std::uint64_t state_key(SeatState const& state) {
  StateKey key;
  add_written(key, state);
  key.add(state.nodes.data(), state.node_count * sizeof(NodeState));
  return key.value();
}
std::uint64_t view_key(SeatState const& state, Clock const& clock) {
  SeatState view;
  view.length = clock;
  std::size_t at = 0;
  for (std::size_t place = 0; place < stream_places; ++place) {
    for (std::size_t i = 0; i < clock[place]; ++i) view.facts[view.count++] = state.facts[at + i];
    at += state.length[place];
  }
  number_people(view);
  return written_key(view);
}

int people_in(SeatState const& state) {
  int people = 0;
  for (std::size_t i = 0; i < state.count; ++i) {
    std::uint8_t person = state.facts[i].person;
    if (person != nowhere) people = std::max(people, person + 1);
  }
  return people;
}

std::string history(SeatState const& state) {
  static constexpr char const* names[] = {"supplied", "withdrawn", "given",    "reclaimed", "asked",
                                          "resumed",  "taken",     "released", "joined",    "left"};
  std::string out;
  std::size_t at = 0;
  for (std::size_t place = 0; place < stream_places; ++place) {
    for (int seq = 1; seq <= state.length[place]; ++seq, ++at) {
      PackedFact const& fact = state.facts[at];
      out += "\n  " + std::to_string(place) + "." + std::to_string(seq) + " " + names[fact.kind] +
             " about " + std::to_string(fact.about.place) + "." + std::to_string(fact.about.seq) +
             " to " + std::to_string(fact.to) + " seats " + std::to_string(fact.seats) +
             " person " + std::to_string(fact.person);
    }
  }
  return out;
}

// ---- many states

void StateStore::add(SeatState const& state) {
  auto put = [&](void const* from, std::size_t size) {
    auto const* at = static_cast<std::uint8_t const*>(from);
    bytes_.insert(bytes_.end(), at, at + size);
  };
  put(&state.count, sizeof state.count);
  put(&state.node_count, sizeof state.node_count);
  put(&state.length, sizeof state.length);
  put(&state.streams_begun, sizeof state.streams_begun);
  put(state.nodes.data(), state.node_count * sizeof(NodeState));
  for (std::size_t i = 0; i < state.count; ++i) {
    bool resumes = state.facts[i].kind == static_cast<std::uint8_t>(rules::SeatKind::resumed);
    put(&state.facts[i], resumes ? sizeof(PackedFact) : without_tails);
  }
}

void StateStore::Reader::take(void* to, std::size_t size) {
  std::memcpy(to, bytes_.data() + at_, size);
  at_ += size;
}

SeatState StateStore::Reader::next() {
  SeatState state;
  take(&state.count, sizeof state.count);
  take(&state.node_count, sizeof state.node_count);
  take(&state.length, sizeof state.length);
  take(&state.streams_begun, sizeof state.streams_begun);
  take(state.nodes.data(), state.node_count * sizeof(NodeState));
  for (std::size_t i = 0; i < state.count; ++i) {
    take(&state.facts[i], without_tails);
    bool resumes = state.facts[i].kind == static_cast<std::uint8_t>(rules::SeatKind::resumed);
    if (resumes) take(&state.facts[i].tails, sizeof(Clock));
  }
  return state;
}

}  // namespace sala::test
