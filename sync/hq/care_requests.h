// What the care team is asked to forget, as headquarters knows it: who took his consent back, who
// is erased. Whose answers those are only the care team can tell.
#pragma once

#include "sync/hq/care_bundle.h"
#include "sync/views/queries.h"

namespace sala::hq {

// Everything that goes to the care team. Programmes without any sealed answer are left out.
Result<CareBundle> bundle_for_care(db::Database& database, DeviceId const& headquarters);

// ledger::Reader::meta(): digest_of_requests() that the care team has answered, of one programme.
std::string dealt_with_key(ProgrammeId const& programme);
// Programmes in which the care team still has something to forget.
Result<std::vector<ProgrammeSet>> waiting_for_care(db::Database& database,
                                                   DeviceId const& headquarters);

}  // namespace sala::hq
