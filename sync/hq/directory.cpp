#include "sync/hq/directory.h"

#include <algorithm>
#include <cstring>

#include "sync/views/queries.h"

namespace sala::hq {

bool DeviceEntry::may_carry(ProgrammeId const& programme) const {
  return programme == common_programme ||
         std::find(programmes.begin(), programmes.end(), programme) != programmes.end();
}

bool DeviceEntry::may_deliver(ProgrammeId const& programme) const {
  return may_carry(programme) || std::find(once.begin(), once.end(), programme) != once.end();
}

// A public key is as random as a hash.
std::size_t Directory::HashOfKey::operator()(DeviceId const& id) const {
  std::size_t value = 0;
  std::memcpy(&value, id.bytes.data(), sizeof value);
  return value;
}

Result<std::unique_ptr<Directory>> Directory::open(std::string const& ledger_path,
                                                   Clock const& clock) {
  auto database = TRY(db::Database::open(ledger_path, db::Access::read_only));
  return std::unique_ptr<Directory>(new Directory(std::move(database), clock));
}

Result<std::shared_ptr<DeviceEntry const>> Directory::find(DeviceId const& device) {
  std::lock_guard guard(mutex_);
  auto found = entries_.find(device);
  // A box that is not known may just have been enrolled by somebody who did not say stale();
  // strangers make us look at most once a second.
  bool look_again =
      found == entries_.end() && clock_.boottime() - read_at_ > std::chrono::seconds(1);
  if (stale_ || look_again) {
    TRY(read());
    found = entries_.find(device);
  }
  return found == entries_.end() ? nullptr : found->second;
}

void Directory::stale() {
  std::lock_guard guard(mutex_);
  stale_ = true;
}

Result<void> Directory::read() {
  entries_.clear();
  views::Queries queries(database_);
  for (views::DeviceCard& card : TRY(queries.devices())) {
    auto entry = std::make_shared<DeviceEntry>();
    entry->name = std::move(card.enrolled.name);
    entry->venue = card.enrolled.venue;
    entry->programmes = std::move(card.enrolled.programmes);
    entry->once = TRY(queries.once_bound(card.enrolled.device));
    entry->revoked = card.revoked.has_value();
    entries_.emplace(card.enrolled.device, std::move(entry));
  }
  read_at_ = clock_.boottime();
  stale_ = false;
  return {};
}

}  // namespace sala::hq
