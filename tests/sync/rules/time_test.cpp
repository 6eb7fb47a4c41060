#include "sync/rules/time.h"

#include <doctest/doctest.h>

#include "sync/rules/schedule.h"

using namespace sala;
using namespace sala::rules;
using std::chrono::hours;
using std::chrono::minutes;

namespace {
BootTime boot(std::int64_t seconds) { return BootTime(Micros(seconds * 1'000'000)); }
WallTime wall(std::int64_t seconds) { return WallTime(Micros(seconds * 1'000'000)); }
constexpr std::int64_t nine = 1'795'399'200;  // 2026-11-23 09:00 in Bangkok
}  // namespace

TEST_CASE("without an anchor a time is what the box showed, unconfirmed") {
  ResolvedTime time = resolve(boot(100), wall(5), {});
  CHECK(time.at == wall(5));
  CHECK(!time.confirmed);
}

TEST_CASE("an anchor fixes the events before and after it, whatever the calendar showed") {
  Anchor anchor{boot(1000), wall(nine), Micros(2000)};
  CHECK(resolve(boot(400), wall(0), {&anchor, 1}).at == wall(nine - 600));
  CHECK(resolve(boot(1600), wall(0), {&anchor, 1}).at == wall(nine + 600));
  // 600 s at 100 ppm are 60 ms, beside the anchor's own 2 ms.
  CHECK(resolve(boot(1600), wall(0), {&anchor, 1}).error == Micros(62'000));
}

TEST_CASE("of several anchors the one with the smallest error is used") {
  Anchor const anchors[] = {{boot(0), wall(nine), Micros(1000)},
                            {boot(100'000), wall(nine + 100'003), Micros(1000)}};
  CHECK(resolve(boot(10), wall(0), anchors).at == wall(nine + 10));
  CHECK(resolve(boot(99'990), wall(0), anchors).at == wall(nine + 99'993));
  Anchor const reversed[] = {anchors[1], anchors[0]};
  CHECK(resolve(boot(50'000), wall(0), anchors) == resolve(boot(50'000), wall(0), reversed));
}

TEST_CASE("now is the running session or the one whose doors are open, next what follows") {
  auto session = [](std::uint8_t number, std::int64_t starts, std::int64_t ends) {
    SessionSet it;
    it.session.bytes.fill(number);
    it.starts_s = starts;
    it.ends_s = ends;
    return it;
  };
  std::vector<SessionSet> sessions{session(1, nine, nine + 10'800),
                                   session(2, nine + 14'400, nine + 25'200),
                                   session(3, nine + 86'400, nine + 97'200)};
  auto at = [&](std::int64_t second) {
    auto result = now_and_next(sessions, wall(second));
    return std::pair(result.now ? result.now->session.bytes[0] : 0,
                     result.next ? result.next->session.bytes[0] : 0);
  };
  CHECK(at(nine - 3601) == std::pair(0, 1));
  CHECK(at(nine - 3600) == std::pair(1, 2));
  CHECK(at(nine + 10'799) == std::pair(1, 2));
  CHECK(at(nine + 10'800) == std::pair(2, 3));
  sessions[1].starts_s -= 1800;  // its doors open while the first still runs
  CHECK(at(nine + 10'000) == std::pair(1, 2));
  sessions[1].starts_s -= 7200;  // both run
  CHECK(at(nine + 10'000) == std::pair(2, 3));
  CHECK(at(nine + 30'000) == std::pair(0, 3));
  sessions[2].cancelled = true;
  CHECK(at(nine + 30'000) == std::pair(0, 0));
}

TEST_CASE("a day is a day in Bangkok") {
  SessionSet session;
  session.starts_s = nine;
  CHECK(is_on_day(session, wall(nine - 9 * 3600)));
  CHECK(!is_on_day(session, wall(nine - 9 * 3600 - 1)));
  CHECK(is_on_day(session, wall(nine + 15 * 3600 - 1)));
  CHECK(!is_on_day(session, wall(nine + 15 * 3600)));
}

TEST_CASE("an age is in whole years on the local day, and of two possible ones the smaller") {
  ParticipantSet person;
  struct Row {
    char const* birth;
    std::optional<int> age;
  };
  Row const rows[] = {{"2006-11-23", 20}, {"2006-11-24", 19}, {"2006", 19}, {"1996-01-01", 30},
                      {"", {}},           {"20", {}},         {"abcd", {}}};
  for (Row const& row : rows) {
    CAPTURE(row.birth);
    person.birth_date = row.birth;
    CHECK(age(person, wall(nine)) == row.age);
  }
}

TEST_CASE("a session expects its teams, or everybody who has not left") {
  SessionSet session;
  ParticipantSet person;
  person.team.bytes.fill(3);
  CHECK(is_expected(session, person));
  session.expected_teams.push_back(TeamId{{9}});
  CHECK(!is_expected(session, person));
  session.expected_teams.push_back(person.team);
  CHECK(is_expected(session, person));
  person.left = true;
  CHECK(!is_expected(session, person));
}
