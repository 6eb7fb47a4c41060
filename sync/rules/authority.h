// Who may say what. Headquarters alone sets up programmes, sessions, staff and boxes; a kiosk tells
// what happened at its door. An event that oversteps stays in the ledger and is passed over by
// views.
#pragma once

#include "sync/model/bodies.h"

namespace sala::rules {

bool is_for_headquarters_only(Body const& body);

}  // namespace sala::rules
