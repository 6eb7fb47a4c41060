#include "sync/hq/api.h"

#include "sync/views/queries.h"
#include "tests/sync/hq/headquarters_fixture.h"

namespace sala::test {
namespace {

struct Fixture {
  Headquarters hq;
  TestKiosk kiosk{hq, 1};
  TestKiosk neighbour{hq, 2};

  Fixture() {
    REQUIRE(kiosk.enrol(hq.code()).status() == 200);
    REQUIRE(neighbour.enrol(hq.code()).status() == 200);
  }
};

std::vector<ledger::Run> events_of(Asked const& asked, link::Frame& memory) {
  memory = must(link::decode(asked.body()));
  return memory.events.runs;
}

}  // namespace

TEST_CASE_FIXTURE(Fixture, "a pushed event is stored once, and the answer is headquarters' own") {
  auto name = kiosk.sign_in(1);
  auto asked = kiosk.push_all(name);
  CHECK(asked.status() == 200);
  CHECK(hq.is_genuine(asked));
  CHECK(only_stream(asked).verdict == "accepted");
  CHECK(only_stream(asked).last_seq == 2);
  CHECK(hq.position(cohort) == 2);

  auto again = kiosk.push_all(name);
  CHECK(only_stream(again).last_seq == 2);
  CHECK(hq.position(cohort) == 2);
}

TEST_CASE_FIXTURE(Fixture, "an answer whose body was changed on the way is not genuine") {
  auto asked = kiosk.pull(0);
  REQUIRE(hq.is_genuine(asked));
  asked.nonce[0] ^= 1;
  CHECK_FALSE(hq.is_genuine(asked));
}

TEST_CASE_FIXTURE(Fixture, "a request that somebody changed is refused and stores nothing") {
  ledger::Runs memory;
  auto run = kiosk.box.run_after(kiosk.sign_in(1).stream, 0, memory);
  auto request = kiosk.request(http::Method::post, "/v1/push", "", link::encode({run}));
  SUBCASE("another body") { request.body = link::encode({}); }
  SUBCASE("another path") { request.target = "/v1/pull"; }
  SUBCASE("another signature") { request.headers.set("Sala-Signature", std::string(128, '0')); }
  SUBCASE("another box") { request.headers.set("Sala-Device", to_text(neighbour.device())); }
  SUBCASE("no signature") { request.headers = {}; }
  auto asked = hq.send(request);
  CHECK(asked.status() == 401);
  CHECK(hq.is_genuine(asked));
  CHECK(hq.position(cohort) == 0);
}

TEST_CASE_FIXTURE(Fixture, "a recorded request that is sent again changes nothing") {
  ledger::Runs memory;
  auto run = kiosk.box.run_after(kiosk.sign_in(1).stream, 0, memory);
  auto request = kiosk.request(http::Method::post, "/v1/push", "", link::encode({run}));
  CHECK(hq.send(request).status() == 200);
  auto after = hq.position(cohort);
  CHECK(hq.send(request).status() == 200);
  CHECK(hq.position(cohort) == after);
}

TEST_CASE_FIXTURE(Fixture, "a box that nobody enrolled is not heard") {
  TestKiosk stranger(hq, 3);
  CHECK(stranger.push_all(stranger.sign_in(1)).status() == 401);
  CHECK(hq.position(cohort) == 0);
}

TEST_CASE_FIXTURE(Fixture, "a revoked box is refused from its next request on") {
  auto name = kiosk.sign_in(1);
  hq.write(common_programme, DeviceRevoked{kiosk.device(), "lost on a bus"});
  CHECK(kiosk.push_all(name).status() == 403);
  CHECK(kiosk.pull(0).status() == 403);
  CHECK(kiosk.enrol(hq.code()).status() == 403);
  CHECK(neighbour.pull(0).status() == 200);
  CHECK(hq.position(cohort) == 0);
}

TEST_CASE_FIXTURE(
    Fixture, "a box sends its own streams and what other known boxes signed, in its programmes") {
  SUBCASE("another programme") {
    auto asked = kiosk.push_all(kiosk.sign_in(1, other_cohort));
    CHECK(asked.status() == 200);
    CHECK(only_stream(asked).verdict == "refused");
    CHECK(hq.position(other_cohort) == 0);
  }
  SUBCASE("another box's stream comes back to a headquarters that lost it") {
    ledger::Runs memory;
    auto run = neighbour.box.run_after(neighbour.sign_in(1).stream, 0, memory);
    CHECK(only_stream(kiosk.push({run})).verdict == "accepted");
    CHECK(hq.position(cohort) == 2);
  }
  SUBCASE("a part of another box's stream that its signature does not reach") {
    ledger::Runs memory;
    neighbour.sign_in(1);
    auto run = neighbour.box.run_after(neighbour.sign_in(2).stream, 0, memory);
    run.events.pop_back();
    CHECK(only_stream(kiosk.push({run})).verdict == "quarantined");
    CHECK(hq.position(cohort) == 0);
  }
  SUBCASE("a stream of a box that is not known here") {
    Box stranger(77);
    AttendanceSignedIn body;
    body.session = morning;
    ledger::Runs memory;
    auto run = stranger.run_after(stranger.write(cohort, body).stream, 0, memory);
    CHECK(only_stream(kiosk.push({run})).verdict == "refused");
    CHECK(hq.position(cohort) == 0);
  }
  SUBCASE("one refused run delays no other") {
    ledger::Runs memory;
    ledger::Runs more;
    auto foreign = kiosk.box.run_after(kiosk.sign_in(1, other_cohort).stream, 0, memory);
    auto good = kiosk.box.run_after(kiosk.sign_in(1).stream, 0, more);
    auto answer = must(link::push_answer_from_json(kiosk.push({foreign, good}).body()));
    REQUIRE(answer.streams.size() == 2);
    CHECK(answer.streams[0].verdict == "refused");
    CHECK(answer.streams[1].verdict == "accepted");
  }
  SUBCASE("another programme is not read either") {
    auto query = "programme=" + to_text(other_cohort) + "&after=0&wait=0";
    CHECK(hq.send(kiosk.request(http::Method::get, "/v1/pull", query)).status() == 403);
  }
}

TEST_CASE_FIXTURE(Fixture, "a broken chain is kept aside for a person, other streams go on") {
  kiosk.sign_in(1);
  ledger::Runs memory;
  auto broken = kiosk.box.run_after(kiosk.sign_in(2).stream, 0, memory);
  broken.head.signature[5] ^= 1;
  kiosk.box.restart();
  ledger::Runs more;
  auto good = kiosk.box.run_after(kiosk.sign_in(3).stream, 0, more);
  auto answer = must(link::push_answer_from_json(kiosk.push({broken, good}).body()));
  REQUIRE(answer.streams.size() == 2);
  CHECK(answer.streams[0].verdict == "quarantined");
  CHECK(answer.streams[0].last_seq == 0);
  CHECK(answer.streams[1].verdict == "accepted");
  auto database = must(db::Database::open(hq.path(), db::Access::read_only));
  auto reader = must(ledger::Reader::open(database));
  CHECK(must(reader.quarantined()) == 1);
  REQUIRE(must(reader.alarms()).size() == 1);
  CHECK(must(reader.alarms())[0].device == kiosk.device());
}

TEST_CASE_FIXTURE(Fixture, "two histories of one stream stop the box and raise the alarm") {
  // The same key and randomness, other events: a copied memory card.
  TestKiosk twin(hq, 1);
  kiosk.box.random = SeededRandom(1);
  auto name = kiosk.sign_in(1);
  auto twin_name = twin.sign_in(2);
  REQUIRE(name.stream == twin_name.stream);
  CHECK(kiosk.push_all(name).status() == 200);
  CHECK(only_stream(twin.push_all(twin_name)).verdict == "quarantined");
  CHECK(only_stream(kiosk.push_all(kiosk.sign_in(3))).verdict == "stopped");
  auto database = must(db::Database::open(hq.path(), db::Access::read_only));
  auto reader = must(ledger::Reader::open(database));
  CHECK(must(reader.is_stopped(kiosk.device())));
  CHECK(must(reader.alarms()).size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "a gap is answered with where to go on") {
  auto first = kiosk.sign_in(1);
  kiosk.sign_in(2);
  ledger::Runs memory;
  auto late = kiosk.box.run_after(first.stream, 2, memory);
  auto answer = only_stream(kiosk.push({late}));
  CHECK(answer.verdict == "gap");
  CHECK(answer.last_seq == 0);
}

TEST_CASE_FIXTURE(Fixture, "what is no frame is refused, and a body over the limit is not read") {
  auto send = [&](std::string body) {
    return hq.send(kiosk.request(http::Method::post, "/v1/push", "", std::move(body))).status();
  };
  CHECK(send("nonsense") == 400);
  CHECK(send("") == 400);
  CHECK(send(std::string(link::max_frame_bytes + 1, 'x')) == 413);
}

TEST_CASE_FIXTURE(Fixture,
                  "a body that is not UTF-8, and one of an unknown kind, are relayed whole") {
  // Written past the typed door, as a later version of Sala or a fault would.
  auto name = kiosk.sign_in(1);
  ledger::Runs memory;
  auto run = kiosk.box.run_after(name.stream, 0, memory);
  std::string strange = "{\"name\":\"\xff\xfe\"}";
  run.events[1].kind = "picnic.planned";
  run.events[1].body = strange;
  Hash hash = event_hash(event_hash(Hash{}, run.events[0]), run.events[1]);
  run.head = {run.events[1].name, hash, {}};
  run.head.signature = kiosk.box.key.sign(as_bytes(head_message(run.head.name, hash)));
  auto asked = kiosk.push({run});
  CHECK(only_stream(asked).verdict == "accepted");

  link::Frame page;
  auto runs = events_of(neighbour.pull(0), page);
  REQUIRE(runs.size() == 1);
  REQUIRE(runs[0].events.size() == 2);
  CHECK(runs[0].events[1].kind == "picnic.planned");
  CHECK(runs[0].events[1].body == strange);
}

TEST_CASE_FIXTURE(Fixture, "a pull gives what there is, and own=0 passes over the box's own") {
  kiosk.push_all(kiosk.sign_in(1));
  neighbour.push_all(neighbour.sign_in(2));
  link::Frame page;
  CHECK(events_of(kiosk.pull(0), page).size() == 2);
  CHECK(page.page.last_position == 4);
  auto others = events_of(kiosk.pull(0, 0, "&own=0"), page);
  REQUIRE(others.size() == 1);
  CHECK(others[0].stream.device == neighbour.device());
  CHECK(page.page.last_position == 4);
  CHECK(page.page.at_end);
  CHECK(events_of(kiosk.pull(4), page).empty());
  CHECK(kiosk.pull(5).status() == 410);
}

TEST_CASE_FIXTURE(Fixture, "a place with the mark of another history is gone") {
  kiosk.push_all(kiosk.sign_in(1));
  link::Frame page;
  events_of(kiosk.pull(0), page);
  auto with_mark = [&](std::uint64_t mark) {
    std::string bytes;
    ByteWriter(bytes).fixed(mark);
    return kiosk.pull(page.page.last_position, 0, "&mark=" + to_hex(as_bytes(bytes))).status();
  };
  CHECK(with_mark(page.page.mark) == 200);
  CHECK(with_mark(page.page.mark + 1) == 410);
}

TEST_CASE_FIXTURE(Fixture, "a pull that finds nothing waits for the first event by another box") {
  auto waiting = kiosk.pull(0, 25, "&own=0");
  CHECK(waiting.waits());
  kiosk.push_all(kiosk.sign_in(1));
  CHECK(waiting.waits());
  neighbour.push_all(neighbour.sign_in(2));
  REQUIRE_FALSE(waiting.waits());
  CHECK(hq.is_genuine(waiting));
  link::Frame page;
  CHECK(events_of(waiting, page).size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "headquarters' own events wake who waits") {
  auto waiting = kiosk.pull(0, 25);
  REQUIRE(waiting.waits());
  SessionSet session;
  session.session = morning;
  hq.write(cohort, session);
  CHECK_FALSE(waiting.waits());
}

TEST_CASE_FIXTURE(Fixture, "patience ends with an empty page past what was no news") {
  kiosk.push_all(kiosk.sign_in(1));
  auto waiting = kiosk.pull(0, 25, "&own=0");
  REQUIRE(waiting.waits());
  waiting.caught->deadline();
  link::Frame page;
  CHECK(events_of(waiting, page).empty());
  CHECK(page.page.last_position == 2);
  CHECK(page.page.at_end);
  // An event right after it neither crashes nor answers twice.
  neighbour.push_all(neighbour.sign_in(2));
  CHECK(events_of(waiting, page).empty());
}

TEST_CASE_FIXTURE(Fixture, "a pull that cannot be read is refused") {
  auto pull = [&](std::string const& query) {
    return hq.send(kiosk.request(http::Method::get, "/v1/pull", query)).status();
  };
  CHECK(pull("") == 400);
  CHECK(pull("programme=x&after=0") == 400);
  CHECK(pull("programme=" + to_text(cohort)) == 400);
  CHECK(pull("programme=" + to_text(cohort) + "&after=-1") == 400);
  CHECK(pull("after=1") == 400);
}

TEST_CASE_FIXTURE(Fixture, "hello tells the binding and how far each stream is held") {
  auto name = kiosk.sign_in(1);
  kiosk.push_all(name);
  auto asked = hq.send(kiosk.request(http::Method::get, "/v1/hello", "streams=1"));
  auto answer = must(link::hello_answer_from_json(asked.body()));
  CHECK(answer.name == "จุดลงทะเบียน 1");
  CHECK(answer.programmes == std::vector{cohort});
  REQUIRE(answer.streams.size() == 1);
  CHECK(answer.streams[0].epoch == static_cast<std::int64_t>(name.stream.epoch));
  CHECK(answer.streams[0].last_seq == 2);
}

TEST_CASE("a code enrols one box, once, and the same box again when its answer was lost") {
  Headquarters hq;
  TestKiosk first(hq, 1);
  TestKiosk second(hq, 2);
  auto code = hq.code();
  auto asked = first.enrol(code);
  REQUIRE(asked.status() == 200);
  auto answer = must(link::enrolment_answer_from_json(asked.body()));
  CHECK(answer.proof == link::enrolment_answer_proof(code, first.device(), answer.headquarters));
  CHECK(answer.headquarters == DeviceId{hq.key.public_key()});
  CHECK(first.enrol(code).status() == 200);
  CHECK(second.enrol(code).status() == 403);
  CHECK(second.pull(0).status() == 401);
}

TEST_CASE("a code is good for seven days") {
  Headquarters hq;
  TestKiosk kiosk(hq, 1);
  auto code = hq.code();
  hq.clock.advance(hq::code_lifetime + std::chrono::seconds(1));
  CHECK(kiosk.enrol(code).status() == 403);
}

TEST_CASE("after five wrong codes in a minute even the right one has to wait") {
  Headquarters hq;
  TestKiosk kiosk(hq, 1);
  auto code = hq.code();
  for (int i = 0; i < 5; ++i) CHECK(kiosk.enrol("00000-00000").status() == 403);
  CHECK(kiosk.enrol(code).status() == 429);
  hq.clock.advance(std::chrono::seconds(61));
  CHECK(kiosk.enrol(code).status() == 200);
}

TEST_CASE("codes do not lie readable in the file") {
  Headquarters hq;
  auto code = link::normal_code(hq.code()).value();
  auto bytes = read_file(hq.folder / "office.db");
  CHECK(bytes.find(code) == std::string::npos);
  CHECK(bytes.find(code.substr(0, 5)) == std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "when each box was last heard is written down, of a new one at once") {
  CHECK_FALSE(hq.api->heard_somebody_new());
  kiosk.pull(0);
  CHECK(hq.api->heard_somebody_new());
  kiosk.pull(0);
  CHECK_FALSE(hq.api->heard_somebody_new());
  neighbour.pull(0);
  CHECK(hq.api->heard_somebody_new());
  must(hq.api->write_down_heard());
  auto heard = must(hq.office->last_heard());
  CHECK(heard.count(kiosk.device()) == 1);
  CHECK(heard.at(kiosk.device()) == hq.clock.wall());
}

}  // namespace sala::test
