#include "sync/ledger/run.h"

namespace sala::ledger {
namespace {

Result<void> check_shape(Run const& run) {
  constexpr auto operation = "check run of events";
  if (run.events.empty()) return fail(ErrorCode::invalid, operation, "it is empty");
  std::uint64_t expected = run.first_seq();
  if (expected == 0) return fail(ErrorCode::invalid, operation, "event 0 does not exist");
  if (expected == 1 && run.previous != Hash{}) {
    return fail(ErrorCode::invalid, operation, "event 1 has no event before it");
  }
  for (EventView const& event : run.events) {
    bool ours = event.name.stream == run.stream && event.programme == run.programme;
    if (!ours || event.name.seq != expected) {
      return fail(ErrorCode::invalid, operation, "its events do not follow each other");
    }
    if (event.body.size() > max_body_bytes || event.kind.size() > max_kind_bytes) {
      return fail(ErrorCode::invalid, operation, "an event is larger than any can be");
    }
    ++expected;
  }
  if (run.head.name.stream != run.stream || run.head.name.seq < run.last_seq()) {
    return fail(ErrorCode::invalid, operation, "its head does not belong to it");
  }
  return {};
}

// A push or page has 500 events; of a frame that claims to hold a hundred thousand tiny ones the
// bodies are read one by one, when each is written.
constexpr std::size_t most_read_ahead = 1000;

}  // namespace

Result<CheckedRun> check(Run run) {
  TRY(check_shape(run));
  CheckedRun checked;
  checked.hashes.reserve(run.events.size());
  Hash previous = run.previous;
  for (EventView const& event : run.events) {
    previous = event_hash(previous, event);
    checked.hashes.push_back(previous);
  }
  bool at_head = run.head.name.seq == run.last_seq();
  if (at_head) run.head.hash = previous;
  if (!head_is_genuine(run.head)) {
    return fail(ErrorCode::invalid, "check run of events", "its device did not sign it");
  }
  checked.vouched = at_head;
  if (run.events.size() <= most_read_ahead) {
    checked.bodies.reserve(run.events.size());
    for (EventView const& event : run.events) {
      checked.bodies.push_back(event.body_hash ? ReadBody() : read_body(event.kind, event.body));
    }
  }
  checked.run = std::move(run);
  return checked;
}

std::string raw_text(Run const& run) {
  std::string raw;
  ByteWriter out(raw);
  for (EventView const& event : run.events) {
    out.varint(event.name.seq);
    out.text(event.kind);
    out.signed_varint(event.boottime.time_since_epoch().count());
    out.signed_varint(event.wall.time_since_epoch().count());
    out.raw(event.salt);
    out.text(event.body);
  }
  out.raw(run.head.signature);
  return raw;
}

}  // namespace sala::ledger
