// Ten million operations, or as many as SALA_SEAT_STEPS says; fewer where every step is watched by
// a sanitizer. A hundred million: seats-bench.
#include "tests/sync/rules/seat_walk.h"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace sala::test;

namespace {

std::uint64_t operations() {
  if (char const* given = std::getenv("SALA_SEAT_STEPS")) return std::strtoull(given, nullptr, 10);
#if defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  return 10'000'000;
#else
  return 200'000;
#endif
}

}  // namespace

TEST_CASE("random walks through larger worlds sell nothing twice and come to rest") {
  auto walked = walk_seats(operations(), 1);
  auto const& lying = walked.lying_percent;
  MESSAGE(walked.operations << " operations in " << walked.worlds << " worlds, " << walked.taken
                            << " choices, " << walked.gifts << " gifts, " << walked.crashes
                            << " crashes, " << walked.asks
                            << " asks; of all seats, while somebody waits, free "
                            << walked.idle_percent << " %, waited for elsewhere "
                            << walked.stranded_percent << " % (on the way " << lying[0]
                            << ", asleep " << lying[1] << ", unheard of " << lying[2] << ", kept "
                            << lying[3] << ")");
  CHECK(walked.wrong == "");
  CHECK(walked.oversold == 0);
  // The walk goes where things happen.
  CHECK(walked.taken > walked.operations / 200);
  CHECK(walked.gifts > walked.operations / 1000);
  CHECK(walked.crashes > walked.operations / 1000);
}
