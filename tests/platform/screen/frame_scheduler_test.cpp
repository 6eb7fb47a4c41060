#include "platform/screen/frame_scheduler.h"

#include <doctest/doctest.h>

namespace sala::screen {
namespace {

struct Scheduler {
  FrameScheduler scheduler;
  BootTime now{std::chrono::seconds(5)};

  // Frames that are due one after the other without time passing; `picture(i)` tells whether the
  // i-th differs from the one before.
  template <class Changes>
  int run(Changes picture) {
    int frames = 0;
    while (scheduler.due(now) && frames < 1000) {
      scheduler.begin_frame(now);
      scheduler.end_frame(picture(frames));
      ++frames;
    }
    return frames;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Scheduler, "three frames follow an event, and then none") {
  CHECK(run([](int i) { return i == 0; }) == 3);
  CHECK(!scheduler.due(now + std::chrono::hours(24)));
  CHECK(!scheduler.next_wake());
  scheduler.stir();
  CHECK(run([](int) { return false; }) == 3);
  CHECK(scheduler.frames_drawn() == 6);
  CHECK(scheduler.frames_changed() == 1);
}

TEST_CASE_FIXTURE(Scheduler, "frames go on until two pictures agree, but not for ever") {
  CHECK(run([](int i) { return i < 7; }) == 8);
  scheduler.stir();
  CHECK(run([](int) { return true; }) == FrameScheduler::longest_settle);
}

TEST_CASE_FIXTURE(Scheduler, "an animation gets a frame each 16 ms and ends when it stops asking") {
  run([](int) { return false; });
  scheduler.stir();
  int frames = 0;
  for (int ms = 0; ms < 1000; ++ms) {
    now += std::chrono::milliseconds(1);
    if (!scheduler.due(now)) continue;
    scheduler.begin_frame(now);
    if (ms < 500) scheduler.animate();
    scheduler.end_frame(ms < 500);
    ++frames;
  }
  CHECK(frames >= 30);
  CHECK(frames <= 36);
  CHECK(!scheduler.next_wake());
}

TEST_CASE_FIXTURE(Scheduler, "an animation may be slower, and the quickest wins") {
  run([](int) { return false; });
  scheduler.begin_frame(now);
  scheduler.animate(Micros(50'000));
  scheduler.end_frame(true);
  CHECK(scheduler.next_wake() == now + Micros(50'000));
  scheduler.begin_frame(now);
  scheduler.animate(Micros(50'000));
  scheduler.animate();
  scheduler.animate(Micros(50'000));
  scheduler.end_frame(true);
  CHECK(scheduler.next_wake() == now + FrameScheduler::animation_pace);
}

TEST_CASE_FIXTURE(Scheduler, "a deadline wakes once, the earliest first, and must be asked anew") {
  run([](int) { return false; });
  auto const blink = now + std::chrono::milliseconds(500);
  scheduler.wake_at(now + std::chrono::seconds(20));
  scheduler.wake_at(blink);
  CHECK(scheduler.next_wake() == blink);
  CHECK(!scheduler.due(blink - Micros(1)));
  CHECK(scheduler.due(blink));
  now = blink;
  CHECK(run([](int) { return false; }) == 3);
  CHECK(!scheduler.next_wake());
}

}  // namespace sala::screen
