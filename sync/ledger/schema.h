// The ledger's tables. Only sync/ledger writes them.
#pragma once

#include "platform/db/database.h"

namespace sala::ledger {

// Makes the tables that are missing, and the columns that those of an older program lack.
Result<void> make_tables(db::Database& database);

// place = programme.no << position_bits | position: a programme's events lie together, in the order
// in which this box accepted them; 2^40 positions last for ever.
inline constexpr int position_bits = 40;

}  // namespace sala::ledger
