#include "tests/sync/rules/seat_explorer.h"

#include <unordered_set>

#include "platform/base/verify.h"
#include "tests/sync/rules/seat_oracle.h"
#include "tests/sync/rules/seat_state.h"

namespace sala::test {
namespace {

using rules::SeatBook;
using rules::SeatFact;
using rules::SeatKind;

// 128 bits of a state, in which no two of some ten million are the same by chance.
struct Key {
  std::uint64_t first = 0x9E3779B97F4A7C15ULL;
  std::uint64_t second = 0xC2B2AE3D27D4EB4FULL;

  void add(void const* bytes, std::size_t size) {
    auto const* at = static_cast<std::uint8_t const*>(bytes);
    for (std::size_t i = 0; i < size; ++i) {
      first = (first ^ at[i]) * 0x100000001B3ULL;
      second = (second + at[i]) * 0x9E3779B97F4A7C15ULL;
      second ^= second >> 29;
    }
  }
  bool operator==(Key const&) const = default;
};
struct KeyHash {
  std::size_t operator()(Key const& key) const { return key.first ^ (key.second >> 7); }
};

// People are alike: they are numbered as they first appear.
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
Key written_key(SeatState const& state) {
  Key key;
  key.add(state.facts.data(), state.count * sizeof(PackedFact));
  key.add(state.length.data(), state.length.size());
  return key;
}
Key state_key(SeatState const& state) {
  Key key = written_key(state);
  key.add(state.nodes.data(), state.node_count * sizeof(NodeState));
  return key;
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

class Explorer {
 public:
  explicit Explorer(SeatExploration const& shape) : shape_(shape) {}

  SeatExplored run() {
    std::vector<SeatState> level{start()};
    seen_.insert(state_key(level.front()));
    for (int step = 0; step < shape_.steps && result_.wrong.empty(); ++step) {
      next_.clear();
      is_last_ = step + 1 == shape_.steps;
      for (SeatState const& state : level) {
        for (std::size_t node = 0; node < state.node_count; ++node) read_and_write(state, node);
        if (!result_.wrong.empty()) break;
      }
      level.swap(next_);
    }
    result_.states = seen_.size();
    return result_;
  }

 private:
  using Books = std::vector<SeatBook>;

  SeatState start() const {
    SeatState state;
    for (std::uint8_t device = 0; device < 3; ++device) {
      state.nodes[device].device = device;
      state.nodes[device].place = first_place(device);
    }
    for (std::uint8_t course = 0; course < shape_.courses; ++course) {
      PackedFact supply;
      supply.kind = static_cast<std::uint8_t>(SeatKind::supplied);
      supply.course = course;
      supply.seats = static_cast<std::uint8_t>(shape_.capacity);
      state.write(state.nodes[0], supply);
      if (!shape_.starts_at_box) continue;
      PackedFact gift = supply;
      gift.kind = static_cast<std::uint8_t>(SeatKind::given);
      gift.about = {0, state.length[0]};
      gift.to = first_place(1);
      state.write(state.nodes[0], gift);
    }
    return state;
  }

  SeatBook book_of(std::vector<SeatFact> const& facts) {
    ++result_.views;
    SeatBook book(device_id(0));
    for (SeatFact const& fact : facts) book.add(fact);
    return book;
  }
  Books books_of(SeatState const& state, Clock const& clock) {
    Books books;
    for (std::uint8_t course = 0; course < shape_.courses; ++course) {
      books.push_back(book_of(facts_read(state, clock, course)));
    }
    return books;
  }

  void read_and_write(SeatState const& state, std::size_t node) {
    if (state.nodes[node].silent) return;
    Clock high = state.length;
    Clock low = state.nodes[node].clock;
    // A restored box does not read its own past by the way: somebody must be asked for it.
    if (state.nodes[node].doubtful) {
      for (std::size_t place = 0; place < stream_places; ++place) {
        if (device_of_place(place) == state.nodes[node].device) high[place] = low[place];
      }
    }
    Clock clock = low;
    do {
      SeatState read = state;
      read.nodes[node].clock = clock;
      write(read, node);
    } while (next_clock(clock, low, high));
  }

  // Everything that this node can write now.
  void write(SeatState const& state, std::size_t node) {
    if (state.is_full()) return;
    Books books = books_of(state, state.nodes[node].clock);
    for (std::uint8_t course = 0; course < shape_.courses; ++course) {
      take(state, node, books, course);
      release(state, node, books, course);
      give(state, node, books[course], course);
      tend(state, node, books[course], course);
      if (shape_.reclaims && node == 0) reclaim(state, books[course], course);
      if (shape_.lowers && node == 0) lower(state, books[course], course);
    }
    if (state.nodes[node].device != 0) restart(state, node);
  }

  void take(SeatState const& state, std::size_t node, Books const& books, std::uint8_t course) {
    StreamId self = stream_id(state.nodes[node].place);
    for (std::uint8_t person = 0; person < shape_.people; ++person) {
      SeatTaken wish;
      wish.course = course_id(course);
      wish.participant = person_id(person);
      if (!books[course].takings_of(wish.participant).empty()) continue;
      auto drafts = shape_.take(books[course], self, wish);
      if (!drafts) return;
      commit(state, node, *drafts);
      // The same as a swap: the old seat goes with the new one or not at all.
      for (std::uint8_t other = 0; other < shape_.courses; ++other) {
        if (other == course) continue;
        for (auto const& old : books[other].takings_of(wish.participant)) {
          auto both = *drafts;
          both.emplace_back(SeatReleased{course_id(other), old.participant, old.name, {}, {}});
          commit(state, node, both);
        }
      }
    }
  }
  void release(SeatState const& state, std::size_t node, Books const& books, std::uint8_t course) {
    for (auto const& taking : books[course].takings()) {
      commit(state, node,
             {SeatReleased{course_id(course), taking.participant, taking.name, {}, {}}});
    }
  }
  void give(SeatState const& state, std::size_t node, SeatBook const& book, std::uint8_t course) {
    StreamId self = stream_id(state.nodes[node].place);
    std::int64_t free = book.spendable(self);
    for (std::size_t other = 0; other < state.node_count && free > 0; ++other) {
      if (other == node || state.nodes[other].device == state.nodes[node].device) continue;
      StreamId to = stream_id(state.nodes[other].place);
      commit(state, node, rules::give_seats(book, self, course_id(course), to, 1));
      if (free == 1) continue;
      commit(state, node, rules::give_seats(book, self, course_id(course), to, free));
    }
  }
  void tend(SeatState const& state, std::size_t node, SeatBook const& book, std::uint8_t course) {
    StreamId self = stream_id(state.nodes[node].place);
    rules::SeatedCourse about{course_id(course), shape_.capacity, false, false};
    if (state.nodes[node].device == 0) {
      std::vector<rules::ServedBox> boxes;
      for (std::size_t other = 1; other < state.node_count; ++other) {
        if (state.nodes[other].silent) continue;
        boxes.push_back({stream_id(state.nodes[other].place), static_cast<std::int64_t>(other)});
      }
      commit(state, node, rules::tend_office(book, self, about, boxes));
      return;
    }
    for (std::int64_t wanting : {0, 2}) {
      commit(state, node, rules::tend_box(book, self, about, {wanting, stream_id(0)}));
    }
  }
  void reclaim(SeatState const& state, SeatBook const& book, std::uint8_t course) {
    for (std::uint8_t device : {1, 2}) {
      SeatsReclaimed order;
      order.course = course_id(course);
      commit(state, 0, rules::reclaim_seats(book, device_id(device), order));
    }
  }
  void lower(SeatState const& state, SeatBook const& book, std::uint8_t course) {
    rules::SeatedCourse about{course_id(course), 1, false, false};
    commit(state, 0, rules::tend_office(book, stream_id(0), about, {}));
  }

  // The process ends and starts again: a new stream. What it knows of its past is what its disk
  // says, when that is to be trusted, what others tell it, or what staff decide.
  void restart(SeatState const& state, std::size_t node) {
    NodeState const& now = state.nodes[node];
    answer(state, node);
    if (state.streams_begun[now.device] == places_of(now.device)) return;
    SeatState next = state;
    NodeState& again = next.nodes[node];
    again.place =
        static_cast<std::uint8_t>(first_place(now.device) + next.streams_begun[now.device]++);
    settle(next, node, {});
    if (!now.doubtful) {
      SeatState assured = next;
      resume(assured, assured.nodes[node]);
      settle(assured, node, {});
    }
    if (shape_.images) restore(next, node, now.place);
  }
  void resume(SeatState& state, NodeState& node) {
    PackedFact fact;
    fact.kind = static_cast<std::uint8_t>(SeatKind::resumed);
    for (std::size_t place = 0; place < stream_places; ++place) {
      bool is_own = device_of_place(place) == node.device;
      if (is_own && place != node.place) fact.tails[place] = node.clock[place];
    }
    state.write(node, fact);
  }
  void answer(SeatState const& state, std::size_t node) {
    NodeState const& asking = state.nodes[node];
    if (state.streams_begun[asking.device] < 2 || state.is_full()) return;
    for (std::size_t other = 0; other < state.node_count; ++other) {
      if (other == node || state.nodes[other].device == asking.device) continue;
      SeatState next = state;
      NodeState& told = next.nodes[node];
      bool is_whole = true;
      for (std::size_t place = 0; place < stream_places; ++place) {
        if (device_of_place(place) != told.device) continue;
        told.clock[place] = std::max(told.clock[place], state.nodes[other].clock[place]);
        is_whole = is_whole && told.clock[place] == state.length[place];
      }
      if (!is_whole && !shape_.partial_answers) continue;
      told.doubtful = told.doubtful && !is_whole;
      resume(next, told);
      settle(next, node, {});
    }
    if (!shape_.staff_says_so) return;
    SeatState next = state;
    resume(next, next.nodes[node]);
    settle(next, node, {});
  }
  // `next`: restarted already. Its disk forgets the end of what it wrote; all it had read stays,
  // which it would read again anyway.
  void restore(SeatState const& next, std::size_t node, std::uint8_t place) {
    for (std::uint8_t kept = 0; kept < next.length[place]; ++kept) {
      SeatState restored = next;
      restored.nodes[node].clock[place] = kept;
      restored.nodes[node].doubtful = true;
      settle(restored, node, {});
      if (!shape_.clones || next.node_count == most_nodes) continue;
      SeatState cloned = restored;
      cloned.nodes[cloned.node_count] = cloned.nodes[node];
      cloned.nodes[node] = next.nodes[node];
      cloned.nodes[node].place = place;
      ++cloned.node_count;
      settle(cloned, node, {});
    }
  }

  void commit(SeatState const& state, std::size_t node, std::vector<Body> const& drafts) {
    if (drafts.empty() || state.count + drafts.size() + 2 > most_events) return;
    settle(state, node, drafts);
  }
  void settle(SeatState next, std::size_t node, std::vector<Body> const& drafts) {
    if (!result_.wrong.empty()) return;
    for (Body const& body : drafts) {
      auto fact = rules::seat_fact(body, {}, {});
      VERIFY(fact.has_value());
      next.write(next.nodes[node], packed(*fact));
    }
    ++result_.steps;
    number_people(next);
    if (!seen_.insert(state_key(next)).second) return;
    if (written_.insert(written_key(next)).second) check_written(next);
    if (shape_.must_never_overspend) check_promises(next);
    if (!is_last_) next_.push_back(next);
  }

  // What anybody sees who has read some of it.
  void check_written(SeatState const& state) {
    Clock clock{};
    do {
      for (std::uint8_t course = 0; course < shape_.courses; ++course) {
        check_view(state, clock, course);
      }
    } while (next_clock(clock, Clock{}, state.length) && result_.wrong.empty());
  }
  void check_view(SeatState const& state, Clock const& clock, std::uint8_t course) {
    auto facts = facts_read(state, clock, course);
    SeatBook book = book_of(facts);
    auto totals = book.totals();
    if (auto what = disagreement(book, facts, device_id(0)); !what.empty()) wrong(state, what);
    bool sold_over = totals.taken > totals.supplied - totals.withdrawn;
    if (shape_.must_never_overspend && totals.excess > 0) wrong(state, "overspent");
    if (sold_over && book.overspent().empty()) wrong(state, "oversold in silence");
    if (clock != state.length) return;
    if (sold_over) ++result_.oversold;
    SeatBook backwards(device_id(0));
    for (int twice = 0; twice < 2; ++twice) {
      for (auto fact = facts.rbegin(); fact != facts.rend(); ++fact) backwards.add(*fact);
    }
    if (told(backwards) != told(book)) wrong(state, "the order of hearing matters");
  }
  // What the nodes may spend now and what is taken, together, are no more seats than there are.
  void check_promises(SeatState const& state) {
    for (std::uint8_t course = 0; course < shape_.courses; ++course) {
      auto all = book_of(facts_read(state, state.length, course)).totals();
      std::int64_t promised = all.taken;
      for (std::size_t node = 0; node < state.node_count; ++node) {
        auto book = book_of(facts_read(state, state.nodes[node].clock, course));
        promised += book.spendable(stream_id(state.nodes[node].place));
      }
      if (promised > all.supplied - all.withdrawn) wrong(state, "promised twice");
    }
  }

  void wrong(SeatState const& state, std::string const& what) {
    if (result_.wrong.empty()) result_.wrong = what + history(state);
  }

  SeatExploration const& shape_;
  SeatExplored result_;
  std::vector<SeatState> next_;
  std::unordered_set<Key, KeyHash> seen_, written_;
  bool is_last_ = false;
};

}  // namespace

SeatExplored explore_seats(SeatExploration const& shape) { return Explorer(shape).run(); }

}  // namespace sala::test
