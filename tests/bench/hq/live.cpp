// From durable at the kiosk to seen by who watches: kiosk and viewers here, headquarters its own
// process, loopback between them.
#include <atomic>
#include <random>
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
using test::or_stop;
using Moment = std::chrono::steady_clock::time_point;

namespace {

constexpr int rounds = 5;

// One after another; returns when each became durable at the kiosk.
Moment sign_in(test::LoopbackKiosk& kiosk, ParticipantId const& person) {
  AttendanceSignedIn body;
  body.session = workshop_session;
  body.participant = person;
  std::atomic<bool> done{false};
  Moment durable;
  kiosk.keeper->append({{workshop_programme, body}}, [&](Result<std::vector<EventName>> const& it) {
    or_stop(without_value(it));
    durable = std::chrono::steady_clock::now();
    kiosk.courier->nudge();
    done = true;
    done.notify_one();
  });
  done.wait(false);
  return durable;
}

struct Watched {
  std::vector<double> ms;
  double mb = 0;                // of headquarters, in the end
  std::size_t frame_bytes = 0;  // of the last that each viewer got
};

// `people` sign in, some time apart; until the last of `viewers` knows of each.
Watched watch(int viewers, int people) {
  HeadquartersProcess hq(static_cast<std::size_t>(people));
  hq.serve();
  test::LoopbackKiosk kiosk(hq.invite());
  kiosk.connect();
  bool ready = kiosk.wait_until([&] { return kiosk.courier->status().safe_to_switch_off; }, 10s);
  VERIFY(ready);
  Viewers watching(hq.port(), hq.cookie(), viewers);
  std::mt19937 dice(5);
  Watched watched;
  for (int i = 0; i < people; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10 + dice() % 25));
    auto person = thai_person(static_cast<std::size_t>(i)).participant;
    auto durable = sign_in(kiosk, person);
    auto seen = watching.last_to_see(to_text(person));
    watched.ms.push_back(std::chrono::duration<double, std::milli>(seen - durable).count());
  }
  watched.mb = pss_mb(hq.pid());
  watched.frame_bytes = watching.bytes_of_last();
  kiosk.disconnect();
  hq.end();
  return watched;
}

// The same viewers and as many bytes, written by a loop that knows nothing and keeps nothing.
double raw_writes_p99_ms(int viewers, std::size_t frame_bytes, int frames) {
  Teller teller;
  teller.greet(viewers);
  Viewers watching(teller.port(), "", viewers);
  std::vector<double> ms;
  for (int i = 0; i < frames; ++i) {
    auto text = "frame " + std::to_string(i) + " ";
    auto frame = text + std::string(frame_bytes - std::min(frame_bytes, text.size()), 'x');
    auto start = std::chrono::steady_clock::now();
    teller.tell(std::move(frame));
    auto seen = watching.last_to_see(text);
    ms.push_back(std::chrono::duration<double, std::milli>(seen - start).count());
  }
  return percentile(ms, 0.99);
}

}  // namespace

void live_latency() {
  test::TemporaryFolder folder;
  Limit limit{median(fdatasync_ms(folder / "", 200)), "p50 of one fdatasync, same run"};
  Figure p50{"live_latency_p50_ms", "ms", {}, 3, limit};
  limit = {percentile(fdatasync_ms(folder / "", 200), 0.99), "p99 of one fdatasync, same run"};
  Figure p99{"live_latency_p99_ms", "ms", {}, 10, limit};
  for (int round = 0; round < rounds; ++round) {
    auto watched = watch(1, 200);
    p50.runs.push_back(percentile(watched.ms, 0.5));
    p99.runs.push_back(percentile(watched.ms, 0.99));
  }
  print(p50);
  print(p99);
}

void live_500_viewers() {
  Figure p99{"live_500_viewers_p99_ms", "ms", {}, 20, {0, "p99 of 500 bare writes of those bytes"}};
  Figure memory{"live_500_viewers_mb", "MB", {}, {}, {0, "the same with one viewer"}};
  std::vector<double> limits;
  for (int round = 0; round < rounds; ++round) {
    auto watched = watch(500, 100);
    limits.push_back(raw_writes_p99_ms(500, watched.frame_bytes, 100));
    p99.runs.push_back(percentile(watched.ms, 0.99));
    memory.runs.push_back(watched.mb);
  }
  p99.limit.value = median(limits);
  memory.limit.value = watch(1, 100).mb;
  print(p99);
  print(memory);
}

}  // namespace sala::bench
