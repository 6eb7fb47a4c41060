// All interleavings of a few steps. CI stops at four, which takes seconds; all six take minutes:
// SALA_SEAT_DEPTH=6 (two courses: one less).
#include "tests/sync/rules/seat_explorer.h"

#include <doctest/doctest.h>

#include <cstdlib>

using namespace sala;
using namespace sala::test;

namespace {

#ifdef SALA_SANITIZED
constexpr bool is_slow_build = true;
#else
constexpr bool is_slow_build = false;
#endif

int depth(int usual) {
  if (char const* given = std::getenv("SALA_SEAT_DEPTH")) return usual + std::atoi(given) - 4;
  return is_slow_build ? usual - 1 : usual;
}

SeatExplored explored(SeatExploration const& shape) {
  auto found = explore_seats(shape);
  MESSAGE("steps " << shape.steps << ", capacity " << shape.capacity << ": " << found.states
                   << " states, " << found.views << " views, " << found.oversold
                   << " oversold and named");
  CHECK(found.wrong == "");
  CHECK(found.states > 100);
  return found;
}

// A box that believes its disk at once, as if no image was ever restored.
std::optional<std::vector<Body>> take_without_asking(rules::SeatBook const& book,
                                                     StreamId const& self, SeatTaken wish) {
  for (rules::Lot const& lot : book.lots()) {
    if (lot.holder.device != self.device || lot.free == 0) continue;
    wish.lot = lot.name;
    return std::vector<Body>{wish};
  }
  return std::nullopt;
}

std::optional<std::vector<Body>> take_without_repeating(rules::SeatBook const& book,
                                                        StreamId const& self, SeatTaken wish) {
  auto drafts = rules::take_seat(book, self, std::move(wish));
  if (drafts) drafts->erase(drafts->begin(), drafts->end() - 1);
  return drafts;
}

std::optional<std::vector<Body>> take_from_anybody(rules::SeatBook const& book, StreamId const&,
                                                   SeatTaken wish) {
  for (rules::Lot const& lot : book.lots()) {
    wish.lot = lot.name;
    if (lot.free > 0) return std::vector<Body>{wish};
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("on honest storage no order of events sells a seat twice") {
  for (std::int64_t capacity : {1, 2, 3}) {
    for (bool starts_at_box : {false, true}) {
      SeatExploration shape;
      shape.capacity = capacity;
      shape.people = static_cast<int>(capacity) + 1;
      shape.starts_at_box = starts_at_box;
      shape.steps = depth(4);
      CHECK(explored(shape).oversold == 0);
    }
  }
}

TEST_CASE("nor does any order of swaps between two courses") {
  SeatExploration shape;
  shape.courses = 2;
  shape.people = 2;
  shape.starts_at_box = true;
  shape.steps = depth(3);
  CHECK(explored(shape).oversold == 0);
}

TEST_CASE("nor does lowering the capacity while people choose") {
  SeatExploration shape;
  shape.capacity = 3;
  shape.lowers = true;
  shape.starts_at_box = true;
  shape.steps = depth(4);
  explored(shape);
}

TEST_CASE("a box restored from an old image sells nothing twice once somebody told it all") {
  SeatExploration shape;
  shape.capacity = 2;
  shape.images = true;
  shape.partial_answers = false;
  shape.starts_at_box = true;
  shape.steps = depth(4);
  CHECK(explored(shape).oversold == 0);
}

TEST_CASE("what staff, clones and reclaims sell twice is frozen and named wherever it is known") {
  SeatExploration shape;
  shape.images = true;
  shape.staff_says_so = true;
  shape.starts_at_box = true;
  shape.must_never_overspend = false;
  shape.people = 2;
  shape.steps = std::max(4, depth(4));
  CHECK(explored(shape).oversold > 0);
  shape.clones = true;
  CHECK(explored(shape).oversold > 0);
  shape.images = shape.clones = shape.staff_says_so = false;
  shape.reclaims = true;
  shape.capacity = 2;
  shape.people = 3;
  CHECK(explored(shape).oversold > 0);
}

TEST_CASE("the exploration finds rules that are broken") {
  SeatExploration shape;
  shape.capacity = 1;
  shape.starts_at_box = true;
  shape.steps = 3;
  shape.images = true;
  shape.partial_answers = false;
  shape.take = take_without_asking;
  CHECK(explore_seats(shape).wrong != "");
  shape = {};
  shape.starts_at_box = true;
  shape.steps = 3;
  shape.take = take_from_anybody;
  CHECK(explore_seats(shape).wrong != "");
  shape.take = take_without_repeating;
  CHECK(explore_seats(shape).wrong != "");
}
