// From the finger that leaves "Yes, sign me in" to the receipt that says: on disk.
#include "kiosk/ui/hand.h"
#include "platform/base/verify.h"
#include "tests/bench/figure.h"
#include "tests/bench/kiosk/figures.h"
#include "tests/bench/kiosk/saved_watch.h"
#include "tests/bench/measure.h"
#include "tests/support/loopback.h"

namespace sala::bench {

using namespace std::chrono_literals;
using test::or_stop;

namespace {

constexpr int rounds = 5;
constexpr int touches = 100;

double sign_in(Screens& screens, SavedWatch& watch, ParticipantId person, kiosk::Ticket ticket) {
  auto& app = screens.app();
  app.reset();
  app.show(kiosk::confirm_screen(screens.context(), person, SignInMethod::tile));
  screens.stage().refresh();
  screens.rest();
  ui::Hand hand(app.ui());
  auto button = or_stop(hand.find(app.ui().tr("Yes, sign me in")));
  hand.down(button);
  screens.rest();
  Moment saved;
  std::thread waits([&] { saved = watch.wait(screens.context().desk, ticket); });
  auto lifted = std::chrono::steady_clock::now();
  hand.up(button);
  screens.frame();
  waits.join();
  return std::chrono::duration<double, std::milli>(saved - lifted).count();
}

}  // namespace

void touch_to_durable() {
  KioskFolder folder(1000);
  SavedWatch watch;
  screen::Stage* stage = nullptr;
  kiosk::Machine::Options options;
  options.folder = folder.path();
  options.wake = [&] {
    watch.woken();
    if (stage != nullptr) stage->wake();
  };
  auto machine = or_stop(kiosk::Machine::start(options));
  bool loaded = test::LoopbackKiosk::wait_until(
      [&] {
        machine->refresh();
        return machine->day().roster().people().size() == 1000;
      },
      20s);
  VERIFY(loaded);
  Screens screens(machine->day(), machine->desk(), *machine);
  screens.refresh = [&] { machine->refresh(); };
  stage = &screens.stage();

  Figure figure{"touch_to_durable_p99_ms", "ms", {}, {}, {0, "p99 of one fdatasync, same run"}};
  std::vector<double> syncs;
  kiosk::Ticket ticket = 0;
  std::vector<ParticipantId> people;
  for (auto const& person : machine->day().roster().people())
    people.push_back(person.set.participant);
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> times;
    for (int i = 0; i < touches; ++i) {
      ++ticket;
      times.push_back(sign_in(screens, watch, people[ticket], ticket));
    }
    figure.runs.push_back(percentile(times, 0.99));
    for (double ms : fdatasync_ms(folder.path(), touches)) syncs.push_back(ms);
  }
  figure.limit.value = percentile(syncs, 0.99);
  figure.aim = figure.limit.value + 3;
  print(figure);
  stage = nullptr;
  machine.reset();
}

}  // namespace sala::bench
