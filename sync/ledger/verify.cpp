#include "sync/ledger/mark.h"
#include "sync/ledger/reader.h"
#include "sync/ledger/schema.h"

namespace sala::ledger {
namespace {

constexpr std::size_t max_problems = 100;

struct Check {
  Reader& reader;
  Findings findings;

  void problem(std::string text) {
    if (findings.problems.size() < max_problems) findings.problems.push_back(std::move(text));
  }
  Result<void> check_stream(StreamState const& state,
                            std::function<void(std::int64_t)> const& progress);
  Result<void> check_order(db::Database& database);
};

std::string stream_text(StreamState const& state) {
  return "stream " + to_text(EventName{state.stream, state.last_seq});
}

// A stream read in pieces, so that memory stays small however long it is.
Result<void> Check::check_stream(StreamState const& state,
                                 std::function<void(std::int64_t)> const& progress) {
  Hash hash{};
  std::uint64_t seq = 0;
  while (seq < state.last_seq) {
    Runs piece = TRY(reader.read_stream(state, seq, {}));
    if (piece.runs.empty()) {
      problem(stream_text(state) + ": event " + std::to_string(seq + 1) + " is missing");
      return {};
    }
    for (EventView const& event : piece.runs.front().events) {
      if (event.name.seq != seq + 1) {
        problem(stream_text(state) + ": event " + std::to_string(seq + 1) + " is missing");
        return {};
      }
      hash = event_hash(hash, event);
      ++seq;
      if (seq == state.head.name.seq && hash != state.head.hash) {
        problem(stream_text(state) + ": the chain does not lead to what its device signed");
      }
    }
    findings.events += static_cast<std::int64_t>(piece.runs.front().events.size());
    if (progress) progress(findings.events);
  }
  if (hash != state.last_hash) {
    problem(stream_text(state) + ": an event was changed after it was stored");
  }
  if (!head_is_genuine(state.head)) {
    problem(stream_text(state) + ": the signature of its head is not its device's");
  }
  if (state.head.name.seq < state.last_seq) {
    problem(stream_text(state) + ": its last events are not vouched for by their device");
  }
  return {};
}

// In each programme positions count from one without a gap, and marks follow from the events.
Result<void> Check::check_order(db::Database& database) {
  auto snapshot = TRY(db::Transaction::begin_read(database));
  auto programmes = TRY(database.prepare("SELECT no, id, last_position, last_mark FROM programme"));
  auto events =
      TRY(database.prepare("SELECT place, hash, mark FROM event WHERE place>?1 AND place<?2"
                           " ORDER BY place"));
  while (TRY(programmes.step())) {
    auto base = programmes.integer(0) << position_bits;
    std::string name = "programme " + to_text(ProgrammeId{programmes.array<16>(1)});
    std::int64_t last = 0;
    std::uint64_t mark = 0;
    bool in_order = true;
    events.bind(base, base + (std::int64_t{1} << position_bits));
    while (TRY(events.step())) {
      if (events.integer(0) - base != ++last) {
        problem(name + ": position " + std::to_string(last) + " is missing");
        last = events.integer(0) - base;
      }
      auto stored = static_cast<std::uint64_t>(events.integer(2));
      // Before there were marks none was written.
      if (stored != 0 && stored != next_mark(mark, events.array<32>(1))) in_order = false;
      mark = stored;
    }
    if (programmes.integer(2) != last) problem(name + ": its count of events is wrong");
    if (!in_order || static_cast<std::uint64_t>(programmes.integer(3)) != mark) {
      problem(name + ": its events are not those that were stored, or not in that order");
    }
  }
  return {};
}

}  // namespace

Result<Findings> verify(db::Database& database, std::function<void(std::int64_t)> const& progress) {
  Reader reader = TRY(Reader::open(database));
  Check check{reader, {}};
  auto file = TRY(database.integrity());
  if (file != "ok") check.problem("the file is damaged: " + file);
  auto streams = TRY(reader.streams());
  check.findings.streams = static_cast<std::int64_t>(streams.size());
  for (StreamState const& state : streams) TRY(check.check_stream(state, progress));

  TRY(check.check_order(database));
  return check.findings;
}

}  // namespace sala::ledger
