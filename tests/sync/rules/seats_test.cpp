#include "sync/rules/seats.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "tests/sync/rules/seat_oracle.h"
#include "tests/sync/rules/seat_story.h"

using namespace sala;
using namespace sala::rules;
using namespace sala::test;

namespace {

std::string sums(SeatBook const& book) {
  auto t = book.totals();
  return "pool " + std::to_string(t.pool) + " held " + std::to_string(t.held) + " frozen " +
         std::to_string(t.frozen) + " taken " + std::to_string(t.taken) + " excess " +
         std::to_string(t.excess);
}

EventName s(int who, int seq) { return event(who, seq); }

struct Row {
  char const* story;
  std::vector<SeatFact> facts;
  char const* sums;
};

}  // namespace

TEST_CASE("where the seats are follows from the events, in whatever order they come") {
  Row const rows[] = {
      {"nothing", {}, "pool 0 held 0 frozen 0 taken 0 excess 0"},
      {"supplied", {supply(1, 12)}, "pool 12 held 0 frozen 0 taken 0 excess 0"},
      {"given",
       {supply(1, 12), give(hq, 2, s(hq, 1), box_a, 5)},
       "pool 7 held 5 frozen 0 taken 0 excess 0"},
      {"taken",
       {supply(1, 12), give(hq, 2, s(hq, 1), box_a, 5), take(box_a, 1, s(hq, 2), 1)},
       "pool 7 held 4 frozen 0 taken 1 excess 0"},
      {"a gift of what nobody knows",
       {give(hq, 2, s(hq, 1), box_a, 5)},
       "pool 0 held 0 frozen 0 taken 0 excess 0"},
      {"a taking by another than the holder",
       {supply(1, 12), give(hq, 2, s(hq, 1), box_a, 5), take(box_b, 1, s(hq, 2), 1)},
       "pool 7 held 5 frozen 0 taken 0 excess 0"},
      {"released by the other box, twice",
       {supply(1, 2), give(hq, 2, s(hq, 1), box_a, 2), take(box_a, 1, s(hq, 2), 1),
        release(box_b, 1, s(box_a, 1)), release(box_a, 2, s(box_a, 1))},
       "pool 0 held 2 frozen 0 taken 0 excess 0"},
      {"the last seat twice",
       {supply(1, 1), give(hq, 2, s(hq, 1), box_a, 1), take(box_a, 1, s(hq, 2), 1),
        take(box_a, 2, s(hq, 2), 2)},
       "pool 0 held 0 frozen 0 taken 2 excess 1"},
      {"what an overspent lot gave away is frozen",
       {supply(1, 5), give(hq, 2, s(hq, 1), box_a, 5), give(box_a, 1, s(hq, 2), box_b, 4),
        take(box_a, 2, s(hq, 2), 1), take(box_a, 3, s(hq, 2), 2)},
       "pool 0 held 0 frozen 4 taken 2 excess 1"},
      {"… until one is released",
       {supply(1, 5), give(hq, 2, s(hq, 1), box_a, 5), give(box_a, 1, s(hq, 2), box_b, 4),
        take(box_a, 2, s(hq, 2), 1), take(box_a, 3, s(hq, 2), 2), release(box_b, 1, s(box_a, 3))},
       "pool 0 held 4 frozen 0 taken 1 excess 0"},
      {"… or one below it withdrawn",
       {supply(1, 5), give(hq, 2, s(hq, 1), box_a, 5), give(box_a, 1, s(hq, 2), box_b, 4),
        take(box_a, 2, s(hq, 2), 1), take(box_a, 3, s(hq, 2), 2), withdraw(3, s(box_a, 1), 1)},
       "pool 0 held 3 frozen 0 taken 2 excess 1"},
      {"reclaimed, and spent by the dead box after all",
       {supply(1, 3), give(hq, 2, s(hq, 1), box_a, 3), reclaim(3, s(hq, 2), 3),
        take(box_a, 1, s(hq, 2), 1), take(box_a, 2, s(hq, 2), 2)},
       "pool 0 held 0 frozen 3 taken 2 excess 2"},
      {"seats that are none, or too many",
       {supply(1, 0), supply(2, -4), supply(3, most_seats + 1), supply(4, 2),
        give(hq, 5, s(hq, 4), box_a, -1)},
       "pool 2 held 0 frozen 0 taken 0 excess 0"},
      {"a supply by a box, a withdrawal by one",
       {supply(1, 2), fact(SeatKind::supplied, box_a, 1, {}, 9),
        fact(SeatKind::withdrawn, box_a, 2, s(hq, 1), 1)},
       "pool 2 held 0 frozen 0 taken 0 excess 0"},
      {"lots that make each other",
       {give(box_a, 1, s(box_b, 1), box_b, 3), give(box_b, 1, s(box_a, 1), box_a, 3)},
       "pool 0 held 0 frozen 0 taken 0 excess 0"},
      {"without limit",
       {take(box_a, 1, {}, 1), take(box_b, 1, {}, 2)},
       "pool 0 held 0 frozen 0 taken 2 excess 0"},
  };
  for (Row row : rows) {
    CAPTURE(row.story);
    auto by_name = [](SeatFact const& a, SeatFact const& b) { return a.name < b.name; };
    std::sort(row.facts.begin(), row.facts.end(), by_name);
    std::string first;
    do {
      SeatBook book = book_of(row.facts);
      for (SeatFact const& again : row.facts) book.add(again);
      CHECK(sums(book) == row.sums);
      CHECK(disagreement(book, row.facts, device(hq)) == "");
      if (first.empty()) first = told(book);
      CHECK(told(book) == first);
    } while (std::next_permutation(row.facts.begin(), row.facts.end(), by_name));
  }
}

TEST_CASE("any junk of events is told alike in any order, and as the slow count says") {
  std::mt19937 random(5);
  auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  int overspent = 0;
  for (int round = 0; round < 400; ++round) {
    std::vector<SeatFact> facts;
    int seqs[3] = {};
    for (int i = 0; i < 40; ++i) {
      int who = below(3);
      auto kind = static_cast<SeatKind>(below(10));
      auto about = below(8) == 0 ? EventName{} : event(below(3), 1 + below(12));
      auto it = fact(kind, who, ++seqs[who], about, below(6));
      it.to = stream(below(3));
      it.participant = person(below(6));
      it.displaced = below(5) == 0;
      it.time.at = WallTime(Micros(below(5)));
      it.names = {event(below(3), 1 + below(12))};
      facts.push_back(it);
      if (i == 0) facts.push_back(supply(++seqs[hq], 10));
    }
    SeatBook book = book_of(facts);
    CHECK(disagreement(book, facts, device(hq)) == "");
    overspent += book.overspent().empty() ? 0 : 1;
    auto shuffled = facts;
    shuffled.insert(shuffled.end(), facts.begin(), facts.begin() + 10);
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    CHECK(told(book_of(shuffled)) == told(book));
  }
  CHECK(overspent >= 5);  // the junk reaches what it should
}

TEST_CASE("the line is in the order of displacement, time, name; the first are offered") {
  std::vector<SeatFact> facts{supply(1, 2),
                              give(hq, 2, event(hq, 1), box_a, 2),
                              take(box_a, 1, event(hq, 2), 1),
                              join(box_a, 2, 5, 50),
                              join(box_b, 1, 6, 40),
                              join(box_b, 2, 7, 40),
                              join(box_a, 3, 8, 90),
                              join(box_a, 4, 1, 10)};
  facts[6].displaced = true;
  SeatBook book = book_of(facts);
  auto line = book.waiting();
  REQUIRE(line.size() == 4);  // who has a seat stands in no line
  CHECK(line[0].participant == person(8));
  CHECK(line[0].displaced);
  CHECK(line[0].offered);
  CHECK(line[1].participant == person(6));
  CHECK_FALSE(line[1].offered);
  CHECK(line[2].participant == person(7));
  CHECK(line[3].participant == person(5));
  CHECK(book.may_take(person(8)));
  CHECK_FALSE(book.may_take(person(6)));
  CHECK_FALSE(book.may_take(person(9)));
  CHECK(book.waiting_of(person(5))->place == 4);
  // Declined: the offer passes on.
  auto no = fact(SeatKind::left, box_b, 9, {}, 0);
  no.participant = person(8);
  no.names = line[0].joined;
  book.add(no);
  CHECK(book.may_take(person(6)));
  CHECK_FALSE(book.may_take(person(8)));
  // More seats than people in the line: others may take what is left.
  book.add(supply(3, 3));
  CHECK(book.beyond_offers() == 1);
  CHECK(book.may_take(person(9)));
}

TEST_CASE("a box spends what an earlier stream held only when a resumption covers all of it") {
  StreamId again = stream(box_a, 1);
  std::vector<SeatFact> facts{supply(1, 9), give(hq, 2, event(hq, 1), box_a, 5),
                              take(box_a, 7, event(hq, 2), 1)};
  auto resume = [&](int seq, int tail) {
    auto it = fact(SeatKind::resumed, box_a, seq, {}, 0);
    it.name.stream = again;
    it.names = {event(box_a, tail)};
    return it;
  };
  SeatBook book = book_of(facts);
  CHECK(book.spendable(stream(box_a)) == 4);
  CHECK(book.spendable(again) == 0);
  CHECK(book.unassured(again) == 4);
  CHECK(book.own_tails(again) == std::vector<EventName>{event(box_a, 7)});
  book.add(resume(1, 6));
  CHECK(book.spendable(again) == 0);
  book.add(resume(2, 7));
  CHECK(book.spendable(again) == 4);
  CHECK(book.unassured(again) == 0);
  // Somebody goes on writing as this box: its memory was not all.
  book.heard_of(event(box_a, 8));
  CHECK(book.spendable(again) == 0);
  CHECK(book.spendable(stream(box_a, 2)) == 0);
  CHECK(book.spendable(stream(box_b)) == 0);
}

TEST_CASE("an ask is open until its stream was given as much in all") {
  auto ask = [](int seq, int seats) { return fact(SeatKind::asked, box_a, seq, {}, seats); };
  SeatBook book = book_of({supply(1, 9), give(hq, 2, event(hq, 1), box_a, 3), ask(1, 5)});
  REQUIRE(book.asks().size() == 1);
  CHECK(book.asks()[0].open == 2);
  book.add(give(hq, 3, event(hq, 1), box_a, 1));
  CHECK(book.asks()[0].open == 1);
  book.add(ask(3, 4));  // the last one holds
  CHECK(book.asks().empty());
  book.add(ask(2, 9));
  CHECK(book.asks().empty());
}

TEST_CASE("a reclaim answers what was asked before it was known, and no later ask") {
  auto ask = [](int seq, std::int64_t seats) {
    return fact(SeatKind::asked, box_a, seq, {}, seats);
  };
  std::vector<SeatFact> facts{supply(1, 9), give(hq, 2, event(hq, 1), box_a, 3), ask(1, 8),
                              reclaim(3, event(hq, 2), 3)};
  SeatBook book = book_of(facts);
  CHECK(book.asks().empty());
  book.add(ask(2, book.given_to(stream(box_a)) + 2));
  REQUIRE(book.asks().size() == 1);
  CHECK(book.asks()[0].open == 2);
}

TEST_CASE("two takings of one person are duplicates, the one with the greater name is the later") {
  SeatBook book = book_of({supply(1, 4), give(hq, 2, event(hq, 1), box_a, 2),
                           give(hq, 3, event(hq, 1), box_b, 2), take(box_b, 1, event(hq, 3), 1),
                           take(box_a, 1, event(hq, 2), 1)});
  CHECK(book.takings_of(person(1)).size() == 2);
  REQUIRE(book.duplicates().size() == 1);
  CHECK(book.duplicates()[0].name == event(box_b, 1));
}

TEST_CASE("who let go before a cancellation is not displaced by it") {
  auto released = [](int who, int seq, int taking, std::string reason, StaffId staff = {}) {
    SeatReleased body;
    body.course = course();
    body.taken = event(box_a, taking);
    body.staff = staff;
    body.reason = std::move(reason);
    return *seat_fact(body, event(who, seq), {});
  };
  std::vector<SeatFact> facts{supply(1, 9), give(hq, 2, event(hq, 1), box_a, 9)};
  for (int i = 1; i <= 5; ++i) facts.push_back(take(box_a, i, event(hq, 2), i));
  facts.push_back(released(box_b, 1, 1, ""));                      // changed his mind
  facts.push_back(released(hq, 3, 1, "cancelled"));                // which the office did not know
  facts.push_back(released(hq, 4, 2, "cancelled"));                // was in it
  facts.push_back(released(box_a, 6, 2, "repeated"));              // …
  facts.push_back(released(box_a, 7, 3, "duplicate"));             // has another seat of the course
  facts.push_back(released(hq, 5, 4, "cancelled", StaffId{{1}}));  // staff took him out
  for (int order = 0; order < 2; ++order) {
    std::string displaced;
    for (Taking const& it : book_of(facts).takings(SeatBook::Released::included)) {
      displaced += it.displaced ? "d" : it.released ? "r" : "-";
    }
    CHECK(displaced == "rdrr-");
    std::reverse(facts.begin(), facts.end());
  }
}

TEST_CASE("a taking of a lot that is not known yet is shown, and not counted") {
  SeatBook book = book_of({take(box_a, 1, event(hq, 2), 1)});
  REQUIRE(book.takings_of(person(1)).size() == 1);
  CHECK(book.takings_of(person(1))[0].pending);
  CHECK(book.totals().taken == 0);
  book.add(supply(1, 4));
  book.add(give(hq, 2, event(hq, 1), box_a, 2));
  CHECK_FALSE(book.takings_of(person(1))[0].pending);
  CHECK(book.totals().taken == 1);
}

TEST_CASE("who spends a seat that came back writes its release again, unless it wrote it") {
  std::vector<SeatFact> facts{supply(1, 2), give(hq, 2, event(hq, 1), box_a, 2),
                              take(box_a, 1, event(hq, 2), 1), release(box_b, 1, event(box_a, 1))};
  SeatBook book = book_of(facts);
  CHECK(book.repeats(stream(box_a), event(hq, 2), 1).empty());
  REQUIRE(book.repeats(stream(box_a), event(hq, 2), 2).size() == 1);
  CHECK(book.repeats(stream(box_a), event(hq, 2), 2)[0].name == event(box_a, 1));
  book.add(release(box_a, 2, event(box_a, 1)));
  CHECK(book.repeats(stream(box_a), event(hq, 2), 2).empty());
  CHECK(book.repeats(stream(box_a, 1), event(hq, 2), 2).size() == 1);
}

TEST_CASE("every body about seats becomes a fact, and no other") {
  SeatsGiven given{course(), event(hq, 1), stream(box_a), 5};
  auto it = seat_fact(given, event(hq, 2), {});
  REQUIRE(it);
  CHECK(it->kind == SeatKind::given);
  CHECK(it->course == course());
  CHECK(it->about == event(hq, 1));
  CHECK(it->to == stream(box_a));
  CHECK(it->seats == 5);
  WaitingLeft left;
  left.joined = {event(box_a, 3)};
  left.declined = true;
  CHECK(seat_fact(left, event(box_a, 4), {})->names == left.joined);
  CHECK(seat_fact(left, event(box_a, 4), {})->declined);
  WaitingJoined joined;
  joined.instead_of = course();
  CHECK(seat_fact(joined, event(box_a, 4), {})->displaced);
  CHECK_FALSE(seat_fact(CourseSet{}, event(hq, 1), {}));
}
