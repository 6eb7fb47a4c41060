#include <doctest/doctest.h>

#include "tests/sim/seat_fleet.h"

using namespace sala;
using namespace sala::sim;
using namespace std::chrono_literals;
using Got = SeatFleet::Got;

namespace {

std::int64_t sum_of(rules::SeatTotals const& totals) { return totals.claims() - totals.excess; }

struct Workshop : SeatFleet {
  explicit Workshop(std::int64_t capacity, std::uint64_t seed = 1) : SeatFleet(seed) {
    add_people(40);
    course = add_course(capacity);
    mend();
  }
  CourseId course;

  std::int64_t held(SimKiosk& kiosk, Node& as_seen_by) {
    for (auto const& holding : book(as_seen_by, course).holdings()) {
      if (holding.device == kiosk.device()) return holding.free;
    }
    return 0;
  }
};

}  // namespace

TEST_CASE("two boxes offline and forty people who all want the same twelve seats") {
  Workshop fleet(12);
  CHECK(fleet.held(fleet.kiosk(0), fleet.kiosk(0)) > 0);
  CHECK(fleet.held(fleet.kiosk(1), fleet.kiosk(1)) > 0);
  for (int i = 0; i < 2; ++i) fleet.kiosk(i).set_connected(false);
  std::int64_t seats = 0, places = 0;
  for (std::size_t i = 0; i < 40; ++i) {
    auto got = fleet.choose(fleet.kiosk(i % 2), fleet.course, fleet.people()[i]);
    seats += got == Got::seat;
    places += got == Got::place;
  }
  CHECK(seats > 0);
  CHECK(seats <= 12);
  CHECK(seats + places == 40);
  REQUIRE(fleet.mend());
  auto book = fleet.book(fleet.hq(), fleet.course);
  CHECK(book.overspent().empty());
  CHECK(book.totals().taken == seats);
  CHECK(sum_of(book.totals()) == 12);
  // What was kept back is now offered to the first of the line, and to nobody else.
  auto line = book.waiting();
  REQUIRE(line.size() == static_cast<std::size_t>(places));
  for (auto const& entry : line) {
    CHECK(entry.offered == (entry.place <= 12 - seats));
    auto at_kiosk = fleet.book(fleet.kiosk(1), fleet.course).waiting_of(entry.participant);
    REQUIRE(at_kiosk.has_value());
    CHECK(at_kiosk->place == entry.place);
  }
}

TEST_CASE("a swap gives the old seat back in the same commit, or changes nothing") {
  Workshop fleet(12);
  auto other = fleet.add_course(1);
  REQUIRE(fleet.mend());
  auto who = fleet.people()[0], rival = fleet.people()[1];
  CHECK(fleet.choose(fleet.kiosk(0), fleet.course, who) == Got::seat);
  // One seat stays together: whoever holds it has it.
  bool first_holds = fleet.choose(fleet.kiosk(0), other, rival) == Got::seat;
  if (!first_holds) CHECK(fleet.choose(fleet.kiosk(1), other, rival) == Got::seat);
  CHECK(fleet.choose(fleet.kiosk(0), other, who, fleet.course) == Got::place);
  CHECK(fleet.book(fleet.kiosk(0), fleet.course).takings_of(who).size() == 1);
  auto third = fleet.add_course(6);
  REQUIRE(fleet.mend());
  CHECK(fleet.choose(fleet.kiosk(0), third, who, fleet.course) == Got::seat);
  REQUIRE(fleet.mend());
  CHECK(fleet.book(fleet.hq(), fleet.course).takings_of(who).empty());
  CHECK(fleet.book(fleet.hq(), third).takings_of(who).size() == 1);
}

TEST_CASE("a process that starts again in the same boot spends on what it held, also offline") {
  Workshop fleet(12);
  SimKiosk& kiosk = fleet.kiosk(0);
  CHECK(fleet.choose(kiosk, fleet.course, fleet.people()[0]) == Got::seat);
  kiosk.set_connected(false);
  fleet.pass(1s);
  kiosk.crash();
  kiosk.start();
  fleet.pass(1s);
  CHECK(fleet.choose(kiosk, fleet.course, fleet.people()[1]) == Got::seat);
  REQUIRE(fleet.mend());
  CHECK(fleet.book(fleet.hq(), fleet.course).overspent().empty());
}

TEST_CASE("a box restored from yesterday's image spends nothing until somebody vouches") {
  Workshop fleet(12);
  SimKiosk& kiosk = fleet.kiosk(0);
  kiosk.remember_card();
  std::int64_t had = fleet.held(kiosk, kiosk);
  REQUIRE(had > 1);
  for (std::int64_t i = 0; i < had; ++i) {
    CHECK(fleet.choose(kiosk, fleet.course, fleet.people()[static_cast<std::size_t>(i)]) ==
          Got::seat);
  }
  fleet.pass(30s);  // headquarters has them
  kiosk.crash();
  REQUIRE(kiosk.forget_since_remembered());
  kiosk.reboot_clock();
  kiosk.set_connected(false);
  kiosk.start();
  fleet.pass(1s);
  CHECK(fleet.held(kiosk, kiosk) == had);  // it believes so
  CHECK(fleet.in_doubt(kiosk, fleet.course) == had);
  CHECK(fleet.choose(kiosk, fleet.course, fleet.people()[20]) == Got::place);
  kiosk.crash();  // nor may it vouch for itself after one more start in this boot
  kiosk.start();
  fleet.pass(1s);
  CHECK(fleet.in_doubt(kiosk, fleet.course) == had);
  CHECK(fleet.choose(kiosk, fleet.course, fleet.people()[22]) == Got::place);
  SUBCASE("headquarters gives it its own events back first") {
    REQUIRE(fleet.mend());
    auto book = fleet.book(kiosk, fleet.course);
    CHECK(book.overspent().empty());
    CHECK(book.totals().taken == had);
    CHECK(fleet.in_doubt(kiosk, fleet.course) == 0);
  }
  SUBCASE("staff vouch for it wrongly: what comes to light is frozen and named on every box") {
    fleet.staff_vouch_for(kiosk, fleet.course);
    fleet.pass(1s);
    CHECK(fleet.in_doubt(kiosk, fleet.course) == 0);
    CHECK(fleet.choose(kiosk, fleet.course, fleet.people()[21]) == Got::seat);
    fleet.mend();
    auto overspent = fleet.book(fleet.hq(), fleet.course).overspent();
    REQUIRE(overspent.size() == 1);
    CHECK(overspent[0].people.size() == static_cast<std::size_t>(had) + 1);
    auto seen = fleet.book(fleet.kiosk(1), fleet.course).overspent();
    REQUIRE(seen.size() == 1);
    CHECK(seen[0].people == overspent[0].people);
  }
}

TEST_CASE("a dead box's seats are taken back knowingly; when it lives, that is flagged and named") {
  Workshop fleet(12);
  SimKiosk& dead = fleet.kiosk(0);
  std::int64_t had = fleet.held(dead, fleet.hq());
  REQUIRE(had >= 2);
  dead.set_connected(false);
  CHECK(fleet.choose(dead, fleet.course, fleet.people()[0]) == Got::seat);
  auto course = fleet.course;
  fleet.reclaim_from(dead, course);
  fleet.pass(10s);
  CHECK(fleet.held(dead, fleet.hq()) == 0);
  fleet.mend();
  auto overspent = fleet.book(fleet.hq(), course).overspent();
  auto totals = fleet.book(fleet.hq(), course).totals();
  // The seat that it had given away by then was counted twice: named, healed by a withdrawal.
  REQUIRE(overspent.size() == 1);
  CHECK(overspent[0].people == std::vector{fleet.people()[0]});
  CHECK(overspent[0].unhealed == 0);
  CHECK(totals.taken <= 12);
  CHECK(fleet.dump(fleet.kiosk(0)) == fleet.dump(fleet.hq()));
}

TEST_CASE("a capacity lowered below what is taken harms nobody, and is met as seats come back") {
  Workshop fleet(12);
  for (std::size_t i = 0; i < 8; ++i) {
    fleet.choose(fleet.kiosk(i % 2), fleet.course, fleet.people()[i]);
    fleet.pass(20s);
  }
  REQUIRE(fleet.mend());
  std::int64_t taken = fleet.book(fleet.hq(), fleet.course).totals().taken;
  REQUIRE(taken == 8);
  fleet.set_capacity(fleet.course, 6);
  REQUIRE(fleet.mend());
  CHECK(fleet.book(fleet.hq(), fleet.course).totals().taken == 8);
  CHECK(sum_of(fleet.book(fleet.hq(), fleet.course).totals()) == 8);
  for (std::size_t i = 0; i < 3; ++i) {
    fleet.release(fleet.kiosk(i % 2), fleet.course, fleet.people()[i]);
  }
  REQUIRE(fleet.mend());
  CHECK(fleet.book(fleet.hq(), fleet.course).totals().taken == 5);
  CHECK(sum_of(fleet.book(fleet.hq(), fleet.course).totals()) == 6);
}

TEST_CASE(
    "a grant that comes twice and late is one grant; one that was taken back before is none") {
  Workshop fleet(12);
  SimKiosk& late = fleet.kiosk(0);
  late.set_connected(false);
  auto course = fleet.add_course(12);
  fleet.pass(1min);
  auto other = fleet.add_course(12);
  fleet.pass(1min);
  fleet.reclaim_from(late, other);  // it never heard of these
  CHECK(fleet.book(late, course).totals() == rules::SeatTotals{});
  Weather weather;
  weather.repeat = 100;
  weather.longest_delay = 20s;
  fleet.weather(weather);
  late.set_connected(true);
  fleet.pass(10min);
  REQUIRE(fleet.mend());
  for (CourseId const& it : {course, other}) {
    auto totals = fleet.book(late, it).totals();
    CHECK(totals.excess == 0);
    CHECK(totals.claims() == 12);
    CHECK(fleet.book(late, it).totals() == fleet.book(fleet.hq(), it).totals());
    CHECK(fleet.choose(late, it, fleet.people()[0]) == Got::seat);
  }
}

TEST_CASE("a course that moves to another slot after people chose takes no seat from anybody") {
  Workshop fleet(12);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(fleet.choose(fleet.kiosk(i % 2), fleet.course, fleet.people()[i]) == Got::seat);
  }
  fleet.kiosk(0).set_connected(false);
  fleet.move(fleet.course, "บ่าย");
  CHECK(fleet.choose(fleet.kiosk(0), fleet.course, fleet.people()[4]) == Got::seat);
  REQUIRE(fleet.mend());
  for (Node* node : fleet.nodes()) {
    CHECK(fleet.book(*node, fleet.course).totals().taken == 5);
    CHECK(fleet.dump(*node) == fleet.dump(fleet.hq()));
  }
}

TEST_CASE("a person merged with a duplicate who holds the same course keeps the first seat") {
  Workshop fleet(12);
  auto who = fleet.people()[0], twin = fleet.people()[1];
  for (int i = 0; i < 2; ++i) fleet.kiosk(static_cast<std::size_t>(i)).set_connected(false);
  CHECK(fleet.choose(fleet.kiosk(0), fleet.course, who) == Got::seat);
  CHECK(fleet.choose(fleet.kiosk(1), fleet.course, twin) == Got::seat);
  ParticipantMerged merged;
  merged.from = twin;
  merged.into = who;
  fleet.hq().write(fleet.programme(), merged);
  REQUIRE(fleet.mend());
  for (Node* node : fleet.nodes()) {
    auto book = fleet.book(*node, fleet.course);
    CHECK(book.takings_of(who).size() == 1);
    CHECK(book.totals().taken == 1);
    CHECK(book.totals().claims() == 12);
  }
}
