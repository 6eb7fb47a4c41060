// What the views do when somebody is forgotten. Internal to this folder.
#pragma once

#include "platform/db/database.h"
#include "sync/ledger/erasure.h"

namespace sala::views {

// Whom an event has everybody forget; nobody: it is no erasure.
std::vector<Subject> to_be_forgotten(Body const& body);
// The same of an event's body as it is stored.
std::vector<Subject> to_be_forgotten(std::string_view kind, std::string_view body);

// Takes every row about `subject`; the ledger has erased the events.
Result<void> forget(db::Database& database, Subject const& subject);
// Keeps that it was ordered, or done by the event's box.
Result<void> note_erasure(db::Database& database, EventView const& event);
Result<void> note_confirmed(db::Database& database, EventView const& event,
                            ErasureDone const& done);

// For working the views out anew: has the ledger erase what `headquarters` ever ordered, in case an
// earlier version of Sala stored the order and did not understand it.
Result<void> erase_again(db::Database& database, DeviceId const& headquarters);

}  // namespace sala::views
