#include "sync/link/trouble.h"

#include "sync/link/caller.h"
#include "tests/support/box.h"

using namespace sala;
using namespace sala::link;
using namespace std::chrono_literals;

TEST_CASE("pauses grow to a minute at most, never vanish, and success forgets them") {
  test::SeededRandom random(1);
  for (int round = 0; round < 200; ++round) {
    Backoff backoff(random);
    BootTime now{Micros(1h)};
    CHECK(backoff.may_try(now));
    Micros window = 1s;
    for (int failures = 0; failures < 20; ++failures) {
      backoff.failed(now, Situation::no_network);
      Micros pause = backoff.not_before() - now;
      CHECK(pause >= 100ms);
      CHECK(pause <= window);
      CHECK(!backoff.may_try(now));
      CHECK(backoff.may_try(backoff.not_before()));
      window = std::min<Micros>(window * 2, 60s);
    }
    backoff.succeeded();
    CHECK(backoff.may_try(now));
  }
}

TEST_CASE("boxes that failed together come back spread out") {
  test::SeededRandom random(1);
  int early = 0;
  for (int box = 0; box < 1000; ++box) {
    Backoff backoff(random);
    for (int i = 0; i < 10; ++i) backoff.failed(BootTime{}, Situation::server_trouble);
    early += backoff.not_before() < BootTime(Micros(30s)) ? 1 : 0;
  }
  CHECK(early > 400);
  CHECK(early < 600);
}

TEST_CASE("after a no of headquarters it asks again in five minutes, not sooner") {
  test::SeededRandom random(1);
  for (auto why : {Situation::refused, Situation::revoked, Situation::stopped}) {
    Backoff backoff(random);
    backoff.failed(BootTime{}, why);
    CHECK(backoff.not_before() >= BootTime(Micros(5min)));
    CHECK(backoff.not_before() <= BootTime(Micros(5min + 30s)));
  }
}

TEST_CASE("each way to fail is one of the situations that screens have words for") {
  auto situation = [](std::string_view cause) {
    return unreachable_trouble(fail(ErrorCode::unreachable, "ask", cause).value()).situation;
  };
  CHECK(situation(http::cause::no_such_host) == Situation::no_network);
  CHECK(situation(http::cause::no_route) == Situation::no_network);
  CHECK(situation(http::cause::time_out) == Situation::no_network);
  CHECK(situation(http::cause::reset) == Situation::no_network);
  CHECK(situation(http::cause::refused) == Situation::server_trouble);
  CHECK(situation(http::cause::wrong_certificate) == Situation::wrong_certificate);
  CHECK(situation(http::cause::wrong_key) == Situation::wrong_certificate);
  auto no_file = fail(ErrorCode::invalid, "ask", "the authority's file cannot be read");
  CHECK(unreachable_trouble(no_file.value()).situation == Situation::wrong_certificate);
  CHECK(situation(http::cause::tls) == Situation::not_headquarters);
  CHECK(situation(http::cause::not_http) == Situation::not_headquarters);
  CHECK(situation(http::cause::too_large) == Situation::not_headquarters);
  CHECK(unsigned_trouble(200).situation == Situation::not_headquarters);
  CHECK(unsigned_trouble(302).situation == Situation::not_headquarters);
  CHECK(unsigned_trouble(401).situation == Situation::not_headquarters);
  CHECK(unsigned_trouble(500).situation == Situation::server_trouble);
  CHECK(unsigned_trouble(503).situation == Situation::server_trouble);
}
