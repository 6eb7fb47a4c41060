// The tables behind SeatBook, and how a fact comes into them; for seats.cpp only.
//
// Sums are kept as facts come. A lot's part in them is taken out, the lot changed, and its part put
// back; freezing walks the lots below one that became overspent, or was healed.
#pragma once

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "sync/rules/seats.h"

namespace sala::rules {

// Rows are named by where they stand in their table.
using SeatRow = std::uint32_t;
inline constexpr SeatRow no_row = ~SeatRow{0};

struct SeatHash {
  std::size_t operator()(DeviceId const& device) const;
  std::size_t operator()(StreamId const& stream) const;
  std::size_t operator()(EventName const& name) const;
};

struct StreamRow {
  StreamId id;
  SeatRow device = no_row;
  std::uint64_t heard = 0;  // the last event known of it
  std::int64_t given = 0;   // as its asks count it
  std::int64_t free = 0;
  std::int64_t frozen = 0;
  std::set<SeatRow> open;  // its lots with free seats, not frozen
  std::uint64_t ask = 0;   // the last ask's place in the stream, 0: none
  std::int64_t ask_seats = 0;
  std::vector<EventName> tails;  // of its resumptions
  bool is_over = false;          // a later stream of its device resumed it
};

struct DeviceRow {
  Holding sums;
  std::vector<SeatRow> streams;
};

struct LotRow {
  EventName name;
  SeatRow stream = no_row;
  SeatRow parent = no_row;
  std::int64_t seats = 0;
  std::int64_t spent = 0;
  std::int64_t withdrawn = 0;     // part of `spent`
  std::int64_t healing = 0;       // withdrawn below it, and not used up by an excess there
  std::int64_t passed = 0;        // what of that goes on to the parent
  std::int64_t released = 0;      // takings that are
  bool blocked = false;           // overspent and not healed
  std::int32_t frozen_by = 0;     // blocked ones among itself and those above
  std::vector<SeatRow> children;  // lots made of it
  std::vector<SeatRow> takings;   // those that are its own to count, released ones included

  std::int64_t free() const { return std::max<std::int64_t>(0, seats - spent); }
  std::int64_t excess() const { return std::max<std::int64_t>(0, spent - seats); }
};

struct TakingRow {
  enum class State { pending, counted, void_ };
  EventName name;
  EventName lot_name;
  SeatRow lot = no_row;
  ParticipantId participant;
  ResolvedTime time;
  bool by_staff = false;
  bool released = false;
  bool displaced = false;  // of the releases one is for the cancellation
  bool let_go = false;     // … or somebody's own
  State state = State::pending;
};

struct ReleaseRow {
  std::vector<SeatRow> by;  // streams
  bool displaced = false;
  bool let_go = false;
};

// Where somebody stands in the line; the smallest is the first.
struct LineKey {
  bool not_displaced = true;
  WallTime at;
  EventName name;
  ParticipantId participant;

  auto operator<=>(LineKey const&) const = default;
};

struct PersonRow {
  std::vector<SeatRow> takings;  // not released, pending ones included; in the order of names
  std::vector<LineKey> joined;   // not ended
  std::optional<LineKey> in_line;
};

struct SeatBook::Rows {
  explicit Rows(DeviceId const& headquarters);

  SeatRow device_row(DeviceId const& id);
  SeatRow stream_row(StreamId const& id);
  SeatRow find_stream(StreamId const& id) const;
  DeviceId const& device_of(SeatRow lot) const { return streams[lots[lot].stream].id.device; }
  std::int64_t unhealed(SeatRow lot) const;

  void add(SeatFact const& fact);

  DeviceId headquarters;
  SeatTotals totals;
  std::vector<StreamRow> streams;
  std::vector<DeviceRow> devices;
  std::vector<LotRow> lots;
  std::vector<TakingRow> takings;
  std::unordered_map<DeviceId, SeatRow, SeatHash> device_at;
  std::unordered_map<StreamId, SeatRow, SeatHash> stream_at;
  std::unordered_map<EventName, SeatRow, SeatHash> lot_at, taking_at;
  std::unordered_map<ParticipantId, PersonRow> people;
  std::unordered_map<EventName, ReleaseRow, SeatHash> releases;  // by taking
  std::set<LineKey> line;
  std::set<SeatRow> overspent;

 private:
  void make_lot(SeatFact const& fact, StreamId const& holder, SeatRow parent);
  void wake();
  void spend_lot(SeatFact const& fact);
  void spend_new_lot(SeatFact const& fact, SeatRow lot);
  void add_taking(SeatFact const& fact);
  void count_taking(SeatRow taking);
  void add_release(SeatFact const& fact);
  void add_ask(SeatFact const& fact);
  void resume(SeatFact const& fact);
  void join(SeatFact const& fact);
  void leave(SeatFact const& fact);
  void place(ParticipantId const& participant);
  void spend(SeatRow lot, std::int64_t seats, std::int64_t withdrawn);
  void weigh(SeatRow lot, std::int64_t sign);
  void settle(SeatRow lot);
  void freeze(SeatRow lot, std::int32_t by);

  std::unordered_set<EventName, SeatHash> seen, ended;
  std::unordered_map<EventName, ParticipantId, SeatHash> joins;
  std::unordered_map<EventName, std::vector<SeatFact>, SeatHash> pending;  // by lot
  std::vector<EventName> awake;  // lots that became known and may have facts pending
};

}  // namespace sala::rules
