// A fleet lives through bad weeks, hundreds of times, each from a seed. To see one again:
//   SALA_SIM_SEED=<seed> sync-tests -sf='*sim/fleet_test.cpp'         more of them:
//   SALA_SIM_RUNS=5000
#include "tests/sim/fleet.h"

#include <cstdlib>
#include <filesystem>

#include "tests/support/rounds.h"

using namespace sala;
using namespace sala::sim;

namespace {

constexpr int steps = 70;
constexpr std::uint64_t first_seed = 1;
// Sanitizers make a run ten times as long.
#ifdef SALA_SANITIZED
constexpr std::uint64_t usual_runs = 25;
#else
constexpr std::uint64_t usual_runs = 200;
#endif

// In memory, where the machine has such a place: thousands of small files, no fsync asked for.
struct InMemory {
  InMemory() {
    if (std::filesystem::is_directory("/dev/shm")) setenv("TMPDIR", "/dev/shm", 0);
  }
};

std::vector<std::string> live(std::uint64_t seed, Mutation mutation, Fleet::Counts& counts) {
  InMemory in_memory;
  Fleet fleet(seed, mutation);
  auto problems = fleet.live(steps);
  counts = fleet.counts;
  return problems;
}

// Fails within a hundred seeds, or the checks are worthless.
bool is_noticed(Mutation mutation) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Fleet::Counts counts;
    if (!live(seed, mutation, counts).empty()) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("nothing that showed saved is lost, doubled or stuck, whatever happens") {
  std::uint64_t seed = test::from_environment("SALA_SIM_SEED", 0);
  std::uint64_t runs = seed != 0 ? 1 : test::from_environment("SALA_SIM_RUNS", usual_runs);
  if (seed == 0) seed = first_seed;
  Fleet::Counts sum;
  for (std::uint64_t last = seed + runs; seed < last; ++seed) {
    Fleet::Counts counts;
    auto problems = live(seed, Mutation::none, counts);
    for (std::string const& problem : problems) {
      FAIL_CHECK("SALA_SIM_SEED=" << seed << ": " << problem);
    }
    if (!problems.empty()) break;
    sum.saved += counts.saved;
    sum.crashes += counts.crashes;
    sum.cards_restored += counts.cards_restored;
    sum.headquarters_restored += counts.headquarters_restored;
    sum.forgotten += counts.forgotten;
    sum.bodies_forgotten += counts.bodies_forgotten;
    sum.quiet_after = std::max(sum.quiet_after, counts.quiet_after);
  }
  MESSAGE("runs " << runs << ", saved " << sum.saved << ", crashes " << sum.crashes
                  << ", cards that forgot " << sum.cards_restored << ", headquarters restored "
                  << sum.headquarters_restored << ", people forgotten " << sum.forgotten << " with "
                  << sum.bodies_forgotten << " events, longest until quiet "
                  << sum.quiet_after.count() / 1'000'000 << " s");
}

TEST_CASE("a seed gives the same run again") {
  Fleet::Counts first, second;
  live(7, Mutation::none, first);
  live(7, Mutation::none, second);
  CHECK(first.saved == second.saved);
  CHECK(first.at_headquarters == second.at_headquarters);
  CHECK(first.quiet_after == second.quiet_after);
}

TEST_CASE("the checks notice an acknowledgement of what was not stored") {
  CHECK(is_noticed(Mutation::acknowledge_unstored));
}

TEST_CASE("the checks notice a page that left events out") {
  CHECK(is_noticed(Mutation::skip_pages));
}
