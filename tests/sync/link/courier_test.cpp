#include "sync/link/courier.h"

#include <algorithm>
#include <set>

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

// Stores a push, but for the streams of some epochs, about which it says `verdict`.
void refuse_some(sim::SimHeadquarters& hq, http::Request const& request, http::Responder responder,
                 std::set<std::uint64_t> const& epochs, std::string const& verdict) {
  struct Push {
    Frame frame;
    PushAnswer answer;
    std::vector<std::size_t> good;
    http::Responder responder;
  };
  auto push =
      std::make_shared<Push>(Push{must(decode(request.body)), {}, {}, std::move(responder)});
  ledger::Intake intake;
  for (auto& run : push->frame.events.runs) {
    auto epoch = run.stream.epoch;
    push->answer.streams.push_back(
        {run.stream.device, static_cast<std::int64_t>(epoch), 0, verdict});
    if (epochs.contains(epoch)) continue;
    push->good.push_back(push->answer.streams.size() - 1);
    intake.runs.push_back(must(ledger::check(std::move(run))));
  }
  auto nonce = hex_array<16>(*request.headers.find("Sala-Nonce")).value();
  hq.keeper->take_in(std::move(intake), [&hq, push, nonce](auto const& outcomes) {
    for (std::size_t i = 0; i < push->good.size(); ++i) {
      auto& answer = push->answer.streams[push->good[i]];
      answer.last_seq = static_cast<std::int64_t>(outcomes->at(i).last_seq);
      answer.verdict = to_text(outcomes->at(i).verdict);
    }
    push->responder.answer(hq::Answers(hq.key, hq.clock).json(nonce, to_json(push->answer)));
  });
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

TEST_CASE_FIXTURE(Line, "a stream that headquarters will not have delays no other") {
  pass(10s);
  sign_in(2);
  pass(1s);
  kiosk->crash();
  kiosk->set_connected(false);
  kiosk->start();
  sign_in(3);  // this stream will be refused
  std::set<std::uint64_t> refused;
  {
    auto database = kiosk->open_to_read();
    for (auto const& stream :
         must(must(ledger::Reader::open(database)).unacknowledged(kiosk->device()))) {
      refused.insert(stream.stream.epoch);
    }
  }
  std::string verdict;
  SUBCASE("quarantined: two histories") { verdict = "quarantined"; }
  SUBCASE("stopped") { verdict = "stopped"; }
  SUBCASE("refused") { verdict = "refused"; }
  SUBCASE("a word that we do not know") { verdict = "purple"; }
  hq.impostor = [&](http::Request const& request, http::Responder& responder) {
    if (request.path != "/v1/push") return false;
    refuse_some(hq, request, std::move(responder), refused, verdict);
    return true;
  };
  kiosk->set_connected(true);
  pass(2min);
  CHECK((situation() == Situation::stopped || situation() == Situation::refused));
  // The process starts again: its new stream goes through.
  kiosk->crash();
  kiosk->start();
  pass(10s);
  network.requests.clear();
  sign_in(2);
  pass(1min);
  {
    auto database = hq.open_to_read();
    auto at_hq = sim::contents(database);
    int arrived = 0;
    for (auto const& name : kiosk->shown) arrived += at_hq.contains(name) ? 1 : 0;
    CHECK(arrived == 4);
  }
  CHECK(!status().safe_to_switch_off);
  pass(1h);
  CHECK(network.requests["/v1/push"] <= 40);  // set aside, not hammered
  hq.impostor = {};                           // a person looked at it
  pass(6min);
  CHECK(all_is_there());
  CHECK(situation() == Situation::none);
}

TEST_CASE_FIXTURE(Line, "a signed no is said and not hammered") {
  pass(10s);
  int status_code = 0;
  Situation expected{};
  SUBCASE("unknown") { status_code = 401, expected = Situation::refused; }
  SUBCASE("revoked") { status_code = 403, expected = Situation::revoked; }
  SUBCASE("stopped") { status_code = 409, expected = Situation::stopped; }
  hq.impostor = [&](http::Request const& request, http::Responder& responder) {
    auto nonce = hex_array<16>(*request.headers.find("Sala-Nonce")).value();
    responder.answer(hq::Answers(hq.key, hq.clock).refusal(nonce, status_code, "no"));
    return true;
  };
  sign_in(2);
  pass(15min);
  CHECK(situation() == expected);
  network.requests.clear();
  pass(1h);
  CHECK(requests() <= 3 * 13);
  CHECK(requests() >= 3 * 9);  // but it does ask
  hq.impostor = {};
  pass(6min);
  CHECK(all_is_there());
  CHECK(situation() == Situation::none);
}

TEST_CASE_FIXTURE(Line, "a revoked box keeps what it has and says that it is revoked") {
  pass(10s);
  hq.write(common_programme, DeviceRevoked{kiosk->device(), "stolen"});
  settle();
  sign_in();
  pass(1min);
  CHECK(situation() == Situation::revoked);
  CHECK(status().saved - status().at_headquarters >= 1);
}

TEST_CASE_FIXTURE(Line, "a programme that is added or taken away is noticed without a restart") {
  constexpr ProgrammeId other{{8, 8}};
  pass(10s);
  enrol({programme, other});
  settle();
  SessionSet wanted;
  wanted.session = session;
  hq.write(other, wanted);
  pass(11min);
  auto database = kiosk->open_to_read();
  CHECK(must(views::Queries(database).session(session)).has_value());
  CHECK(kiosk->courier->binding().programmes == std::vector{programme, other});
  CHECK(must(load_binding(*std::make_unique<ledger::Reader>(must(ledger::Reader::open(database)))))
            ->programmes == std::vector{programme, other});

  enrol({programme});
  pass(1min);  // the long-poll is refused, hello tells why, and pulling goes on
  CHECK(situation() == Situation::none);
  CHECK(status().up_to_date);
}

TEST_CASE_FIXTURE(Line, "headquarters that lost its last days is given them again") {
  pass(10s);
  sign_in(5);
  pass(10s);
  hq.remember_card();
  sign_in(20);
  hq.write(programme, VenueSet{});
  pass(1min);
  REQUIRE(all_is_there());
  hq.crash();
  REQUIRE(hq.forget_since_remembered());
  hq.start();
  CHECK(!all_is_there());
  kiosk->crash();  // at the latest with its next start, or within a day
  kiosk->start();
  pass(3min);
  CHECK(all_is_there());
  CHECK(status().up_to_date);
  CHECK(status().safe_to_switch_off);
  CHECK(situation() == Situation::none);
}

TEST_CASE_FIXTURE(Line, "a box that lost its last days reads its own events back") {
  pass(10s);
  sign_in(5);
  pass(10s);
  kiosk->remember_card();
  sign_in(20);
  pass(1min);
  kiosk->crash();
  REQUIRE(kiosk->forget_since_remembered());
  kiosk->start();
  pass(1min);
  auto here = kiosk->open_to_read();
  auto there = hq.open_to_read();
  CHECK(sim::contents(here) == sim::contents(there));
  CHECK(status().safe_to_switch_off);
}

TEST_CASE_FIXTURE(Line, "own events do not come back over the line when nothing was lost") {
  pass(10s);
  auto received = status().received;
  sign_in(300);
  pass(2min);
  CHECK(all_is_there());
  CHECK(status().received == received);
  auto database = kiosk->open_to_read();
  auto reader = must(ledger::Reader::open(database));
  auto at_hq = hq.open_to_read();
  CHECK(must(reader.cursor(programme)) ==
        must(must(ledger::Reader::open(at_hq)).last_position(programme)));
}

TEST_CASE_FIXTURE(Line, "a page with a run that cannot be believed brings the rest") {
  pass(10s);
  SessionSet wanted;
  wanted.session = session;
  hq.write(programme, wanted);
  sim::SimKiosk neighbour(timeline, network, 2, hq.device(), {programme});
  hq.write(common_programme, DeviceEnrolled{neighbour.device(), "n", {}, {programme}});
  bool done = false;
  hq.impostor = [&](http::Request const& request, http::Responder& responder) {
    if (request.path != "/v1/pull" || done) return false;
    auto database = hq.open_to_read();
    auto reader = must(ledger::Reader::open(database));
    auto page = must(reader.read_programme(programme, 0, {}));
    auto bad = page.events.runs.front();
    bad.stream.device = neighbour.device();
    for (auto& event : bad.events) event.name.stream = bad.stream;
    bad.head.name.stream = bad.stream;
    page.events.runs.push_back(bad);
    auto nonce = hex_array<16>(*request.headers.find("Sala-Nonce")).value();
    responder.answer(
        hq::Answers(hq.key, hq.clock)
            .frame(nonce, encode(page.events.runs, {programme, page.last_position, page.at_end})));
    done = true;
    return true;
  };
  settle();
  pass(1min);
  CHECK(done);
  auto database = kiosk->open_to_read();
  auto reader = must(ledger::Reader::open(database));
  CHECK(must(reader.quarantined()) == 1);
  CHECK(must(reader.alarms()).size() == 1);
  CHECK(must(views::Queries(database).sessions(programme)).size() == 1);
  CHECK(situation() == Situation::none);
  CHECK(status().up_to_date);
}

TEST_CASE_FIXTURE(Line, "a full disk here stops receiving, says so, and heals") {
  pass(10s);
  kiosk->fill_disk();
  settle();
  for (int i = 0; i < 300; ++i) {
    hq.write(programme, VenueSet{new_id<VenueId>(hq.clock.wall(), random), 1, {"ศาลา", ""}, ""});
  }
  settle();
  pass(2min);
  CHECK(situation() == Situation::disk);
  kiosk->free_disk();
  settle();
  pass(2min);
  CHECK(situation() == Situation::none);
  auto here = kiosk->open_to_read();
  auto there = hq.open_to_read();
  CHECK(sim::contents(here) == sim::contents(there));
}

TEST_CASE_FIXTURE(Line, "thirty days offline with a start a day drain at once") {
  pass(10s);
  kiosk->set_connected(false);
  int const a_day = 400;
  for (int day = 0; day < 30; ++day) {
    for (int i = 0; i < a_day; ++i) {
      AttendanceSignedIn body;
      body.session = session;
      body.participant = new_id<ParticipantId>(kiosk->clock.wall(), random);
      kiosk->write(programme, body);
    }
    settle();
    kiosk->crash();
    timeline.go_to(timeline.now() + 24h);
    kiosk->start();
  }
  CHECK(!all_is_there());
  kiosk->set_connected(true);
  network.requests.clear();
  pass(70s);
  CHECK(all_is_there());
  CHECK(status().safe_to_switch_off);
  CHECK(network.requests["/v1/push"] <= 30 * a_day / 500 + 20);
}

TEST_CASE_FIXTURE(Line, "large signatures travel in batches of a bounded size") {
  pass(10s);
  kiosk->set_connected(false);
  for (int i = 0; i < 20; ++i) {
    AttendanceSignedIn body;
    body.session = session;
    body.participant = new_id<ParticipantId>(kiosk->clock.wall(), random);
    std::string noise(45'000, ' ');
    random.fill({reinterpret_cast<std::uint8_t*>(noise.data()), noise.size()});
    body.signature = to_base64url(as_bytes(noise));
    kiosk->write(programme, body);
  }
  settle();
  CHECK(kiosk->shown.size() >= 20);
  network.requests.clear();
  kiosk->set_connected(true);
  pass(70s);
  CHECK(all_is_there());
  CHECK(network.requests["/v1/push"] >= 4);
}

TEST_CASE_FIXTURE(Line, "the courier may go at any moment, the keeper's answers find nobody") {
  pass(10s);
  for (int i = 0; i < 50; ++i) {
    sign_in(2);
    timeline.go_to(timeline.now() + Micros(static_cast<std::int64_t>(random.below(3000))));
    kiosk->wake();
    if (i % 2 == 0) kiosk->courier->tick(kiosk->clock.boottime());
    kiosk->crash();
    kiosk->start();
  }
  pass(2min);
  CHECK(all_is_there());
}
