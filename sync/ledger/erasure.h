// Forgetting by law. A body that is erased leaves its salted hash behind, so that every chain still
// verifies and every neighbour still knows the event; the salt goes too: nobody can find the body
// by guessing it.
//
// On the connection of the ledger's one writer.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "platform/db/database.h"
#include "sync/model/event.h"
#include "sync/model/subjects.h"

namespace sala::ledger {

// Takes the bodies of all events about `subjects`, and what was ever kept aside (nobody can tell
// about whom that is), inside the transaction that is open. What arrives about them later is stored
// without its body: see concerns(). Reads the whole ledger: about a second a million events.
Result<void> erase(db::Database& database, std::span<Subject const> subjects);

// Who was ever erased here.
Result<std::set<Subject>> erased(db::Database& database);
// Whether the event is about one of them. `told`: what its body says, where somebody has read it.
bool concerns(std::set<Subject> const& erased, EventView const& event, ReadBody const* told);
// The same event, erased.
EventView without_body(EventView event);

// How many events of each kind erase() would empty.
Result<std::map<std::string, std::int64_t>> kinds_about(db::Database& database,
                                                        std::span<Subject const> subjects);

// Outside of transactions, after an erase() was committed: writes the file anew and empties its
// journal, so that nothing of what was erased is left in either; does nothing when that was done
// since. ErrorCode::busy while somebody reads for seconds. What a file system keeps of blocks that
// it freed is beyond us: encrypt the disk.
Result<void> scrub(db::Database& database);

// The bodies of this kind that the device wrote, in the order of their arrival.
Result<std::vector<std::string>> bodies_of(db::Database& database, DeviceId const& device,
                                           std::string_view kind);

}  // namespace sala::ledger
