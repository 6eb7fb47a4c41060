#include <sodium.h>
#include <sys/timex.h>
#include <time.h>

#include <algorithm>
#include <fstream>
#include <string>

#include "platform/base/clock.h"
#include "platform/base/verify.h"

namespace sala {
namespace {

Micros read_clock(clockid_t id) {
  timespec now{};
  VERIFY(clock_gettime(id, &now) == 0);
  return std::chrono::seconds(now.tv_sec) +
         std::chrono::duration_cast<Micros>(std::chrono::nanoseconds(now.tv_nsec));
}

BootId read_boot_id() {
  std::ifstream file("/proc/sys/kernel/random/boot_id");
  std::string text;
  file >> text;
  std::erase(text, '-');
  BootId id{};
  VERIFY(from_hex(text, id));
  return id;
}

class SystemClock final : public Clock {
 public:
  BootTime boottime() const override { return BootTime(read_clock(CLOCK_BOOTTIME)); }
  WallTime wall() const override { return WallTime(read_clock(CLOCK_REALTIME)); }
  BootId boot_id() const override { return boot_id_; }
  bool synchronised(Micros& error) const override {
    timex state{};
    int answer = adjtimex(&state);
    error = Micros(state.maxerror);
    return answer >= 0 && answer != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
  }

 private:
  BootId boot_id_ = read_boot_id();
};

class SystemRandom final : public Random {
 public:
  SystemRandom() { VERIFY(sodium_init() >= 0); }
  void fill(std::span<std::uint8_t> out) override { randombytes_buf(out.data(), out.size()); }
};

}  // namespace

Clock const& system_clock() {
  static SystemClock const clock;
  return clock;
}

Random& system_random() {
  static SystemRandom random;
  return random;
}

}  // namespace sala
