// One kiosk, headquarters and the network between them, by hand. The boxes are the simulation's.
#pragma once

#include "sync/views/projector.h"
#include "sync/views/queries.h"
#include "tests/sim/nodes.h"

namespace sala::test {

using namespace std::chrono_literals;

struct Line {
  Line() : hq(timeline, network) {
    kiosk =
        std::make_unique<sim::SimKiosk>(timeline, network, 1, hq.device(), std::vector{programme});
    enrol({programme});
    settle();
  }

  void enrol(std::vector<ProgrammeId> programmes) {
    hq.write(common_programme, DeviceEnrolled{kiosk->device(), "ประตู", {}, programmes});
  }
  void settle() {
    for (bool any = true; any;) {
      any = hq.run();
      any = kiosk->run() || any;
    }
  }
  void pass(Micros time) {
    Micros const end = timeline.now() + time;
    settle();
    while (timeline.now() < end) {
      timeline.go_to(std::min({timeline.next(), kiosk->next_wake(), end}));
      kiosk->wake();
      settle();
    }
  }
  void sign_in(int count = 1, ProgrammeId const& where = programme) {
    for (int i = 0; i < count; ++i) {
      AttendanceSignedIn body;
      body.session = session;
      body.participant = new_id<ParticipantId>(kiosk->clock.wall(), random);
      kiosk->write(where, body);
    }
    settle();
  }
  link::Status const& status() const { return kiosk->courier->status(); }
  link::Situation situation() const {
    return status().trouble ? status().trouble->situation : link::Situation::none;
  }
  std::size_t held_of_kiosk() {
    auto database = hq.open_to_read();
    return sim::contents_by(sim::contents(database), kiosk->device()).size();
  }
  bool all_is_there() {
    auto database = hq.open_to_read();
    auto at_hq = sim::contents(database);
    for (auto const& name : kiosk->shown) {
      if (!at_hq.contains(name) && !kiosk->card_forgot.contains(name)) return false;
    }
    return true;
  }
  int requests() const {
    int sum = 0;
    for (auto const& [path, count] : network.requests) sum += count;
    return sum;
  }

  static constexpr ProgrammeId programme{{7, 1}};
  static constexpr SessionId session{{7, 2}};
  SeededRandom random{17};
  sim::Timeline timeline;
  sim::SimNetwork network{timeline, random};
  sim::SimHeadquarters hq;
  std::unique_ptr<sim::SimKiosk> kiosk;
};

}  // namespace sala::test
