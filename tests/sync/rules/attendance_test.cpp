#include "sync/rules/attendance.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sala;
using namespace sala::rules;

namespace {

EventName name(int number) {
  EventName it;
  it.seq = static_cast<std::uint64_t>(number);
  return it;
}

Fact fact(FactKind kind, int number, std::int64_t second, std::vector<int> names = {}) {
  Fact it;
  it.kind = kind;
  it.name = name(number);
  it.time = {WallTime(Micros(second * 1'000'000)), Micros(0), true};
  for (int n : names) it.names.push_back(name(n));
  return it;
}
Fact in(int number, std::int64_t second) { return fact(FactKind::signed_in, number, second); }
Fact out(int number, std::int64_t second, std::vector<int> closes) {
  return fact(FactKind::signed_out, number, second, std::move(closes));
}
Fact undo(int number, std::vector<int> undoes) {
  return fact(FactKind::undone, number, 0, std::move(undoes));
}

}  // namespace

TEST_CASE("who is here follows from the facts, in whatever order they come") {
  struct Row {
    char const* story;
    std::vector<Fact> facts;
    Presence presence;
    int witnesses;
  };
  Row const rows[] = {
      {"nothing", {}, Presence::absent, 0},
      {"signed in", {in(1, 10)}, Presence::here, 1},
      {"signed in on two boxes", {in(1, 10), in(2, 11)}, Presence::here, 2},
      {"not me", {in(1, 10), undo(2, {1})}, Presence::absent, 0},
      {"not me, but the other box saw him",
       {in(1, 10), undo(2, {1}), in(3, 12)},
       Presence::here,
       1},
      {"left", {in(1, 10), out(2, 20, {1})}, Presence::left, 1},
      {"left on one box, a sign-in unknown to it on another",
       {in(1, 10), in(3, 12), out(2, 20, {1})},
       Presence::here,
       2},
      {"came back", {in(1, 10), out(2, 20, {1}), in(3, 30)}, Presence::here, 2},
      {"came back and left again",
       {in(1, 10), out(2, 20, {1}), in(3, 30), out(4, 40, {3})},
       Presence::left,
       2},
      {"leaving undone", {in(1, 10), out(2, 20, {1}), undo(3, {2})}, Presence::here, 1},
      {"everything undone", {in(1, 10), out(2, 20, {1}), undo(3, {1, 2})}, Presence::absent, 0},
      {"undo without what it undoes", {undo(3, {1})}, Presence::absent, 0},
      {"leaving without coming", {out(3, 20, {1})}, Presence::absent, 0},
  };
  for (Row row : rows) {
    CAPTURE(row.story);
    auto by_number = [](Fact const& a, Fact const& b) { return a.name < b.name; };
    std::sort(row.facts.begin(), row.facts.end(), by_number);
    do {
      Attendance result = attendance(row.facts);
      CHECK(result.presence == row.presence);
      CHECK(result.witnesses == row.witnesses);
    } while (std::next_permutation(row.facts.begin(), row.facts.end(), by_number));
  }
}

TEST_CASE("the time of coming is the earliest sign-in that counts, of leaving the latest") {
  std::vector<Fact> facts{in(3, 30), in(1, 10), out(5, 50, {1, 3}), out(4, 40, {1}), undo(6, {1})};
  Attendance result = attendance(facts);
  CHECK(result.came->at == WallTime(Micros(30'000'000)));
  CHECK(result.went->at == WallTime(Micros(50'000'000)));
}

TEST_CASE("a sign-out or an undo would name exactly the sign-ins that are open") {
  std::vector<Fact> facts{in(1, 10), out(2, 20, {1}), in(3, 30), in(4, 31)};
  CHECK(attendance(facts).open == std::vector{name(3), name(4)});
}

TEST_CASE("late, early and on time are told from the session's start") {
  SessionSet session;
  session.starts_s = 100'000;
  session.late_after_min = 15;
  struct Row {
    std::int64_t second;
    Timing timing;
  };
  Row const rows[] = {{100'000, Timing::on_time},
                      {100'000 + 900, Timing::on_time},
                      {100'000 + 901, Timing::late},
                      {100'000 - 3600, Timing::on_time},
                      {100'000 - 3601, Timing::early}};
  for (Row const& row : rows) {
    CAPTURE(row.second);
    std::vector<Fact> facts{in(1, row.second)};
    CHECK(timing(session, attendance(facts)) == row.timing);
  }
  CHECK(timing(session, {}) == Timing::unknown);
}
