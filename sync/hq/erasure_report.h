// Who has forgotten what, in words: for `sala-hq erase --list` and `sala-hq status`.
#pragma once

#include "sync/hq/commands/command.h"
#include "sync/views/queries.h"

namespace sala::hq {

// The names of boxes that ever carried the programme.
Result<std::vector<std::string>> boxes_of(views::Queries& queries, ProgrammeId const& programme);

// Every erasure, with the boxes that have not confirmed it, and what the care team has yet to name.
Result<void> say_erasures(db::Database& database, Office& office, DeviceId const& headquarters,
                          Sink& sink);
// One line where a box or the care team has not done all yet; else nothing.
Result<void> say_unfinished_erasures(db::Database& database, DeviceId const& headquarters,
                                     Sink& sink);

}  // namespace sala::hq
