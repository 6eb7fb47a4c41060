#include "sync/rules/seat_offers.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "sync/rules/reason.h"
#include "sync/rules/seat_policy.h"
#include "tests/sync/rules/seat_story.h"

using namespace sala;
using namespace sala::rules;
using namespace sala::test;

namespace {

SeatFact at(std::int64_t second, SeatFact fact) {
  fact.time.at = WallTime(Micros(second * 1'000'000));
  return fact;
}
SeatFact leave(int who, int seq, EventName const& joined) {
  auto it = fact(SeatKind::left, who, seq, {}, 0);
  it.names = {joined};
  it.declined = true;
  return it;
}
std::int64_t second_of(std::map<ParticipantId, ResolvedTime> const& offers, int who) {
  auto found = offers.find(person(who));
  if (found == offers.end()) return -1;
  return found->second.at.time_since_epoch().count() / 1'000'000;
}

// Two seats, taken by 1 and 2; 3, 4 and 5 wait.
std::vector<SeatFact> full_course() {
  auto lot = event(hq, 2);
  return {at(10, supply(1, 2)),           at(20, give(hq, 2, event(hq, 1), box_a, 2)),
          at(30, take(box_a, 1, lot, 1)), at(40, take(box_a, 2, lot, 2)),
          join(box_a, 3, 3, 50),          join(box_b, 1, 4, 60),
          join(box_a, 4, 5, 70)};
}

}  // namespace

TEST_CASE("an offer is as old as the seat that came back; one that is declined begins anew") {
  auto facts = full_course();
  CHECK(offered_since(facts, device(hq)).empty());
  facts.push_back(at(100, release(hq, 3, event(box_a, 1))));
  auto offers = offered_since(facts, device(hq));
  CHECK(second_of(offers, 3) == 100);
  CHECK(second_of(offers, 4) == -1);
  facts.push_back(at(130, release(box_b, 2, event(box_a, 2))));
  facts.push_back(at(150, leave(hq, 4, event(box_a, 3))));
  offers = offered_since(facts, device(hq));
  CHECK(second_of(offers, 3) == -1);
  CHECK(second_of(offers, 4) == 130);  // he had it already when the one before him declined
  CHECK(second_of(offers, 5) == 150);
}

TEST_CASE("an offer that was lost in between counts from its return, in whatever order told") {
  auto facts = full_course();
  facts.push_back(at(100, release(hq, 3, event(box_a, 1))));
  facts.push_back(at(110, take(box_a, 5, event(hq, 2), 9)));  // staff put somebody in between
  facts.push_back(at(120, release(hq, 4, event(box_a, 5))));
  std::mt19937 shuffle(7);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(facts.begin(), facts.end(), shuffle);
    auto offers = offered_since(facts, device(hq));
    CHECK(offers.size() == 1);
    CHECK(second_of(offers, 3) == 120);
  }
}

TEST_CASE("who the book says is offered a seat is who has a time") {
  auto facts = full_course();
  facts.push_back(at(90, supply(5, 2)));
  auto offers = offered_since(facts, device(hq));
  std::size_t offered = 0;
  for (Waiting const& entry : book_of(facts).waiting()) {
    offered += entry.offered ? 1 : 0;
    CHECK(entry.offered == offers.contains(entry.participant));
  }
  CHECK(offered == 2);
}

TEST_CASE("giving back names every seat of the person, leaving the line every place in it") {
  auto facts = full_course();
  facts.push_back(at(80, take(box_b, 2, event(hq, 9), 1)));  // its lot is not known yet
  facts.push_back(join(box_b, 3, 3, 85));
  auto book = book_of(facts);
  SeatReleased order{course(), person(2), {}, StaffId{{8}}, "ย้ายกลุ่ม"};
  auto back = release_seats(book, order);
  REQUIRE(back.size() == 1);
  CHECK(std::get<SeatReleased>(back[0]).taken == event(box_a, 2));
  CHECK(std::get<SeatReleased>(back[0]).reason == "ย้ายกลุ่ม");
  CHECK(std::get<SeatReleased>(back[0]).staff == StaffId{{8}});
  order.participant = person(5);
  CHECK(release_seats(book, order).empty());
  auto left = leave_line(book, {course(), person(3), {}, true, StaffId{{8}}, {}});
  REQUIRE(left);
  CHECK(std::get<WaitingLeft>(*left).joined ==
        std::vector<EventName>{event(box_a, 3), event(box_b, 3)});
  CHECK(std::get<WaitingLeft>(*left).declined);
  CHECK_FALSE(leave_line(book, {course(), person(2), {}, true, {}, {}}));
}

TEST_CASE("a reason is tidied, and neither empty nor a story") {
  CHECK(written_reason("  ย้าย   กลุ่ม\n") == "ย้าย กลุ่ม");
  CHECK_FALSE(written_reason(" \t\u200b "));
  std::string longest;
  for (std::size_t i = 0; i < most_reason_letters; ++i) longest += "ก";
  CHECK(written_reason(longest) == longest);
  CHECK_FALSE(written_reason(longest + "ก"));
}
