// What headquarters weighs after years: a million events of 20 programmes in its ledger.
#include <thread>

#include "platform/base/verify.h"
#include "tests/bench/figure.h"
#include "tests/bench/hq/figures.h"
#include "tests/bench/hq/viewers.h"
#include "tests/bench/measure.h"
#include "tests/bench/people.h"
#include "tests/bench/workshop.h"
#include "tests/support/loopback.h"

namespace sala::bench {

using namespace std::chrono_literals;

namespace {

constexpr int rounds = 5;
constexpr int programmes = 20;
constexpr int events_a_programme = 50'000;
constexpr int people_a_session = 500;

void write_million(hq::DataFolder const& folder) {
  for (int programme = 0; programme < programmes; ++programme) {
    std::vector<ledger::Draft> drafts;
    drafts.reserve(events_a_programme);
    for (int i = 0; i < events_a_programme; ++i) {
      AttendanceSignedIn body;
      body.session.bytes = {8, static_cast<std::uint8_t>(programme),
                            static_cast<std::uint8_t>(i / people_a_session)};
      auto person = static_cast<std::size_t>(programme * people_a_session + i % people_a_session);
      body.participant = thai_person(person).participant;
      drafts.push_back({test::loopback_programme_of(programme), body});
    }
    write(folder, drafts);
  }
}

}  // namespace

void hq_memory_1m_events() {
  HeadquartersProcess hq(1000);
  Figure figure{"hq_memory_1m_events_mb", "MB", {}, {}, {0, "the same with 1,000 events"}};
  auto weigh = [&] {
    hq.serve();
    test::LoopbackKiosk kiosk(hq.invite());
    kiosk.connect();
    kiosk.sign_in(100);
    Viewers watching(hq.port(), hq.cookie(), 1);
    bool arrived = kiosk.wait_until(
        [&] {
          auto status = kiosk.courier->status();
          return status.safe_to_switch_off && status.saved >= 100;
        },
        30s);
    VERIFY(arrived);
    std::this_thread::sleep_for(1s);
    double mb = pss_mb(hq.pid());
    kiosk.disconnect();
    hq.end();
    return mb;
  };
  figure.limit.value = weigh();
  say("writing a million events …");
  write_million(hq.folder());
  for (int round = 0; round < rounds; ++round) figure.runs.push_back(weigh());
  print(figure);
}

}  // namespace sala::bench
