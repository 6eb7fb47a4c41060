// Seats that lie free while somebody waits for one, at one moment, and why they do.
#pragma once

#include <array>
#include <vector>

#include "sync/rules/seats.h"

namespace sala::test {

// Where a free seat lies that somebody waits for.
enum class Lying {
  on_the_way,  // given, or released elsewhere: its holder has not heard of it
  asleep,      // of an earlier start of its holder's; nobody vouched
  unheard_of,  // its holder has not heard that somebody waits
  kept         // its holder knows, and has not sent it on
};
inline constexpr std::size_t ways_of_lying = 4;

struct SeatsLying {
  double waited_for = 0;  // seats free somewhere that somebody stands in line for
  double in_reach = 0;    // … of which can be taken where he stands
  std::array<double, ways_of_lying> elsewhere{};

  double stranded() const { return waited_for - in_reach; }
};

struct SeatView {
  rules::SeatBook const* book = nullptr;
  StreamId self;
};

// `truth` holds all facts, `boxes` what each knows, headquarters first.
SeatsLying seats_lying(rules::SeatBook const& truth, std::vector<SeatView> const& boxes);

}  // namespace sala::test
