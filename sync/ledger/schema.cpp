#include "sync/ledger/schema.h"

namespace sala::ledger {
namespace {

// A blob of 16 or 32 bytes is an id or hash. For marks see Reader::mark(); 0 in rows from before
// there were any.
constexpr char schema[] = R"sql(
CREATE TABLE IF NOT EXISTS meta (
  key TEXT PRIMARY KEY, value BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS programme (
  no INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, last_position INTEGER NOT NULL,
  last_mark INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS stream (
  no INTEGER PRIMARY KEY, device BLOB NOT NULL, epoch INTEGER NOT NULL,
  programme INTEGER NOT NULL, last_seq INTEGER NOT NULL, last_hash BLOB NOT NULL,
  head_seq INTEGER NOT NULL, head_hash BLOB NOT NULL, head_signature BLOB NOT NULL,
  acknowledged_seq INTEGER NOT NULL DEFAULT 0, acknowledged_wall INTEGER NOT NULL DEFAULT 0,
  UNIQUE (device, epoch)
);
CREATE TABLE IF NOT EXISTS event (
  place INTEGER PRIMARY KEY, stream INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL,
  boottime INTEGER NOT NULL, wall INTEGER NOT NULL, salt BLOB NOT NULL, body BLOB,
  body_hash BLOB, hash BLOB NOT NULL, mark INTEGER NOT NULL DEFAULT 0,
  UNIQUE (stream, seq)
);
CREATE TABLE IF NOT EXISTS cursor (
  programme BLOB PRIMARY KEY, position INTEGER NOT NULL, wall INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stopped_device (
  device BLOB PRIMARY KEY, reason TEXT NOT NULL, wall INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS erased (
  subject BLOB PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS quarantine (
  no INTEGER PRIMARY KEY, wall INTEGER NOT NULL, device BLOB NOT NULL, epoch INTEGER NOT NULL,
  first_seq INTEGER NOT NULL, reason TEXT NOT NULL, fingerprint BLOB NOT NULL UNIQUE,
  raw BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS alarm (
  no INTEGER PRIMARY KEY, wall INTEGER NOT NULL, device BLOB NOT NULL, what TEXT NOT NULL,
  UNIQUE (device, what)
);
)sql";

// What tables made by an older program lack.
Result<void> add_missing_columns(db::Database& database) {
  auto has = TRY(database.prepare("SELECT 1 FROM pragma_table_info(?1) WHERE name=?2"));
  auto add = [&](char const* table, char const* column) -> Result<void> {
    bool found = TRY(has.bind(table, column).step());
    has.reset();
    if (found) return {};
    return database.exec("ALTER TABLE " + std::string(table) + " ADD COLUMN " + column +
                         " INTEGER NOT NULL DEFAULT 0");
  };
  TRY(add("programme", "last_mark"));
  return add("event", "mark");
}

}  // namespace

Result<void> make_tables(db::Database& database) {
  TRY(database.exec(schema));
  return add_missing_columns(database);
}

}  // namespace sala::ledger
