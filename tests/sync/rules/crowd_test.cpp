#include "sync/rules/crowd.h"

#include <doctest/doctest.h>

#include "platform/thai/date.h"

using namespace sala;
using namespace sala::rules;
using namespace std::chrono_literals;

namespace {

WallTime at(int day, std::chrono::minutes of_day) {
  return thai::to_utc({std::chrono::year(2026) / 11 / day, of_day});
}

SessionSet morning() {
  SessionSet session;
  session.starts_s =
      std::chrono::floor<std::chrono::seconds>(at(23, 9h)).time_since_epoch().count();
  session.ends_s = session.starts_s + 3 * 3600;
  return session;
}

}  // namespace

TEST_CASE("so many of those who wait leave together") {
  struct Row {
    std::int64_t waiting, open, over;
  };
  Row const rows[] = {{0, 0, 0},   {1, 0, 0},   {4, 0, 0},    {5, 0, 5},    {9, 0, 9},
                      {10, 5, 10}, {14, 5, 14}, {15, 10, 15}, {17, 10, 17}, {300, 295, 300}};
  for (Row const& row : rows) {
    CAPTURE(row.waiting);
    CHECK(may_leave(row.waiting, Gathering::open) == row.open);
    CHECK(may_leave(row.waiting, Gathering::over) == row.over);
  }
}

TEST_CASE("however answers come, no batch and no two published counts are less than five apart") {
  // Every way of cutting 30 answers into what comes before each of four releases, the last at the
  // end.
  for (int a = 0; a <= 30; ++a) {
    for (int b = a; b <= 30; ++b) {
      for (int c = b; c <= 30; ++c) {
        std::int64_t published = 0;
        for (int come : {a, b, c}) {
          auto leaving = may_leave(come - published, Gathering::open);
          REQUIRE((leaving == 0 || may_show(leaving)));
          published += leaving;
          REQUIRE((come == published || come - published >= 5 || published == 0));
        }
        auto last = may_leave(30 - published, Gathering::over);
        REQUIRE(published + last == 30);
        REQUIRE((last == 0 || may_show(last)));
      }
    }
  }
}

TEST_CASE("a session is over a while after its end, or when it is cancelled") {
  auto session = morning();
  CHECK(gathering(&session, "2026-11-23", at(23, 12h + 19min)) == Gathering::open);
  CHECK(gathering(&session, "2026-11-23", at(23, 12h + 20min)) == Gathering::over);
  session.cancelled = true;
  CHECK(gathering(&session, "2026-11-23", at(23, 9h)) == Gathering::over);
}

TEST_CASE("what belongs to no session is over with the local day") {
  CHECK(gathering(nullptr, "2026-11-23", at(23, 23h + 59min)) == Gathering::open);
  CHECK(gathering(nullptr, "2026-11-23", at(24, 0min)) == Gathering::over);
}

TEST_CASE("answers leave at full ten minutes") {
  CHECK(next_release(at(23, 9h)) == at(23, 9h + 10min));
  CHECK(next_release(at(23, 9h) + 1s) == at(23, 9h + 10min));
  CHECK(next_release(at(23, 9h + 10min) - 1s) == at(23, 9h + 10min));
}

TEST_CASE("fewer than five are shown nowhere") {
  CHECK_FALSE(may_show(4));
  CHECK(may_show(5));
}

TEST_CASE("batches wait for each other, question by question, until five answered it") {
  struct Row {
    std::vector<std::int64_t> answered;
    std::vector<bool> shown;
  };
  Row const rows[] = {{{}, {}},
                      {{5}, {true}},
                      {{4}, {false}},
                      {{4, 1}, {true, true}},
                      {{0, 0, 0}, {false, false, false}},
                      {{2, 2, 3, 1}, {true, true, true, false}},
                      {{5, 4, 5, 5}, {true, true, true, true}},
                      {{5, 1, 1, 1}, {true, false, false, false}}};
  for (Row const& row : rows) CHECK(shown_batches(row.answered) == row.shown);
}
