// The ledger's writes, prepared once.
#pragma once

#include "platform/db/database.h"

namespace sala::ledger {

struct Statements {
  db::Statement find_programme, add_programme, update_programme;
  db::Statement find_stream, add_stream, update_stream;
  db::Statement add_event, event_hash;
  db::Statement acknowledge, acknowledge_all, set_cursor, set_meta;
  db::Statement stop, release, is_stopped, add_alarm, add_quarantine;
};

Result<Statements> prepare_all(db::Database& db);

}  // namespace sala::ledger
