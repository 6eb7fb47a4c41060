#include "tests/bench/measure.h"

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

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

double sleeps(pid_t process) {
  constexpr std::string_view field = "voluntary_ctxt_switches:";
  double sum = 0;
  for (auto const& task :
       std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task")) {
    std::ifstream status(task.path() / "status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with(field)) sum += std::strtod(line.c_str() + field.size(), nullptr);
    }
  }
  return sum;
}

double cpu_seconds_of_sleeping(double times, double seconds) {
  double used = 0;
  std::thread sleeper([&] {
    timespec start{}, end{};
    VERIFY(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &start) == 0);
    for (int i = 0; i < times; ++i) {
      std::this_thread::sleep_for(std::chrono::duration<double>(seconds / times));
    }
    VERIFY(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end) == 0);
    used = static_cast<double>(end.tv_sec - start.tv_sec) +
           static_cast<double>(end.tv_nsec - start.tv_nsec) / 1e9;
  });
  sleeper.join();
  return used;
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
