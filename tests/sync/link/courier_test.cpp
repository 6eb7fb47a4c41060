#include "sync/link/courier.h"

#include <algorithm>

#include "tests/sync/link/courier_fixture.h"

using namespace sala;
using namespace sala::link;
using namespace sala::test;

namespace {

// What the projector made of the kiosk's anchors: utc at a moment of its boottime.
std::vector<ClockAnchored> anchors(sim::Node& node, DeviceId const& device) {
  auto database = node.open_to_read();
  auto reader = must(ledger::Reader::open(database));
  std::vector<ClockAnchored> found;
  must(reader.for_each([&](EventView const& event, std::int64_t) -> Result<void> {
    if (event.kind == ClockAnchored::kind && event.name.stream.device == device) {
      found.push_back(std::get<ClockAnchored>(*must(read_body(event.kind, event.body))));
    }
    return {};
  }));
  return found;
}

}  // namespace

TEST_CASE_FIXTURE(Line, "what is signed in leaves at once, and the tally says so") {
  pass(10s);
  CHECK(status().safe_to_switch_off);
  CHECK(status().up_to_date);
  network.weather.longest_delay = Micros(1);
  sign_in();
  CHECK(!status().safe_to_switch_off);
  CHECK(status().waiting_since.has_value());
  pass(1ms);  // there and back take 0.4 ms here: nothing waited for a timer
  CHECK(all_is_there());
  CHECK(status().safe_to_switch_off);
  CHECK(status().saved == status().at_headquarters);
  CHECK(!status().waiting_since.has_value());
  CHECK(situation() == Situation::none);
}

TEST_CASE_FIXTURE(Line,
                  "what headquarters writes arrives by long-poll, in any programme, at once") {
  pass(40s);
  network.weather.longest_delay = Micros(1);
  for (auto const& where : {programme, common_programme, programme}) {
    VenueSet venue;
    venue.venue = new_id<VenueId>(hq.clock.wall(), random);
    hq.write(where, venue);
    settle();
    pass(2ms);
    auto database = kiosk->open_to_read();
    auto at_hq = hq.open_to_read();
    CHECK(sim::contents(database) == sim::contents(at_hq));
  }
}

TEST_CASE_FIXTURE(Line, "a quiet hour costs little: long-polls, six hellos and no more") {
  pass(1min);
  network.requests.clear();
  pass(1h);
  CHECK(network.requests["/v1/pull"] <= 3600 / 25 + 2);
  CHECK(network.requests["/v1/hello"] <= 7);
  CHECK(network.requests["/v1/push"] <= 2);  // the hourly clock anchor
}

TEST_CASE_FIXTURE(Line, "headquarters down: signing in goes on, and all arrives when it is back") {
  pass(10s);
  hq.crash();
  sign_in(3);
  pass(5min);
  CHECK(situation() == Situation::server_trouble);
  CHECK(status().next_try.has_value());
  CHECK(status().saved - status().at_headquarters == 3 + 1);  // and the stream's first event
  hq.start();
  pass(61s);
  CHECK(all_is_there());
  CHECK(situation() == Situation::none);
  CHECK(!status().next_try.has_value());
}

TEST_CASE_FIXTURE(Line, "no cable: said so, tried again, healed within a minute") {
  pass(10s);
  kiosk->set_connected(false);
  sign_in();
  pass(3min);
  CHECK(situation() == Situation::no_network);
  CHECK(status().last_contact.has_value());
  kiosk->set_connected(true);
  pass(61s);
  CHECK(all_is_there());
}

TEST_CASE_FIXTURE(Line, "one byte a second is given up, and not for ever") {
  pass(10s);
  network.weather.hang = 100;
  sign_in();
  pass(5min);
  CHECK(situation() == Situation::no_network);
  CHECK(!all_is_there());
  network.weather.hang = 0;
  pass(3min);
  CHECK(all_is_there());
}

TEST_CASE_FIXTURE(Line, "an answer that breaks off every time stores each event once") {
  pass(10s);
  network.weather.lose_answer = 100;
  sign_in(5);
  pass(2min);
  CHECK(all_is_there());                // it arrived
  CHECK(!status().safe_to_switch_off);  // but nobody told us
  auto held = held_of_kiosk();
  network.weather = {};
  pass(2min);
  CHECK(held_of_kiosk() == held);
  CHECK(status().safe_to_switch_off);
}

TEST_CASE_FIXTURE(Line, "a captive portal and a proxy's error page change nothing") {
  pass(10s);
  sign_in(1);
  Situation expected{};
  SUBCASE("a captive portal") {
    network.weather.captive_portal = 100;
    expected = Situation::not_headquarters;
  }
  SUBCASE("a proxy's 502") {
    network.weather.distress = 100;
    expected = Situation::server_trouble;
  }
  SUBCASE("answers cut short") {
    network.weather.cut_answer = 100;
    expected = Situation::not_headquarters;
  }
  SUBCASE("old answers repeated") {
    network.weather.stale_answer = 100;
    expected = Situation::not_headquarters;
  }
  sign_in(2);
  pass(2min);
  CHECK(situation() == expected);
  CHECK(status().trouble->error.code == ErrorCode::unreachable);
  network.weather = {};
  pass(2min);
  CHECK(all_is_there());
  CHECK(situation() == Situation::none);
}

TEST_CASE_FIXTURE(Line, "with the clock in 1970 or 2040 an anchor tells the true time") {
  for (auto shown : {WallTime(Micros(0)), WallTime(Micros(2'208'988'800'000'000))}) {
    kiosk->crash();
    kiosk->reboot_clock();
    kiosk->clock.set_wall(shown);
    kiosk->start();
    pass(1min);
    sign_in();
    pass(1min);
    CHECK(all_is_there());
    auto known = anchors(hq, kiosk->device());
    REQUIRE(!known.empty());
    ClockAnchored const& last = known.back();
    CHECK(last.boot == kiosk->clock.boot_id());
    auto anchor = rules::to_anchor(last);
    auto resolved = rules::resolve(kiosk->clock.boottime(), kiosk->clock.wall(), {&anchor, 1});
    auto off = resolved.at - kiosk->clock.true_utc();
    CHECK(std::abs(off.count()) <= resolved.error.count());
    CHECK(resolved.error < 100ms);
    CHECK(last.source == AnchorSource::server);
  }
}

TEST_CASE_FIXTURE(Line, "anchors are few: one a boot, a better one, one an hour") {
  network.weather.longest_delay = 100ms;
  pass(1min);
  auto first = anchors(*kiosk, kiosk->device()).size();
  CHECK(first >= 1);
  pass(50min);
  CHECK(anchors(*kiosk, kiosk->device()).size() <= first + 3);
  pass(5h);
  auto later = anchors(*kiosk, kiosk->device()).size();
  CHECK(later >= first + 4);
  CHECK(later <= first + 12);
}

TEST_CASE_FIXTURE(Line, "a clock that NTP keeps right is an anchor without any network") {
  kiosk->set_connected(false);
  kiosk->clock.set_right(true);
  pass(2min);
  auto known = anchors(*kiosk, kiosk->device());
  auto by_ntp = std::count_if(known.begin(), known.end(), [](ClockAnchored const& anchor) {
    return anchor.source == AnchorSource::ntp;
  });
  CHECK(by_ntp == 1);
}

TEST_CASE_FIXTURE(Line, "a box knows after a restart when it last reached headquarters") {
  pass(10s);
  auto const reached = status().last_contact;
  REQUIRE(reached.has_value());
  kiosk->set_connected(false);
  kiosk->crash();
  timeline.go_to(timeline.now() + 24h);
  kiosk->start();
  pass(1min);
  REQUIRE(status().last_contact.has_value());
  CHECK(status().last_contact->wall <= reached->wall);
  CHECK(reached->wall - status().last_contact->wall < 10min);
}
