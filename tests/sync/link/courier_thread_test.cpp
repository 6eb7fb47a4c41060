// The courier with real threads, disks and loopback HTTP against real headquarters.
#include "sync/link/courier_thread.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/loopback.h"

using namespace sala;
using namespace sala::test;
using namespace std::chrono_literals;

namespace {

bool all_confirmed(LoopbackKiosk const& kiosk) {
  auto status = kiosk.courier->status();
  return status.safe_to_switch_off && status.saved > 0;
}

}  // namespace

TEST_CASE("over loopback each sign-in reaches headquarters, one after another") {
  LoopbackHeadquarters hq;
  LoopbackKiosk kiosk(hq.invite());
  kiosk.connect();
  kiosk.sign_in();
  REQUIRE(kiosk.wait_until([&] { return all_confirmed(kiosk); }, 10s));
  for (int i = 0; i < 30; ++i) {
    auto before = hq.held();
    kiosk.sign_in();
    REQUIRE(kiosk.wait_until([&] { return hq.held() > before; }, 10s));
  }
}

TEST_CASE("headquarters goes and comes back: what was written meanwhile arrives") {
  LoopbackHeadquarters hq;
  LoopbackKiosk kiosk(hq.invite());
  kiosk.connect();
  kiosk.sign_in();
  REQUIRE(kiosk.wait_until([&] { return all_confirmed(kiosk); }, 10s));
  auto port = hq.service->port();
  hq.stop();
  kiosk.sign_in(700);
  REQUIRE(kiosk.wait_until(
      [&] {
        auto trouble = kiosk.courier->status().trouble;
        return trouble && trouble->situation != link::Situation::none;
      },
      10s));
  hq.start(port);
  kiosk.courier->try_now();
  CHECK(kiosk.wait_until([&] { return all_confirmed(kiosk); }, 20s));
  CHECK(hq.held() == 702);  // and the stream's first event
}

TEST_CASE("two boxes see each other's sign-ins through headquarters") {
  LoopbackHeadquarters hq;
  LoopbackKiosk one(hq.invite());
  LoopbackKiosk two(hq.invite());
  one.connect();
  two.connect();
  one.sign_in(3);
  two.sign_in(4);
  auto holds_all = [](LoopbackKiosk& kiosk) {
    auto database = or_stop(db::Database::open(kiosk.folder / "ledger.db", db::Access::read_only));
    auto reader = or_stop(ledger::Reader::open(database));
    return or_stop(reader.last_position(loopback_programme)) == 3 + 4 + 2;
  };
  CHECK(one.wait_until([&] { return holds_all(one) && holds_all(two); }, 20s));
}

TEST_CASE("a courier that waits in a long-poll goes at once") {
  LoopbackHeadquarters hq;
  LoopbackKiosk kiosk(hq.invite());
  kiosk.connect();
  kiosk.sign_in();
  REQUIRE(kiosk.wait_until([&] { return kiosk.courier->status().up_to_date; }, 10s));
  auto start = std::chrono::steady_clock::now();
  kiosk.disconnect();
  CHECK(std::chrono::steady_clock::now() - start < 5s);
}
