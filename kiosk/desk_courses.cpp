// Choosing courses, as events. What spends a seat is worked out on the ledger's thread.
#include "kiosk/desk.h"
#include "sync/rules/choosing.h"
#include "sync/rules/seat_policy.h"
#include "sync/views/queries.h"

namespace sala::kiosk {
namespace {

using Drafts = std::vector<ledger::Draft>;
using views::Standing;

Result<rules::SeatBook> book_of(Standing const& now, CourseId const& course) {
  if (!now.headquarters) {
    return fail(ErrorCode::refused, "choose a course", "this box belongs to no office yet");
  }
  return now.queries.seat_book(course, *now.headquarters);
}

StreamId self_of(Standing const& now, ProgrammeId const& programme) {
  return now.ledger.own_stream(programme).value_or(StreamId{});
}

Drafts drafts_of(ProgrammeId const& programme, std::vector<Body> bodies) {
  Drafts drafts;
  drafts.reserve(bodies.size());
  for (Body& body : bodies) drafts.push_back({programme, std::move(body)});
  return drafts;
}

// Lets go of every taking of the person in the course.
Result<Drafts> released(Standing const& now, Choice const& choice, CourseId const& course) {
  SeatReleased order{course, choice.participant, {}, choice.staff, choice.reason};
  return drafts_of(choice.programme, rules::release_seats(TRY(book_of(now, course)), order));
}

Result<void> check_open(Standing const& now, CourseSet const& course, Choice const& choice,
                        WallTime at) {
  if (course.cancelled) {
    return fail(ErrorCode::conflict, "choose a course", "it was cancelled");
  }
  if (!choice.staff.is_nil()) return {};
  std::vector<SessionSet> sessions;  // only a course that names no cut-off needs them
  if (course.cutoff_s == 0) {
    sessions = TRY(now.queries.sessions_of(choice.programme, course.course));
  }
  if (rules::is_closed(rules::lessons_of({course}, sessions).front(), at)) {
    return fail(ErrorCode::conflict, "choose a course", "its cut-off has passed");
  }
  return {};
}

Result<Drafts> taken(Standing const& now, Choice const& choice, CourseSet const& course) {
  auto book = TRY(book_of(now, choice.course));
  if (!book.takings_of(choice.participant).empty()) return Drafts{};
  SeatTaken wish{choice.course, choice.participant, {}, choice.staff, choice.reason};
  if (course.capacity == 0) return Drafts{{choice.programme, wish}};
  if (!book.may_take(choice.participant) && choice.staff.is_nil()) {
    return fail(ErrorCode::conflict, "choose a course", "its free seats wait for somebody else");
  }
  auto bodies = rules::take_seat(book, self_of(now, choice.programme), wish);
  if (!bodies) return fail(ErrorCode::conflict, "choose a course", "no seat is left here");
  return drafts_of(choice.programme, std::move(*bodies));
}

}  // namespace

Ticket Desk::choose(Choice choice, WallTime at) {
  auto participant = choice.participant;
  auto compose = [choice = std::move(choice), at](Standing const& now) mutable -> Result<Drafts> {
    auto course = TRY(now.queries.course(choice.course));
    if (!course) return fail(ErrorCode::not_found, "choose a course", "there is no such course");
    TRY(check_open(now, *course, choice, at));
    choice.participant = TRY(now.queries.canonical(choice.participant));
    // The new seat is in hand before the old one is let go; both or none reach the disk.
    Drafts drafts = TRY(taken(now, choice, *course));
    for (CourseId const& old : choice.instead_of) {
      for (auto& draft : TRY(released(now, choice, old))) drafts.push_back(std::move(draft));
    }
    return drafts;
  };
  return post(std::move(compose), participant);
}

Ticket Desk::release(Choice choice) {
  auto participant = choice.participant;
  auto compose = [choice = std::move(choice)](Standing const& now) mutable -> Result<Drafts> {
    choice.participant = TRY(now.queries.canonical(choice.participant));
    return released(now, choice, choice.course);
  };
  return post(std::move(compose), participant);
}

Ticket Desk::join(ProgrammeId const& programme, ParticipantId const& participant,
                  CourseId const& course, CourseId const& instead_of) {
  auto compose = [=](Standing const& now) -> Result<Drafts> {
    auto who = TRY(now.queries.canonical(participant));
    auto book = TRY(book_of(now, course));
    if (book.waiting_of(who) || !book.takings_of(who).empty()) return Drafts{};
    return Drafts{{programme, WaitingJoined{course, who, instead_of}}};
  };
  return post(std::move(compose), participant);
}

Ticket Desk::leave(Choice choice, Leaving why) {
  auto participant = choice.participant;
  auto compose = [choice = std::move(choice), why](Standing const& now) -> Result<Drafts> {
    auto who = TRY(now.queries.canonical(choice.participant));
    auto book = TRY(book_of(now, choice.course));
    WaitingLeft const order{choice.course, who,          {}, why == Leaving::declining,
                            choice.staff,  choice.reason};
    auto left = rules::leave_line(book, order);
    if (!left) return Drafts{};
    return Drafts{{choice.programme, std::move(*left)}};
  };
  return post(std::move(compose), participant);
}

Ticket Desk::set_interests(ProgrammeId const& programme, InterestsSet interests) {
  auto participant = interests.participant;
  return post({{programme, std::move(interests)}}, participant);
}

Ticket Desk::resume_seats(ProgrammeId const& programme, StaffId const& staff) {
  auto compose = [=](Standing const& now) -> Result<Drafts> {
    SeatsResumed body{{}, Assurance::staff, staff};
    auto self = self_of(now, programme);
    for (EventName const& end : TRY(now.queries.stream_ends(programme))) {
      bool ours = end.stream.device == now.ledger.device() && end.stream != self;
      if (ours) body.tails.push_back(end);
    }
    if (body.tails.empty()) return Drafts{};
    return Drafts{{programme, std::move(body)}};
  };
  return post(std::move(compose), {});
}

}  // namespace sala::kiosk
