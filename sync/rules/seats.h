// Who holds which seats of one course, who has taken one, who waits: facts in, answers out. Pure,
// and the same whatever the order and repetition in which the facts are given.
//
// A *lot* is a number of seats in the hand of one stream, named by the event that made it:
// `seats.supplied` (headquarters' pool), `seats.given`, `seats.reclaimed`. A spend (`seat.taken`,
// `seats.given`, `seats.reclaimed`, `seats.withdrawn`) names its lot, and counts when
//   - the lot goes back to a supply by spends that count themselves (until that is known: not yet),
//   - the lot's own device wrote it; reclaims and withdrawals: headquarters, of any lot,
//   - its seats are more than 0 and at most `most_seats`.
// A `seat.released` makes the taking that it names count for nothing, whoever wrote it and however
// often: the seat is back in its lot. Everything else counts for nothing.
//
//   free(lot) = seats − spends that count
//
// More spends than seats: the lot is *overspent* by the difference. It and all that was made of it
// is frozen (nothing more of it is spent) until releases make it good, or headquarters' withdrawals
// from what was made of it. On honest storage no lot is ever overspent.
//
//   pool + held + frozen + taken − excess = supplied − withdrawn + without_lot
//
// "In flight" is what is held without its holder knowing yet: no single box can tell, and none
// needs to.
//
// **Spending a seat that came back.** A stream arrives elsewhere in its own order, but streams pass
// each other: a box that knows the second taking of a seat and not its release would see the lot
// overspent. Who spends such a seat therefore writes the release again, before, in its own stream:
// `repeats()`. rules/seat_policy.h does that; nobody else should write spends.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "sync/rules/time.h"

namespace sala::rules {

// A course of more seats is a slip of the hand.
inline constexpr std::int64_t most_seats = 100'000;

// Why stewards release a seat, in SeatReleased::reason: its course is cancelled; the person has
// another one of the course; somebody else's release, written again.
inline constexpr std::string_view for_cancellation = "cancelled";
inline constexpr std::string_view for_duplicate = "duplicate";
inline constexpr std::string_view for_repetition = "repeated";

enum class SeatKind {
  supplied,
  withdrawn,
  given,
  reclaimed,
  asked,
  resumed,
  taken,
  released,
  joined,
  left
};

struct SeatFact {
  SeatKind kind = SeatKind::supplied;
  EventName name;
  CourseId course;  // nil: a resumption, which is added to the books of all courses
  EventName about;  // the lot that is spent (nil: a taking without limit); of a release the taking
  StreamId to;      // of a gift
  std::int64_t seats = 0;
  ParticipantId participant;
  ResolvedTime time;
  bool displaced = false;  // joined from a cancelled course; released because of the cancellation
  bool declined = false;   // an offer; of a release: somebody let the seat go, no steward
  bool by_staff = false;
  std::vector<EventName> names;  // what leaving ends; the tails of a resumption
};

// What the body says about seats, if it does. The participant stands as it was written: who adds it
// to a book puts the canonical one in its place.
std::optional<SeatFact> seat_fact(Body const& body, EventName const& name,
                                  ResolvedTime const& time);

struct Lot {
  EventName name;
  StreamId holder;
  EventName parent;  // nil: a supply
  std::int64_t seats = 0;
  std::int64_t free = 0;    // not spent; never negative
  std::int64_t excess = 0;  // spent beyond the seats
  bool frozen = false;      // overspent, or made of a lot that is: its free seats are not spent
};

struct Taking {
  EventName name;
  ParticipantId participant;
  EventName lot;  // nil: the course had no limit
  ResolvedTime time;
  bool by_staff = false;
  bool released = false;
  bool displaced = false;  // released by the cancellation alone: nobody had let it go before
  bool pending = false;    // its lot is not known here yet: shown, but not counted
};

struct SeatTotals {
  std::int64_t supplied = 0;
  std::int64_t withdrawn = 0;
  std::int64_t without_lot = 0;  // takings while the course had no limit; part of `taken`
  std::int64_t pool = 0;         // free in headquarters' hand
  std::int64_t held = 0;         // free in others' hands, on the way to them included
  std::int64_t frozen = 0;       // free, but of overspent origin
  std::int64_t taken = 0;
  std::int64_t excess = 0;

  // Seats that are promised or may be. Headquarters keeps this equal to the capacity.
  std::int64_t claims() const { return pool + held + frozen + taken; }
  bool operator==(SeatTotals const&) const = default;
};

struct Holding {
  DeviceId device;
  std::int64_t free = 0;
  std::int64_t frozen = 0;
  std::int64_t taken = 0;  // from its lots
  std::int64_t given = 0;  // was ever given to it
};

// A person in the line. The order: who was displaced from a cancelled course before the others,
// then the time, then the event's name. Who has a taking stands in no line.
struct Waiting {
  ParticipantId participant;
  std::int64_t place = 0;  // from 1
  bool displaced = false;
  bool offered = false;  // one of the first F, F = the seats known to be free anywhere
  ResolvedTime since;
  std::vector<EventName> joined;  // what waiting.left would name
};

// What a stream still asks for. `seats.asked` says how many seats would serve it *in all, counting
// what it was given before* (SeatBook::given_to); its last ask holds, and each gift to it lessens
// what is open. A reclaim from it answers whatever it asked before it knew of that: nothing is sent
// after seats that staff have just taken back from a dead box. A stream that a later one of its
// device resumed asks no more.
struct Ask {
  EventName name;
  std::int64_t open = 0;
};

// An overspent lot and everybody who took a seat of it or of what was made of it.
struct Overspending {
  Lot lot;
  std::int64_t unhealed = 0;  // excess that no withdrawal made good
  std::vector<ParticipantId> people;
};

// The book of one course. Participants are canonical and times resolved when a fact is added: after
// a participant.merged or an anchor of a boot that wrote here, make a new book from all facts.
// Adding costs O(log n); lots are walked only when one is overspent. Movable, not thread-safe.
class SeatBook {
 public:
  explicit SeatBook(DeviceId const& headquarters);
  ~SeatBook();
  SeatBook(SeatBook&& other) noexcept;
  SeatBook& operator=(SeatBook&& other) noexcept;

  DeviceId const& headquarters() const;

  // A name that is there already counts for nothing.
  void add(SeatFact const& fact);
  // An event of this name, of whatever kind, is known: a resumption with a lower tail of its stream
  // does not cover it (somebody else goes on writing as this box).
  void heard_of(EventName const& event);

  SeatTotals totals() const;
  std::vector<Holding> holdings() const;  // by device; headquarters among them
  std::vector<Lot> lots() const;          // by name
  std::optional<Lot> lot(EventName const& name) const;
  // What its asks count: seats given to it, and `most_seats` for each reclaim from it.
  std::int64_t given_to(StreamId const& stream) const;

  // What a stream may spend: lots in its own hand, and those of its device's earlier streams that a
  // `seats.resumed` in this very stream covers to the last event known of them.
  bool may_spend(StreamId const& self, StreamId const& holder) const;
  std::int64_t spendable(StreamId const& self) const;
  std::vector<Lot> spendable_lots(StreamId const& self) const;  // with free seats, not frozen
  // Free seats of this device's earlier streams that wait for somebody's assurance.
  std::int64_t unassured(StreamId const& self) const;
  // Other streams of this device that these facts know of, each with its last event heard of: what
  // a seats.resumed must cover at least.
  std::vector<EventName> own_tails(StreamId const& self) const;
  // Takings whose releases `self` must write again before it spends `seats` of this lot.
  std::vector<Taking> repeats(StreamId const& self, EventName const& lot, std::int64_t seats) const;

  // Takings of a person that are not released; more than one: duplicates, in the order of names,
  // which is the same on every box for ever: the first is kept.
  std::vector<Taking> takings_of(ParticipantId const& participant) const;
  // All takings of the course in the order of time, those released left out unless asked for.
  enum class Released { left_out, included };
  std::vector<Taking> takings(Released released = Released::left_out) const;
  std::vector<Taking> duplicates() const;  // all but the first of each person

  std::vector<Waiting> waiting() const;
  std::size_t line_length() const;  // how many wait
  std::optional<Waiting> waiting_of(ParticipantId const& participant) const;
  // Seats beyond those offered to the line: what others may take.
  std::int64_t beyond_offers() const;
  // Offered, or there are seats beyond the offers. After the cut-off the caller asks no more.
  bool may_take(ParticipantId const& participant) const;

  std::vector<Ask> asks() const;  // open ones, by stream
  std::vector<Overspending> overspent() const;

 private:
  struct Rows;
  std::unique_ptr<Rows> rows_;
};

}  // namespace sala::rules
