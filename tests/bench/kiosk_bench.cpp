// The kiosk's figures: all, or those named on the command line.
#include "tests/bench/choose.h"
#include "tests/bench/kiosk/figures.h"

int main(int count, char** words) {
  using namespace sala::bench;
  return run_chosen({{"start_to_first_frame_ms", start_to_first_frame},
                     {"memory_5000_people_mb", memory_5000_people},
                     {"frame_scroll_p95_ms", frame_scroll},
                     {"search_100k_p99_ms", search_100k},
                     {"key_to_drawn_100k_p99_ms", key_to_drawn_100k},
                     {"touch_to_durable_p99_ms", touch_to_durable},
                     {"choose_to_durable_p99_ms", choosing},
                     {"idle_cpu_percent", idle_cpu}},
                    {words + 1, words + count});
}
