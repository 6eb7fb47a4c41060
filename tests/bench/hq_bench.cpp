// Headquarters' figures: all, or those named on the command line.
#include <sys/resource.h>

#include "tests/bench/choose.h"
#include "tests/bench/hq/figures.h"

int main(int count, char** words) {
  using namespace sala::bench;
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);
  return run_chosen({{"live_latency_p50_ms", live_latency},
                     {"live_500_viewers_p99_ms", live_500_viewers},
                     {"hq_memory_1m_events_mb", hq_memory_1m_events}},
                    {words + 1, words + count});
}
