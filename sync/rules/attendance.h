// Who is here: the facts about one participant in one session in, a state out. Pure, and the same
// whatever the order in which the facts are given.
//
// A sign-in counts until an undo names it; a sign-out that counts closes the sign-ins that it
// names. Somebody is here while one sign-in counts and is not closed. A sign-in that a sign-out did
// not know of (another box, offline) stays open: better shown as here than lost.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sync/rules/time.h"

namespace sala::rules {

enum class FactKind { signed_in, signed_out, undone };

struct Fact {
  FactKind kind = FactKind::signed_in;
  EventName name;
  ResolvedTime time;
  SignInMethod method = SignInMethod::tile;
  bool has_signature = false;
  bool by_staff = false;
  std::vector<EventName> names;  // what a sign-out closes, or an undo undoes
};

enum class Presence { absent, here, left };

struct Attendance {
  Presence presence = Presence::absent;
  int witnesses = 0;                 // sign-ins that count; two boxes may each have seen one
  std::optional<ResolvedTime> came;  // the earliest sign-in that counts
  std::optional<ResolvedTime> went;  // the latest sign-out that counts, when left
  std::vector<EventName> open;       // sign-ins that a sign-out or an undo would name now
  std::vector<EventName> closing;    // sign-outs that count
  bool has_signature = false;
  bool by_staff = false;
  SignInMethod method = SignInMethod::tile;  // of the earliest
};

Attendance attendance(std::span<Fact const> facts);

enum class Timing { unknown, on_time, late, early };

// Early: more than an hour before the start. Late: after the start plus the session's tolerance.
// Shown, never refused.
Timing timing(SessionSet const& session, Attendance const& attendance);

}  // namespace sala::rules
