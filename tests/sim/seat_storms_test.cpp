// Fleets choose, swap and wait through everything that can happen; from seeds, as fleet_test:
// SALA_SIM_SEED=<seed>, and a quarter of SALA_SIM_RUNS, as a storm is four of its weeks long.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "sync/views/queries.h"
#include "tests/sim/seat_fleet.h"
#include "tests/support/rounds.h"

using namespace sala;
using namespace sala::sim;
using namespace std::chrono_literals;
using Got = SeatFleet::Got;

namespace {

constexpr int steps = 120;
#ifdef SALA_SANITIZED
constexpr std::uint64_t usual_runs = 4;
#else
constexpr std::uint64_t usual_runs = 16;
#endif

struct Counts {
  int seats = 0, places = 0, crashes = 0, restored = 0, partitions = 0, served = 0;
};

class Storm {
 public:
  Storm(std::uint64_t seed, Counts& counts) : fleet_(seed), counts_(counts) {
    fleet_.add_people(30);
    for (std::int64_t capacity : {1, 3, 6, 12}) fleet_.add_course(capacity);
    if (!fleet_.mend()) wrong("no rest before it began");
  }
  // What went wrong, in words.
  std::vector<std::string> live() {
    for (int step = 0; step < steps && problems_.empty(); ++step) {
      mischief();
      if (step % 10 == 0) check_sums();
    }
    if (!fleet_.mend()) wrong("does not come to rest");
    check_equal();
    serve_the_line();
    check_equal();
    check_sums();
    check_the_end();
    return problems_;
  }

 private:
  std::uint64_t below(std::uint64_t bound) { return fleet_.random().below(bound); }
  SimKiosk& any_kiosk() { return fleet_.kiosk(below(2)); }
  Node& any_node() { return below(3) == 0 ? static_cast<Node&>(fleet_.hq()) : any_kiosk(); }
  CourseId any_course() { return fleet_.courses()[below(4)]; }
  ParticipantId anybody() { return fleet_.people()[below(30)]; }
  void wrong(std::string what) { problems_.push_back(std::move(what)); }

  void mischief() {
    switch (below(16)) {
      case 0:
      case 1:
        return crash(any_node());
      case 2:
        return fleet_.weather(below(2) == 0 ? Weather{} : Weather::storm());
      case 3:
        return any_kiosk().set_connected(below(2) == 0);
      case 4:
        ++counts_.partitions;
        for (std::size_t i = 0; i < 2; ++i) fleet_.kiosk(i).set_connected(false);
        return;
      case 5:
        return fleet_.release(any_kiosk(), any_course(), anybody());
      case 6:
        return fleet_.set_capacity(any_course(), static_cast<std::int64_t>(1 + below(14)));
      case 7:
        return fleet_.pass(Micros(static_cast<std::int64_t>(below(90'000'000))));
      case 8:
        return restore(any_kiosk());
      case 9: {
        auto course = any_course(), other = any_course();
        return count(
            fleet_.choose(any_kiosk(), course, anybody(), course == other ? CourseId{} : other));
      }
      default:
        return count(fleet_.choose(any_kiosk(), any_course(), anybody()));
    }
  }
  void count(Got got) {
    counts_.seats += got == Got::seat ? 1 : 0;
    counts_.places += got == Got::place ? 1 : 0;
  }
  void crash(Node& node) {
    ++counts_.crashes;
    node.crash();
    if (below(3) == 0) node.reboot_clock();
    if (below(2) == 0) fleet_.pass(Micros(static_cast<std::int64_t>(below(20'000'000))));
    node.start();
  }
  // The card as it was some time ago, a few minutes' work: what was on the air has arrived by then.
  void restore(SimKiosk& kiosk) {
    if (below(2) == 0) return kiosk.remember_card();
    kiosk.crash();
    fleet_.pass(5min);
    if (kiosk.forget_since_remembered()) ++counts_.restored;
    if (below(2) == 0) kiosk.reboot_clock();
    kiosk.start();
  }

  // Of everybody's own view, at any moment.
  void check_sums() {
    for (CourseId const& course : fleet_.courses()) {
      for (Node* node : fleet_.nodes()) {
        auto t = fleet_.book(*node, course).totals();
        bool negative = t.pool < 0 || t.held < 0 || t.frozen < 0 || t.taken < 0 || t.excess < 0;
        if (negative) wrong("a term below zero");
        if (t.excess > 0) wrong("oversold");
        if (t.claims() != t.supplied - t.withdrawn + t.without_lot) wrong("the sum");
      }
    }
  }
  void check_equal() {
    std::string const all = fleet_.dump(fleet_.hq());
    for (Node* node : fleet_.nodes()) {
      if (fleet_.dump(*node) != all) wrong("not all show the same");
    }
  }
  // Everybody who is offered a seat comes to where he stands in the line, until nobody is.
  void serve_the_line() {
    for (int round = 0; round < 20; ++round) {
      bool any = false;
      for (CourseId const& course : fleet_.courses()) {
        for (auto const& entry : fleet_.book(fleet_.hq(), course).waiting()) {
          if (!entry.offered) continue;
          any = true;
          for (EventName const& joined : entry.joined) {
            auto& kiosk = fleet_.kiosk_of(joined.stream.device);
            bool got = fleet_.choose(kiosk, course, entry.participant) == Got::seat;
            counts_.served += got ? 1 : 0;
            if (got) break;
          }
        }
      }
      if (!any) return;
      if (!fleet_.mend()) return wrong("does not come to rest after the line was served");
    }
    wrong("somebody waits for ever while a seat lies free");
  }
  void check_the_end() {
    for (CourseId const& course : fleet_.courses()) {
      auto book = fleet_.book(fleet_.hq(), course);
      auto totals = book.totals();
      auto capacity = fleet_.capacity_of(course);
      if (!book.overspent().empty()) wrong("an overspent lot");
      if (!book.duplicates().empty()) wrong("a person with two seats");
      if (totals.claims() != std::max(capacity, totals.taken)) {
        wrong("claims " + std::to_string(totals.claims()) + " of capacity " +
              std::to_string(capacity) + ", taken " + std::to_string(totals.taken));
      }
      if (totals.pool + totals.held > 0 && book.line_length() > 0) wrong("a free seat and a line");
    }
    auto database = fleet_.hq().open_to_read();
    auto all = contents(database);
    for (Node* node : fleet_.nodes()) {
      for (EventName const& name : node->shown) {
        bool there = all.contains(name) || node->card_forgot.contains(name);
        if (!there) wrong("showed saved, never arrived: " + to_text(name));
      }
    }
  }

  SeatFleet fleet_;
  Counts& counts_;
  std::vector<std::string> problems_;
};

}  // namespace

TEST_CASE("fleets choose, swap and wait through storms, crashes and old images: never oversold") {
  if (std::filesystem::is_directory("/dev/shm")) setenv("TMPDIR", "/dev/shm", 0);
  std::uint64_t seed = test::from_environment("SALA_SIM_SEED", 0);
  std::uint64_t runs = seed != 0 ? 1 : test::from_environment("SALA_SIM_RUNS", 4 * usual_runs) / 4;
  if (seed == 0) seed = 1;
  Counts counts;
  for (std::uint64_t last = seed + runs; seed < last; ++seed) {
    auto problems = Storm(seed, counts).live();
    for (auto const& problem : problems) FAIL_CHECK("SALA_SIM_SEED=" << seed << ": " << problem);
    if (!problems.empty()) break;
  }
  MESSAGE("seats taken " << counts.seats << ", places in lines " << counts.places << ", crashes "
                         << counts.crashes << ", cards restored " << counts.restored
                         << ", partitions " << counts.partitions << ", served from the line "
                         << counts.served);
}
