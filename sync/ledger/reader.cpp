#include "sync/ledger/reader.h"

#include <map>

#include "sync/ledger/schema.h"

namespace sala::ledger {
namespace {

constexpr char stream_columns[] =
    "SELECT s.device, s.epoch, p.id, s.last_seq, s.last_hash, s.head_seq, s.head_hash,"
    " s.head_signature, s.acknowledged_seq, s.acknowledged_wall"
    " FROM stream s JOIN programme p ON p.no=s.programme ";

WallTime wall_of(std::int64_t value) { return WallTime(Micros(value)); }

StreamState stream_of(db::Statement const& row) {
  StreamState state;
  state.stream = {DeviceId{row.array<32>(0)}, static_cast<std::uint64_t>(row.integer(1))};
  state.programme = ProgrammeId{row.array<16>(2)};
  state.last_seq = static_cast<std::uint64_t>(row.integer(3));
  state.last_hash = row.array<32>(4);
  state.head = {{state.stream, static_cast<std::uint64_t>(row.integer(5))},
                row.array<32>(6),
                row.array<64>(7)};
  state.acknowledged_seq = static_cast<std::uint64_t>(row.integer(8));
  state.acknowledged_at = wall_of(row.integer(9));
  return state;
}

Result<std::vector<StreamState>> streams_of_rows(db::Statement& select) {
  std::vector<StreamState> all;
  while (TRY(select.step())) all.push_back(stream_of(select));
  return all;
}

constexpr char event_columns[] =
    "SELECT place, stream, seq, kind, boottime, wall, salt, body, body_hash FROM event ";

// The event of a row, without its stream and programme. `memory` keeps its texts.
EventView event_of(db::Statement const& row, TextArena& memory) {
  EventView event;
  event.name.seq = static_cast<std::uint64_t>(row.integer(2));
  event.kind = memory.keep(row.text(3));
  event.boottime = BootTime(Micros(row.integer(4)));
  event.wall = wall_of(row.integer(5));
  event.salt = row.array<16>(6);
  if (row.is_null(8)) {
    event.body = memory.keep(row.blob(7));
  } else {
    event.body_hash = row.array<32>(8);
  }
  return event;
}

Result<std::int64_t> single(db::Statement& select) {
  if (!TRY(select.step())) return 0;
  return select.integer(0);
}

}  // namespace

Result<Reader> Reader::open(db::Database& database) { return Reader(database); }

Result<std::vector<StreamState>> Reader::streams() {
  auto select = TRY(database_->prepare(std::string(stream_columns) + "ORDER BY s.no"));
  return streams_of_rows(select);
}

Result<std::vector<StreamState>> Reader::streams_of(DeviceId const& device) {
  auto select =
      TRY(database_->prepare(std::string(stream_columns) + "WHERE s.device=?1 ORDER BY s.no"));
  select.bind(device.bytes);
  return streams_of_rows(select);
}

Result<std::vector<StreamState>> Reader::unacknowledged(DeviceId const& device) {
  auto select = TRY(database_->prepare(std::string(stream_columns) +
                                       "WHERE s.device=?1 AND s.acknowledged_seq<s.last_seq"
                                       " ORDER BY s.no"));
  select.bind(device.bytes);
  return streams_of_rows(select);
}

Result<std::optional<StreamState>> Reader::stream(StreamId const& id) {
  auto select =
      TRY(database_->prepare(std::string(stream_columns) + "WHERE s.device=?1 AND s.epoch=?2"));
  select.bind(id.device.bytes, id.epoch);
  if (!TRY(select.step())) return std::nullopt;
  return stream_of(select);
}

namespace {

Result<std::int64_t> stream_number(db::Database& database, StreamId const& id) {
  auto select = TRY(database.prepare("SELECT no FROM stream WHERE device=?1 AND epoch=?2"));
  select.bind(id.device.bytes, id.epoch);
  return single(select);
}

Result<Hash> hash_at(db::Database& database, std::int64_t stream_no, std::uint64_t seq) {
  if (seq == 0) return Hash{};
  auto select = TRY(database.prepare("SELECT hash FROM event WHERE stream=?1 AND seq=?2"));
  select.bind(stream_no, seq);
  if (!TRY(select.step())) return fail(ErrorCode::internal, "read ledger", "an event is missing");
  return select.array<32>(0);
}

}  // namespace

Result<Runs> Reader::read_stream(StreamState const& stream, std::uint64_t seq,
                                 ReadLimit const& limit) {
  auto number = TRY(stream_number(*database_, stream.stream));
  auto select = TRY(database_->prepare(std::string(event_columns) +
                                       "WHERE stream=?1 AND seq>?2 ORDER BY seq LIMIT ?3"));
  select.bind(number, seq, limit.events);
  Runs result;
  Run run;
  std::size_t bytes = 0;
  while (bytes < limit.bytes && TRY(select.step())) {
    EventView event = event_of(select, result.memory);
    event.name.stream = stream.stream;
    event.programme = stream.programme;
    bytes += event.body.size();
    run.events.push_back(event);
  }
  if (run.events.empty()) return result;
  run.stream = stream.stream;
  run.programme = stream.programme;
  run.previous = TRY(hash_at(*database_, number, seq));
  run.head = stream.head;
  result.runs.push_back(std::move(run));
  return result;
}

Result<Hash> Reader::hash_of(EventName const& name) {
  return hash_at(*database_, TRY(stream_number(*database_, name.stream)), name.seq);
}

Result<Page> Reader::read_programme(ProgrammeId const& programme, std::int64_t after,
                                    ReadLimit const& limit) {
  Page page;
  page.last_position = after;
  auto snapshot = TRY(db::Transaction::begin_read(*database_));
  auto find = TRY(database_->prepare("SELECT no FROM programme WHERE id=?1"));
  find.bind(programme.bytes);
  if (!TRY(find.step())) return page;
  std::int64_t base = find.integer(0) << position_bits;

  auto select = TRY(database_->prepare(std::string(event_columns) +
                                       "WHERE place>?1 AND place<?2 ORDER BY place LIMIT ?3"));
  select.bind(base + after, base + (std::int64_t{1} << position_bits), limit.events + 1);
  std::map<std::int64_t, std::size_t> run_of_stream;
  std::size_t bytes = 0;
  std::size_t count = 0;
  while (TRY(select.step())) {
    if (count == limit.events || bytes >= limit.bytes) {
      page.at_end = false;
      break;
    }
    auto [slot, fresh] = run_of_stream.try_emplace(select.integer(1), page.events.runs.size());
    if (fresh) page.events.runs.emplace_back();
    EventView event = event_of(select, page.events.memory);
    bytes += event.body.size();
    ++count;
    page.last_position = select.integer(0) - base;
    page.events.runs[slot->second].events.push_back(event);
  }
  auto stream = TRY(database_->prepare(std::string(stream_columns) + "WHERE s.no=?1"));
  for (auto const& [number, index] : run_of_stream) {
    TRY(stream.bind(number).step());
    StreamState state = stream_of(stream);
    Run& run = page.events.runs[index];
    run.stream = state.stream;
    run.programme = programme;
    for (EventView& event : run.events) {
      event.name.stream = state.stream;
      event.programme = programme;
    }
    run.previous = TRY(hash_at(*database_, number, run.first_seq() - 1));
    run.head = state.head;
  }
  return page;
}

Result<std::uint64_t> Reader::mark(ProgrammeId const& programme, std::int64_t position) {
  auto select =
      TRY(database_->prepare("SELECT e.mark FROM event e JOIN programme p ON p.id=?1"
                             " WHERE e.place=(p.no << ?3) + ?2"));
  select.bind(programme.bytes, position, position_bits);
  if (position <= 0 || !TRY(select.step())) return 0;
  return static_cast<std::uint64_t>(select.integer(0));
}

Result<std::int64_t> Reader::last_position(ProgrammeId const& programme) {
  auto select = TRY(database_->prepare("SELECT last_position FROM programme WHERE id=?1"));
  select.bind(programme.bytes);
  return single(select);
}

Result<std::vector<ProgrammeId>> Reader::programmes() {
  auto select = TRY(database_->prepare("SELECT id FROM programme ORDER BY no"));
  std::vector<ProgrammeId> all;
  while (TRY(select.step())) all.push_back(ProgrammeId{select.array<16>(0)});
  return all;
}

Result<std::int64_t> Reader::cursor(ProgrammeId const& programme) {
  auto select = TRY(database_->prepare("SELECT position FROM cursor WHERE programme=?1"));
  select.bind(programme.bytes);
  return single(select);
}

Result<Tally> Reader::tally(DeviceId const& device) {
  auto select = TRY(
      database_->prepare("SELECT coalesce(sum(last_seq), 0), coalesce(sum(acknowledged_seq), 0),"
                         " max(acknowledged_wall) FROM stream WHERE device=?1"));
  select.bind(device.bytes);
  TRY(select.step());
  Tally tally{select.integer(0), select.integer(1), std::nullopt};
  if (select.integer(2) != 0) tally.acknowledged_at = wall_of(select.integer(2));
  return tally;
}

Result<std::int64_t> Reader::quarantined() {
  auto select = TRY(database_->prepare("SELECT count(*) FROM quarantine"));
  return single(select);
}

Result<std::vector<Alarm>> Reader::alarms() {
  auto select = TRY(database_->prepare("SELECT wall, device, what FROM alarm ORDER BY no"));
  std::vector<Alarm> all;
  while (TRY(select.step())) {
    all.push_back(
        {wall_of(select.integer(0)), DeviceId{select.array<32>(1)}, std::string(select.text(2))});
  }
  return all;
}

Result<bool> Reader::is_stopped(DeviceId const& device) {
  auto select = TRY(database_->prepare("SELECT 1 FROM stopped_device WHERE device=?1"));
  select.bind(device.bytes);
  return select.step();
}

Result<std::optional<std::string>> Reader::meta(std::string_view key) {
  auto select = TRY(database_->prepare("SELECT value FROM meta WHERE key=?1"));
  select.bind(key);
  if (!TRY(select.step())) return std::nullopt;
  return std::string(select.blob(0));
}

Result<void> Reader::for_each(
    std::function<Result<void>(EventView const&, std::int64_t position)> const& visit) {
  auto stream = TRY(database_->prepare(std::string(stream_columns) + "WHERE s.no=?1"));
  std::map<std::int64_t, StreamState> states;
  auto select = TRY(database_->prepare(std::string(event_columns) + "ORDER BY place"));
  while (TRY(select.step())) {
    TextArena memory;
    EventView event = event_of(select, memory);
    auto found = states.find(select.integer(1));
    if (found == states.end()) {
      TRY(stream.bind(select.integer(1)).step());
      found = states.emplace(select.integer(1), stream_of(stream)).first;
    }
    event.name.stream = found->second.stream;
    event.programme = found->second.programme;
    TRY(visit(event, select.integer(0) & ((std::int64_t{1} << position_bits) - 1)));
  }
  return {};
}

}  // namespace sala::ledger
