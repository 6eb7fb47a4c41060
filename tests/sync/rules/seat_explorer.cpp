#include "tests/sync/rules/seat_explorer.h"

#include <unordered_map>

#include "platform/base/verify.h"
#include "tests/sync/rules/seat_keys.h"
#include "tests/sync/rules/seat_oracle.h"
#include "tests/sync/rules/seat_state.h"

namespace sala::test {
namespace {

using rules::SeatBook;
using rules::SeatFact;
using rules::SeatKind;

class Explorer {
 public:
  explicit Explorer(SeatExploration const& shape) : shape_(shape) {}

  SeatExplored run() {
    StateStore level;
    level.add(start());
    seen_.insert(state_key(start()));
    for (int step = 0; step < shape_.steps && result_.wrong.empty(); ++step) {
      next_ = {};
      is_last_ = step + 1 == shape_.steps;
      for (StateStore::Reader reader(level); !reader.at_end() && result_.wrong.empty();) {
        expand(reader.next());
      }
      std::swap(level, next_);
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

  void expand(SeatState const& state) {
    std::int64_t promised[2] = {};
    for (std::size_t node = 0; node < state.node_count; ++node) {
      most_spendable_.fill(0);
      committed_.clear();
      read_and_write(state, node);
      for (std::size_t course = 0; course < 2; ++course)
        promised[course] += most_spendable_[course];
    }
    if (!shape_.must_never_overspend) return;
    for (std::uint8_t course = 0; course < shape_.courses; ++course) {
      auto all = book_of(facts_read(state, state.length, course)).totals();
      bool twice = promised[course] + all.taken > all.supplied - all.withdrawn;
      if (twice) wrong(state, "promised twice, whatever is read first");
    }
  }
  void read_and_write(SeatState const& state, std::size_t node) {
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
    Books books = books_of(state, state.nodes[node].clock);
    StreamId self = stream_id(state.nodes[node].place);
    for (std::uint8_t course = 0; course < shape_.courses; ++course) {
      most_spendable_[course] = std::max(most_spendable_[course], books[course].spendable(self));
    }
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
    // Whoever did nothing yet is like the next who did nothing.
    int people = std::min(shape_.people, people_in(state) + 1);
    for (std::uint8_t person = 0; person < people; ++person) {
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
    if (state.streams_begun[asking.device] < 2) return;
    for (std::size_t other = 0; other < state.node_count; ++other) {
      if (other == node || state.nodes[other].device == asking.device) continue;
      // He tells what he has read by now; when answers must be whole, after reading it all.
      Clock high = state.nodes[other].clock;
      for (std::size_t place = 0; place < stream_places; ++place) {
        if (device_of_place(place) == asking.device) high[place] = state.length[place];
      }
      Clock low = shape_.partial_answers ? state.nodes[other].clock : high;
      Clock told = low;
      do {
        tell_its_own(state, node, told);
      } while (next_clock(told, low, high));
    }
    if (!shape_.staff_says_so) return;
    SeatState next = state;
    resume(next, next.nodes[node]);
    settle(next, node, {});
  }
  void tell_its_own(SeatState const& state, std::size_t node, Clock const& told) {
    SeatState next = state;
    NodeState& asking = next.nodes[node];
    bool is_whole = true;
    for (std::size_t place = 0; place < stream_places; ++place) {
      if (device_of_place(place) != asking.device) continue;
      asking.clock[place] = std::max(asking.clock[place], told[place]);
      is_whole = is_whole && asking.clock[place] == state.length[place];
    }
    asking.doubtful = asking.doubtful && !is_whole;
    resume(next, asking);
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
    if (!drafts.empty()) settle(state, node, drafts);
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
    if (!is_last_ && is_like_one_that_read_less(next, node)) return;
    if (!seen_.insert(state_key(next))) return;
    if (written_.insert(written_key(next))) check_written(next);
    if (!is_last_) return next_.add(next);
    if (shape_.must_never_overspend) check_promises(next);
  }

  // The same was written after reading less: whatever can follow here can follow there as well,
  // after reading what is more here. Clocks come so that who read less comes first.
  bool is_like_one_that_read_less(SeatState const& state, std::size_t node) {
    SeatState same = state;
    same.nodes[node].clock = {};
    NodeState const& writer = state.nodes[node];
    auto& clocks = committed_[state_key(same)];
    for (Clock const& before : clocks) {
      bool less = true;
      for (std::size_t place = 0; place < stream_places; ++place) {
        bool fixed = writer.doubtful && device_of_place(place) == writer.device;
        less = less && (fixed ? before[place] == writer.clock[place]
                              : before[place] <= writer.clock[place]);
      }
      if (less) return true;
    }
    clocks.push_back(writer.clock);
    return false;
  }

  // What anybody sees who has read some of it.
  void check_written(SeatState const& state) {
    Clock clock{};
    do {
      if (clock != state.length && !looked_at_.insert(view_key(state, clock))) continue;
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
  StateStore next_;
  KeySet seen_, written_, looked_at_;
  // Of the node that writes now: its clocks after each thing that it wrote, and its best prospects.
  std::unordered_map<std::uint64_t, std::vector<Clock>> committed_;
  std::array<std::int64_t, 2> most_spendable_{};
  bool is_last_ = false;
};

}  // namespace

SeatExplored explore_seats(SeatExploration const& shape) { return Explorer(shape).run(); }

}  // namespace sala::test
