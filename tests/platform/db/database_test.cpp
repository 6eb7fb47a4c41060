#include "platform/db/database.h"

#include "tests/support/box.h"

using namespace sala;
using namespace sala::db;
using test::must;

namespace {

struct Fixture {
  test::TemporaryFolder folder;
  std::string path = folder / "a.db";
  Database open(Access access = Access::read_write) { return must(Database::open(path, access)); }
};

std::int64_t count(Database& database) {
  auto select = must(database.prepare("SELECT count(*) FROM t"));
  must(select.step());
  return select.integer(0);
}

}  // namespace

TEST_CASE("values of every type come back as they were bound") {
  Fixture it;
  auto database = it.open();
  must(database.exec("CREATE TABLE t(a, b, c, d, e, f)"));
  auto insert = must(database.prepare("INSERT INTO t VALUES(?1, ?2, ?3, ?4, ?5, ?6)"));
  std::string with_zero("a\0b", 3);
  must(insert
           .bind(std::int64_t{-7}, "ศาลา", ByteArray<2>{1, 2}, nullptr, 2.5,
                 std::optional<std::string>(with_zero))
           .run());
  auto select = must(database.prepare("SELECT * FROM t"));
  REQUIRE(must(select.step()));
  CHECK(select.integer(0) == -7);
  CHECK(select.text(1) == "ศาลา");
  CHECK(select.array<2>(2) == ByteArray<2>{1, 2});
  CHECK(select.is_null(3));
  CHECK(select.real(4) == 2.5);
  CHECK(select.text(5) == with_zero);
  CHECK(!must(select.step()));
}

TEST_CASE("a transaction that is not committed leaves nothing") {
  Fixture it;
  auto database = it.open();
  must(database.exec("CREATE TABLE t(a)"));
  {
    auto transaction = must(Transaction::begin(database));
    must(database.exec("INSERT INTO t VALUES(1)"));
  }
  CHECK(count(database) == 0);
  {
    auto transaction = must(Transaction::begin(database));
    must(database.exec("INSERT INTO t VALUES(1)"));
    must(transaction.commit());
  }
  CHECK(count(database) == 1);
}

TEST_CASE("a writing connection keeps a write-ahead log and syncs at every commit") {
  Fixture it;
  auto database = it.open();
  auto pragma = [&](char const* sql) {
    auto select = must(database.prepare(sql));
    must(select.step());
    return std::string(select.text(0));
  };
  CHECK(pragma("PRAGMA journal_mode") == "wal");
  CHECK(pragma("PRAGMA synchronous") == "2");
}

TEST_CASE("failures say what failed, why, and what to do") {
  Fixture it;
  auto missing = Database::open(it.path, Access::read_only);
  REQUIRE(!missing.has_value());
  CHECK(missing.error().code == ErrorCode::not_found);
  {
    auto database = it.open();
    must(database.exec("CREATE TABLE t(a)"));
    auto wrong = database.exec("SELECT * FROM absent");
    REQUIRE(!wrong.has_value());
    CHECK(wrong.error().cause.find("no such table") != std::string::npos);
  }
  auto reader = it.open(Access::read_only);
  auto refused = reader.exec("INSERT INTO t VALUES(1)");
  REQUIRE(!refused.has_value());
  CHECK(refused.error().code == ErrorCode::disk);
  CHECK(!refused.error().advice.empty());
}

TEST_CASE("a file that is no database is refused, and integrity tells of damage") {
  Fixture it;
  std::ofstream(it.path) << std::string(8192, 'x');
  auto opened = Database::open(it.path, Access::read_write);
  REQUIRE(!opened.has_value());
  CHECK(opened.error().code == ErrorCode::disk);

  Fixture good;
  auto database = good.open();
  CHECK(must(database.integrity()) == "ok");
}

TEST_CASE("a reader sees one state while a writer goes on") {
  Fixture it;
  auto writer = it.open();
  must(writer.exec("CREATE TABLE t(a)"));
  auto reader = it.open(Access::read_only);
  {
    auto snapshot = must(Transaction::begin_read(reader));
    CHECK(count(reader) == 0);
    must(writer.exec("INSERT INTO t VALUES(1)"));
    CHECK(count(reader) == 0);
  }
  CHECK(count(reader) == 1);
}

TEST_CASE("a reader that is told to keep little in memory reads the same") {
  Fixture it;
  auto writer = it.open();
  must(writer.exec("CREATE TABLE t(a)"));
  must(
      writer.exec("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 1000) "
                  "INSERT INTO t SELECT zeroblob(4000) FROM n"));
  auto reader = it.open(Access::read_only);
  must(reader.limit_cache(256 * 1024));
  auto size = must(reader.prepare("PRAGMA cache_size"));
  must(size.step());
  CHECK(size.integer(0) == -256);  // in KiB
  auto select = must(reader.prepare("SELECT sum(length(a)) FROM t"));
  must(select.step());
  CHECK(select.integer(0) == 4'000'000);
}
