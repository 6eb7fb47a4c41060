// Time and randomness, taken from outside so that a whole fleet can run inside one test.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>

#include "platform/base/bytes.h"

namespace sala {

using Micros = std::chrono::microseconds;

// CLOCK_BOOTTIME: microseconds since this boot, suspended time included; never set, never jumps.
struct BootClock {
  using duration = Micros;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<BootClock, duration>;
  static constexpr bool is_steady = true;
};
using BootTime = BootClock::time_point;

// What the box's calendar clock shows, in UTC; may be wrong by years.
using WallTime = std::chrono::time_point<std::chrono::system_clock, Micros>;

using BootId = ByteArray<16>;  // /proc/sys/kernel/random/boot_id

class Clock {
 public:
  virtual ~Clock() = default;
  virtual BootTime boottime() const = 0;
  virtual WallTime wall() const = 0;
  virtual BootId boot_id() const = 0;
  // True when the kernel says that the calendar clock is NTP-synchronised; `error` is its estimate.
  virtual bool synchronised(Micros& error) const = 0;
};

class Random {
 public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> out) = 0;
  std::uint64_t number();  // uniform over all 64-bit values
};

// The kernel's clocks. Thread-safe.
Clock const& system_clock();
// The kernel's generator, through libsodium. Thread-safe.
Random& system_random();

}  // namespace sala
