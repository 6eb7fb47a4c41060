// The bad days of the issue, told with the rules alone.
#include <doctest/doctest.h>

#include "tests/sync/rules/seat_box.h"

using namespace sala;
using namespace sala::rules;
using namespace sala::test;

TEST_CASE("both boxes are offline and forty people each want the same twelve seats") {
  SeatSite site(12);
  CHECK(site.settle() < 10);
  int got = 0;
  for (int i = 0; i < 40; ++i) {
    for (SeatBox* box : {&site.a, &site.b}) {
      int who = i + (box == &site.a ? 0 : 40);
      if (box->choose(who)) {
        ++got;
      } else {
        box->wait(who);
      }
    }
  }
  // Each box spent what it held; headquarters' reserve is out of reach.
  CHECK(got == 10);
  CHECK(site.a.book.spendable(site.a.self) == 0);
  CHECK(site.b.book.spendable(site.b.self) == 0);
  // They meet again: the reserve goes to the first of the line, nobody else.
  CHECK(site.settle() < 20);
  for (SeatBox* box : {&site.a, &site.b}) {
    for (int who = 79; who >= 0; --who) {
      if (box->book.takings_of(person(who)).empty() && box->choose(who)) ++got;
    }
    site.meet_all();
  }
  auto totals = site.office.book.totals();
  CHECK(got == 12);
  CHECK(totals.taken == 12);
  CHECK(totals.excess == 0);
  CHECK(site.office.book.duplicates().empty());
  CHECK(site.office.book.waiting().size() == 68);
}

TEST_CASE("a box dies holding five; staff reclaim them; it comes back having spent them") {
  SeatSite site(12);
  site.settle();
  REQUIRE(site.a.book.spendable(site.a.self) == 5);
  for (int who = 1; who <= 5; ++who) REQUIRE(site.a.choose(who));
  SeatsReclaimed order;
  order.course = course();
  order.reason = "broken";
  site.office.write(reclaim_seats(site.office.book, device(box_a), order));
  CHECK(site.office.book.totals().pool == 7);
  auto only_b = [&] {
    site.office.write(
        tend_office(site.office.book, site.office.self, site.about, {{site.b.self, 20}}));
    meet(site.office, site.b);
    site.tend(site.b);
    meet(site.office, site.b);
  };
  for (int round = 0; round < 6; ++round) {
    only_b();
    for (int who = 10 * round + 10; site.b.choose(who); ++who) continue;
  }
  CHECK(site.b.book.totals().taken == 12);
  CHECK(site.b.book.totals().excess == 0);
  // It was not dead.
  site.meet_all();
  for (SeatBox* box : {&site.office, &site.a, &site.b}) {
    auto overspent = box->book.overspent();
    REQUIRE(overspent.size() == 1);
    CHECK(overspent[0].lot.excess == 5);
    // The five, and the five who took what was reclaimed and given on.
    CHECK(overspent[0].people.size() == 10);
    CHECK(box->book.totals().taken == 17);
  }
  // Staff talk to five of them, and all is well.
  for (int who = 1; who <= 5; ++who) site.office.release(who);
  site.meet_all();
  CHECK(site.a.book.overspent().empty());
  CHECK(site.a.book.totals().taken == 12);
}

TEST_CASE("a box restored from yesterday's image spends nothing until somebody told it") {
  SeatSite site(12);
  site.settle();
  auto yesterday = site.a.known.size();
  REQUIRE(site.a.choose(1));
  REQUIRE(site.a.choose(2));
  site.meet_all();
  REQUIRE(site.a.choose(3));  // nobody heard of this one
  SeatBox twin(box_a);
  tell(site.a, twin);
  site.a.restore(yesterday);
  CHECK_FALSE(site.a.choose(4));
  CHECK(site.a.book.unassured(site.a.self) == 5);

  SUBCASE("headquarters answers what it knows") {
    tell(site.office, site.a);
    site.a.resume(Assurance::headquarters);
    CHECK(site.a.book.spendable(site.a.self) == 3);
    CHECK(site.a.choose(4));
    CHECK(site.a.choose(5));
    CHECK(site.a.choose(6));
    CHECK_FALSE(site.a.choose(7));
    site.meet_all();
    CHECK(site.office.book.totals().excess == 0);
    // The old disk turns up: one seat was sold twice, which no rule could have known.
    tell(twin, site.office);
    REQUIRE(site.office.book.overspent().size() == 1);
    CHECK(site.office.book.overspent()[0].lot.excess == 1);
    CHECK(site.office.book.overspent()[0].people.size() == 6);
  }
  SUBCASE("the twin is still on: the resumption no longer covers what it wrote") {
    tell(site.office, site.a);
    site.a.resume(Assurance::headquarters);
    tell(twin, site.a);
    CHECK_FALSE(site.a.choose(4));
    CHECK(site.a.book.unassured(site.a.self) == 2);
  }
  SUBCASE("staff say so") {
    site.a.resume(Assurance::staff);
    for (int who = 4; who <= 8; ++who) CHECK(site.a.choose(who));
    meet(site.a, site.office);
    CHECK(site.office.book.overspent().size() == 1);
    CHECK(site.office.book.overspent()[0].people.size() == 7);
  }
}

TEST_CASE("a grant that arrives twice, late or after revocation is the same grant") {
  SeatSite site(12);
  site.tend_office();
  site.tend_office();
  auto grants = site.office.known;
  for (auto it = grants.rbegin(); it != grants.rend(); ++it) site.a.hear(*it);
  for (auto const& it : grants) site.a.hear(it);
  CHECK(site.a.book.spendable(site.a.self) == 5);
  // Reclaimed before it ever heard of them: what it spends then is flagged, not lost.
  SeatsReclaimed order;
  order.course = course();
  site.office.write(reclaim_seats(site.office.book, device(box_a), order));
  REQUIRE(site.a.choose(1));
  site.meet_all();
  CHECK(site.office.book.overspent().size() == 1);
  CHECK(site.office.book.takings_of(person(1)).size() == 1);
  CHECK_FALSE(site.a.choose(2));
  // Headquarters holds the reclaimed seats and makes one of them good.
  CHECK(site.settle() < 20);
  CHECK(site.office.book.overspent()[0].unhealed == 0);
  CHECK(site.office.book.totals().claims() == 12);
  CHECK(site.office.book.totals().frozen == 0);
  CHECK(site.a.choose(2));
}

TEST_CASE("a capacity lowered below what is taken is reached as seats come back") {
  SeatSite site(12);
  site.settle();
  for (int who = 1; who <= 5; ++who) REQUIRE(site.a.choose(who));
  for (int who = 6; who <= 9; ++who) REQUIRE(site.b.choose(who));
  site.about.capacity = 6;
  CHECK(site.settle() < 20);
  CHECK(site.office.book.totals().taken == 9);
  CHECK(site.office.book.totals().claims() == 9);
  CHECK_FALSE(site.b.choose(10));
  for (int who : {1, 2, 6, 7}) site.office.release(who);
  CHECK(site.settle() < 20);
  CHECK(site.office.book.totals().taken == 5);
  CHECK(site.office.book.totals().claims() == 6);
}

TEST_CASE("a person merged with a duplicate who holds the same course keeps one seat") {
  SeatSite site(12);
  site.settle();
  REQUIRE(site.a.choose(1));
  REQUIRE(site.b.choose(2));
  site.meet_all();
  // 2 turns out to be 1: every box makes its book again.
  for (SeatBox* box : {&site.office, &site.a, &site.b}) {
    box->book = SeatBook(device(hq));
    for (auto& it : box->known) {
      if (it.participant == person(2)) it.participant = person(1);
      box->book.add(it);
    }
    CHECK(box->book.takings_of(person(1)).size() == 2);
  }
  CHECK(site.settle() < 10);
  for (SeatBox* box : {&site.office, &site.a, &site.b}) {
    REQUIRE(box->book.takings_of(person(1)).size() == 1);
    CHECK(box->book.takings_of(person(1))[0].name.stream == site.a.self);
    CHECK(box->book.totals().claims() == 12);
  }
}

TEST_CASE("a seat that comes free is offered along the line, on whatever box") {
  SeatSite site(4);
  site.settle();
  int who = 1;
  for (int round = 0; round < 4; ++round) {
    while (site.a.choose(who)) ++who;
    while (site.b.choose(who)) ++who;
    site.settle();
  }
  REQUIRE(site.office.book.totals().taken == 4);
  site.a.wait(50);
  site.meet_all();
  site.b.written += 1000;  // later than 50
  site.b.wait(51);
  site.meet_all();
  site.b.release(site.office.book.takings()[0].participant.bytes[15]);
  CHECK(site.settle() < 20);
  // Only 50 may have it, and the seat came to where 50 stood in line.
  CHECK_FALSE(site.a.choose(52));
  CHECK_FALSE(site.a.choose(51));
  CHECK(site.a.book.waiting_of(person(50))->offered);
  site.a.write({WaitingLeft{
      course(), person(50), site.a.book.waiting_of(person(50))->joined, true, {}, {}}});
  site.settle();
  CHECK(site.b.choose(51));
}
