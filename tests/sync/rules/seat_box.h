// A headquarters and some boxes at the level of rules: each has a book and writes by the policy;
// who hears whom is the test's to say.
#pragma once

#include <algorithm>
#include <map>

#include "sync/rules/seat_policy.h"
#include "tests/sync/rules/seat_story.h"

namespace sala::test {

struct SeatBox {
  explicit SeatBox(int number) : who(number), book(device(hq)), self(stream(number)) {}

  int who;
  rules::SeatBook book;
  StreamId self;
  int restarts = 0;
  std::vector<rules::SeatFact> known;  // in the order of hearing

  void hear(rules::SeatFact const& it) {
    book.add(it);
    known.push_back(it);
  }
  void write(std::vector<Body> const& drafts) {
    for (Body const& body : drafts) {
      std::uint64_t seq = 1;
      for (auto const& it : known) seq += it.name.stream == self ? 1 : 0;
      hear(*rules::seat_fact(body, {self, seq}, {WallTime(Micros(++written)), Micros(0), true}));
    }
  }
  // False: no seat may be spent here.
  bool choose(int who_chooses) {
    SeatTaken wish;
    wish.course = course();
    wish.participant = person(who_chooses);
    if (!book.may_take(wish.participant)) return false;
    auto drafts = rules::take_seat(book, self, wish);
    if (drafts) write(*drafts);
    return drafts.has_value();
  }
  void wait(int who_waits) { write({WaitingJoined{course(), person(who_waits), {}}}); }
  void release(int who_does) {
    for (auto const& taking : book.takings_of(person(who_does))) {
      write({SeatReleased{course(), taking.participant, taking.name, {}, {}}});
    }
  }
  // The process starts again on the same disk.
  void restart() { self = stream(who, ++restarts); }
  void resume(Assurance assurance) { write({SeatsResumed{book.own_tails(self), assurance, {}}}); }
  // The disk is an old image: only so many of what it knew.
  void restore(std::size_t events) {
    auto old = known;
    old.resize(events);
    book = rules::SeatBook(device(hq));
    known.clear();
    for (auto const& it : old) hear(it);
    restart();
  }
  int written = 0;
};

inline void tell(SeatBox const& from, SeatBox& to) {
  for (auto const& it : from.known) {
    bool is_new = std::none_of(to.known.begin(), to.known.end(),
                               [&](rules::SeatFact const& other) { return other.name == it.name; });
    if (is_new) to.hear(it);
  }
}
inline void meet(SeatBox& a, SeatBox& b) {
  tell(a, b);
  tell(b, a);
}

struct SeatSite {
  SeatBox office{hq}, a{box_a}, b{box_b};
  rules::SeatedCourse about{course(), 12, false, false};
  std::int64_t wanting = 20;

  explicit SeatSite(std::int64_t capacity) { about.capacity = capacity; }
  void tend_office() {
    office.write(rules::tend_office(office.book, office.self, about, {{a.self, 20}, {b.self, 20}}));
  }
  void tend(SeatBox& box) {
    box.write(rules::tend_box(box.book, box.self, about, {wanting, office.self}));
  }
  void meet_all() {
    for (int i = 0; i < 2; ++i) {
      meet(office, a);
      meet(office, b);
    }
  }
  // Everybody tends and hears until nobody has anything to say. How many rounds.
  int settle() {
    for (int round = 0; round < 30; ++round) {
      auto before = office.known.size() + a.known.size() + b.known.size();
      tend_office();
      tend(a);
      tend(b);
      meet_all();
      if (office.known.size() + a.known.size() + b.known.size() == before) return round;
    }
    return 30;
  }
};

}  // namespace sala::test
