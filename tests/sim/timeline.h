// True time of a simulated world: nothing happens but what is due next.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "platform/base/clock.h"

namespace sala::sim {

class Timeline {
 public:
  using Job = std::function<void()>;

  Micros now() const { return now_; }  // since the world began
  void at(Micros when, Job job) {
    jobs_.emplace(std::pair(std::max(when, now_), next_++), std::move(job));
  }
  void after(Micros delay, Job job) { at(now_ + delay, std::move(job)); }
  // When the next job is due; Micros::max() when there is none.
  Micros next() const { return jobs_.empty() ? Micros::max() : jobs_.begin()->first.first; }
  // Moves on to `when` and does the jobs that fall due by then, in order, later ones first asked
  // for last. Jobs may add jobs.
  void go_to(Micros when) {
    while (!jobs_.empty() && jobs_.begin()->first.first <= when) {
      auto node = jobs_.extract(jobs_.begin());
      now_ = node.key().first;
      node.mapped()();
    }
    now_ = std::max(now_, when);
  }

 private:
  Micros now_{0};
  std::uint64_t next_ = 0;
  std::map<std::pair<Micros, std::uint64_t>, Job> jobs_;
};

// A box's clocks in such a world.
class SimClock final : public Clock {
 public:
  explicit SimClock(Timeline const& timeline) : timeline_(timeline) {}

  BootTime boottime() const override { return BootTime(timeline_.now() - booted_ + Micros(1)); }
  WallTime wall() const override { return true_utc() + wrong_by_; }
  BootId boot_id() const override { return boot_; }
  bool synchronised(Micros& error) const override {
    error = Micros(500);
    return synchronised_;
  }
  WallTime true_utc() const { return began + timeline_.now(); }
  // The moment of a boottime, in the time of the world.
  Micros moment_of(BootTime time) const { return time.time_since_epoch() - Micros(1) + booted_; }

  void boot(BootId const& id) {
    boot_ = id;
    booted_ = timeline_.now();
  }
  void set_wall(WallTime shown) { wrong_by_ = shown - true_utc(); }
  void set_right(bool synchronised) {
    wrong_by_ = Micros(0);
    synchronised_ = synchronised;
  }
  void lose_synchronisation() { synchronised_ = false; }

  static constexpr WallTime began{Micros(1'795'400'000'000'000)};  // 2026-11-23T08:53:20Z

 private:
  Timeline const& timeline_;
  Micros booted_{0};
  Micros wrong_by_{0};
  BootId boot_{};
  bool synchronised_ = false;
};

}  // namespace sala::sim
