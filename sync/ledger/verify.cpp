#include <map>

#include "sync/ledger/reader.h"

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

}  // namespace

Result<Findings> verify(db::Database& database, std::function<void(std::int64_t)> const& progress) {
  Reader reader = TRY(Reader::open(database));
  Check check{reader, {}};
  auto file = TRY(database.integrity());
  if (file != "ok") check.problem("the file is damaged: " + file);
  auto streams = TRY(reader.streams());
  check.findings.streams = static_cast<std::int64_t>(streams.size());
  for (StreamState const& state : streams) TRY(check.check_stream(state, progress));

  std::map<ProgrammeId, std::int64_t> last;
  TRY(reader.for_each([&](EventView const& event, std::int64_t position) -> Result<void> {
    std::int64_t& expected = last[event.programme];
    if (position != ++expected) {
      check.problem("programme " + to_text(event.programme) + ": position " +
                    std::to_string(expected) + " is missing");
      expected = position;
    }
    return {};
  }));
  for (auto const& [programme, position] : last) {
    if (TRY(reader.last_position(programme)) != position) {
      check.problem("programme " + to_text(programme) + ": its count of events is wrong");
    }
  }
  return check.findings;
}

}  // namespace sala::ledger
