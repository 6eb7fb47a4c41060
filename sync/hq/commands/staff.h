// Staff members: made by init, and by the staff command.
#pragma once

#include "sync/hq/commands/command.h"

namespace sala::hq {

// Writes the member with the code of the job's secrets, and keeps the pass-phrase.
Result<StaffSet> add_staff(Desk& desk, std::string const& name, OrganisationId const& organisation,
                           Job const& job);

}  // namespace sala::hq
