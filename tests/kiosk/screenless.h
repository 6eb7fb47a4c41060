// Keeper, loader, desk and day of a kiosk, as its screens would see them.
#pragma once

#include <doctest/doctest.h>

#include <condition_variable>

#include "kiosk/desk.h"
#include "kiosk/loader.h"
#include "sync/views/letterbox.h"
#include "tests/support/box.h"

namespace sala::test {

using namespace kiosk;

// A kiosk without a screen: keeper, loader, desk and day on a real file. It plays headquarters too,
// so that it may write sessions.
struct ScreenlessKiosk {
  ProgrammeId const programme{{1}};
  TemporaryFolder folder;
  FakeClock clock;
  SeededRandom random{5};
  std::mutex mutex;
  std::condition_variable woken;
  int wakes = 0;
  std::unique_ptr<views::Keeper> keeper;
  std::unique_ptr<Loader> loader;
  std::shared_ptr<views::Letterbox> letterbox;
  std::unique_ptr<Desk> desk;
  Day day;

  ScreenlessKiosk() {
    auto wake = [this] {
      std::lock_guard guard(mutex);
      ++wakes;
      woken.notify_all();
    };
    views::Keeper::Options options;
    options.database_path = folder / "ledger.db";
    options.access = db::Access::read_write_unsafe;
    options.headquarters = DeviceId{test_key(1).public_key()};
    options.on_change = [this](auto const& changes) {
      if (loader) loader->changed(changes);
    };
    keeper = must(views::Keeper::start(std::move(options), test_key(1), clock, random));
    loader = must(
        Loader::start({folder / "ledger.db", keeper->device(), clock.boot, {programme}, wake, {}}));
    letterbox =
        must(views::Letterbox::open(folder / "letterbox.db", db::Access::read_write, random));
    desk = std::make_unique<Desk>(*keeper, clock, random, wake, letterbox);
  }
  ~ScreenlessKiosk() { keeper.reset(); }

  void write(std::vector<ledger::Draft> drafts) {
    bool done = false;
    keeper->append(std::move(drafts), [&](auto answer) {
      must(without_value(answer));
      std::lock_guard guard(mutex);
      done = true;
      woken.notify_all();
    });
    std::unique_lock lock(mutex);
    woken.wait(lock, [&] { return done; });
  }
  // Lets threads work until `holds`, ten seconds at most.
  template <class Condition>
  bool until(Condition holds) {
    for (int i = 0; i < 1000; ++i) {
      if (auto update = loader->fetch()) day.apply(std::move(*update));
      day.set_now(clock.boottime(), clock.wall());
      if (holds()) return true;
      std::unique_lock lock(mutex);
      woken.wait_for(lock, std::chrono::milliseconds(10));
    }
    return false;
  }
  Receipt saved(Ticket ticket) {
    CHECK(until([&] { return desk->receipt(ticket).saving == Saving::saved; }));
    return desk->receipt(ticket);
  }
};

}  // namespace sala::test
