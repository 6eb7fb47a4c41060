// Which boxes there are and what each may do, kept in memory for the check of every request.
//
// Thread-safe. Reads the views through a connection of its own, again after stale().
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "platform/db/database.h"
#include "sync/model/bodies.h"

namespace sala::hq {

struct DeviceEntry {
  std::string name;
  VenueId venue;
  std::vector<ProgrammeId> programmes;
  std::vector<ProgrammeId> once;  // it was bound to, now or before
  bool revoked = false;

  // Bound to it, or it is the common one.
  bool may_carry(ProgrammeId const& programme) const;
  // As far as what it wrote itself goes: what it saved while it was bound must still arrive.
  bool may_deliver(ProgrammeId const& programme) const;
};

class Directory {
 public:
  static Result<std::unique_ptr<Directory>> open(std::string const& ledger_path,
                                                 Clock const& clock);

  // Null: no such box is known.
  Result<std::shared_ptr<DeviceEntry const>> find(DeviceId const& device);
  // The next find() reads again.
  void stale();

 private:
  Directory(db::Database database, Clock const& clock)
      : database_(std::move(database)), clock_(clock) {}
  Result<void> read();

  struct HashOfKey {
    std::size_t operator()(DeviceId const& id) const;
  };
  std::mutex mutex_;  // guards what follows
  db::Database database_;
  Clock const& clock_;
  bool stale_ = true;
  BootTime read_at_;
  std::unordered_map<DeviceId, std::shared_ptr<DeviceEntry const>, HashOfKey> entries_;
};

}  // namespace sala::hq
