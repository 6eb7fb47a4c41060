#include "platform/db/database.h"

#include <sqlite3.h>

#include <algorithm>

#include "platform/base/verify.h"

namespace sala::db {
namespace {

ErrorCode code_of(int answer) {
  switch (answer & 0xff) {
    case SQLITE_FULL:
      return ErrorCode::disk_full;
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_PERM:
      return ErrorCode::disk;
    case SQLITE_CANTOPEN:
      return ErrorCode::not_found;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::busy;
    default:
      return ErrorCode::internal;
  }
}

char const* advice_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::disk_full:
      return "free some space on this disk; nothing saved so far is lost";
    case ErrorCode::disk:
      return "check the disk and the file's permissions, or restore the file from a backup";
    case ErrorCode::busy:
      return "another program is writing to this file; stop it, or try again";
    default:
      return "";
  }
}

tl::unexpected<Error> sqlite_failure(sqlite3* handle, int answer, std::string_view operation) {
  ErrorCode code = code_of(answer);
  char const* cause = handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(answer);
  return fail(code, operation, cause, advice_of(code));
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Result<bool> Statement::step() {
  int answer = sqlite3_step(statement_.get());
  if (answer == SQLITE_ROW) return true;
  if (answer == SQLITE_DONE) return false;
  auto failure =
      sqlite_failure(sqlite3_db_handle(statement_.get()), answer, sqlite3_sql(statement_.get()));
  reset();
  return failure;
}

Result<void> Statement::run() {
  TRY(step());
  reset();
  return {};
}

void Statement::reset() { sqlite3_reset(statement_.get()); }

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::real(int column) const { return sqlite3_column_double(statement_.get(), column); }

std::string_view Statement::text(int column) const {
  auto const* text = sqlite3_column_text(statement_.get(), column);
  if (text == nullptr) return {};
  return {reinterpret_cast<char const*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string_view Statement::blob(int column) const {
  auto const* bytes = static_cast<char const*>(sqlite3_column_blob(statement_.get(), column));
  if (bytes == nullptr) return {};
  return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

void Statement::bind_one(int index, std::nullptr_t) {
  VERIFY(sqlite3_bind_null(statement_.get(), index) == SQLITE_OK);
}

void Statement::bind_one(int index, std::string_view text) {
  char const* data = text.data() == nullptr ? "" : text.data();
  VERIFY(sqlite3_bind_text64(statement_.get(), index, data, text.size(), SQLITE_STATIC,
                             SQLITE_UTF8) == SQLITE_OK);
}

void Statement::bind_one(int index, ByteSpan blob) {
  void const* data = blob.data() == nullptr ? static_cast<void const*>("") : blob.data();
  VERIFY(sqlite3_bind_blob64(statement_.get(), index, data, blob.size(), SQLITE_STATIC) ==
         SQLITE_OK);
}

void Statement::bind_one(int index, double value) {
  VERIFY(sqlite3_bind_double(statement_.get(), index, value) == SQLITE_OK);
}

void Statement::bind_integer(int index, std::int64_t value) {
  VERIFY(sqlite3_bind_int64(statement_.get(), index, value) == SQLITE_OK);
}

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Result<Database> Database::open(std::string const& path, Access access) {
  // SQLite counts its memory under one lock of all threads; nobody asks for the count. Before the
  // first connection, or not at all.
  [[maybe_unused]] static int const uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  int flags = access == Access::read_only ? SQLITE_OPEN_READONLY
                                          : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  int answer = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI,
                               nullptr);
  Database database(handle);
  if (answer != SQLITE_OK) return sqlite_failure(handle, answer, "open " + path);
  database.path_ = path;
  sqlite3_extended_result_codes(handle, 1);
  // Another connection holds the write lock for one batch at the most; five seconds is a fault.
  sqlite3_busy_timeout(handle, 5000);
  std::string pragmas = "PRAGMA foreign_keys=OFF; PRAGMA cache_size=-2048;";
  if (access == Access::read_write) {
    // 16 MiB of WAL: in a backlog the same pages change again and again, and are copied into the
    // database, with two more fsyncs, at the end of that instead of with every second commit.
    pragmas += "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=4000;";
  } else if (access == Access::read_write_unsafe) {
    pragmas += "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;";
  } else {
    pragmas += "PRAGMA query_only=ON;";
  }
  TRY(database.exec(pragmas));
  return database;
}

Result<void> Database::exec(std::string const& sql) {
  int answer = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (answer != SQLITE_OK) return sqlite_failure(handle_.get(), answer, sql.substr(0, 80));
  return {};
}

Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  int answer = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                  SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (answer != SQLITE_OK) {
    return sqlite_failure(handle_.get(), answer, "prepare " + std::string(sql.substr(0, 80)));
  }
  return Statement(statement);
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_.get()); }

std::int64_t Database::last_insert_rowid() const {
  return sqlite3_last_insert_rowid(handle_.get());
}

Result<std::string> Database::integrity() {
  auto statement = TRY(prepare("PRAGMA integrity_check(5)"));
  std::string report;
  while (TRY(statement.step())) {
    if (!report.empty()) report += "; ";
    report += statement.text(0);
  }
  return report;
}

Result<void> Database::limit_cache(std::int64_t bytes) {
  return exec("PRAGMA cache_size=-" + std::to_string(std::max<std::int64_t>(1, bytes / 1024)));
}

Result<void> Database::limit_size(std::int64_t bytes) {
  auto size = TRY(prepare("PRAGMA page_size"));
  TRY(size.step());
  std::int64_t pages = std::max<std::int64_t>(1, bytes / size.integer(0));
  size.reset();
  return exec("PRAGMA max_page_count=" + std::to_string(pages));
}

Result<Transaction> Transaction::begin(Database& database) {
  TRY(database.exec("BEGIN IMMEDIATE"));
  return Transaction(database);
}

Result<Transaction> Transaction::begin_read(Database& database) {
  TRY(database.exec("BEGIN"));
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_ == nullptr) return;
  // A full disk or an I/O error may have rolled it back already; then this says so and is harmless.
  (void)database_->exec("ROLLBACK");
}

Result<void> Transaction::commit() {
  TRY(database_->exec("COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace sala::db
