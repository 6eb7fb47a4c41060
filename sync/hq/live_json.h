// What the live page is told, as JSON (assets/web/live.js reads it). Empty values are left out.
#pragma once

#include <string>
#include <vector>

#include "sync/hq/roll.h"

namespace sala::hq {

std::string row_json(RollEntry const& entry);
std::string session_json(FoundSession const& found, LocalText const& venue);
std::string state_json(std::int64_t position, std::string const& session,
                       std::vector<std::string const*> const& rows);
// `session` may be empty: it did not change.
std::string change_json(std::int64_t position, std::string const& session,
                        std::vector<std::string const*> const& rows,
                        std::vector<ParticipantId> const& gone);

}  // namespace sala::hq
