// What an event says about seats.
#include "sync/rules/seats.h"

namespace sala::rules {
namespace {

// Fills in a fact and says whether the body is one: an overload a kind that is, all others are not.
struct Fill {
  SeatFact& fact;

  bool concerns(SeatKind kind, CourseId const& course) {
    fact.kind = kind;
    fact.course = course;
    return true;
  }
  bool operator()(SeatsSupplied const& it) {
    fact.seats = it.seats;
    return concerns(SeatKind::supplied, it.course);
  }
  bool operator()(SeatsWithdrawn const& it) {
    fact.about = it.lot;
    fact.seats = it.seats;
    return concerns(SeatKind::withdrawn, it.course);
  }
  bool operator()(SeatsGiven const& it) {
    fact.about = it.lot;
    fact.to = it.to;
    fact.seats = it.seats;
    return concerns(SeatKind::given, it.course);
  }
  bool operator()(SeatsReclaimed const& it) {
    fact.about = it.lot;
    fact.seats = it.seats;
    fact.by_staff = true;
    return concerns(SeatKind::reclaimed, it.course);
  }
  bool operator()(SeatsAsked const& it) {
    fact.seats = it.seats;
    return concerns(SeatKind::asked, it.course);
  }
  bool operator()(SeatsResumed const& it) {
    fact.names = it.tails;
    fact.by_staff = it.assurance == Assurance::staff;
    return concerns(SeatKind::resumed, {});
  }
  bool operator()(SeatTaken const& it) {
    fact.about = it.lot;
    fact.participant = it.participant;
    fact.by_staff = !it.staff.is_nil();
    return concerns(SeatKind::taken, it.course);
  }
  bool operator()(SeatReleased const& it) {
    fact.about = it.taken;
    fact.participant = it.participant;
    fact.by_staff = !it.staff.is_nil();
    bool steward =
        it.reason == for_cancellation || it.reason == for_duplicate || it.reason == for_repetition;
    fact.displaced = !fact.by_staff && it.reason == for_cancellation;
    fact.declined = fact.by_staff || !steward;
    return concerns(SeatKind::released, it.course);
  }
  bool operator()(WaitingJoined const& it) {
    fact.participant = it.participant;
    fact.displaced = !it.instead_of.is_nil();
    return concerns(SeatKind::joined, it.course);
  }
  bool operator()(WaitingLeft const& it) {
    fact.participant = it.participant;
    fact.names = it.joined;
    fact.declined = it.declined;
    fact.by_staff = !it.staff.is_nil();
    return concerns(SeatKind::left, it.course);
  }
  template <class Other>
  bool operator()(Other const&) {
    return false;
  }
};

}  // namespace

std::optional<SeatFact> seat_fact(Body const& body, EventName const& name,
                                  ResolvedTime const& time) {
  SeatFact fact;
  fact.name = name;
  fact.time = time;
  if (!std::visit(Fill{fact}, body)) return std::nullopt;
  return fact;
}

}  // namespace sala::rules
