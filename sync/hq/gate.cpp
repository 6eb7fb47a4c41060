#include "sync/hq/gate.h"

#include <algorithm>

#include "platform/base/log.h"
#include "sync/views/queries.h"

namespace sala::hq {
namespace {

// Of one name: three hundred guesses a day. Of one address: a whole office that forgot.
constexpr std::size_t wrong_by_name = 5;
constexpr std::size_t wrong_by_peer = 20;
constexpr std::chrono::seconds wrong_window{15 * 60};
// Each waits 50 ms for those before it; more than that are not people.
constexpr std::size_t max_checks_waiting = 20;
constexpr std::size_t longest_field = 500;  // bytes

std::string without_spaces(std::string_view text) {
  auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos) return {};
  return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

std::optional<Hash> token_hash(std::string_view token) {
  auto bytes = from_base64url(token);
  if (!bytes || bytes->size() != 32) return std::nullopt;
  return crypto::blake2b({as_bytes("sala-session-1"), as_bytes(*bytes)});
}

}  // namespace

Result<std::unique_ptr<Gate>> Gate::open(std::string const& ledger_path, Office& office,
                                         Clock const& clock, Random& random) {
  auto database = TRY(db::Database::open(ledger_path, db::Access::read_only));
  auto dummy = TRY(crypto::hash_passphrase("nobody has this pass-phrase"));
  return std::unique_ptr<Gate>(
      new Gate(std::move(database), office, clock, random, std::move(dummy)));
}

Gate::Gate(db::Database database, Office& office, Clock const& clock, Random& random,
           std::string dummy_hash)
    : database_(std::move(database)),
      office_(office),
      clock_(clock),
      random_(random),
      dummy_hash_(std::move(dummy_hash)),
      by_name_(wrong_by_name, wrong_window),
      by_peer_(wrong_by_peer, wrong_window),
      checks_(max_checks_waiting) {}

void Gate::stale() {
  std::lock_guard guard(mutex_);
  stale_ = true;
}

Result<std::optional<StaffSet>> Gate::staff_member(
    std::function<bool(StaffSet const&)> const& fits) {
  std::lock_guard guard(mutex_);
  if (stale_) {
    views::Queries queries(database_);
    staff_ = TRY(queries.staff());
    stale_ = false;
  }
  auto found = std::find_if(staff_.begin(), staff_.end(),
                            [&](StaffSet const& it) { return !it.left && fits(it); });
  if (found == staff_.end()) return std::nullopt;
  return *found;
}

void Gate::sign_in(std::string name, std::string passphrase, std::string peer,
                   std::function<void(SignInAnswer)> const& done) {
  name = without_spaces(name.substr(0, longest_field));
  if (passphrase.size() > longest_field) passphrase.resize(longest_field);
  bool taken =
      checks_.post([this, name = std::move(name), passphrase = std::move(passphrase),
                    peer = std::move(peer), done] { check(name, passphrase, peer, done); });
  if (!taken) done({SignInFault::busy, {}, {}});
}

void Gate::check(std::string const& name, std::string const& passphrase, std::string const& peer,
                 std::function<void(SignInAnswer)> const& done) {
  auto now = clock_.boottime();
  auto wait = std::max(by_name_.wait(name, now), by_peer_.wait(peer, now));
  if (wait.count() > 0) {
    done({SignInFault::too_often, {}, std::chrono::ceil<std::chrono::seconds>(wait)});
    return;
  }
  auto member = staff_member([&](StaffSet const& it) { return it.name == name; });
  std::string hash = dummy_hash_;
  bool known = member && *member;
  if (known) {
    auto kept = office_.passphrase_hash((*member)->staff);
    known = kept && *kept;
    if (known) hash = **kept;
  }
  bool right = crypto::check_passphrase(hash, passphrase) && known;
  if (!right) {
    by_name_.failed(name, now);
    by_peer_.failed(peer, now);
    done({SignInFault::wrong, {}, {}});
    return;
  }
  by_name_.forgive(name);
  ByteArray<32> token{};
  random_.fill(token);
  std::string text = to_base64url(token);
  auto added = office_.add_session(*token_hash(text), (*member)->staff);
  if (!added) {
    log(LogLevel::error, added.error().message());
    done({SignInFault::busy, {}, {}});
    return;
  }
  done({SignInFault::none, text, {}});
}

std::optional<SignedIn> Gate::who(http::Request const& request) {
  auto cookie = request.cookie(cookie_name(request.secure));
  auto token = cookie ? token_hash(*cookie) : std::nullopt;
  if (!token) return std::nullopt;
  auto staff = office_.touch_session(*token, session_idle);
  if (!staff) log(LogLevel::error, staff.error().message());
  if (!staff || !*staff) return std::nullopt;
  auto member = staff_member([&](StaffSet const& it) { return it.staff == **staff; });
  if (!member || !*member) return std::nullopt;
  return SignedIn{(*member)->staff, (*member)->name};
}

void Gate::sign_out(http::Request const& request) {
  auto cookie = request.cookie(cookie_name(request.secure));
  auto token = cookie ? token_hash(*cookie) : std::nullopt;
  if (!token) return;
  auto dropped = office_.drop_session(*token);
  if (!dropped) log(LogLevel::error, dropped.error().message());
}

}  // namespace sala::hq
