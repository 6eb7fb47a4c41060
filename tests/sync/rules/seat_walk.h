// Random walks through larger worlds of seats: headquarters and some boxes that hear from each
// other when chance lets them, people who choose, change their minds and wait, boxes that crash.
// The storage is honest and the rules are the real ones; after every step is checked what must hold
// at every moment, and after every world what must hold in the end.
#pragma once

#include <cstdint>
#include <string>

#include "tests/sync/rules/seat_stranding.h"

namespace sala::test {

struct SeatWalked {
  std::uint64_t operations = 0;  // events written, and events read by somebody
  std::uint64_t worlds = 0;
  std::uint64_t taken = 0;  // choices made
  std::uint64_t gifts = 0;  // events that moved seats between hands
  std::uint64_t asks = 0;
  std::uint64_t crashes = 0;
  std::uint64_t oversold = 0;  // moments with more takings than seats, or with an overspent lot
  // Of all seats, on average over the moments at which somebody waits:
  double idle_percent = 0;      // free in some hand
  double stranded_percent = 0;  // free, waited for, and not where who waits could take one
  std::array<double, ways_of_lying> lying_percent{};  // of the stranded, by Lying
  std::string wrong;                                  // the first violation; empty: none
};

// Whole worlds until there were that many operations.
SeatWalked walk_seats(std::uint64_t operations, std::uint64_t seed);

}  // namespace sala::test
