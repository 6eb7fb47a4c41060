#include "sync/hq/course_decisions.h"

#include <algorithm>

#include "platform/base/catalogue.h"
#include "platform/base/verify.h"
#include "sync/rules/seat_policy.h"
#include "sync/views/queries.h"

namespace sala::hq {
namespace {

using Drafts = std::vector<ledger::Draft>;
using views::Standing;

Result<ProgrammeId> programme_of(Standing const& now, CourseId const& course) {
  auto programme = TRY(now.queries.programme_of(course));
  if (!programme) {
    return fail(ErrorCode::not_found, "find course '" + to_text(course) + "'",
                word("there is none"));
  }
  return *programme;
}

Result<rules::SeatBook> book_of(Standing const& now, CourseId const& course) {
  VERIFY(now.headquarters);  // its own keeper knows it
  return now.queries.seat_book(course, *now.headquarters);
}

}  // namespace

views::Compose decide_course(CourseId const& course, CourseDecision decision,
                             std::optional<std::int64_t> seen) {
  return [=](Standing const& now) -> Result<Drafts> {
    auto programme = TRY(programme_of(now, course));
    auto set = TRY(now.queries.course(course));
    if (!set || (seen && *seen != set->version)) return Drafts{};
    auto wanted = *set;
    wanted.cancelled = decision == CourseDecision::cancel;
    if (decision == CourseDecision::keep) {
      auto taken = TRY(book_of(now, course)).totals().taken;
      wanted.minimum = std::min(wanted.minimum, taken);
    }
    if (wanted.cancelled == set->cancelled && wanted.minimum == set->minimum) return Drafts{};
    ++wanted.version;
    return Drafts{{programme, std::move(wanted)}};
  };
}

views::Compose release_seat(SeatReleased order) {
  return [order = std::move(order)](Standing const& now) mutable -> Result<Drafts> {
    auto programme = TRY(programme_of(now, order.course));
    order.participant = TRY(now.queries.canonical(order.participant));
    Drafts drafts;
    for (Body& body : rules::release_seats(TRY(book_of(now, order.course)), order)) {
      drafts.push_back({programme, std::move(body)});
    }
    return drafts;
  };
}

views::Compose decline_offer(WaitingLeft order) {
  return [order = std::move(order)](Standing const& now) mutable -> Result<Drafts> {
    auto programme = TRY(programme_of(now, order.course));
    order.participant = TRY(now.queries.canonical(order.participant));
    order.declined = true;
    auto book = TRY(book_of(now, order.course));
    auto waiting = book.waiting_of(order.participant);
    if (!waiting || !waiting->offered) return Drafts{};
    return Drafts{{programme, *rules::leave_line(book, order)}};
  };
}

}  // namespace sala::hq
