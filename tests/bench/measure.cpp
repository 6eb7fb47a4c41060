#include "tests/bench/measure.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "platform/base/verify.h"
#include "tests/bench/figure.h"
#include "tests/support/process.h"

namespace sala::bench {

double pss_mb(pid_t process) {
  std::ifstream rollup("/proc/" + std::to_string(process) + "/smaps_rollup");
  double mb = 0;
  for (std::string line; std::getline(rollup, line);) {
    if (line.starts_with("Pss:")) mb = std::strtod(line.c_str() + 4, nullptr) * 1024 / 1e6;
  }
  VERIFY(mb > 0);
  return mb;
}

double cpu_seconds(pid_t process) {
  clockid_t clock{};
  timespec time{};
  VERIFY(clock_getcpuclockid(process, &clock) == 0);
  VERIFY(clock_gettime(clock, &time) == 0);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

std::vector<double> fdatasync_ms(std::string const& folder, int count) {
  std::string path = folder + "/fdatasync";
  int file = open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
  VERIFY(file >= 0);
  std::string const block(4096, 'x');
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    times.push_back(time_ms([&] {
      VERIFY(::write(file, block.data(), block.size()) == static_cast<ssize_t>(block.size()));
      VERIFY(fdatasync(file) == 0);
    }));
  }
  close(file);
  unlink(path.c_str());
  return times;
}

double run_ms(std::vector<std::string> const& words) {
  return time_ms([&] { test::Process(words).wait(); });
}

void say(std::string const& what) { std::fprintf(stderr, "%s\n", what.c_str()); }

}  // namespace sala::bench
