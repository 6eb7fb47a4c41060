// How the link to headquarters is doing, for a person to read.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "platform/base/clock.h"
#include "platform/base/result.h"

namespace sala::link {

enum class Trouble {
  none,
  not_enrolled,
  no_network,  // nobody answered: no network, name not found, refused, time-out
  wrong_certificate,
  not_headquarters,  // somebody else answered: a captive portal, a proxy
  refused,           // headquarters does not know this box, or not for this programme
  revoked,
  stopped,         // two histories of one stream: see ledger
  server_trouble,  // headquarters answered that it cannot now
  disk,            // this box could not store what came
};

struct Status {
  Trouble trouble = Trouble::none;
  std::string cause;  // Error::message() of the last failure, for the staff corner's small print
  bool contacted = false;             // since the process started
  WallTime last_contact;              // as this box's calendar showed it
  std::int64_t waiting = 0;           // own events that headquarters does not hold yet
  std::optional<Micros> next_try_in;  // while waiting to try again
  bool pulling = false;               // reading pages, not at the end yet
  // All that this box wrote is at headquarters, and nothing is under way.
  bool safe_to_switch_off = false;
};

}  // namespace sala::link
