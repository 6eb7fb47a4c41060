// A month without a network: a start a day, a clock that starts wrong, and then everything at once.
#include "tests/sync/link/courier_fixture.h"

using namespace sala;
using namespace sala::test;

namespace {

constexpr int days = 30;
constexpr int a_day = 200;
// The anchor's own 2 s, and 100 ppm of the two hours before it.
constexpr Micros least_sure = 3s;

struct Month : Line {
  std::map<ParticipantId, WallTime> truth;  // when each person really stood there
  std::set<ParticipantId> of_lost_boot;     // no true time was ever known in that boot

  void day(int number) {
    kiosk->reboot_clock();  // a box without a battery: every start begins in 1970
    kiosk->clock.lose_synchronisation();
    kiosk->clock.set_wall(WallTime(Micros(24h)));
    kiosk->start();
    settle();
    for (int i = 0; i < a_day; ++i) {
      AttendanceSignedIn body;
      body.session = session;
      body.participant = new_id<ParticipantId>(kiosk->clock.wall(), random);
      truth[body.participant] = kiosk->clock.true_utc();
      if (number % 3 == 0) of_lost_boot.insert(body.participant);
      kiosk->write(programme, body);
      pass(30s);
    }
    // Two days of three somebody sets the clock by a phone in the evening.
    if (number % 3 != 0) {
      ClockAnchored anchor;
      anchor.boot = kiosk->clock.boot_id();
      anchor.boottime_us = kiosk->clock.boottime().time_since_epoch().count();
      anchor.utc_us = kiosk->clock.true_utc().time_since_epoch().count();
      anchor.error_us = Micros(2s).count();
      anchor.source = AnchorSource::trainer;
      kiosk->write(programme, anchor);
    }
    settle();
    kiosk->crash();
    timeline.go_to(timeline.now() + 22h);
  }
};

}  // namespace

TEST_CASE_FIXTURE(Month, "thirty days offline arrive at once, with true times and their error") {
  pass(10s);
  kiosk->set_connected(false);
  kiosk->crash();
  for (int number = 0; number < days; ++number) day(number);
  CHECK(held_of_kiosk() < 5);
  kiosk->reboot_clock();
  kiosk->start();
  kiosk->set_connected(true);
  network.requests.clear();
  pass(2min);
  CHECK(all_is_there());
  CHECK(status().safe_to_switch_off);
  CHECK(situation() == link::Situation::none);
  CHECK(network.requests["/v1/push"] <= days * (a_day + 2) / 500 + 20);

  auto database = hq.open_to_read();
  views::Queries queries(database);
  auto rows = must(queries.attendance(session));
  CHECK(rows.size() == static_cast<std::size_t>(days * a_day));
  std::size_t wrong = 0, unsure = 0, unknown = 0;
  for (auto const& row : rows) {
    auto const& came = row.attendance.came;
    REQUIRE(came.has_value());
    if (!came->confirmed) {
      ++unknown;
      wrong += of_lost_boot.contains(row.participant) ? 0 : 1;
      continue;
    }
    Micros const off = came->at - truth.at(row.participant);
    if (std::max(off, -off) > came->error) ++wrong;
    if (came->error > least_sure) ++unsure;
  }
  // A boot in which nobody ever said the time gets no invented one.
  CHECK(unknown == of_lost_boot.size());
  CHECK(wrong == 0);
  CHECK(unsure == 0);
}
