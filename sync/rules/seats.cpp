#include "sync/rules/seats.h"

#include <algorithm>

#include "sync/rules/seat_rows.h"

namespace sala::rules {
namespace {

using State = TakingRow::State;

Lot shown(LotRow const& row, std::vector<StreamRow> const& streams,
          std::vector<LotRow> const& lots) {
  EventName parent = row.parent == no_row ? EventName{} : lots[row.parent].name;
  return {row.name,   streams[row.stream].id, parent,           row.seats,
          row.free(), row.excess(),           row.frozen_by > 0};
}

Taking shown(TakingRow const& row) {
  return {row.name,
          row.participant,
          row.lot_name,
          row.time,
          row.by_staff,
          row.released,
          row.displaced && !row.let_go,
          row.state == State::pending};
}

bool by_name(Lot const& a, Lot const& b) { return a.name < b.name; }

}  // namespace

SeatBook::SeatBook(DeviceId const& headquarters) : rows_(std::make_unique<Rows>(headquarters)) {}
SeatBook::~SeatBook() = default;
SeatBook::SeatBook(SeatBook&& other) noexcept = default;
SeatBook& SeatBook::operator=(SeatBook&& other) noexcept = default;

DeviceId const& SeatBook::headquarters() const { return rows_->headquarters; }

void SeatBook::add(SeatFact const& fact) { rows_->add(fact); }

void SeatBook::heard_of(EventName const& event) {
  StreamRow& row = rows_->streams[rows_->stream_row(event.stream)];
  row.heard = std::max(row.heard, event.seq);
}

SeatTotals SeatBook::totals() const { return rows_->totals; }

std::vector<Holding> SeatBook::holdings() const {
  std::vector<Holding> all;
  for (DeviceRow const& row : rows_->devices) all.push_back(row.sums);
  std::sort(all.begin(), all.end(),
            [](Holding const& a, Holding const& b) { return a.device < b.device; });
  return all;
}

std::vector<Lot> SeatBook::lots() const {
  std::vector<Lot> all;
  for (LotRow const& row : rows_->lots) {
    all.push_back(shown(row, rows_->streams, rows_->lots));
  }
  std::sort(all.begin(), all.end(), by_name);
  return all;
}

std::optional<Lot> SeatBook::lot(EventName const& name) const {
  auto found = rows_->lot_at.find(name);
  if (found == rows_->lot_at.end()) return std::nullopt;
  return shown(rows_->lots[found->second], rows_->streams, rows_->lots);
}

std::int64_t SeatBook::given_to(StreamId const& stream) const {
  SeatRow row = rows_->find_stream(stream);
  return row == no_row ? 0 : rows_->streams[row].given;
}

bool SeatBook::may_spend(StreamId const& self, StreamId const& holder) const {
  if (self == holder) return true;
  if (self.device != holder.device) return false;
  SeatRow own = rows_->find_stream(self);
  SeatRow other = rows_->find_stream(holder);
  if (own == no_row || other == no_row) return false;
  auto const& tails = rows_->streams[own].tails;
  return std::any_of(tails.begin(), tails.end(), [&](EventName const& tail) {
    return tail.stream == holder && tail.seq >= rows_->streams[other].heard;
  });
}

std::int64_t SeatBook::spendable(StreamId const& self) const {
  auto found = rows_->device_at.find(self.device);
  if (found == rows_->device_at.end()) return 0;
  std::int64_t free = 0;
  for (SeatRow row : rows_->devices[found->second].streams) {
    StreamRow const& stream = rows_->streams[row];
    if (stream.free > 0 && may_spend(self, stream.id)) free += stream.free;
  }
  return free;
}

std::vector<Lot> SeatBook::spendable_lots(StreamId const& self) const {
  std::vector<Lot> found_lots;
  auto found = rows_->device_at.find(self.device);
  if (found == rows_->device_at.end()) return found_lots;
  for (SeatRow row : rows_->devices[found->second].streams) {
    StreamRow const& stream = rows_->streams[row];
    if (stream.open.empty() || !may_spend(self, stream.id)) continue;
    for (SeatRow lot : stream.open) {
      found_lots.push_back(shown(rows_->lots[lot], rows_->streams, rows_->lots));
    }
  }
  std::sort(found_lots.begin(), found_lots.end(), by_name);
  return found_lots;
}

std::int64_t SeatBook::unassured(StreamId const& self) const {
  auto found = rows_->device_at.find(self.device);
  if (found == rows_->device_at.end()) return 0;
  return rows_->devices[found->second].sums.free - spendable(self);
}

std::vector<EventName> SeatBook::own_tails(StreamId const& self) const {
  std::vector<EventName> tails;
  auto found = rows_->device_at.find(self.device);
  if (found == rows_->device_at.end()) return tails;
  for (SeatRow row : rows_->devices[found->second].streams) {
    StreamRow const& stream = rows_->streams[row];
    if (stream.id != self) tails.push_back({stream.id, stream.heard});
  }
  std::sort(tails.begin(), tails.end());
  return tails;
}

std::vector<Taking> SeatBook::repeats(StreamId const& self, EventName const& name,
                                      std::int64_t seats) const {
  std::vector<Taking> again;
  auto found = rows_->lot_at.find(name);
  if (found == rows_->lot_at.end() || rows_->lots[found->second].released == 0) return again;
  LotRow const& lot = rows_->lots[found->second];
  SeatRow own = rows_->find_stream(self);
  std::vector<SeatRow> not_by_us;
  for (SeatRow row : lot.takings) {
    if (!rows_->takings[row].released) continue;
    auto const& by = rows_->releases.at(rows_->takings[row].name).by;
    if (std::find(by.begin(), by.end(), own) == by.end()) not_by_us.push_back(row);
  }
  auto never_spent = lot.free() - static_cast<std::int64_t>(not_by_us.size());
  for (SeatRow row : not_by_us) {
    if (never_spent + static_cast<std::int64_t>(again.size()) >= seats) break;
    again.push_back(shown(rows_->takings[row]));
  }
  return again;
}

std::vector<Taking> SeatBook::takings_of(ParticipantId const& participant) const {
  std::vector<Taking> all;
  auto found = rows_->people.find(participant);
  if (found == rows_->people.end()) return all;
  for (SeatRow row : found->second.takings) all.push_back(shown(rows_->takings[row]));
  return all;
}

std::vector<Taking> SeatBook::takings(Released released) const {
  std::vector<Taking> all;
  for (TakingRow const& row : rows_->takings) {
    if (row.state == State::void_ || (row.released && released == Released::left_out)) continue;
    all.push_back(shown(row));
  }
  std::sort(all.begin(), all.end(), [](Taking const& a, Taking const& b) {
    return a.time.at != b.time.at ? a.time.at < b.time.at : a.name < b.name;
  });
  return all;
}

std::vector<Taking> SeatBook::duplicates() const {
  std::vector<Taking> all;
  for (auto const& [participant, person] : rows_->people) {
    for (std::size_t i = 1; i < person.takings.size(); ++i) {
      all.push_back(shown(rows_->takings[person.takings[i]]));
    }
  }
  std::sort(all.begin(), all.end(),
            [](Taking const& a, Taking const& b) { return a.name < b.name; });
  return all;
}

std::vector<Waiting> SeatBook::waiting() const {
  std::vector<Waiting> all;
  std::int64_t free = rows_->totals.pool + rows_->totals.held;
  for (LineKey const& key : rows_->line) {
    Waiting entry;
    entry.participant = key.participant;
    entry.place = static_cast<std::int64_t>(all.size()) + 1;
    entry.displaced = !key.not_displaced;
    entry.offered = entry.place <= free;
    entry.since.at = key.at;
    for (LineKey const& joined : rows_->people.at(key.participant).joined) {
      entry.joined.push_back(joined.name);
    }
    std::sort(entry.joined.begin(), entry.joined.end());
    all.push_back(std::move(entry));
  }
  return all;
}

std::optional<Waiting> SeatBook::waiting_of(ParticipantId const& participant) const {
  auto found = rows_->people.find(participant);
  if (found == rows_->people.end() || !found->second.in_line) return std::nullopt;
  for (Waiting& entry : waiting()) {
    if (entry.participant == participant) return std::move(entry);
  }
  return std::nullopt;
}

std::size_t SeatBook::line_length() const { return rows_->line.size(); }

std::int64_t SeatBook::beyond_offers() const {
  std::int64_t free = rows_->totals.pool + rows_->totals.held;
  return std::max<std::int64_t>(0, free - static_cast<std::int64_t>(rows_->line.size()));
}

bool SeatBook::may_take(ParticipantId const& participant) const {
  if (beyond_offers() > 0) return true;
  auto found = rows_->people.find(participant);
  if (found == rows_->people.end() || !found->second.in_line) return false;
  std::int64_t free = rows_->totals.pool + rows_->totals.held;
  for (LineKey const& key : rows_->line) {
    if (free-- <= 0) return false;
    if (key.participant == participant) return true;
  }
  return false;
}

std::vector<Ask> SeatBook::asks() const {
  std::vector<Ask> open;
  for (StreamRow const& row : rows_->streams) {
    std::int64_t missing = row.ask_seats - row.given;
    if (row.ask > 0 && missing > 0 && !row.is_over) open.push_back({{row.id, row.ask}, missing});
  }
  std::sort(open.begin(), open.end(), [](Ask const& a, Ask const& b) { return a.name < b.name; });
  return open;
}

std::vector<Overspending> SeatBook::overspent() const {
  std::vector<Overspending> all;
  for (SeatRow top : rows_->overspent) {
    Overspending found;
    found.lot = shown(rows_->lots[top], rows_->streams, rows_->lots);
    found.unhealed = rows_->unhealed(top);
    std::vector<SeatRow> below{top};
    while (!below.empty()) {
      LotRow const& lot = rows_->lots[below.back()];
      below.pop_back();
      below.insert(below.end(), lot.children.begin(), lot.children.end());
      for (SeatRow row : lot.takings) {
        TakingRow const& taking = rows_->takings[row];
        if (!taking.released) found.people.push_back(taking.participant);
      }
    }
    std::sort(found.people.begin(), found.people.end());
    found.people.erase(std::unique(found.people.begin(), found.people.end()), found.people.end());
    all.push_back(std::move(found));
  }
  std::sort(all.begin(), all.end(),
            [](Overspending const& a, Overspending const& b) { return by_name(a.lot, b.lot); });
  return all;
}

}  // namespace sala::rules
