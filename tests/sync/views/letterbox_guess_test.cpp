// Who answered what? Asked by somebody who has the whole ledger and knows when each person signed
// in, and that each answers the moment after. What a person says here is his own number, so that
// the test, and only it, knows whether a guess is right.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "tests/sync/views/hall.h"

using namespace sala;
using namespace std::chrono_literals;
using test::Hall;

namespace {

constexpr int people = 40;

struct Evening {
  std::vector<WallTime> signed_in;  // by person, in order
  struct Batch {
    WallTime written;
    std::vector<int> answers;  // whose, in the order of the event
  };
  std::vector<Batch> batches;
};

int number_in(std::string const& answers) {
  return std::atoi(answers.c_str() + answers.find("answer-") + 7);
}

Evening live(std::uint64_t seed) {
  Hall hall(seed);
  test::SeededRandom people_come(seed * 77);
  Evening evening;
  auto due = rules::next_release(hall.clock.wall());
  std::size_t seen = 0;
  auto tend = [&] {
    if (hall.clock.wall() < due) return;
    due = rules::next_release(hall.clock.wall());
    hall.release();
    auto batches = hall.batches();  // in the order of their events: one box, one stream
    for (; seen < batches.size(); ++seen) {
      Evening::Batch batch{hall.clock.wall(), {}};
      for (auto const& it : batches[seen].body.answers) batch.answers.push_back(number_in(it));
      evening.batches.push_back(std::move(batch));
    }
  };
  for (int i = 0; i < people; ++i) {
    hall.clock.advance(std::chrono::seconds(5 + people_come.below(110)));
    tend();
    evening.signed_in.push_back(hall.clock.wall());
    hall.drop("answer-" + std::to_string(i));
  }
  hall.end_session();
  tend();
  return evening;
}

}  // namespace

TEST_CASE("from the whole ledger and all sign-ins nobody guesses better than by lot") {
  int guesses = 0, first_of_batch = 0, in_order = 0, told = 0;
  double by_lot = 0;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    auto evening = live(seed);
    std::vector<int> all;
    for (auto const& batch : evening.batches) {
      all.insert(all.end(), batch.answers.begin(), batch.answers.end());
      // Even who is told which people a batch is of, and takes them in the order of their coming,
      // finds as many as a lot would: one a batch.
      auto sorted = batch.answers;
      std::sort(sorted.begin(), sorted.end());
      for (std::size_t i = 0; i < sorted.size(); ++i) told += sorted[i] == batch.answers[i];
      by_lot += 1;
    }
    REQUIRE(all.size() == people);
    for (int who = 0; who < people; ++who, ++guesses) {
      in_order += all[static_cast<std::size_t>(who)] == who;
      // He answered after he came: in the next batch, if he is not one of those who stay behind.
      auto next = std::find_if(evening.batches.begin(), evening.batches.end(), [&](auto const& it) {
        return it.written > evening.signed_in[static_cast<std::size_t>(who)];
      });
      REQUIRE(next != evening.batches.end());
      first_of_batch += next->answers.front() == who;
    }
  }
  CAPTURE(by_lot);
  // Four standard deviations of a count that is by_lot on the average.
  double swing = 4 * std::sqrt(by_lot);
  CHECK(told < by_lot + swing);
  CHECK(told > by_lot - swing);
  // A batch is of five at least: who knows all about it is right one time in five at the most.
  CAPTURE(first_of_batch);
  CAPTURE(in_order);
  double bound = guesses / 5.0;
  CHECK(first_of_batch < bound);
  CHECK(in_order < bound);
}
