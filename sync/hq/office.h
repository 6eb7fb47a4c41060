// What headquarters alone knows and never sends on: open enrolment codes, pass-phrases, who is
// signed in to the live page, when each box was last heard. A SQLite file of its own beside the
// ledger; the ledger stays one writer's alone.
//
// Thread-safe: each call holds the one connection for its short while.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "platform/crypto/crypto.h"
#include "platform/db/database.h"
#include "sync/model/bodies.h"

namespace sala::hq {

// What a code turns a box into.
struct EnrolmentPlan {
  std::string name;
  VenueId venue;
  std::vector<ProgrammeId> programmes;
};

struct OpenCode {
  EnrolmentPlan plan;
  WallTime expires;
};

inline constexpr std::chrono::hours code_lifetime{7 * 24};

class Office {
 public:
  // Codes lie in the file sealed with a key that is derived from `key`: who finds a copy of the
  // file alone cannot enrol a box.
  static Result<Office> open(std::string const& path, db::Access access,
                             crypto::SigningKey const& key, Clock const& clock, Random& random);
  Office(Office&& other) noexcept;

  // ---- enrolment: a code is good once, for seven days.
  Result<std::string> new_code(EnrolmentPlan const& plan);
  struct Redeemed {
    EnrolmentPlan plan;
    std::string code;
  };
  // The plan of the code that `proof` was made with, now used up by `device`. The same device may
  // ask again (its answer was lost). Nothing: no open code fits.
  Result<std::optional<Redeemed>> redeem(DeviceId const& device, std::string_view proof);
  Result<std::vector<OpenCode>> open_codes();

  // ---- pass-phrases of staff (Argon2id)
  Result<void> set_passphrase(StaffId const& staff, std::string_view hash);
  Result<std::optional<std::string>> passphrase_hash(StaffId const& staff);

  // ---- who is signed in; a token is kept only as its hash
  Result<void> add_session(Hash const& token, StaffId const& staff);
  // Whose it is, if it was used within `idle`; counts as use.
  Result<std::optional<StaffId>> touch_session(Hash const& token, std::chrono::seconds idle);
  Result<void> drop_session(Hash const& token);
  Result<void> drop_sessions_of(StaffId const& staff);

  // ---- when each box was last heard
  Result<void> heard(std::map<DeviceId, WallTime> const& when);
  Result<std::map<DeviceId, WallTime>> last_heard();

 private:
  Office(db::Database database, ByteArray<32> const& seal, Clock const& clock, Random& random)
      : database_(std::move(database)), seal_(seal), clock_(&clock), random_(&random) {}
  std::string sealed(std::string_view code, Salt const& salt) const;

  std::mutex mutex_;  // guards database_
  db::Database database_;
  ByteArray<32> seal_;
  Clock const* clock_;
  Random* random_;
};

}  // namespace sala::hq
