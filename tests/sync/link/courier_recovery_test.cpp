// Who lost something gets it back; what is broken delays nothing else.
#include "tests/sync/link/courier_fixture.h"

using namespace sala;
using namespace sala::link;
using namespace sala::test;

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

TEST_CASE_FIXTURE(
    Line, "headquarters gets back its own events and a lost neighbour's from who holds them") {
  sim::SimKiosk neighbour(timeline, network, 2, hq.device(), {programme});
  auto pass_both = [&](Micros time) {
    Micros const end = timeline.now() + time;
    while (timeline.now() < end) {
      timeline.go_to(std::min({timeline.next(), kiosk->next_wake(), neighbour.next_wake(), end}));
      kiosk->wake();
      neighbour.wake();
      for (bool any = true; any;) {
        any = neighbour.run();
        any = hq.run() || any;
        any = kiosk->run() || any;
      }
    }
  };
  pass_both(10s);
  hq.remember_card();
  // All that follows headquarters forgets: a box, people, what it wrote after a restart.
  hq.write(common_programme, DeviceEnrolled{neighbour.device(), "n", {}, {programme}});
  SessionSet added;
  added.session = session;
  hq.write(programme, added);
  for (int i = 0; i < 700; ++i) {  // more than a page, with one signature at its end
    ParticipantSet person;
    person.participant = new_id<ParticipantId>(hq.clock.wall(), random);
    person.nickname = "บีม";
    hq.write(programme, person);
  }
  pass_both(1min);
  hq.crash();
  hq.start();
  hq.write(programme, VenueSet{new_id<VenueId>(hq.clock.wall(), random), 1, {"ศาลา", ""}, ""});
  neighbour.write(programme, AttendanceSignedIn{session, {}, SignInMethod::tile, "", {}});
  neighbour.courier->try_now();  // it had been refused before it was enrolled
  pass_both(2min);
  auto before = hq.open_to_read();
  auto const all = sim::contents(before);
  REQUIRE(sim::contents_by(all, neighbour.device()).size() >= 2);
  neighbour.crash();  // and never comes back
  hq.crash();
  REQUIRE(hq.forget_since_remembered());
  hq.start();
  hq.write(programme, VenueSet{});
  pass_both(10min);
  auto after = hq.open_to_read();
  auto const back = sim::contents(after);
  std::size_t missing = 0;
  for (auto const& [name, hash] : all) missing += back.contains(name) ? 0 : 1;
  CHECK(missing == 0);
  auto here = kiosk->open_to_read();
  CHECK(sim::contents(here) == back);
  CHECK(situation() == Situation::none);
  CHECK(status().up_to_date);
  auto found = must(ledger::verify(after, {}));
  CHECK(found.problems.empty());
}

TEST_CASE_FIXTURE(Line, "a restored headquarters is noticed within ten minutes without a restart") {
  pass(10s);
  hq.remember_card();
  sign_in(20);
  pass(5s);  // confirmed; no page has told it a later place in headquarters' order yet
  REQUIRE(status().safe_to_switch_off);
  hq.crash();
  REQUIRE(hq.forget_since_remembered());
  hq.start();
  pass(12min);
  CHECK(all_is_there());
  CHECK(status().safe_to_switch_off);
}

TEST_CASE_FIXTURE(Line, "nothing is missed of a headquarters that was restored and went on") {
  pass(10s);
  hq.remember_card();
  auto officer_adds = [&] {
    SessionSet added;
    added.session = new_id<SessionId>(hq.clock.wall(), random);
    hq.write(programme, added);
    settle();
  };
  for (int i = 0; i < 5; ++i) officer_adds();
  pass(1min);
  kiosk->set_connected(false);
  hq.crash();
  REQUIRE(hq.forget_since_remembered());
  hq.start();
  // Past the place up to which the kiosk had read, and in streams that begin and end there.
  for (int start = 0; start < 3; ++start) {
    for (int i = 0; i < 2; ++i) officer_adds();
    hq.crash();
    hq.start();
  }
  kiosk->set_connected(true);
  pass(3min);
  auto here = kiosk->open_to_read();
  auto there = hq.open_to_read();
  auto held = sim::contents(here);
  for (auto const& [name, hash] : sim::contents(there)) CHECK(held.contains(name));
  CHECK(situation() == Situation::none);
  CHECK(status().up_to_date);
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
