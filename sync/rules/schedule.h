// Which session is it now, and who is expected there. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "sync/model/bodies.h"

namespace sala::rules {

// Thailand has one time zone and no summer time; a day in Sala is a day in Bangkok.
inline constexpr std::chrono::hours local_offset{7};

// Doors open this long before a session starts.
inline constexpr std::chrono::minutes doors_open_before{60};

struct NowAndNext {
  // The running session (of several, the one that started last), else the first whose doors are
  // open.
  SessionSet const* now = nullptr;
  SessionSet const* next = nullptr;  // the first to start after `now`, or after this moment
};

// `sessions` in any order; cancelled ones are passed over.
NowAndNext now_and_next(std::span<SessionSet const> sessions, WallTime now);

// True when the session is on the local calendar day of `now`.
bool is_on_day(SessionSet const& session, WallTime now);

bool is_expected(SessionSet const& session, ParticipantSet const& participant);

// "สมชาย ใจดี": given name and surname, whichever there are; empty for one with neither.
std::string full_name(ParticipantSet const& participant);

// Whole years on the local day of `now`; nothing when the birth date is not known. Where only the
// year is known, the age is the smaller of the two possible.
std::optional<int> age(ParticipantSet const& participant, WallTime now);

}  // namespace sala::rules
