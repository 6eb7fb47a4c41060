// Reading the ledger, from any connection (usually a read-only one of the reader's own thread).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "platform/db/database.h"
#include "sync/ledger/run.h"

namespace sala::ledger {

struct StreamState {
  StreamId stream;
  ProgrammeId programme;
  std::uint64_t last_seq = 0;
  Hash last_hash{};
  SignedHead head;
  std::uint64_t acknowledged_seq = 0;
  WallTime acknowledged_at;
};

struct Page {
  Runs events;
  std::int64_t last_position = 0;  // reading goes on after this one
  bool at_end = true;              // there is nothing after it yet
};

// How much one read gives: whichever comes first, but always one event.
struct ReadLimit {
  std::size_t events = 500;
  std::size_t bytes = 256 * 1024;
};

// What a person wants to know of a box: own events, and how many of them headquarters holds.
struct Tally {
  std::int64_t saved = 0;
  std::int64_t acknowledged = 0;
  std::optional<WallTime> acknowledged_at;  // when headquarters last confirmed
};

struct Alarm {
  WallTime at;
  DeviceId device;
  std::string what;
};

class Reader {
 public:
  // `database` must outlive the reader.
  static Result<Reader> open(db::Database& database);

  Result<std::vector<StreamState>> streams();
  Result<std::vector<StreamState>> streams_of(DeviceId const& device);
  // Streams of `device` that headquarters does not hold to their end, oldest first.
  Result<std::vector<StreamState>> unacknowledged(DeviceId const& device);
  Result<std::optional<StreamState>> stream(StreamId const& id);
  // The events of a stream after `seq`; empty when there are none.
  Result<Runs> read_stream(StreamState const& stream, std::uint64_t seq, ReadLimit const& limit);
  // The hash up to and with the named event, which must be there.
  Result<Hash> hash_of(EventName const& name);
  Result<Page> read_programme(ProgrammeId const& programme, std::int64_t after,
                              ReadLimit const& limit);
  // Stands for all events up to that position and their order: tells one history of a programme
  // from another that was restored from a backup and went on differently, even where both have the
  // same event at the same position. 0: nothing is there, or it was written before there were
  // marks.
  Result<std::uint64_t> mark(ProgrammeId const& programme, std::int64_t position);
  Result<std::int64_t> last_position(ProgrammeId const& programme);
  Result<std::vector<ProgrammeId>> programmes();
  Result<std::int64_t> cursor(ProgrammeId const& programme);
  Result<Tally> tally(DeviceId const& device);
  Result<std::int64_t> quarantined();
  Result<std::vector<Alarm>> alarms();
  Result<bool> is_stopped(DeviceId const& device);
  Result<std::optional<std::string>> meta(std::string_view key);
  // Every event of the ledger in the order of programme and position; stops at the first failure
  // of `visit`.
  Result<void> for_each(
      std::function<Result<void>(EventView const&, std::int64_t position)> const& visit);

 private:
  explicit Reader(db::Database& database) : database_(&database) {}
  db::Database* database_;
};

// Follows every chain from its first event, checks every head's signature and every position.
struct Findings {
  std::int64_t events = 0;
  std::int64_t streams = 0;
  std::vector<std::string> problems;  // in words; at most 100
};
Result<Findings> verify(db::Database& database, std::function<void(std::int64_t)> const& progress);

}  // namespace sala::ledger
