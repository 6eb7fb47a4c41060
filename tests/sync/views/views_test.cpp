#include <algorithm>
#include <thread>

#include "sync/views/keeper.h"
#include "sync/views/queries.h"
#include "tests/support/box.h"

using namespace sala;
using namespace sala::views;
using test::must;

namespace {

ProgrammeId const programme{{1}};
SessionId const session{{7}};

ParticipantId person(std::uint8_t number) {
  ParticipantId id;
  id.bytes.fill(number);
  return id;
}

// A box whose ledger has views, as every real one has.
struct ViewBox : test::Box {
  explicit ViewBox(std::uint8_t number, std::optional<DeviceId> headquarters)
      : Box(number), projector(must(Projector::open(ledger->database(), headquarters))) {
    ledger->observe(*projector);
  }
  std::string dump() { return must(views::dump(*reads)); }
  std::unique_ptr<Projector> projector;
};

struct Fleet {
  DeviceId hq_device{test::test_key(9).public_key()};
  ViewBox hq{9, hq_device};
  ViewBox first{1, hq_device};
  ViewBox second{2, hq_device};
};

std::vector<ledger::CheckedRun> all_runs(test::Box& box, std::size_t piece,
                                         std::vector<ledger::Page>& memory) {
  std::vector<ledger::CheckedRun> runs;
  for (ProgrammeId const& id : must(box.reader->programmes())) {
    std::int64_t after = 0;
    for (bool at_end = false; !at_end;) {
      memory.push_back(must(box.reader->read_programme(id, after, {piece, 1 << 20})));
      for (auto& run : memory.back().events.runs) runs.push_back(must(ledger::check(run)));
      after = memory.back().last_position;
      at_end = memory.back().at_end;
    }
  }
  return runs;
}

// Random work at a box: settings, attendance, undo, merges, anchors.
void work(ViewBox& box, test::SeededRandom& random, int count) {
  std::vector<EventName> mine;
  for (int i = 0; i < count; ++i) {
    box.clock.advance(Micros(static_cast<std::int64_t>(random.below(5'000'000))));
    auto who = person(static_cast<std::uint8_t>(1 + random.below(6)));
    auto pick = [&]() -> std::vector<EventName> {
      if (mine.empty()) return {};
      return {mine[random.below(mine.size())]};
    };
    switch (random.below(10)) {
      case 0: {
        ParticipantSet set;
        set.participant = who;
        set.version = static_cast<std::int64_t>(random.below(3));
        set.nickname = std::to_string(random.below(1000));
        box.write(programme, set);
        break;
      }
      case 1:
        box.write(programme, AttendanceSignedOut{session, who, pick(), {}});
        break;
      case 2:
        box.write(programme, AttendanceUndone{session, who, pick(), {}});
        break;
      case 3:
        box.write(programme,
                  ParticipantMerged{who, person(static_cast<std::uint8_t>(1 + random.below(6)))});
        break;
      case 4:
        box.write(common_programme,
                  ClockAnchored{box.clock.boot, box.clock.boot_now.time_since_epoch().count(),
                                1'795'400'000'000'000, 1000, AnchorSource::server});
        break;
      case 5: {
        FormSet set;
        set.form = FormId{{3}};
        set.version = static_cast<std::int64_t>(random.below(3));
        set.code = std::to_string(random.below(1000));
        box.write(common_programme, set);
        break;
      }
      case 6:
        box.write(programme, FormAnswered{FormId{{3}}, 1, session, who, "{}", 0, FormMoment::end});
        break;
      case 7:
        box.write(programme, FormReleased{FormId{{3}},
                                          1,
                                          session,
                                          BatchId{{static_cast<std::uint8_t>(random.below(4))}},
                                          "2026-11-23",
                                          {"{}"}});
        break;
      default:
        mine.push_back(
            box.write(programme, AttendanceSignedIn{session, who, SignInMethod::tile, "", {}}));
    }
  }
}

}  // namespace

TEST_CASE("views are the same whatever the order, repetition and batching of events") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    Fleet fleet;
    test::SeededRandom random(seed);
    work(fleet.first, random, 40);
    work(fleet.second, random, 40);
    std::vector<ledger::Page> memory;
    auto runs = all_runs(fleet.first, 3, memory);
    auto more = all_runs(fleet.second, 5, memory);
    runs.insert(runs.end(), more.begin(), more.end());
    // Delivered in any order, some twice; what leaves a gap is offered again, as a courier would.
    for (int round = 0; round < 60; ++round) {
      for (std::size_t i = runs.size(); i > 1; --i) std::swap(runs[i - 1], runs[random.below(i)]);
      ledger::Intake intake;
      intake.source = ledger::Source::headquarters;
      for (std::size_t i = 0; i < 1 + random.below(runs.size()); ++i)
        intake.runs.push_back(runs[i]);
      must(fleet.hq.ledger->take_in({&intake, 1}));
    }
    ledger::Intake rest;
    rest.source = ledger::Source::headquarters;
    std::sort(runs.begin(), runs.end(),
              [](auto const& a, auto const& b) { return a.run.first_seq() < b.run.first_seq(); });
    rest.runs = runs;
    must(fleet.hq.ledger->take_in({&rest, 1}));
    auto all_of_second = all_runs(fleet.second, 500, memory);
    ledger::Intake to_first;
    to_first.source = ledger::Source::headquarters;
    to_first.runs = all_of_second;
    must(fleet.first.ledger->take_in({&to_first, 1}));
    CHECK(fleet.hq.dump() == fleet.first.dump());
    std::string before = fleet.hq.dump();
    must(rebuild(fleet.hq.ledger->database(), fleet.hq_device, {}));
    CHECK(fleet.hq.dump() == before);
    CHECK(before.find("fact") != std::string::npos);
  }
}

TEST_CASE("the highest version of a setting wins, and a kiosk may not say what is headquarters'") {
  Fleet fleet;
  ParticipantSet set;
  set.participant = person(1);
  set.version = 2;
  set.nickname = "ใหม่";
  fleet.hq.write(programme, set);
  set.version = 1;
  set.nickname = "เก่า";
  fleet.hq.write(programme, set);
  Queries queries(*fleet.hq.reads);
  CHECK(must(queries.participant(person(1)))->nickname == "ใหม่");

  StaffSet staff;
  staff.staff.bytes.fill(5);
  fleet.first.write(common_programme, staff);
  Queries at_first(*fleet.first.reads);
  CHECK(must(at_first.staff()).empty());
  REQUIRE(must(at_first.problems(10)).size() == 1);
  CHECK(must(at_first.problems(10))[0].kind == "staff.set");
}

TEST_CASE("of a course those sessions are read that are its own, as they stand now") {
  Fleet fleet;
  CourseId const wanted{{3}}, other{{4}};
  auto set = [&](std::uint8_t id, std::int64_t version, CourseId const& course,
                 std::string const& title) {
    SessionSet body;
    body.session.bytes.fill(id);
    body.version = version;
    body.course = course;
    body.title = {title, ""};
    fleet.hq.write(programme, body);
    return body.session;
  };
  auto first = set(1, 1, wanted, "เช้า");
  set(2, 1, other, "names " + to_text(wanted));
  auto moved = set(3, 1, other, "บ่าย");
  set(4, 1, CourseId{}, "เปิดค่าย");
  auto ids = [&](CourseId const& course) {
    Queries queries(*fleet.hq.reads);
    std::vector<SessionId> found;
    for (SessionSet const& it : must(queries.sessions_of(programme, course))) {
      found.push_back(it.session);
    }
    return found;
  };
  CHECK(ids(wanted) == std::vector{first});
  set(3, 2, wanted, "บ่าย");
  CHECK(ids(wanted) == std::vector{first, moved});
  Queries queries(*fleet.hq.reads);
  CHECK(must(queries.sessions_of(common_programme, wanted)).empty());
}

TEST_CASE("attendance is told in true time once an anchor of the boot is known") {
  Fleet fleet;
  fleet.first.clock.wall_now = WallTime(Micros(0));  // 1970
  fleet.first.write(programme, AttendanceSignedIn{session, person(1), SignInMethod::tile, "", {}});
  Queries queries(*fleet.first.reads);
  auto before = must(queries.attendance_of(session, person(1)));
  CHECK(!before.came->confirmed);
  CHECK(before.came->at == WallTime(Micros(0)));
  BootTime signed_in = fleet.first.clock.boot_now;
  fleet.first.clock.advance(std::chrono::seconds(10));
  std::int64_t utc = 1'795'400'000'000'000;
  fleet.first.write(
      common_programme,
      ClockAnchored{fleet.first.clock.boot, fleet.first.clock.boot_now.time_since_epoch().count(),
                    utc, 1000, AnchorSource::server});
  auto after = must(queries.attendance_of(session, person(1)));
  CHECK(after.came->confirmed);
  CHECK(after.came->at == WallTime(Micros(utc - 10'000'000)));
  CHECK(after.came->error == Micros(2000));
  CHECK(signed_in < fleet.first.clock.boot_now);
}

TEST_CASE("merged people are one, wherever they signed in") {
  Fleet fleet;
  auto sign_in = [&](std::uint8_t who) {
    fleet.first.write(programme,
                      AttendanceSignedIn{session, person(who), SignInMethod::tile, "", {}});
  };
  sign_in(1);
  sign_in(2);
  sign_in(3);
  fleet.first.write(programme, ParticipantMerged{person(2), person(1)});
  fleet.first.write(programme, ParticipantMerged{person(1), person(3)});
  Queries queries(*fleet.first.reads);
  auto rows = must(queries.attendance(session));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].participant == person(3));
  CHECK(rows[0].attendance.witnesses == 3);
  CHECK(must(queries.attendance_of(session, person(3))).witnesses == 3);
  CHECK(must(queries.merged_into(person(3))).size() == 3);
}

TEST_CASE("a body that cannot be understood is kept, named, and stops nothing") {
  Fleet fleet;
  // Written by a program that is not ours: valid chain, nonsense inside.
  EventView event;
  event.name = {{DeviceId{fleet.first.key.public_key()}, 77}, 1};
  event.programme = programme;
  event.kind = "team.set";
  event.body = "{\"team\":\"\xff\"";
  ledger::Run run;
  run.stream = event.name.stream;
  run.programme = programme;
  run.events = {event};
  run.head.name = event.name;
  run.head.hash = event_hash({}, event);
  run.head.signature = fleet.first.key.sign(as_bytes(head_message(event.name, run.head.hash)));
  ledger::Intake intake;
  intake.runs.push_back(must(ledger::check(run)));
  CHECK(must(fleet.hq.ledger->take_in({&intake, 1}))[0][0].added == 1);
  Queries queries(*fleet.hq.reads);
  auto problems = must(queries.problems(10));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].reason.find("UTF-8") != std::string::npos);
}

TEST_CASE("a keeper answers each job once it is on disk, and says what changed") {
  test::TemporaryFolder folder;
  test::FakeClock clock;
  test::SeededRandom random(4);
  std::atomic<int> changes = 0;
  std::atomic<int> saved = 0;
  {
    Keeper::Options options;
    options.database_path = folder / "ledger.db";
    options.program = "test";
    options.on_change = [&](Projector::Changes const& it) {
      changes += static_cast<int>(it.list.size());
    };
    auto keeper = must(Keeper::start(std::move(options), test::test_key(1), clock, random));
    for (int i = 0; i < 50; ++i) {
      keeper->append(
          {{programme, AttendanceSignedIn{session, person(1), SignInMethod::tile, "", {}}}},
          [&](auto answer) { saved += answer.has_value() ? 1 : 0; });
    }
  }
  CHECK(saved == 50);
  CHECK(changes == 51);  // and the opening of the stream
  auto database = must(db::Database::open(folder / "ledger.db", db::Access::read_only));
  CHECK(must(Queries(database).attendance_of(session, person(1))).witnesses == 50);
}

TEST_CASE("what is written follows from what stands there when its turn has come") {
  test::TemporaryFolder folder;
  test::FakeClock clock;
  test::SeededRandom random(4);
  Keeper::Options options;
  options.database_path = folder / "ledger.db";
  options.mode = Keeper::Mode::manual;
  options.headquarters = DeviceId{test::test_key(1).public_key()};
  auto keeper = must(Keeper::start(std::move(options), test::test_key(1), clock, random));
  // Two taps, both made before the first was written: the second finds the first's team.
  std::vector<std::size_t> wrote;
  std::optional<ErrorCode> refused;
  auto compose = [](Standing const& standing) -> Result<std::vector<ledger::Draft>> {
    CHECK(standing.headquarters == standing.ledger.device());
    if (!TRY(standing.queries.teams(programme)).empty()) {
      CHECK(standing.ledger.own_stream(programme).has_value());
      return std::vector<ledger::Draft>{};
    }
    CHECK_FALSE(standing.ledger.own_stream(programme).has_value());
    return std::vector<ledger::Draft>{{programme, TeamSet{TeamId{{5}}, 1, {}, {}}}};
  };
  for (int i = 0; i < 2; ++i) {
    keeper->write(compose, [&](auto names) { wrote.push_back(must(std::move(names)).size()); });
  }
  keeper->write(
      [](Standing const&) -> Result<std::vector<ledger::Draft>> {
        return fail(ErrorCode::conflict, "take a seat", "somebody was faster");
      },
      [&](auto names) { refused = names.error().code; });
  CHECK(keeper->run_waiting());
  CHECK(wrote == std::vector<std::size_t>{1, 0});
  CHECK(refused == ErrorCode::conflict);
}

TEST_CASE("a full mailbox refuses at once, and only what came too late") {
  test::TemporaryFolder folder;
  test::FakeClock clock;
  test::SeededRandom random(4);
  Keeper::Options options;
  options.database_path = folder / "ledger.db";
  options.mode = Keeper::Mode::manual;
  options.max_waiting = 2;
  auto keeper = must(Keeper::start(std::move(options), test::test_key(1), clock, random));
  std::vector<ErrorCode> refused;
  int done = 0;
  for (int i = 0; i < 3; ++i) {
    keeper->append({{programme, TeamSet{}}}, [&](auto answer) {
      if (answer) {
        ++done;
      } else {
        refused.push_back(answer.error().code);
      }
    });
  }
  CHECK(refused == std::vector{ErrorCode::busy});
  CHECK(keeper->run_waiting());
  CHECK(done == 2);
  CHECK(!keeper->run_waiting());
}
