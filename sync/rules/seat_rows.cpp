#include "sync/rules/seat_rows.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace sala::rules {
namespace {

std::size_t mixed(std::size_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 32);
}

// An ask counts what was given before: as much as after a thousand reclaims from one start of a
// box.
constexpr std::int64_t most_asked = 1000 * most_seats;

bool is_sane(std::int64_t seats) { return seats > 0 && seats <= most_seats; }

}  // namespace

std::size_t SeatHash::operator()(DeviceId const& device) const {
  std::size_t hash = 0;
  for (std::size_t at = 0; at < device.bytes.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, device.bytes.data() + at, sizeof(word));
    hash = mixed(hash, word);
  }
  return hash;
}
std::size_t SeatHash::operator()(StreamId const& stream) const {
  return mixed((*this)(stream.device), stream.epoch);
}
std::size_t SeatHash::operator()(EventName const& name) const {
  return mixed((*this)(name.stream), name.seq);
}

SeatBook::Rows::Rows(DeviceId const& hq) : headquarters(hq) {}

SeatRow SeatBook::Rows::device_row(DeviceId const& id) {
  auto [at, is_new] = device_at.try_emplace(id, static_cast<SeatRow>(devices.size()));
  if (is_new) devices.push_back({{id, 0, 0, 0, 0}, {}});
  return at->second;
}

SeatRow SeatBook::Rows::stream_row(StreamId const& id) {
  auto [at, is_new] = stream_at.try_emplace(id, static_cast<SeatRow>(streams.size()));
  if (is_new) {
    SeatRow device = device_row(id.device);
    devices[device].streams.push_back(at->second);
    StreamRow row;
    row.id = id;
    row.device = device;
    streams.push_back(std::move(row));
  }
  return at->second;
}

SeatRow SeatBook::Rows::find_stream(StreamId const& id) const {
  auto found = stream_at.find(id);
  return found == stream_at.end() ? no_row : found->second;
}

void SeatBook::Rows::add(SeatFact const& fact) {
  if (!seen.insert(fact.name).second) return;
  StreamRow& writer = streams[stream_row(fact.name.stream)];
  writer.heard = std::max(writer.heard, fact.name.seq);
  switch (fact.kind) {
    case SeatKind::supplied:
      if (fact.name.stream.device != headquarters || !is_sane(fact.seats)) break;
      totals.supplied += fact.seats;
      make_lot(fact, fact.name.stream, no_row);
      break;
    case SeatKind::withdrawn:
    case SeatKind::given:
    case SeatKind::reclaimed:
      if (is_sane(fact.seats) && fact.about != EventName{}) spend_lot(fact);
      break;
    case SeatKind::asked:
      add_ask(fact);
      break;
    case SeatKind::resumed:
      resume(fact);
      break;
    case SeatKind::taken:
      add_taking(fact);
      break;
    case SeatKind::released:
      add_release(fact);
      break;
    case SeatKind::joined:
      join(fact);
      break;
    case SeatKind::left:
      leave(fact);
      break;
  }
  wake();
}

// Facts that spend a lot which was not known may count now, and make lots known in their turn.
void SeatBook::Rows::wake() {
  while (!awake.empty()) {
    auto waiting = pending.extract(awake.back());
    awake.pop_back();
    if (waiting.empty()) continue;
    for (SeatFact const& fact : waiting.mapped()) {
      if (fact.kind == SeatKind::taken) {
        count_taking(taking_at.at(fact.name));
      } else {
        spend_lot(fact);
      }
    }
  }
}

void SeatBook::Rows::make_lot(SeatFact const& fact, StreamId const& holder, SeatRow parent) {
  auto row = static_cast<SeatRow>(lots.size());
  LotRow lot;
  lot.name = fact.name;
  lot.stream = stream_row(holder);
  lot.parent = parent;
  lot.seats = fact.seats;
  if (parent != no_row) {
    lots[parent].children.push_back(row);
    lot.frozen_by = lots[parent].frozen_by;
  }
  lots.push_back(std::move(lot));
  lot_at.emplace(fact.name, row);
  weigh(row, +1);
  if (!pending.empty()) awake.push_back(fact.name);
}

void SeatBook::Rows::spend_lot(SeatFact const& fact) {
  auto found = lot_at.find(fact.about);
  if (found == lot_at.end()) {
    pending[fact.about].push_back(fact);
    return;
  }
  SeatRow lot = found->second;
  DeviceId const& writer = fact.name.stream.device;
  bool is_gift = fact.kind == SeatKind::given;
  if (writer != (is_gift ? device_of(lot) : headquarters)) return;
  bool is_withdrawal = fact.kind == SeatKind::withdrawn;
  spend(lot, fact.seats, is_withdrawal ? fact.seats : 0);
  if (is_withdrawal) {
    totals.withdrawn += fact.seats;
    return;
  }
  make_lot(fact, is_gift ? fact.to : fact.name.stream, lot);
  if (!is_gift) {
    streams[lots[lot].stream].given += most_seats;
    return;
  }
  StreamRow& receiver = streams[stream_row(fact.to)];
  receiver.given += fact.seats;
  devices[receiver.device].sums.given += fact.seats;
}

void SeatBook::Rows::add_taking(SeatFact const& fact) {
  auto row = static_cast<SeatRow>(takings.size());
  TakingRow taking;
  taking.name = fact.name;
  taking.lot_name = fact.about;
  taking.participant = fact.participant;
  taking.time = fact.time;
  taking.by_staff = fact.by_staff;
  if (auto known = releases.find(fact.name); known != releases.end()) {
    taking.released = true;
    taking.displaced = known->second.displaced;
    taking.let_go = known->second.let_go;
  }
  takings.push_back(taking);
  taking_at.emplace(fact.name, row);
  if (!taking.released) {
    auto& of_person = people[fact.participant].takings;
    auto by_name = [&](SeatRow a, SeatRow b) { return takings[a].name < takings[b].name; };
    of_person.insert(std::lower_bound(of_person.begin(), of_person.end(), row, by_name), row);
  }
  if (fact.about == EventName{} || lot_at.contains(fact.about)) {
    count_taking(row);
  } else {
    pending[fact.about].push_back(fact);
  }
  place(fact.participant);
}

void SeatBook::Rows::count_taking(SeatRow row) {
  TakingRow& taking = takings[row];
  if (taking.lot_name == EventName{}) {
    taking.state = TakingRow::State::counted;
    if (taking.released) return;
    ++totals.without_lot;
    ++totals.taken;
    return;
  }
  taking.lot = lot_at.at(taking.lot_name);
  if (device_of(taking.lot) != taking.name.stream.device) {
    taking.state = TakingRow::State::void_;
    std::erase(people[taking.participant].takings, row);
    place(taking.participant);
    return;
  }
  taking.state = TakingRow::State::counted;
  lots[taking.lot].takings.push_back(row);
  if (taking.released) {
    ++lots[taking.lot].released;
    return;
  }
  ++totals.taken;
  ++devices[streams[lots[taking.lot].stream].device].sums.taken;
  spend(taking.lot, 1, 0);
}

void SeatBook::Rows::add_release(SeatFact const& fact) {
  ReleaseRow& known = releases[fact.about];
  SeatRow writer = stream_row(fact.name.stream);
  if (std::find(known.by.begin(), known.by.end(), writer) == known.by.end()) {
    known.by.push_back(writer);
  }
  known.displaced = known.displaced || fact.displaced;
  known.let_go = known.let_go || fact.declined;
  auto found = taking_at.find(fact.about);
  if (found == taking_at.end()) return;
  TakingRow& taking = takings[found->second];
  taking.displaced = known.displaced;
  taking.let_go = known.let_go;
  if (std::exchange(taking.released, true)) return;
  std::erase(people[taking.participant].takings, found->second);
  if (taking.state == TakingRow::State::counted) {
    --totals.taken;
    if (taking.lot == no_row) {
      --totals.without_lot;
    } else {
      ++lots[taking.lot].released;
      --devices[streams[lots[taking.lot].stream].device].sums.taken;
      spend(taking.lot, -1, 0);
    }
  }
  place(taking.participant);
}

void SeatBook::Rows::add_ask(SeatFact const& fact) {
  StreamRow& writer = streams[stream_row(fact.name.stream)];
  bool is_sound = fact.seats >= 0 && fact.seats <= most_asked;
  if (!is_sound || fact.name.seq < writer.ask) return;
  writer.ask = fact.name.seq;
  writer.ask_seats = fact.seats;
}

void SeatBook::Rows::resume(SeatFact const& fact) {
  SeatRow writer = stream_row(fact.name.stream);
  for (EventName const& tail : fact.names) {
    if (tail.stream.device != fact.name.stream.device || tail.stream == fact.name.stream) continue;
    streams[stream_row(tail.stream)].is_over = true;
    streams[writer].tails.push_back(tail);
  }
}

void SeatBook::Rows::join(SeatFact const& fact) {
  joins.emplace(fact.name, fact.participant);
  if (ended.contains(fact.name)) return;
  people[fact.participant].joined.push_back(
      {!fact.displaced, fact.time.at, fact.name, fact.participant});
  place(fact.participant);
}

void SeatBook::Rows::leave(SeatFact const& fact) {
  for (EventName const& name : fact.names) {
    if (!ended.insert(name).second) continue;
    auto found = joins.find(name);
    if (found == joins.end()) continue;
    std::erase_if(people[found->second].joined,
                  [&](LineKey const& key) { return key.name == name; });
    place(found->second);
  }
}

void SeatBook::Rows::place(ParticipantId const& participant) {
  PersonRow& person = people[participant];
  std::optional<LineKey> now;
  if (person.takings.empty() && !person.joined.empty()) {
    now = *std::min_element(person.joined.begin(), person.joined.end());
  }
  if (now == person.in_line) return;
  if (person.in_line) line.erase(*person.in_line);
  if (now) line.insert(*now);
  person.in_line = now;
}

void SeatBook::Rows::spend(SeatRow lot, std::int64_t seats, std::int64_t withdrawn) {
  weigh(lot, -1);
  lots[lot].spent += seats;
  lots[lot].withdrawn += withdrawn;
  weigh(lot, +1);
  settle(lot);
}

// Brings a lot's part into the sums, or takes it out.
void SeatBook::Rows::weigh(SeatRow row, std::int64_t sign) {
  LotRow const& lot = lots[row];
  StreamRow& stream = streams[lot.stream];
  Holding& holder = devices[stream.device].sums;
  std::int64_t free = sign * lot.free();
  bool is_open = lot.frozen_by == 0;
  if (is_open) {
    (holder.device == headquarters ? totals.pool : totals.held) += free;
    holder.free += free;
    stream.free += free;
  } else {
    totals.frozen += free;
    holder.frozen += free;
    stream.frozen += free;
  }
  totals.excess += sign * lot.excess();
  if (sign > 0) {
    if (is_open && free > 0) stream.open.insert(row);
    if (lot.excess() > 0) overspent.insert(row);
  } else {
    if (is_open && free < 0) stream.open.erase(row);
    if (lot.excess() > 0) overspent.erase(row);
  }
}

std::int64_t SeatBook::Rows::unhealed(SeatRow lot) const {
  return std::max<std::int64_t>(0, lots[lot].excess() - lots[lot].healing);
}

// What was withdrawn of seats that were there heals the nearest overspent lot above; what that does
// not need, the next.
void SeatBook::Rows::settle(SeatRow row) {
  while (row != no_row) {
    LotRow& lot = lots[row];
    bool blocked = unhealed(row) > 0;
    if (blocked != lot.blocked) {
      lot.blocked = blocked;
      freeze(row, blocked ? +1 : -1);
    }
    std::int64_t own = std::max<std::int64_t>(0, lot.withdrawn - lot.excess());
    std::int64_t passes = own + std::max<std::int64_t>(0, lot.healing - lot.excess());
    std::int64_t change = passes - lot.passed;
    lot.passed = passes;
    if (change == 0 || lot.parent == no_row) return;
    row = lot.parent;
    lots[row].healing += change;
  }
}

void SeatBook::Rows::freeze(SeatRow top, std::int32_t by) {
  std::vector<SeatRow> below{top};
  while (!below.empty()) {
    SeatRow row = below.back();
    below.pop_back();
    weigh(row, -1);
    lots[row].frozen_by += by;
    weigh(row, +1);
    below.insert(below.end(), lots[row].children.begin(), lots[row].children.end());
  }
}

}  // namespace sala::rules
