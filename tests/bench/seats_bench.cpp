// Seats in random worlds by the real rules: seats_walk_ops (a second), seats_walk_oversold, and
// where seats lie while somebody waits for one (seat_stranding.h). Ten million operations; the
// hundred million of the issue take minutes: SALA_SEAT_STEPS=100000000.
#include "tests/bench/figure.h"
#include "tests/support/rounds.h"
#include "tests/sync/rules/seat_walk.h"

using namespace sala;

namespace {

constexpr int runs = 5;
constexpr std::uint64_t usual_steps = 10'000'000;

}  // namespace

int main() {
  auto steps = test::from_environment("SALA_SEAT_STEPS", usual_steps);
  bench::Figure speed{"seats_walk_ops", "1/s", {}, {}, {}};
  bench::Figure oversold{"seats_walk_oversold", "moments", {}, 0.0, {}};
  bench::Figure idle{"seats_free_while_waited_percent", "%", {}, {}, {}};
  bench::Figure stranded{"seats_stranded_percent", "%", {}, {}, {}};
  stranded.limit.is = "of it on the way to who may give it, same run";
  bench::Figure events{"seat_events_per_choice", "events", {}, {}, {}};
  std::vector<double> on_the_way;
  for (int run = 0; run < runs; ++run) {
    test::SeatWalked walked;
    auto seed = static_cast<std::uint64_t>(run) * 1'000'000 + 1;
    double ms = bench::time_ms([&] { walked = test::walk_seats(steps / runs, seed); });
    if (!walked.wrong.empty()) {
      std::fprintf(stderr, "seats: %s\n", walked.wrong.c_str());
      return 1;
    }
    speed.runs.push_back(static_cast<double>(walked.operations) / ms * 1000);
    oversold.runs.push_back(static_cast<double>(walked.oversold));
    idle.runs.push_back(walked.idle_percent);
    stranded.runs.push_back(walked.stranded_percent);
    on_the_way.push_back(walked.lying_percent[static_cast<std::size_t>(test::Lying::on_the_way)]);
    auto moved = static_cast<double>(walked.gifts + walked.asks);
    events.runs.push_back(moved / static_cast<double>(walked.taken));
  }
  stranded.limit.value = bench::median(on_the_way);
  for (auto const& figure : {speed, oversold, idle, stranded, events}) bench::print(figure);
}
