#include "sync/ledger/erasure.h"

#include <algorithm>

#include "tests/support/box.h"

using namespace sala;
using namespace sala::ledger;
using test::must;

namespace {

ProgrammeId const programme{{1}};
ParticipantId const beam{{0xbe, 1}};
ParticipantId const nok{{0x40, 2}};
constexpr char secret[] = "ภัทรพล-ที่ไม่มีใครควรเห็นอีก";

ParticipantSet person(ParticipantId const& id, std::string name) {
  ParticipantSet set;
  set.participant = id;
  set.given_name = std::move(name);
  return set;
}

// Obeys every order, whoever wrote it: who may is the views' business.
struct Obeys final : Observer {
  std::vector<Subject> erases(Accepted const& accepted) override {
    auto read = read_body(accepted.event.kind, accepted.event.body);
    std::vector<Subject> whom;
    if (!read || !*read) return whom;
    if (auto const* order = std::get_if<PersonErased>(&**read)) {
      for (auto const& id : order->people) whom.push_back(id.bytes);
    }
    if (auto const* order = std::get_if<AnswersErased>(&**read)) {
      for (auto const& id : order->answers) whom.push_back(id.bytes);
    }
    return whom;
  }
  Result<void> accepted(Accepted const& accepted) override {
    if (!accepted.event.body_hash) ++with_body;
    return {};
  }
  int with_body = 0;
};

struct Obedient : test::Box {
  explicit Obedient(std::uint8_t number) : Box(number) { ledger->observe(observer); }
  // kind → body, in their order; "-" for one that was erased.
  std::vector<std::pair<std::string, std::string>> all() {
    std::vector<std::pair<std::string, std::string>> found;
    must(reader->for_each([&](EventView const& event, std::int64_t) -> Result<void> {
      found.emplace_back(event.kind, event.body_hash ? "-" : std::string(event.body));
      return {};
    }));
    return found;
  }
  int bodies() {
    auto list = all();
    return static_cast<int>(std::ranges::count_if(list, [](auto& it) { return it.second != "-"; }));
  }
  bool file_holds(std::string_view text) {
    for (char const* part : {"", "-wal", "-journal"}) {
      auto path = folder / (std::string("ledger.db") + part);
      if (!std::filesystem::exists(path)) continue;
      if (test::read_file(path).find(text) != std::string::npos) return true;
    }
    return false;
  }
  bool whole() { return must(verify(*reads, {})).problems.empty(); }
  Outcome take(Run run) {
    Intake intake;
    intake.runs.push_back(must(check(std::move(run))));
    return must(ledger->take_in({&intake, 1})).front().front();
  }
  Obeys observer;
};

}  // namespace

TEST_CASE("what is about somebody loses its body and salt, the chain stays whole, others stay") {
  Obedient box(1);
  box.write(programme, person(beam, secret));
  box.write(programme, person(nok, "นก"));
  box.write(programme, AttendanceSignedIn{SessionId{{7}}, beam, SignInMethod::tile, secret, {}});
  box.write(programme, ParticipantMerged{nok, beam});
  auto before = must(box.reader->streams()).front().last_hash;
  REQUIRE(box.file_holds(secret));
  box.write(programme, PersonErased{{beam}});
  auto all = box.all();
  REQUIRE(all.size() == 6);
  CHECK(all[1].second == "-");
  CHECK(all[2].second.find("นก") != std::string::npos);
  CHECK(all[3].second == "-");
  CHECK(all[4].second == "-");
  CHECK(all[5].second.find(to_text(beam)) != std::string::npos);  // the order itself stays
  CHECK(box.whole());
  CHECK(must(box.reader->hash_of({must(box.reader->streams()).front().stream, 5})) == before);
  auto salts = must(box.reads->prepare("SELECT count(*) FROM event WHERE salt=zeroblob(16)"));
  REQUIRE(must(salts.step()));
  CHECK(salts.integer(0) == 3);
}

TEST_CASE("after the scrub neither the file nor its journal holds what was erased") {
  Obedient box(1);
  for (int i = 0; i < 400; ++i) {
    box.write(programme, person(beam, secret + std::to_string(i)));
    if (i % 7 == 0) box.write(programme, person(nok, "นก" + std::to_string(i)));
  }
  box.write(programme, PersonErased{{beam}});
  must(scrub(box.ledger->database()));
  CHECK_FALSE(box.file_holds(secret));
  CHECK(box.file_holds("นก7"));
  CHECK(box.whole());
  must(scrub(box.ledger->database()));  // nothing is due
  box.restart();
  CHECK(box.whole());
}

TEST_CASE("what arrives late is stored without its body, from whoever and in whatever order") {
  Obedient hq(9), kiosk(1), neighbour(2);
  auto said = kiosk.write(programme, person(beam, secret));
  kiosk.write(programme, person(nok, "นก"));
  Runs memory, orders;
  auto whole = kiosk.run_after(said.stream, 0, memory);
  auto order = hq.write(programme, PersonErased{{beam}});
  for (Obedient* box : {&neighbour, &hq}) {
    if (box != &hq) box->take(hq.run_after(order.stream, 0, orders));
    CHECK(box->take(whole).verdict == Verdict::accepted);
    CHECK(box->take(whole).added == 0);  // again, and again with its body
    CHECK(box->whole());
    CHECK_FALSE(box->file_holds(secret));
    CHECK(box->file_holds("นก"));
  }
  // What a box goes on to write itself is no other matter.
  neighbour.write(programme, AttendanceSignedIn{SessionId{{7}}, beam, SignInMethod::tile, "", {}});
  CHECK(neighbour.all().back().second == "-");
  // The writer hears of it last, and its stream is still the same to everybody.
  kiosk.take(hq.run_after(order.stream, 0, orders));
  CHECK(kiosk.all()[1].second == "-");
  CHECK(hq.take(kiosk.run_after(said.stream, 0, memory)).verdict == Verdict::accepted);
  CHECK(kiosk.whole());
}

TEST_CASE("a restart forgets nobody who was erased") {
  Obedient hq(9), kiosk(1);
  auto said = kiosk.write(programme, person(beam, secret));
  Runs memory;
  auto whole = kiosk.run_after(said.stream, 0, memory);
  hq.write(programme, PersonErased{{beam}});
  hq.restart();
  hq.ledger->observe(hq.observer);
  CHECK(hq.take(whole).verdict == Verdict::accepted);
  CHECK_FALSE(hq.file_holds(secret));
}

TEST_CASE("of a kind that nobody knows yet, or that nobody can read, to mention him is enough") {
  auto id = to_text(beam);
  CHECK(is_about("from.tomorrow", R"({"who":")" + id + "\"}", beam.bytes));
  CHECK(is_about("participant.set", R"({"participant":")" + id, beam.bytes));
  CHECK_FALSE(is_about("from.tomorrow", R"({"who":"nobody"})", beam.bytes));
  CHECK_FALSE(is_about("person.erased", write_body(PersonErased{{beam}}), beam.bytes));
  CHECK(is_about("waiting.joined", write_body(WaitingJoined{CourseId{{3}}, beam, {}}), beam.bytes));
}

TEST_CASE("a confidential answer and the notes about it are forgotten by the answer's number") {
  Obedient box(1);
  SealedId answer{{5}}, other{{6}};
  box.write(programme, AnswerSealed{answer, {}, "sealed"});
  box.write(programme, CareNoted{SealedId{{8}}, answer, false, {}, "note"});
  box.write(programme, AnswerSealed{other, {}, "other"});
  box.write(programme, AnswersErased{{answer}});
  CHECK(box.bodies() == 3);
  CHECK(box.whole());
}

TEST_CASE("nobody is not somebody: an order without a name erases nothing") {
  Obedient box(1);
  box.write(programme, AttendanceSignedIn{SessionId{{7}}, {}, SignInMethod::tile, "", {}});
  box.write(programme, PersonErased{{ParticipantId{}}});
  CHECK(box.bodies() == 3);
}

TEST_CASE("what was kept aside goes with the first erasure: nobody can tell whom it is about") {
  Obedient box(1);
  must(box.ledger->quarantine({}, 1, "unreadable", secret));
  box.write(programme, PersonErased{{beam}});
  must(scrub(box.ledger->database()));
  CHECK_FALSE(box.file_holds(secret));
  CHECK(must(box.reader->quarantined()) == 1);
}
