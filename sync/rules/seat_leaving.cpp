// Giving seats back and leaving the line: who has nothing of his own to spend may write it, too.
#include "sync/rules/seat_policy.h"

namespace sala::rules {

std::vector<Body> release_seats(SeatBook const& book, SeatReleased const& order) {
  std::vector<Body> drafts;
  for (Taking const& taking : book.takings_of(order.participant)) {
    SeatReleased body = order;
    body.taken = taking.name;
    drafts.emplace_back(std::move(body));
  }
  return drafts;
}

std::optional<Body> leave_line(SeatBook const& book, WaitingLeft order) {
  auto waiting = book.waiting_of(order.participant);
  if (!waiting) return std::nullopt;
  order.joined = waiting->joined;
  return order;
}

}  // namespace sala::rules
