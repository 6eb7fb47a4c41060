#include "tests/sync/rules/seat_stranding.h"

#include <algorithm>

namespace sala::test {
namespace {

// How many of those who are offered a seat can take one at the box at which they stand in line.
std::int64_t in_reach_at(SeatView const& box, std::vector<rules::Waiting> const& line) {
  std::int64_t left = box.book->spendable(box.self);
  std::int64_t reach = 0;
  for (rules::Waiting const& entry : line) {
    if (left == 0 || !entry.offered) break;
    bool here = std::any_of(entry.joined.begin(), entry.joined.end(), [&](EventName const& it) {
      return it.stream.device == box.self.device;
    });
    if (!here || !box.book->may_take(entry.participant)) continue;
    --left;
    ++reach;
  }
  return reach;
}

}  // namespace

SeatsLying seats_lying(rules::SeatBook const& truth, std::vector<SeatView> const& boxes) {
  SeatsLying found;
  auto line = truth.waiting();
  auto totals = truth.totals();
  auto free = static_cast<double>(totals.pool + totals.held);
  found.waited_for = std::min(free, static_cast<double>(line.size()));
  if (found.waited_for == 0) return found;
  std::array<double, ways_of_lying> lying{};
  auto at = [&](Lying how) -> double& { return lying[static_cast<std::size_t>(how)]; };
  double known = 0;
  for (SeatView const& box : boxes) {
    auto reach = static_cast<double>(in_reach_at(box, line));
    auto spendable = static_cast<double>(box.book->spendable(box.self));
    auto asleep = static_cast<double>(box.book->unassured(box.self));
    found.in_reach += reach;
    at(Lying::asleep) += asleep;
    at(box.book->line_length() == 0 ? Lying::unheard_of : Lying::kept) += spendable - reach;
    known += spendable + asleep;
  }
  at(Lying::on_the_way) = std::max(0.0, free - known);
  found.in_reach = std::min(found.in_reach, found.waited_for);
  double all = 0;
  for (double seats : lying) all += seats;
  if (all == 0) return found;
  for (std::size_t i = 0; i < ways_of_lying; ++i) {
    found.elsewhere[i] = found.stranded() * lying[i] / all;
  }
  return found;
}

}  // namespace sala::test
