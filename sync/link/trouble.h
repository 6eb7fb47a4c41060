// What stands between a kiosk and headquarters, in the few situations that a person can do
// something about. Screens choose their words by Situation; Error is for the log.
#pragma once

#include <string_view>

#include "platform/base/clock.h"
#include "platform/base/result.h"

namespace sala::link {

enum class Situation {
  none,               // nothing is wrong, as far as is known
  no_network,         // nobody answered: no cable, no Wi-Fi, no way there
  wrong_certificate,  // somebody answered who cannot prove to be headquarters' server, or our own
                      // authority's file or address is no good: the office has to help
  not_headquarters,   // another page answered: a Wi-Fi that wants a sign-in first, a proxy
  refused,            // headquarters does not know this box, or not for this
  revoked,            // headquarters has revoked this box
  stopped,            // headquarters stopped this box until a person has looked at it
  server_trouble,     // headquarters is down, busy or broken: its people see to it
  disk                // this box cannot write what it received
};
std::string_view to_text(Situation situation);  // as written above; for logs and tests

struct Trouble {
  Situation situation = Situation::none;
  Error error;
  int status = 0;  // of headquarters' own signed answer; 0 when there was none
};

// Trouble of writing to our own ledger.
Trouble disk_trouble(Error error);

// Whether nobody answered at all: then a sign of life from elsewhere is a reason to try again.
inline bool nobody_answered(Situation situation) { return situation == Situation::no_network; }

// Trying again soon is rude or useless: headquarters has said no.
inline bool is_refusal(Situation situation) {
  return situation == Situation::refused || situation == Situation::revoked ||
         situation == Situation::stopped;
}

// When to try again: after a failure anywhere in a window that doubles from one second to one
// minute ("full jitter": boxes that lost their network together do not come back together); after a
// refusal in about five minutes. Success resets it. It never gives up.
class Backoff {
 public:
  explicit Backoff(Random& random) : random_(&random) {}

  void failed(BootTime now, Situation why);
  void succeeded() { *this = Backoff(*random_); }
  bool may_try(BootTime now) const { return now >= not_before_; }
  bool waits() const { return failures_ > 0; }
  BootTime not_before() const { return not_before_; }

 private:
  Random* random_;
  int failures_ = 0;
  BootTime not_before_{};
};

}  // namespace sala::link
