#include "sync/rules/seat_policy.h"

#include <algorithm>
#include <map>

namespace sala::rules {
namespace {

// One seat in six: what headquarters keeps back for those who ask, and below which a box asks.
// With the usual twelve that is two: a couple of friends.
std::int64_t sixth(std::int64_t capacity) { return std::max<std::int64_t>(1, capacity / 6); }

SeatReleased release_of(Taking const& taking, CourseId const& course, std::string_view reason) {
  SeatReleased body;
  body.course = course;
  body.participant = taking.participant;
  body.taken = taking.name;
  body.reason = reason;
  return body;
}

// Events that spend from the book's lots, each seat once.
class Spender {
 public:
  Spender(SeatBook const& book, StreamId const& self, CourseId const& course)
      : book_(book), self_(self), course_(course), lots_(book.spendable_lots(self)) {}

  std::int64_t left() const {
    std::int64_t seats = 0;
    for (Lot const& lot : lots_) seats += lot.free;
    return seats;
  }
  void give(StreamId const& to, std::int64_t seats) {
    spend(lots_, seats, [&](EventName const& lot, std::int64_t n) {
      given_[to] += n;
      return SeatsGiven{course_, lot, to, n};
    });
  }
  // By this call, which the book does not know yet.
  std::int64_t given_to(StreamId const& stream) { return given_[stream]; }
  void withdraw(std::int64_t seats) {
    spend(lots_, seats, [&](EventName const& lot, std::int64_t n) {
      return SeatsWithdrawn{course_, lot, n};
    });
  }
  // What is frozen cannot be chosen, but it can go home, and be withdrawn there.
  void give_frozen(Lot const& lot, StreamId const& to) {
    std::vector<Lot> only{lot};
    spend(only, lot.free, [&](EventName const& name, std::int64_t n) {
      return SeatsGiven{course_, name, to, n};
    });
  }
  void withdraw_frozen(Lot const& lot, std::int64_t seats) {
    std::vector<Lot> only{lot};
    spend(only, seats, [&](EventName const& name, std::int64_t n) {
      return SeatsWithdrawn{course_, name, n};
    });
  }
  void add(Body body) {
    if (drafts_.size() < most_drafts) drafts_.push_back(std::move(body));
  }
  std::vector<Body> take_drafts() { return std::move(drafts_); }

 private:
  template <class Make>
  void spend(std::vector<Lot>& lots, std::int64_t seats, Make make) {
    for (Lot& lot : lots) {
      std::int64_t n = std::min(seats, lot.free);
      if (n <= 0) continue;
      // Releases that this call repeated for the same lot before are not written once more.
      Spent& before = spent_[lot.name];
      auto again = book_.repeats(self_, lot.name, before.seats + n);
      if (drafts_.size() + again.size() - before.repeated + 1 > most_drafts) return;
      for (; before.repeated < again.size(); ++before.repeated) {
        drafts_.emplace_back(release_of(again[before.repeated], course_, for_repetition));
      }
      drafts_.emplace_back(make(lot.name, n));
      before.seats += n;
      lot.free -= n;
      seats -= n;
    }
  }

  SeatBook const& book_;
  StreamId self_;
  CourseId course_;
  std::vector<Lot> lots_;
  struct Spent {
    std::int64_t seats = 0;
    std::size_t repeated = 0;
  };
  std::map<EventName, Spent> spent_;
  std::map<StreamId, std::int64_t> given_;
  std::vector<Body> drafts_;
};

bool is_sure_of_its_past(SeatBook const& book, StreamId const& self) {
  auto tails = book.own_tails(self);
  return std::all_of(tails.begin(), tails.end(),
                     [&](EventName const& tail) { return book.may_spend(self, tail.stream); });
}

std::vector<Lot> own_frozen_lots(SeatBook const& book, StreamId const& self) {
  std::vector<Lot> found;
  if (book.totals().frozen == 0) return found;
  for (Lot const& lot : book.lots()) {
    if (lot.frozen && lot.free > 0 && book.may_spend(self, lot.holder)) found.push_back(lot);
  }
  return found;
}

// Withdraws what headquarters holds below overspent lots, the nearest healed first. How many.
std::int64_t heal(SeatBook const& book, StreamId const& self, Spender& spender) {
  auto frozen = own_frozen_lots(book, self);
  if (frozen.empty()) return 0;
  std::map<EventName, std::int64_t> unhealed;
  for (Overspending const& it : book.overspent()) unhealed[it.lot.name] = it.unhealed;
  std::int64_t withdrawn = 0;
  for (Lot const& lot : frozen) {
    std::int64_t seats = 0;
    for (auto above = book.lot(lot.parent); above; above = book.lot(above->parent)) {
      auto found = unhealed.find(above->name);
      if (found == unhealed.end()) continue;
      std::int64_t part = std::min(found->second, lot.free - seats);
      found->second -= part;
      seats += part;
    }
    spender.withdraw_frozen(lot, seats);
    withdrawn += seats;
  }
  return withdrawn;
}

bool serves(std::vector<ServedBox> const& boxes, DeviceId const& device) {
  return std::any_of(boxes.begin(), boxes.end(),
                     [&](ServedBox const& box) { return box.stream.device == device; });
}

// How many of those who are offered a seat stand in line at a device, and in which stream they said
// so. Who stands at more than one counts where seats lie already.
struct LineNeed {
  StreamId stream;
  std::int64_t offered = 0;
  std::int64_t free = 0;  // what the device holds
};
using LineNeeds = std::map<DeviceId, LineNeed>;

LineNeeds needs_of_line(SeatBook const& book) {
  LineNeeds needs;
  if (book.line_length() == 0) return needs;
  for (Holding const& holding : book.holdings()) needs[holding.device].free = holding.free;
  for (Waiting const& entry : book.waiting()) {
    if (!entry.offered) break;
    auto place = std::find_if(entry.joined.begin(), entry.joined.end(), [&](EventName const& it) {
      LineNeed const& there = needs[it.stream.device];
      return there.free > there.offered;
    });
    if (place == entry.joined.end()) place = entry.joined.begin();
    LineNeed& there = needs[place->stream.device];
    there.stream = place->stream;
    ++there.offered;
  }
  return needs;
}

// Sends seats straight to where those stand to whom they are offered. Who has seats to spare gives
// in the order of devices, headquarters first, so that each need is met once where all know the
// same. `newest` tells to which stream of a device seats may go; one without an epoch: to none.
template <class Newest>
void send_along_line(SeatBook const& book, StreamId const& self, SeatedCourse const& course,
                     LineNeeds const& line, Spender& spender, Newest newest) {
  auto spare_of = [](LineNeed const& it) {
    return std::max<std::int64_t>(0, it.free - it.offered);
  };
  // What others give before it is our turn.
  std::int64_t before = self.device == book.headquarters() ? 0 : book.totals().pool;
  for (auto const& [device, need] : line) {
    if (device == self.device) break;
    if (device != book.headquarters()) before += spare_of(need);
  }
  auto own = line.find(self.device);
  std::int64_t promised = own == line.end() ? 0 : own->second.offered;
  for (auto const& [device, need] : line) {
    std::int64_t missing = need.offered - need.free;
    if (device == self.device || missing <= 0) continue;
    std::int64_t theirs = std::min(before, missing);
    before -= theirs;
    std::int64_t spare = spender.left() - promised;
    std::int64_t seats = std::min(missing - theirs, spare);
    StreamId to = newest(need.stream);
    if (seats <= 0 || to.epoch == 0) continue;
    spender.give(to, course.capacity <= kept_together ? spare : seats);
  }
}

// Boxes that were never given any get theirs by the people expected there.
void give_first_shares(SeatBook const& book, SeatedCourse const& course,
                       std::vector<ServedBox> boxes, Spender& spender) {
  std::int64_t expected = 0;
  for (ServedBox const& box : boxes) expected += std::max<std::int64_t>(0, box.expected);
  if (expected == 0) return;
  std::map<DeviceId, std::int64_t> given;
  for (Holding const& holding : book.holdings()) given[holding.device] = holding.given;
  std::sort(boxes.begin(), boxes.end(), [](ServedBox const& a, ServedBox const& b) {
    return a.expected != b.expected ? a.expected > b.expected : a.stream < b.stream;
  });
  if (course.capacity <= kept_together) {
    std::erase_if(boxes, [](ServedBox const& box) { return box.stream.epoch == 0; });
    if (boxes.empty()) return;
    bool nobody = std::none_of(boxes.begin(), boxes.end(),
                               [&](auto const& box) { return given[box.stream.device] > 0; });
    if (nobody) spender.give(boxes.front().stream, spender.left());
    return;
  }
  std::int64_t reserve = sixth(course.capacity);
  for (ServedBox const& box : boxes) {
    if (given[box.stream.device] > 0 || box.expected <= 0 || box.stream.epoch == 0) continue;
    std::int64_t share = (course.capacity - reserve) * box.expected / expected;
    spender.give(box.stream, std::min(share, spender.left() - reserve));
  }
}

// Everybody gets what he asks while it lasts, else his part of it, and one at least.
void answer_asks(SeatBook const& book, SeatedCourse const& course,
                 std::vector<ServedBox> const& boxes, Spender& spender) {
  std::vector<Ask> asks;
  std::int64_t asked = 0;
  for (Ask ask : book.asks()) {
    ask.open -= spender.given_to(ask.name.stream);
    bool is_served = std::any_of(boxes.begin(), boxes.end(), [&](ServedBox const& box) {
      return box.stream == ask.name.stream;
    });
    if (!is_served || ask.open <= 0) continue;
    asks.push_back(ask);
    asked += ask.open;
  }
  std::int64_t pool = spender.left();
  for (Ask const& ask : asks) {
    if (spender.left() == 0) return;
    if (course.capacity <= kept_together) {
      spender.give(ask.name.stream, spender.left());
      return;
    }
    std::int64_t part =
        asked <= pool ? ask.open : std::max<std::int64_t>(1, pool * ask.open / asked);
    spender.give(ask.name.stream, part);
  }
}

// How many seats may be wanted here. While there is a line, those offered to who stands in it here
// and what is left beyond the offers. Asking and giving go by the same number: no seat goes to and
// fro.
std::int64_t wanted_here(SeatBook const& book, StreamId const& self, Door const& door,
                         LineNeeds const& line) {
  if (book.line_length() == 0) return door.wanting;
  auto here = line.find(self.device);
  std::int64_t offered = here == line.end() ? 0 : here->second.offered;
  return offered + std::min(book.beyond_offers(), door.wanting);
}

// To who asks: what is not wanted here, and of what may be wanted so much that both have as many.
void give_to_askers(SeatBook const& book, StreamId const& self, SeatedCourse const& course,
                    LineNeeds const& line, std::int64_t wanted, Spender& spender) {
  bool together = course.capacity <= kept_together;
  auto here = line.find(self.device);
  std::int64_t promised = here == line.end() ? 0 : here->second.offered;
  auto holdings = book.holdings();
  for (Ask const& ask : book.asks()) {
    if (ask.name.stream.device == self.device) continue;
    auto his = std::find_if(holdings.begin(), holdings.end(),
                            [&](Holding const& it) { return it.device == ask.name.stream.device; });
    std::int64_t has = his == holdings.end() ? 0 : his->free;
    std::int64_t surplus = spender.left() - wanted;
    std::int64_t half = (spender.left() - promised - has) / 2;
    std::int64_t seats = together ? surplus : std::min(std::max(surplus, half), ask.open);
    if (seats > 0) spender.give(ask.name.stream, seats);
  }
}

void give_surplus(SeatBook const& book, StreamId const& self, SeatedCourse const& course,
                  Door const& door, Spender& spender) {
  auto line = needs_of_line(book);
  std::int64_t wanted = wanted_here(book, self, door, line);
  bool together = course.capacity <= kept_together;
  if (together && wanted > 0) return;
  send_along_line(book, self, course, line, spender, [](StreamId const& to) { return to; });
  give_to_askers(book, self, course, line, wanted, spender);
  // A few stay for those whom nobody expected.
  std::int64_t kept = together ? 0 : sixth(course.capacity);
  std::int64_t surplus = spender.left() - wanted - kept;
  if (surplus > 0 && door.office) spender.give(*door.office, surplus);
}

void ask_when_low(SeatBook const& book, StreamId const& self, SeatedCourse const& course,
                  Door const& door, Spender& spender) {
  std::int64_t have = spender.left();
  std::int64_t wanted = wanted_here(book, self, door, needs_of_line(book));
  std::int64_t low = course.capacity <= kept_together ? 1 : sixth(course.capacity);
  if (have >= std::min(low, wanted)) return;
  auto asks = book.asks();
  bool is_open = std::any_of(asks.begin(), asks.end(),
                             [&](Ask const& ask) { return ask.name.stream == self; });
  if (is_open) return;
  std::int64_t more = std::min(wanted, 2 * low) - have;
  spender.add(SeatsAsked{course.course, book.given_to(self) + more});
}

}  // namespace

std::optional<std::vector<Body>> take_seat(SeatBook const& book, StreamId const& self,
                                           SeatTaken wish) {
  auto lots = book.spendable_lots(self);
  if (lots.empty()) return std::nullopt;
  // A seat that nobody had before needs nothing repeated.
  auto lot = std::find_if(lots.begin(), lots.end(),
                          [&](Lot const& it) { return book.repeats(self, it.name, 1).empty(); });
  if (lot == lots.end()) lot = lots.begin();
  std::vector<Body> drafts;
  for (Taking const& taking : book.repeats(self, lot->name, 1)) {
    drafts.emplace_back(release_of(taking, wish.course, for_repetition));
  }
  wish.lot = lot->name;
  drafts.emplace_back(std::move(wish));
  return drafts;
}

std::vector<Body> give_seats(SeatBook const& book, StreamId const& self, CourseId const& course,
                             StreamId const& to, std::int64_t seats) {
  Spender spender(book, self, course);
  spender.give(to, seats);
  return spender.take_drafts();
}

std::vector<Body> reclaim_seats(SeatBook const& book, DeviceId const& device,
                                SeatsReclaimed const& order) {
  std::vector<Body> drafts;
  for (Lot const& lot : book.lots()) {
    if (lot.holder.device != device || lot.free == 0 || drafts.size() == most_drafts) continue;
    SeatsReclaimed body = order;
    body.lot = lot.name;
    body.seats = lot.free;
    drafts.emplace_back(std::move(body));
  }
  return drafts;
}

std::vector<Body> tend_office(SeatBook const& book, StreamId const& self,
                              SeatedCourse const& course, std::vector<ServedBox> const& boxes) {
  Spender spender(book, self, course.course);
  if (course.cancelled) {
    for (Taking const& taking : book.takings()) {
      spender.add(release_of(taking, course.course, for_cancellation));
    }
    return spender.take_drafts();
  }
  for (Taking const& taking : book.duplicates()) {
    DeviceId const& writer = taking.name.stream.device;
    if (writer == self.device || !serves(boxes, writer)) {
      spender.add(release_of(taking, course.course, for_duplicate));
    }
  }
  if (course.capacity == 0 || !is_sure_of_its_past(book, self)) return spender.take_drafts();
  std::int64_t claims = book.totals().claims() - heal(book, self, spender);
  if (claims > course.capacity) spender.withdraw(claims - course.capacity);
  if (claims < course.capacity) {
    std::int64_t missing = std::min(course.capacity - claims, most_seats);
    spender.add(SeatsSupplied{course.course, missing});
  }
  if (course.closed) return spender.take_drafts();
  send_along_line(book, self, course, needs_of_line(book), spender, [&](StreamId const& to) {
    auto box = std::find_if(boxes.begin(), boxes.end(),
                            [&](ServedBox const& it) { return it.stream.device == to.device; });
    return box == boxes.end() ? StreamId{} : box->stream;
  });
  give_first_shares(book, course, boxes, spender);
  answer_asks(book, course, boxes, spender);
  return spender.take_drafts();
}

std::vector<Body> tend_box(SeatBook const& book, StreamId const& self, SeatedCourse const& course,
                           Door const& door) {
  Spender spender(book, self, course.course);
  for (Taking const& taking : book.duplicates()) {
    if (taking.name.stream.device == self.device) {
      spender.add(release_of(taking, course.course, for_duplicate));
    }
  }
  if (course.capacity == 0 || course.cancelled) return spender.take_drafts();
  if (door.office) {
    for (Lot const& lot : own_frozen_lots(book, self)) spender.give_frozen(lot, *door.office);
    SeatTotals totals = book.totals();
    spender.give(*door.office, totals.claims() - course.capacity - totals.pool);
  }
  if (course.closed) return spender.take_drafts();
  give_surplus(book, self, course, door, spender);
  ask_when_low(book, self, course, door, spender);
  return spender.take_drafts();
}

}  // namespace sala::rules
