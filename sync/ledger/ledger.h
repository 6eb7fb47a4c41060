// The ledger: the only writer of events.
//
// One Ledger writes to one database, from one thread. Whatever a call reports as done is on disk
// when it returns (COMMIT with synchronous=FULL); a call that fails has changed nothing. Reading is
// sync/ledger/reader.h, from any number of other connections.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "platform/crypto/crypto.h"
#include "platform/db/database.h"
#include "sync/ledger/run.h"
#include "sync/model/subjects.h"

namespace sala::ledger {

// An event that was just given its position.
struct Accepted {
  EventView const& event;
  std::int64_t position;           // in its programme, from 1, without a gap
  ReadBody const* body = nullptr;  // what its body says, where somebody has read it already
};

// Follows the ledger inside its transactions (views do). A failure undoes the whole transaction.
class Observer {
 public:
  virtual ~Observer() = default;
  // Whom the event has the ledger forget (sync/ledger/erasure.h); asked before accepted().
  virtual std::vector<Subject> erases(Accepted const& accepted) {
    (void)accepted;
    return {};
  }
  // `event` is without its body when it is about somebody who was erased.
  virtual Result<void> accepted(Accepted const& accepted) = 0;
  virtual Result<void> before_commit() { return {}; }
  virtual void rolled_back() {}
};

struct Draft {
  ProgrammeId programme;
  Body body;
};

// Who wrote the page that brings an event: a device must vouch for the end of each run; what
// headquarters signed as a page may end before the device's next head.
enum class Source { device, headquarters };

enum class Verdict {
  accepted,    // all of it is stored (now or before)
  gap,         // events before it are missing: send from last_seq + 1
  stopped,     // its device is stopped
  quarantined  // kept aside: forked or broken
};

struct Outcome {
  Verdict verdict = Verdict::accepted;
  std::uint64_t last_seq = 0;  // the stream is stored here, without a gap, up to this one
  std::uint64_t added = 0;
};

// One page or push: its runs, and what to remember with them in the same transaction.
struct Intake {
  std::vector<CheckedRun> runs;
  Source source = Source::device;
  // Set when the intake is a page read from headquarters: our place in its order.
  std::optional<std::pair<ProgrammeId, std::int64_t>> cursor;
  std::vector<std::pair<std::string, std::string>> notes;  // set_meta() in the same transaction
};

class Ledger {
 public:
  // Makes the tables when they are not there. `database` must be open for writing.
  static Result<Ledger> open(db::Database database, crypto::SigningKey key, std::string program,
                             Clock const& clock, Random& random);
  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) = delete;
  ~Ledger();

  // `observer` must outlive the ledger.
  void observe(Observer& observer);
  DeviceId device() const;
  // The stream that this process writes in the programme; none before its first event there.
  std::optional<StreamId> own_stream(ProgrammeId const& programme) const;
  db::Database& database();

  // Writes events of this box, all or none. Opens a stream for a programme that this process has
  // not written to yet. Refused (ErrorCode::invalid) when a body is over max_body_bytes.
  Result<std::vector<EventName>> append(std::span<Draft const> drafts);

  // Stores others' events: one transaction for all intakes, one vector of outcomes an intake, one
  // outcome a run. The same events again change nothing.
  Result<std::vector<std::vector<Outcome>>> take_in(std::span<Intake const> intakes);

  // Headquarters says how far it holds our streams. A smaller number than before counts: it has
  // been restored from a backup, and needs the rest again.
  Result<void> acknowledge(std::span<EventName const> upto);

  // Keeps raw bytes that nobody could read, for a person to look at. Bounded: see ledger.cpp.
  Result<void> quarantine(StreamId const& stream, std::uint64_t first_seq, std::string_view reason,
                          std::string_view raw);

  // A stopped device's events are refused until it is released.
  Result<void> stop_device(DeviceId const& device, std::string_view reason);
  Result<void> release_device(DeviceId const& device);

  Result<void> set_meta(std::string_view key, std::string_view value);

 private:
  struct State;
  explicit Ledger(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sala::ledger
