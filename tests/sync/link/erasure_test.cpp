// A person is forgotten by a whole fleet: two boxes, one of them far away and busy meanwhile.
#include "tests/sync/link/courier_fixture.h"

using namespace sala;
using namespace sala::test;

namespace {

constexpr char secret[] = "ภัทรพล-ที่ไม่มีใครควรเห็นอีก";
ParticipantId const beam{{0xbe, 1}};

struct Fleet : Line {
  Fleet() {
    neighbour =
        std::make_unique<sim::SimKiosk>(timeline, network, 2, hq.device(), std::vector{programme});
    hq.write(common_programme, DeviceEnrolled{neighbour->device(), "สวน", {}, {programme}});
  }
  void pass_all(Micros time) {
    Micros const end = timeline.now() + time;
    while (timeline.now() < end) {
      timeline.go_to(std::min({timeline.next(), kiosk->next_wake(), neighbour->next_wake(), end}));
      kiosk->wake();
      neighbour->wake();
      for (bool any = true; any;) {
        any = neighbour->run();
        any = hq.run() || any;
        any = kiosk->run() || any;
      }
    }
  }
  void meet(sim::SimKiosk& at) {
    ParticipantSet set;
    set.participant = beam;
    set.given_name = secret;
    at.write(programme, set);
    at.write(programme, AttendanceSignedIn{session, beam, SignInMethod::tile, secret, {}});
  }
  static bool remembers(sim::Node const& node) {
    for (char const* part : {"", "-wal"}) {
      auto path = node.path() + part;
      if (std::filesystem::exists(path) && read_file(path).find(secret) != std::string::npos) {
        return true;
      }
    }
    return false;
  }
  static bool is_whole(sim::Node const& node) {
    auto database = node.open_to_read();
    return must(ledger::verify(database, {})).problems.empty();
  }
  std::size_t confirmed() {
    auto database = hq.open_to_read();
    auto all = must(views::Queries(database).erasures());
    return all.empty() ? 0 : all.front().done.size();
  }
  std::string dump(sim::Node const& node) {
    auto database = node.open_to_read();
    return must(views::dump(database));
  }
  void forget() { hq.write(programme, PersonErased{{beam}}); }

  std::unique_ptr<sim::SimKiosk> neighbour;
};

}  // namespace

TEST_CASE_FIXTURE(Fleet,
                  "a box that was away forgets when it comes back, with what it wrote since") {
  meet(*kiosk);
  pass_all(1min);
  REQUIRE(remembers(hq));
  REQUIRE(remembers(*neighbour));
  neighbour->set_connected(false);
  pass_all(1min);  // what was under way ends
  forget();
  pass_all(10min);
  CHECK_FALSE(remembers(hq));
  CHECK_FALSE(remembers(*kiosk));
  CHECK(remembers(*neighbour));
  CHECK(confirmed() == 1);
  meet(*neighbour);  // who is away still knows him
  pass_all(1h);
  neighbour->set_connected(true);
  pass_all(10min);
  CHECK(confirmed() == 2);
  for (sim::Node const* node : {static_cast<sim::Node*>(&hq), static_cast<sim::Node*>(kiosk.get()),
                                static_cast<sim::Node*>(neighbour.get())}) {
    CHECK_FALSE(remembers(*node));
    CHECK(is_whole(*node));
    CHECK(dump(*node) == dump(hq));
  }
}

TEST_CASE_FIXTURE(Fleet, "a memory card of before does not bring him back") {
  meet(*kiosk);
  pass_all(1min);
  neighbour->remember_card();
  forget();
  pass_all(10min);
  REQUIRE(confirmed() == 2);
  neighbour->crash();
  REQUIRE(neighbour->forget_since_remembered());
  REQUIRE(remembers(*neighbour));
  neighbour->start();
  pass_all(10min);
  CHECK_FALSE(remembers(*neighbour));
  CHECK_FALSE(remembers(hq));
  CHECK(is_whole(*neighbour));
  CHECK(dump(*neighbour) == dump(hq));
}

TEST_CASE_FIXTURE(Fleet, "a headquarters of before hears of it from the boxes, and forgets again") {
  meet(*kiosk);
  pass_all(1min);
  hq.remember_card();
  forget();
  pass_all(10min);
  REQUIRE(confirmed() == 2);
  hq.crash();
  REQUIRE(hq.forget_since_remembered());
  REQUIRE(remembers(hq));
  hq.start();
  kiosk->crash();
  kiosk->start();
  pass_all(15min);
  CHECK_FALSE(remembers(hq));
  CHECK(confirmed() == 2);
  CHECK(is_whole(hq));
  CHECK(dump(*kiosk) == dump(hq));
}
