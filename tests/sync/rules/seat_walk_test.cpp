// Ten million operations, or as many as SALA_SEAT_STEPS says; fewer where every step is watched by
// a sanitizer. A hundred million: seats-bench.
#include "tests/sync/rules/seat_walk.h"

#include <doctest/doctest.h>

#include "tests/support/rounds.h"

using namespace sala::test;

namespace {

#if defined(__OPTIMIZE__) && !defined(SALA_SANITIZED)
constexpr std::uint64_t usual_steps = 10'000'000;
#else
constexpr std::uint64_t usual_steps = 200'000;
#endif

}  // namespace

TEST_CASE("random walks through larger worlds sell nothing twice and come to rest") {
  auto walked = walk_seats(from_environment("SALA_SEAT_STEPS", usual_steps), 1);
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
