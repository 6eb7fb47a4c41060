#include "sync/ledger/ledger.h"

#include "tests/support/box.h"

using namespace sala;
using namespace sala::ledger;
using test::must;

namespace {

ProgrammeId const programme{{1}};

TeamSet team(std::uint8_t number) {
  TeamSet set;
  set.team.bytes.fill(number);
  set.name.th = "ทีม";
  return set;
}

Intake push_of(Run run) {
  Intake intake;
  intake.runs.push_back(must(check(std::move(run))));
  return intake;
}

Outcome take(test::Box& box, Run run) {
  Intake intake = push_of(std::move(run));
  return must(box.ledger->take_in({&intake, 1})).front().front();
}

std::vector<std::string> bodies(test::Box& box) {
  std::vector<std::string> all;
  must(box.reader->for_each([&](EventView const& event, std::int64_t) -> Result<void> {
    all.emplace_back(event.body);
    return {};
  }));
  return all;
}

struct Pair {
  test::Box kiosk{1};
  test::Box hq{2};
  StreamId stream;
  Runs memory;

  // Writes `count` events at the kiosk.
  void write(int count) {
    for (int i = 0; i < count; ++i) {
      stream = kiosk.write(programme, team(static_cast<std::uint8_t>(i + 1))).stream;
    }
  }
  Run run_after(std::uint64_t seq) { return kiosk.run_after(stream, seq, memory); }
};

}  // namespace

TEST_CASE("a stream opens with its boot, and counts from one without a gap") {
  test::Box box(1);
  EventName first = box.write(programme, team(1));
  EventName second = box.write(programme, team(2));
  CHECK(first.seq == 2);
  CHECK(second.seq == 3);
  CHECK(first.stream == second.stream);
  auto page = must(box.reader->read_programme(programme, 0, {}));
  REQUIRE(page.events.runs.size() == 1);
  CHECK(page.events.runs[0].events[0].kind == StreamOpened::kind);
  CHECK(page.last_position == 3);
  CHECK(page.at_end);
}

TEST_CASE("a restart opens a new epoch and keeps what was there") {
  test::Box box(1);
  EventName before = box.write(programme, team(1));
  box.restart();
  EventName after = box.write(programme, team(2));
  CHECK(before.stream.epoch != after.stream.epoch);
  CHECK(bodies(box).size() == 4);
  CHECK(must(verify(*box.reads, {})).problems.empty());
}

TEST_CASE("each programme has positions of its own") {
  test::Box box(1);
  ProgrammeId const other{{2}};
  box.write(programme, team(1));
  box.write(other, team(2));
  box.write(programme, team(3));
  CHECK(must(box.reader->last_position(programme)) == 3);
  CHECK(must(box.reader->last_position(other)) == 2);
  CHECK(must(box.reader->programmes()).size() == 2);
}

TEST_CASE("what is taken in has identical bytes, once, however often it comes") {
  Pair pair;
  pair.write(5);
  for (int round = 0; round < 3; ++round) {
    Outcome outcome = take(pair.hq, pair.run_after(0));
    CHECK(outcome.verdict == Verdict::accepted);
    CHECK(outcome.last_seq == 6);
    CHECK(outcome.added == (round == 0 ? 6 : 0));
  }
  CHECK(bodies(pair.hq) == bodies(pair.kiosk));
  CHECK(must(verify(*pair.hq.reads, {})).problems.empty());
}

TEST_CASE("a run that overlaps adds only what is new") {
  Pair pair;
  pair.write(3);
  take(pair.hq, pair.run_after(0));
  pair.write(2);
  Outcome outcome = take(pair.hq, pair.run_after(2));
  CHECK(outcome.added == 2);
  CHECK(bodies(pair.hq) == bodies(pair.kiosk));
}

TEST_CASE("a gap is answered with where to go on, and stores nothing") {
  Pair pair;
  pair.write(5);
  Outcome outcome = take(pair.hq, pair.run_after(3));
  CHECK(outcome.verdict == Verdict::gap);
  CHECK(outcome.last_seq == 0);
  CHECK(bodies(pair.hq).empty());
}

TEST_CASE("two histories of one stream: both kept, the device stopped, the alarm raised") {
  Pair pair;
  pair.write(2);
  take(pair.hq, pair.run_after(0));
  // The same name, another body, signed by the same key: a cloned box.
  Run forged = pair.run_after(1);
  std::string body = write_body(team(99));
  forged.events.back().body = body;
  Hash hash = event_hash(event_hash(forged.previous, forged.events[0]), forged.events[1]);
  forged.head.hash = hash;
  forged.head.signature = pair.kiosk.key.sign(as_bytes(head_message(forged.head.name, hash)));
  CHECK(take(pair.hq, forged).verdict == Verdict::quarantined);
  CHECK(must(pair.hq.reader->quarantined()) == 1);
  CHECK(must(pair.hq.reader->alarms()).size() == 1);
  CHECK(must(pair.hq.reader->is_stopped(DeviceId{pair.kiosk.key.public_key()})));
  pair.write(1);
  CHECK(take(pair.hq, pair.run_after(0)).verdict == Verdict::stopped);
  must(pair.hq.ledger->release_device(DeviceId{pair.kiosk.key.public_key()}));
  CHECK(take(pair.hq, pair.run_after(0)).verdict == Verdict::accepted);
}

TEST_CASE("another device's trouble delays nobody") {
  Pair pair;
  test::Box other(3);
  pair.write(2);
  EventName name = other.write(programme, team(7));
  Runs memory;
  Intake intake;
  Run broken = pair.run_after(0);
  broken.previous.fill(1);
  CHECK(!check(broken).has_value());
  Run late = pair.run_after(1);  // a gap
  intake.runs.push_back(must(check(late)));
  intake.runs.push_back(must(check(other.run_after(name.stream, 0, memory))));
  auto outcomes = must(pair.hq.ledger->take_in({&intake, 1})).front();
  CHECK(outcomes[0].verdict == Verdict::gap);
  CHECK(outcomes[1].verdict == Verdict::accepted);
}

TEST_CASE("a changed byte anywhere in a run is found") {
  Pair pair;
  pair.write(3);
  auto refused = [&](auto change) {
    Run run = pair.run_after(0);
    change(run);
    return !check(std::move(run)).has_value();
  };
  CHECK(!refused([](Run&) {}));
  CHECK(refused([](Run& run) { run.events[1].body = "{}"; }));
  CHECK(refused([](Run& run) { run.events[1].wall += Micros(1); }));
  CHECK(refused([](Run& run) { run.events[1].salt[3] ^= 1; }));
  CHECK(refused([](Run& run) { run.events[1].name.seq = 7; }));
  CHECK(refused([](Run& run) { run.events.erase(run.events.begin() + 1); }));
  CHECK(refused([](Run& run) { run.events.clear(); }));
  CHECK(refused([](Run& run) { run.head.signature[0] ^= 1; }));
  CHECK(refused([](Run& run) { run.programme.bytes[15] ^= 1; }));
  CHECK(refused([](Run& run) { run.previous[0] = 1; }));
}

TEST_CASE("a device's push whose end it did not sign is kept aside") {
  Pair pair;
  pair.write(3);
  Run cut = pair.run_after(0);
  cut.events.pop_back();
  CHECK(take(pair.hq, cut).verdict == Verdict::quarantined);
  CHECK(bodies(pair.hq).empty());
  CHECK(take(pair.hq, pair.run_after(0)).verdict == Verdict::accepted);
}

TEST_CASE("acknowledgement follows headquarters, down as well as up") {
  Pair pair;
  pair.write(4);
  DeviceId device{pair.kiosk.key.public_key()};
  auto acknowledged = [&] { return must(pair.kiosk.reader->tally(device)).acknowledged; };
  EventName upto{pair.stream, 5};
  must(pair.kiosk.ledger->acknowledge({&upto, 1}));
  CHECK(acknowledged() == 5);
  CHECK(must(pair.kiosk.reader->unacknowledged(device)).empty());
  upto.seq = 2;  // headquarters was restored from a backup
  must(pair.kiosk.ledger->acknowledge({&upto, 1}));
  CHECK(acknowledged() == 2);
  CHECK(must(pair.kiosk.reader->unacknowledged(device)).size() == 1);
  upto.seq = 1000;  // nobody can hold what was never written
  must(pair.kiosk.ledger->acknowledge({&upto, 1}));
  CHECK(acknowledged() == 5);
}

TEST_CASE("a full disk refuses visibly, loses nothing, and goes on when there is room again") {
  test::Box box(1);
  box.write(programme, team(1));
  auto before = bodies(box);
  must(box.ledger->database().limit_size(0));
  SessionSet large;
  large.room = std::string(30000, 'x');
  Result<std::vector<EventName>> answer;
  for (int i = 0; i < 20 && answer.has_value(); ++i) {
    Draft draft{programme, large};
    answer = box.ledger->append({&draft, 1});
    if (answer) before = bodies(box);
  }
  REQUIRE(!answer.has_value());
  CHECK(answer.error().code == ErrorCode::disk_full);
  CHECK(!answer.error().advice.empty());
  CHECK(bodies(box) == before);
  must(box.ledger->database().limit_size(std::int64_t{1} << 30));
  box.write(programme, team(2));
  CHECK(must(verify(*box.reads, {})).problems.empty());
}

TEST_CASE("a body over the limit is refused before it is saved") {
  test::Box box(1);
  SessionSet large;
  large.room = std::string(max_body_bytes, 'x');
  Draft draft{programme, large};
  auto answer = box.ledger->append({&draft, 1});
  REQUIRE(!answer.has_value());
  CHECK(answer.error().code == ErrorCode::invalid);
  CHECK(bodies(box).empty());
}

TEST_CASE("a page is cut by its limits and the next one goes on where it ended") {
  Pair pair;
  pair.write(10);
  std::int64_t position = 0;
  std::size_t events = 0;
  int pages = 0;
  for (bool at_end = false; !at_end; ++pages) {
    auto page = must(pair.kiosk.reader->read_programme(programme, position, {4, 1 << 20}));
    for (Run const& run : page.events.runs) events += run.events.size();
    position = page.last_position;
    at_end = page.at_end;
  }
  CHECK(events == 11);
  CHECK(pages == 3);
}

TEST_CASE("a page from headquarters may end before the head that vouches for it") {
  Pair pair;
  test::Box neighbour(4);
  pair.write(6);
  take(pair.hq, pair.run_after(0));
  auto page = must(pair.hq.reader->read_programme(programme, 0, {3, 1 << 20}));
  Intake intake;
  intake.source = Source::headquarters;
  intake.cursor = {programme, page.last_position};
  for (Run& run : page.events.runs) intake.runs.push_back(must(check(run)));
  CHECK(must(neighbour.ledger->take_in({&intake, 1}))[0][0].added == 3);
  CHECK(must(neighbour.reader->cursor(programme)) == 3);
  CHECK(must(verify(*neighbour.reads, {})).problems.empty());  // its head is known, not reached
  auto rest = must(pair.hq.reader->read_programme(programme, 3, {}));
  Intake second;
  second.source = Source::headquarters;
  for (Run& run : rest.events.runs) second.runs.push_back(must(check(run)));
  must(neighbour.ledger->take_in({&second, 1}));
  CHECK(must(verify(*neighbour.reads, {})).problems.empty());
}

TEST_CASE("a box restored from an old copy gets its own later events back") {
  Pair pair;
  pair.write(3);
  take(pair.hq, pair.run_after(0));
  test::Box restored(1);  // the same key, an empty ledger
  auto page = must(pair.hq.reader->read_programme(programme, 0, {}));
  Intake intake;
  intake.source = Source::headquarters;
  for (Run& run : page.events.runs) intake.runs.push_back(must(check(run)));
  must(restored.ledger->take_in({&intake, 1}));
  CHECK(bodies(restored) == bodies(pair.kiosk));
  auto tally = must(restored.reader->tally(restored.ledger->device()));
  CHECK(tally.saved == 4);
  CHECK(tally.acknowledged == 4);
}

TEST_CASE("verify names what somebody changed in the file") {
  struct Row {
    char const* damage;
    char const* found;
  };
  Row const rows[] = {
      {"UPDATE event SET body=x'7b7d' WHERE seq=3", "changed after it was stored"},
      {"UPDATE event SET wall=wall+1 WHERE seq=2", "changed after it was stored"},
      {"DELETE FROM event WHERE seq=3", "event 3 is missing"},
      {"UPDATE stream SET head_signature=zeroblob(64)", "not its device's"},
      {"UPDATE event SET place=place+5 WHERE seq=4", "position 4 is missing"},
      {"UPDATE programme SET last_position=9", "count of events is wrong"},
      {"UPDATE event SET mark=mark+1 WHERE seq=2", "not in that order"},
      {"UPDATE programme SET last_mark=9", "not in that order"},
  };
  for (Row const& row : rows) {
    CAPTURE(row.damage);
    test::Box box(1);
    for (std::uint8_t i = 1; i < 4; ++i) box.write(programme, team(i));
    must(box.ledger->database().exec(row.damage));
    auto findings = must(verify(*box.reads, {}));
    bool named = false;
    for (auto const& problem : findings.problems) {
      named = named || problem.find(row.found) != std::string::npos;
    }
    CHECK(named);
  }
}

TEST_CASE("a mark tells what led to a position, also where the same event stands at it") {
  test::Box kiosk(1);
  test::Box hq(2);
  test::Box restored(3);
  Runs memory;
  auto mark = [](test::Box& box, std::int64_t position) {
    return must(box.reader->mark(programme, position));
  };
  hq.write(programme, team(8));
  restored.write(programme, team(9));
  auto stream = kiosk.write(programme, team(1)).stream;
  for (test::Box* box : {&hq, &restored}) take(*box, kiosk.run_after(stream, 0, memory));
  CHECK(must(hq.reader->last_position(programme)) == 4);
  CHECK(mark(hq, 4) != 0);
  CHECK(mark(hq, 4) != mark(restored, 4));
  CHECK(mark(hq, 5) == 0);
  auto before = mark(hq, 4);
  hq.restart();
  CHECK(mark(hq, 4) == before);
  hq.write(programme, team(2));
  CHECK(must(verify(*hq.reads, {})).problems.empty());
}

TEST_CASE("a file from before there were marks is opened, read and written on") {
  test::Box box(1);
  box.write(programme, team(1));
  for (char const* column : {"event DROP COLUMN mark", "programme DROP COLUMN last_mark"}) {
    must(box.ledger->database().exec("ALTER TABLE " + std::string(column)));
  }
  box.restart();
  CHECK(must(box.reader->mark(programme, 2)) == 0);
  box.write(programme, team(2));
  CHECK(must(box.reader->mark(programme, 4)) != 0);
  CHECK(bodies(box).size() == 4);
  CHECK(must(verify(*box.reads, {})).problems.empty());
}
