// SQLite behind results and types.
//
// One Database is one connection: use it from one thread at a time. A writing connection has
// journal_mode=WAL and synchronous=FULL, so that COMMIT returns after the fsync. Statements belong
// to the connection that prepared them and must not outlive it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "platform/base/bytes.h"
#include "platform/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace sala::db {

enum class Access {
  read_write,         // creates the file when it is not there
  read_only,          // fails when it is not there
  read_write_unsafe,  // no fsync: for simulations and scratch copies only
};

class Statement {
 public:
  Statement(Statement&&) noexcept = default;
  Statement& operator=(Statement&&) noexcept = default;

  // Binds parameters ?1, ?2, … in order. Text and blobs are not copied: they must live until the
  // statement is reset.
  template <class... Values>
  Statement& bind(Values const&... values) {
    reset();
    int index = 0;
    (bind_one(++index, values), ...);
    return *this;
  }
  // True when there is a row to read.
  Result<bool> step();
  // Runs a statement that gives no rows, and resets it.
  Result<void> run();
  void reset();

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;  // valid until the next step or reset
  std::string_view blob(int column) const;
  template <std::size_t N>
  ByteArray<N> array(int column) const {
    ByteArray<N> out{};
    auto bytes = blob(column);
    if (bytes.size() == N) std::copy(bytes.begin(), bytes.end(), out.begin());
    return out;
  }

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}

  void bind_one(int index, std::nullptr_t);
  void bind_one(int index, std::string_view text);
  void bind_one(int index, std::string const& text) { bind_one(index, std::string_view(text)); }
  void bind_one(int index, char const* text) { bind_one(index, std::string_view(text)); }
  void bind_one(int index, ByteSpan blob);
  template <std::size_t N>
  void bind_one(int index, ByteArray<N> const& blob) {
    bind_one(index, ByteSpan(blob));
  }
  template <class Integer>
  requires(std::is_integral_v<Integer> || std::is_enum_v<Integer>) void bind_one(int index,
                                                                                 Integer value) {
    bind_integer(index, static_cast<std::int64_t>(value));
  }
  void bind_one(int index, double value);
  template <class T>
  void bind_one(int index, std::optional<T> const& value) {
    if (value) {
      bind_one(index, *value);
    } else {
      bind_one(index, nullptr);
    }
  }
  void bind_integer(int index, std::int64_t value);

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
 public:
  static Result<Database> open(std::string const& path, Access access);
  Database(Database&&) noexcept = default;
  Database& operator=(Database&&) noexcept = default;

  // Runs one or more statements without parameters.
  Result<void> exec(std::string const& sql);
  Result<Statement> prepare(std::string_view sql);
  std::int64_t changes() const;  // rows changed by the last statement
  std::int64_t last_insert_rowid() const;
  std::string const& path() const { return path_; }
  // "ok", or what SQLite's own check of the file says.
  Result<std::string> integrity();
  // Keeps about so many bytes of the file in memory, of 2 MiB. A reader's pages are void with the
  // next commit of another connection: what they serve is one reading.
  Result<void> limit_cache(std::int64_t bytes);
  // Limits the file to so many bytes, or to its present size if that is more: a full disk at will.
  Result<void> limit_size(std::int64_t bytes);

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  explicit Database(sqlite3* handle) : handle_(handle) {}

  std::unique_ptr<sqlite3, Close> handle_;
  std::string path_;
};

// A write transaction: rolled back unless commit() succeeded.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);       // BEGIN IMMEDIATE
  static Result<Transaction> begin_read(Database& database);  // one snapshot for many reads
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace sala::db
