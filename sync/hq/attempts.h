// Wrong tries, counted: who guesses too often has to wait. Thread-safe.
#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <string>

#include "platform/base/clock.h"

namespace sala::hq {

class Attempts {
 public:
  // A key with `at_most` wrong tries within `window` may not try until the oldest is older.
  Attempts(std::size_t at_most, std::chrono::seconds window) : at_most_(at_most), window_(window) {}

  // Nothing to wait: zero. `now` is boot time, which nobody can set.
  Micros wait(std::string const& key, BootTime now);
  void failed(std::string const& key, BootTime now);
  void forgive(std::string const& key);

 private:
  void prune(BootTime now);

  std::size_t const at_most_;
  Micros const window_;
  std::mutex mutex_;  // guards failures_
  std::map<std::string, std::deque<BootTime>> failures_;
};

}  // namespace sala::hq
