#include "sync/hq/office.h"

#include "sync/link/protocol.h"

namespace sala::hq {
namespace {

constexpr char schema[] = R"sql(
CREATE TABLE IF NOT EXISTS hq_enrolment (
  no INTEGER PRIMARY KEY, salt BLOB NOT NULL, sealed BLOB NOT NULL, name TEXT NOT NULL,
  venue BLOB NOT NULL, programmes BLOB NOT NULL, expires INTEGER NOT NULL, used_by BLOB
);
CREATE TABLE IF NOT EXISTS hq_passphrase (
  staff BLOB PRIMARY KEY, hash TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hq_session (
  token BLOB PRIMARY KEY, staff BLOB NOT NULL, used INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hq_heard (
  device BLOB PRIMARY KEY, wall INTEGER NOT NULL
) WITHOUT ROWID;
)sql";

// More sessions than that are nobody's: the oldest go.
constexpr int max_sessions = 10'000;
// A use is written down at most this often: pages are read far more often than that.
constexpr std::chrono::minutes touch_every{5};

std::int64_t to_integer(WallTime time) { return time.time_since_epoch().count(); }
WallTime to_wall(std::int64_t value) { return WallTime(Micros(value)); }

std::string join(std::vector<ProgrammeId> const& programmes) {
  std::string bytes;
  for (ProgrammeId const& id : programmes) bytes += as_text(id.bytes);
  return bytes;
}

// Columns: name, venue, programmes.
EnrolmentPlan read_plan(db::Statement const& row, int column) {
  EnrolmentPlan plan;
  plan.name = row.text(column);
  plan.venue.bytes = row.array<16>(column + 1);
  ByteReader in(row.blob(column + 2));
  while (in.ok() && !in.at_end()) plan.programmes.push_back(ProgrammeId{in.array<16>()});
  return plan;
}

}  // namespace

Result<Office> Office::open(std::string const& path, db::Access access,
                            crypto::SigningKey const& key, Clock const& clock, Random& random) {
  auto database = TRY(db::Database::open(path, access));
  if (access != db::Access::read_only) TRY(database.exec(schema));
  auto seal = crypto::blake2b_keyed(key.seed(), {as_bytes("sala-hq-codes-1")});
  return Office(std::move(database), seal, clock, random);
}

Office::Office(Office&& other) noexcept
    : database_(std::move(other.database_)),
      seal_(other.seal_),
      clock_(other.clock_),
      random_(other.random_) {}

// The key stream is as long as a hash; a code has ten characters. Its own inverse.
std::string Office::sealed(std::string_view code, Salt const& salt) const {
  auto stream = crypto::blake2b_keyed(seal_, {salt});
  std::string out(code);
  for (std::size_t i = 0; i < out.size() && i < stream.size(); ++i) {
    out[i] = static_cast<char>(static_cast<std::uint8_t>(out[i]) ^ stream[i]);
  }
  return out;
}

Result<std::string> Office::new_code(EnrolmentPlan const& plan) {
  std::lock_guard guard(mutex_);
  std::string shown = link::new_enrolment_code(*random_);
  auto code = link::normal_code(shown);
  if (!code) return fail(ErrorCode::internal, "make an enrolment code", "it does not read back");
  Salt salt{};
  random_->fill(salt);
  auto insert = TRY(
      database_.prepare("INSERT INTO hq_enrolment(salt, sealed, name, venue, programmes, expires)"
                        " VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
  std::string secret = sealed(*code, salt);
  std::string programmes = join(plan.programmes);
  TRY(insert
          .bind(salt, as_bytes(secret), plan.name, plan.venue.bytes, as_bytes(programmes),
                to_integer(clock_->wall() + code_lifetime))
          .run());
  return shown;
}

Result<std::optional<Office::Redeemed>> Office::redeem(DeviceId const& device,
                                                       std::string_view proof) {
  std::lock_guard guard(mutex_);
  auto select =
      TRY(database_.prepare("SELECT no, salt, sealed, used_by, name, venue, programmes"
                            " FROM hq_enrolment WHERE expires>?1"));
  select.bind(to_integer(clock_->wall()));
  std::optional<Redeemed> found;
  std::int64_t no = 0;
  while (TRY(select.step())) {
    std::string code = sealed(select.blob(2), select.array<16>(1));
    std::string expected = link::enrolment_proof(code, device);
    bool same = expected.size() == proof.size() &&
                crypto::equal_in_constant_time(as_bytes(expected), as_bytes(proof));
    bool free = select.is_null(3) || select.array<32>(3) == device.bytes;
    if (!same || !free) continue;
    no = select.integer(0);
    found = Redeemed{read_plan(select, 4), code};
  }
  if (!found) return found;
  auto use = TRY(database_.prepare("UPDATE hq_enrolment SET used_by=?2 WHERE no=?1"));
  TRY(use.bind(no, device.bytes).run());
  return found;
}

Result<std::vector<OpenCode>> Office::open_codes() {
  std::lock_guard guard(mutex_);
  auto select =
      TRY(database_.prepare("SELECT expires, name, venue, programmes FROM hq_enrolment"
                            " WHERE used_by IS NULL AND expires>?1 ORDER BY no"));
  select.bind(to_integer(clock_->wall()));
  std::vector<OpenCode> codes;
  while (TRY(select.step())) codes.push_back({read_plan(select, 1), to_wall(select.integer(0))});
  return codes;
}

Result<void> Office::set_passphrase(StaffId const& staff, std::string_view hash) {
  std::lock_guard guard(mutex_);
  auto insert =
      TRY(database_.prepare("INSERT INTO hq_passphrase(staff, hash) VALUES(?1, ?2)"
                            " ON CONFLICT(staff) DO UPDATE SET hash=?2"));
  return insert.bind(staff.bytes, hash).run();
}

Result<std::optional<std::string>> Office::passphrase_hash(StaffId const& staff) {
  std::lock_guard guard(mutex_);
  auto select = TRY(database_.prepare("SELECT hash FROM hq_passphrase WHERE staff=?1"));
  select.bind(staff.bytes);
  if (!TRY(select.step())) return std::nullopt;
  return std::string(select.text(0));
}

Result<void> Office::add_session(Hash const& token, StaffId const& staff) {
  std::lock_guard guard(mutex_);
  auto insert =
      TRY(database_.prepare("INSERT INTO hq_session(token, staff, used) VALUES(?1, ?2, ?3)"));
  TRY(insert.bind(token, staff.bytes, to_integer(clock_->wall())).run());
  auto prune =
      TRY(database_.prepare("DELETE FROM hq_session WHERE token NOT IN"
                            " (SELECT token FROM hq_session ORDER BY used DESC LIMIT ?1)"));
  return prune.bind(max_sessions).run();
}

Result<std::optional<StaffId>> Office::touch_session(Hash const& token, std::chrono::seconds idle) {
  std::lock_guard guard(mutex_);
  auto select = TRY(database_.prepare("SELECT staff, used FROM hq_session WHERE token=?1"));
  select.bind(token);
  if (!TRY(select.step())) return std::nullopt;
  StaffId staff{select.array<16>(0)};
  auto since = clock_->wall() - to_wall(select.integer(1));
  select.reset();
  if (since > idle) {
    auto drop = TRY(database_.prepare("DELETE FROM hq_session WHERE token=?1"));
    TRY(drop.bind(token).run());
    return std::nullopt;
  }
  // A negative age means that the clock was set back: start counting anew.
  if (since > touch_every || since < Micros(0)) {
    auto touch = TRY(database_.prepare("UPDATE hq_session SET used=?2 WHERE token=?1"));
    TRY(touch.bind(token, to_integer(clock_->wall())).run());
  }
  return staff;
}

Result<void> Office::drop_session(Hash const& token) {
  std::lock_guard guard(mutex_);
  auto drop = TRY(database_.prepare("DELETE FROM hq_session WHERE token=?1"));
  return drop.bind(token).run();
}

Result<void> Office::drop_sessions_of(StaffId const& staff) {
  std::lock_guard guard(mutex_);
  auto drop = TRY(database_.prepare("DELETE FROM hq_session WHERE staff=?1"));
  return drop.bind(staff.bytes).run();
}

Result<void> Office::heard(std::map<DeviceId, WallTime> const& when) {
  if (when.empty()) return {};
  std::lock_guard guard(mutex_);
  auto transaction = TRY(db::Transaction::begin(database_));
  auto insert =
      TRY(database_.prepare("INSERT INTO hq_heard(device, wall) VALUES(?1, ?2)"
                            " ON CONFLICT(device) DO UPDATE SET wall=?2"));
  for (auto const& [device, at] : when) TRY(insert.bind(device.bytes, to_integer(at)).run());
  return transaction.commit();
}

Result<std::map<DeviceId, WallTime>> Office::last_heard() {
  std::lock_guard guard(mutex_);
  auto select = TRY(database_.prepare("SELECT device, wall FROM hq_heard"));
  std::map<DeviceId, WallTime> when;
  while (TRY(select.step())) when[DeviceId{select.array<32>(0)}] = to_wall(select.integer(1));
  return when;
}

}  // namespace sala::hq
