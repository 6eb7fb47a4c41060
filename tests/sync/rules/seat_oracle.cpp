#include "tests/sync/rules/seat_oracle.h"

#include <algorithm>

namespace sala::test {
namespace {

using rules::SeatBook;
using rules::SeatFact;
using rules::SeatKind;

struct Count {
  std::vector<SeatFact> const& facts;
  DeviceId const& headquarters;
  OracleAnswer answer;
  std::set<EventName> released;
  std::set<EventName> done;

  bool counts(SeatFact const& fact) const {
    bool amount = fact.seats > 0 && fact.seats <= rules::most_seats;
    if (fact.kind != SeatKind::taken && !amount) return false;
    auto const& writer = fact.name.stream.device;
    if (fact.kind == SeatKind::supplied) return writer == headquarters;
    auto lot = answer.lots.find(fact.about);
    if (lot == answer.lots.end()) return false;
    bool by_holder = fact.kind == SeatKind::taken || fact.kind == SeatKind::given;
    return writer == (by_holder ? lot->second.holder : headquarters);
  }
  void apply(SeatFact const& fact) {
    OracleLot* lot = nullptr;
    if (fact.kind != SeatKind::supplied) lot = &answer.lots.at(fact.about);
    if (fact.kind == SeatKind::taken) {
      if (released.contains(fact.name)) return;
      ++lot->spent;
      ++answer.taken;
      lot->people.insert(fact.participant);
      return;
    }
    if (lot != nullptr) lot->spent += fact.seats;
    if (fact.kind == SeatKind::supplied) answer.supplied += fact.seats;
    if (fact.kind == SeatKind::withdrawn) {
      answer.withdrawn += fact.seats;
      return;
    }
    DeviceId holder = fact.kind == SeatKind::given ? fact.to.device : headquarters;
    EventName parent = lot == nullptr ? EventName{} : fact.about;
    answer.lots[fact.name] = {holder, parent, fact.seats, 0, {}};
  }
  void name_people() {
    for (auto const& [name, lot] : answer.lots) {
      if (lot.spent <= lot.seats) continue;
      answer.excess += lot.spent - lot.seats;
      auto& people = answer.overspent[name];
      for (auto const& [other, below] : answer.lots) {
        auto at = other;
        while (at != EventName{} && at != name) at = answer.lots.at(at).parent;
        if (at == name) people.insert(below.people.begin(), below.people.end());
      }
    }
  }
};

bool is_spend(SeatKind kind) {
  return kind == SeatKind::supplied || kind == SeatKind::withdrawn || kind == SeatKind::given ||
         kind == SeatKind::reclaimed || kind == SeatKind::taken;
}

std::string text(std::int64_t number) { return std::to_string(number) + " "; }
std::string text(EventName const& name) { return to_text(name) + " "; }
std::string text(ParticipantId const& id) { return to_text(id) + " "; }

}  // namespace

OracleAnswer count_slowly(std::vector<SeatFact> const& facts, DeviceId const& headquarters) {
  Count count{facts, headquarters, {}, {}, {}};
  for (SeatFact const& fact : facts) {
    if (fact.kind == SeatKind::released) count.released.insert(fact.about);
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (SeatFact const& fact : facts) {
      if (!is_spend(fact.kind) || count.done.contains(fact.name) || !count.counts(fact)) continue;
      count.done.insert(fact.name);
      count.apply(fact);
      changed = true;
    }
  }
  count.name_people();
  for (SeatFact const& fact : facts) {
    bool without_lot = fact.kind == SeatKind::taken && fact.about == EventName{};
    if (without_lot && !count.released.contains(fact.name)) ++count.answer.taken;
  }
  return count.answer;
}

std::string disagreement(SeatBook const& book, std::vector<SeatFact> const& facts,
                         DeviceId const& headquarters) {
  auto slow = count_slowly(facts, headquarters);
  auto totals = book.totals();
  if (totals.supplied != slow.supplied) return "supplied";
  if (totals.withdrawn != slow.withdrawn) return "withdrawn";
  if (totals.taken != slow.taken) return "taken";
  if (totals.excess != slow.excess) return "excess";
  for (auto term : {totals.pool, totals.held, totals.frozen, totals.taken, totals.excess}) {
    if (term < 0) return "a term below zero";
  }
  auto there = totals.claims() - totals.excess;
  if (there != totals.supplied - totals.withdrawn + totals.without_lot) return "the sum";
  auto overspent = book.overspent();
  if (overspent.size() != slow.overspent.size()) return "overspent lots";
  for (auto const& found : overspent) {
    auto expected = slow.overspent.find(found.lot.name);
    if (expected == slow.overspent.end()) return "which lot is overspent";
    std::set<ParticipantId> named(found.people.begin(), found.people.end());
    if (named != expected->second) return "who is named";
    if (found.lot.free != 0) return "an overspent lot with free seats";
  }
  auto lots = book.lots();
  if (lots.size() != slow.lots.size()) return "lots";
  for (auto const& lot : lots) {
    auto const& expected = slow.lots.at(lot.name);
    if (lot.free - lot.excess != expected.seats - expected.spent) return "free seats of a lot";
  }
  return "";
}

std::string told(SeatBook const& book) {
  auto t = book.totals();
  std::string out;
  for (auto n : {t.supplied, t.withdrawn, t.without_lot, t.pool, t.held, t.frozen, t.taken}) {
    out += text(n);
  }
  for (auto const& lot : book.lots()) {
    out += "\nlot " + text(lot.name) + to_text(lot.holder) + " " + text(lot.seats) +
           text(lot.free) + text(lot.excess) + text(lot.frozen ? 1 : 0) +
           text(book.given_to(lot.holder)) + text(book.spendable(lot.holder));
  }
  for (auto const& held : book.holdings()) {
    if (held.free + held.frozen + held.taken + held.given == 0) continue;
    out += "\nheld " + to_text(held.device) + " " + text(held.free) + text(held.frozen) +
           text(held.taken) + text(held.given);
  }
  for (auto const& taking : book.takings(SeatBook::Released::included)) {
    out += "\ntaken " + text(taking.name) + text(taking.participant) +
           text(taking.released ? 1 : 0) + text(taking.displaced ? 1 : 0) +
           text(taking.pending ? 1 : 0);
  }
  for (auto const& taking : book.duplicates()) out += "\ntwice " + text(taking.name);
  for (auto const& waiting : book.waiting()) {
    out += "\nwaits " + text(waiting.place) + text(waiting.participant) +
           text(waiting.offered ? 1 : 0) + text(book.may_take(waiting.participant) ? 1 : 0);
    for (auto const& name : waiting.joined) out += text(name);
  }
  for (auto const& ask : book.asks()) out += "\nasks " + text(ask.name) + text(ask.open);
  for (auto const& found : book.overspent()) {
    out += "\noverspent " + text(found.lot.name) + text(found.unhealed);
    for (auto const& person : found.people) out += text(person);
  }
  return out;
}

}  // namespace sala::test
