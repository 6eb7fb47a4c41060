// How a consent is recorded, at the kiosk and at headquarters alike.
#pragma once

#include "sync/views/keeper.h"

namespace sala::views {

// What somebody agrees to, refuses or takes back, on top of what he said before: `wish.version` is
// worked out. Saying the same again writes nothing.
Compose record_consent(ProgrammeId const& programme, ConsentRecorded wish);

}  // namespace sala::views
