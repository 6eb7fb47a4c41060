// Who is forgotten is forgotten by every view, whatever came first.
#include <algorithm>
#include <cctype>

#include "sync/views/consent.h"
#include "sync/views/queries.h"
#include "tests/support/box.h"

using namespace sala;
using namespace sala::views;
using test::must;

namespace {

ProgrammeId const programme{{1}};
SessionId const session{{7}};
ParticipantId const beam{{0xbe, 1}}, twin{{0xbe, 2}}, nok{{0x40, 3}};

struct KeptBox {
  explicit KeptBox(std::uint8_t number) : random(number), key(test::test_key(number)) { start(); }
  void start() {
    Keeper::Options options;
    options.database_path = folder / "ledger.db";
    options.access = db::Access::read_write_unsafe;
    options.headquarters = DeviceId{test::test_key(9).public_key()};
    options.mode = Keeper::Mode::manual;
    keeper = must(Keeper::start(std::move(options), key, clock, random));
  }
  std::vector<EventName> write(ProgrammeId const& where, Body body) {
    std::vector<EventName> names;
    keeper->append({{where, std::move(body)}}, [&](auto told) { names = must(std::move(told)); });
    keeper->run_waiting();
    return names;
  }
  std::size_t say(ConsentRecorded wish) {
    std::size_t written = 0;
    keeper->write(record_consent(programme, std::move(wish)),
                  [&](auto told) { written = must(std::move(told)).size(); });
    keeper->run_waiting();
    return written;
  }
  void take_all_from(KeptBox& other) {
    auto reads = other.open();
    auto reader = must(ledger::Reader::open(reads));
    for (auto const& state : must(reader.streams())) {
      auto runs = must(reader.read_stream(state, 0, {}));
      ledger::Intake intake;
      for (auto& run : runs.runs) intake.runs.push_back(must(ledger::check(run)));
      keeper->take_in(std::move(intake), [](auto told) { must(without_value(told)); });
      keeper->run_waiting();
    }
  }
  db::Database open() {
    return must(db::Database::open(folder / "ledger.db", db::Access::read_only));
  }
  std::string dump() {
    auto reads = open();
    return must(views::dump(reads));
  }
  void check_rebuilt_the_same() {
    auto before = dump();
    auto database = must(db::Database::open(folder / "ledger.db", db::Access::read_write_unsafe));
    must(rebuild(database, DeviceId{test::test_key(9).public_key()}, {}));
    CHECK(dump() == before);
  }

  test::TemporaryFolder folder;
  test::FakeClock clock;
  test::SeededRandom random;
  crypto::SigningKey key;
  std::unique_ptr<Keeper> keeper;
};

void live(KeptBox& box, ParticipantId const& who, std::string const& name) {
  ParticipantSet set;
  set.participant = who;
  set.nickname = name;
  box.write(programme, set);
  box.say({who, 1, Purpose::photos, true, "", ""});
  auto in = box.write(programme, AttendanceSignedIn{session, who, SignInMethod::tile, "", {}});
  box.write(programme, AttendanceSignedOut{session, who, in, {}});
  box.write(programme, InterestsSet{who, 1, {{"water", Readiness::starting}}});
  box.write(programme, FormAnswered{FormId{{4}}, 1, session, who, R"({"/data/q":"1"})", 1});
  box.write(programme, SeatTaken{CourseId{{5}}, who, {}, {}, ""});
  box.write(programme, WaitingJoined{CourseId{{6}}, who, {}});
}

bool mentions(std::string const& dump, ParticipantId const& who) {
  std::string upper = to_hex(who.bytes);
  std::ranges::transform(upper, upper.begin(),
                         [](char c) { return static_cast<char>(std::toupper(c)); });
  return dump.find(upper) != std::string::npos || dump.find(to_text(who)) != std::string::npos;
}

}  // namespace

TEST_CASE("the views forget a person and keep the others, and say which boxes have done it") {
  KeptBox hq(9), kiosk(1);
  live(kiosk, beam, "บีม");
  live(kiosk, twin, "บีม");
  live(kiosk, nok, "นก");
  kiosk.write(programme, ParticipantMerged{twin, beam});
  hq.take_all_from(kiosk);
  REQUIRE(mentions(hq.dump(), beam));
  hq.write(programme, PersonErased{{beam, twin}});
  CHECK_FALSE(mentions(hq.dump(), beam));
  CHECK_FALSE(mentions(hq.dump(), twin));
  CHECK(hq.dump().find("บีม") == std::string::npos);
  CHECK(mentions(hq.dump(), nok));
  hq.check_rebuilt_the_same();
  {
    auto reads = hq.open();
    Queries queries(reads);
    CHECK(must(queries.participants(programme)).size() == 1);
    CHECK(must(queries.attendance(session)).size() == 1);
    REQUIRE(must(queries.erasures()).size() == 1);
    CHECK(must(queries.erasures()).front().done.empty());
  }
  kiosk.take_all_from(hq);
  hq.take_all_from(kiosk);  // the kiosk has written that it is done
  CHECK(kiosk.dump() == hq.dump());
  auto reads = hq.open();
  auto done = must(Queries(reads).erasures()).front().done;
  CHECK(done == std::set{DeviceId{kiosk.key.public_key()}});
  CHECK(must(ledger::verify(reads, {})).problems.empty());
}

TEST_CASE("the same is forgotten whether the order comes before, between or after") {
  KeptBox hq(9), kiosk(1), late(2), early(3);
  auto order = [&] { hq.write(programme, PersonErased{{beam}}); };
  live(kiosk, beam, "บีม");
  late.take_all_from(kiosk);
  order();
  early.take_all_from(hq);
  live(kiosk, nok, "นก");
  kiosk.write(programme, AttendanceSignedIn{session, beam, SignInMethod::badge, "", {}});
  early.take_all_from(kiosk);
  late.take_all_from(kiosk);
  late.take_all_from(hq);
  early.take_all_from(late);  // its confirmation
  late.take_all_from(early);
  CHECK(early.dump() == late.dump());
  CHECK_FALSE(mentions(early.dump(), beam));
  early.check_rebuilt_the_same();
  late.check_rebuilt_the_same();
}

TEST_CASE("only headquarters may order it; a box that says so is not believed") {
  KeptBox kiosk(1), other(2);
  live(kiosk, beam, "บีม");
  other.write(programme, PersonErased{{beam}});
  kiosk.take_all_from(other);
  CHECK(mentions(kiosk.dump(), beam));
  auto reads = kiosk.open();
  CHECK(must(Queries(reads).erasures()).empty());
  CHECK(must(Queries(reads).problems(5)).size() == 1);
}

TEST_CASE("a box confirms once, also when its process died over it") {
  KeptBox hq(9), kiosk(1);
  live(kiosk, beam, "บีม");
  hq.write(programme, PersonErased{{beam}});
  // What the dead process had stored: the order, and no word that it was done.
  hq.take_all_from(kiosk);
  {
    auto database =
        must(db::Database::open(kiosk.folder / "ledger.db", db::Access::read_write_unsafe));
    kiosk.keeper.reset();
    auto ledger =
        must(ledger::Ledger::open(std::move(database), kiosk.key, "t", kiosk.clock, kiosk.random));
    auto projector =
        must(Projector::open(ledger.database(), DeviceId{test::test_key(9).public_key()}));
    ledger.observe(*projector);
    auto reads = hq.open();
    auto reader = must(ledger::Reader::open(reads));
    for (auto const& state : must(reader.streams_of(DeviceId{hq.key.public_key()}))) {
      auto runs = must(reader.read_stream(state, 0, {}));
      ledger::Intake intake;
      for (auto& run : runs.runs) intake.runs.push_back(must(ledger::check(run)));
      must(without_value(ledger.take_in({&intake, 1})));
    }
  }
  kiosk.start();
  kiosk.keeper.reset();
  kiosk.start();
  auto reads = kiosk.open();
  auto count = must(reads.prepare("SELECT count(*) FROM event WHERE kind='erasure.done'"));
  REQUIRE(must(count.step()));
  CHECK(count.integer(0) == 1);
  CHECK(test::read_file(kiosk.folder / "ledger.db").find("บีม") == std::string::npos);
}

TEST_CASE("what a reader kept from being forgotten is done by itself a minute later") {
  KeptBox hq(9), kiosk(1);
  live(kiosk, beam, "บีม");
  hq.write(programme, PersonErased{{beam}});
  auto count_done = [&] {
    auto reads = kiosk.open();
    auto count = must(reads.prepare("SELECT count(*) FROM event WHERE kind='erasure.done'"));
    REQUIRE(must(count.step()));
    return count.integer(0);
  };
  {
    auto reads = kiosk.open();
    auto reading = must(db::Transaction::begin_read(reads));
    auto first = must(reads.prepare("SELECT 1 FROM event"));
    REQUIRE(must(first.step()));
    kiosk.take_all_from(hq);
    CHECK(count_done() == 0);
  }
  kiosk.keeper->run_waiting();
  CHECK(count_done() == 0);
  kiosk.clock.advance(std::chrono::seconds(61));
  kiosk.keeper->run_waiting();
  CHECK(count_done() == 1);
}

TEST_CASE("an order that an older Sala stored and did not understand is done at the update") {
  KeptBox hq(9);
  live(hq, beam, "บีม");
  hq.write(programme, PersonErased{{beam}});
  auto dump = hq.dump();
  {
    auto database =
        must(db::Database::open(hq.folder / "ledger.db", db::Access::read_write_unsafe));
    hq.keeper.reset();
    must(database.exec(
        "DELETE FROM erased; UPDATE event SET body_hash=NULL, body=CAST('{\"participant\":\"" +
        to_text(beam) + "\"}' AS BLOB) WHERE kind='interests.set'"));
    must(rebuild(database, DeviceId{hq.key.public_key()}, {}));
  }
  CHECK(hq.dump() == dump);
  hq.start();
  hq.write(programme, InterestsSet{beam, 9, {}});
  CHECK_FALSE(mentions(hq.dump(), beam));
}

TEST_CASE("a consent counts by its last word, of people who became one too") {
  KeptBox box(1);
  auto now = [&](ParticipantId const& who) {
    auto reads = box.open();
    auto it = must(Queries(reads).consent(who, Purpose::wellbeing));
    return it ? (it->granted ? "yes" : "no") + std::to_string(it->version) : std::string("-");
  };
  ConsentRecorded yes{beam, 1, Purpose::wellbeing, true, "แม่", "Mother"}, no = yes;
  no.granted = false;
  CHECK(now(beam) == "-");
  CHECK(box.say(yes) == 1);
  CHECK(now(beam) == "yes1");
  CHECK(box.say(yes) == 0);
  CHECK(box.say(no) == 1);
  CHECK(now(beam) == "no2");
  CHECK(box.say(no) == 0);
  CHECK(now(nok) == "-");
  box.write(programme, ParticipantMerged{nok, beam});
  CHECK(now(nok) == "no2");
  auto his = yes;
  his.participant = nok;
  CHECK(box.say(his) == 1);
  CHECK(now(beam) == "yes3");
  auto reads = box.open();
  auto all = must(Queries(reads).consents_now(programme));
  REQUIRE(all.size() == 1);
  CHECK(all.front().version == 3);
}
