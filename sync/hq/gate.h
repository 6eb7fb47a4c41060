// Who may see and correct: staff sign in with name and pass-phrase and carry a cookie.
//
// Pass-phrases are checked on a thread of their own, one at a time (64 MiB and 50 ms each). A name
// that nobody has costs as much as a wrong pass-phrase. Wrong tries are limited by name and by
// address. A session ends twelve hours after its last use. All functions: any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "platform/db/database.h"
#include "platform/http/message.h"
#include "sync/hq/attempts.h"
#include "sync/hq/office.h"
#include "sync/hq/worker.h"

namespace sala::hq {

struct SignedIn {
  StaffId staff;
  std::string name;
};

enum class SignInFault { none, wrong, too_often, busy };
struct SignInAnswer {
  SignInFault fault = SignInFault::none;
  std::string token;             // of a success: the value of the cookie
  std::chrono::seconds wait{0};  // of too_often
};

inline constexpr std::chrono::hours session_idle{12};

class Gate {
 public:
  static Result<std::unique_ptr<Gate>> open(std::string const& ledger_path, Office& office,
                                            Clock const& clock, Random& random);

  // `done` is called on this or on the gate's thread.
  void sign_in(std::string name, std::string passphrase, std::string peer,
               std::function<void(SignInAnswer)> const& done);
  std::optional<SignedIn> who(http::Request const& request);
  void sign_out(http::Request const& request);
  // The staff's settings changed.
  void stale();

  static std::string_view cookie_name(bool secure) {
    return secure ? "__Host-sala" : "sala";  // the prefix binds it to this host and to https
  }

 private:
  Gate(db::Database database, Office& office, Clock const& clock, Random& random,
       std::string dummy_hash);
  void check(std::string const& name, std::string const& passphrase, std::string const& peer,
             std::function<void(SignInAnswer)> const& done);
  Result<std::optional<StaffSet>> staff_member(std::function<bool(StaffSet const&)> const& fits);

  std::mutex mutex_;  // guards what follows
  db::Database database_;
  std::vector<StaffSet> staff_;
  bool stale_ = true;

  Office& office_;
  Clock const& clock_;
  Random& random_;
  std::string const dummy_hash_;
  Attempts by_name_;
  Attempts by_peer_;
  Worker checks_;
};

}  // namespace sala::hq
