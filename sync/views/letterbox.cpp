#include "sync/views/letterbox.h"

#include <map>
#include <span>
#include <tuple>

#include "platform/db/database.h"
#include "sync/rules/crowd.h"
#include "sync/views/queries.h"

namespace sala::views {
namespace {

// A rollback journal instead of a write-ahead log: a log keeps each earlier state of a page, and
// with it the order in which answers came. EXTRA: the journal's end is on disk when COMMIT returns.
constexpr char prepare_file[] = R"sql(
PRAGMA journal_mode=TRUNCATE;
PRAGMA synchronous=EXTRA;
PRAGMA secure_delete=ON;
CREATE TABLE IF NOT EXISTS slip (
  key BLOB PRIMARY KEY, programme BLOB NOT NULL, form BLOB NOT NULL, version INTEGER NOT NULL,
  session BLOB NOT NULL, day TEXT NOT NULL, batch BLOB NOT NULL, answers TEXT NOT NULL
) WITHOUT ROWID;
)sql";

// As many as a hall answers in ten minutes, with much room; who answers more is told to wait.
constexpr std::size_t most_slips = 5'000;
// Bytes of answers in one event, of the 64 KiB that a body may have. Nine always fit: so however
// many leave, they can be parted into events of five or more.
constexpr std::size_t most_in_event = 60'000;
static_assert(9 * (Letterbox::longest_slip + 3) <= most_in_event);

// As it will stand in the body: JSON inside of JSON.
std::size_t escaped_size(std::string_view text) {
  std::size_t size = text.size();
  for (char c : text) {
    size += c == '"' || c == '\\' ? 1 : static_cast<unsigned char>(c) < 0x20 ? 5 : 0;
  }
  return size;
}

// Into how many each event takes of so many that leave: `sizes` in their order.
std::vector<std::size_t> part(std::span<std::size_t const> sizes) {
  constexpr std::size_t crowd = rules::smallest_crowd;
  std::vector<std::size_t> counts;
  std::size_t at = 0;
  while (at < sizes.size()) {
    std::size_t bytes = 0, count = 0;
    while (at + count < sizes.size() && bytes + sizes[at + count] + 3 <= most_in_event) {
      bytes += sizes[at + count++] + 3;
    }
    auto left = sizes.size() - at - count;
    if (left > 0 && left < crowd) count -= crowd - left;
    counts.push_back(count);
    at += count;
  }
  return counts;
}

}  // namespace

struct Letterbox::Row {
  Slip slip;
  BatchId batch;  // nil: waits for company
};

Result<std::shared_ptr<Letterbox>> Letterbox::open(std::string const& path, db::Access access,
                                                   Random& random) {
  auto database = TRY(db::Database::open(path, access));
  TRY(database.exec(prepare_file));
  return std::shared_ptr<Letterbox>(new Letterbox(std::move(database), random));
}

// Without a bias that would matter: the bound is some thousands of 2^64.
std::size_t Letterbox::below(std::size_t bound) { return random_.number() % bound; }

template <class T>
void Letterbox::shuffle(std::vector<T>& list) {
  for (std::size_t i = list.size(); i > 1; --i) std::swap(list[i - 1], list[below(i)]);
}

Result<std::vector<Letterbox::Row>> Letterbox::read() {
  auto select = TRY(database_.prepare(
      "SELECT programme, form, version, session, day, batch, answers FROM slip ORDER BY key"));
  std::vector<Row> rows;
  while (TRY(select.step())) {
    Row row;
    row.slip.programme = ProgrammeId{select.array<16>(0)};
    row.slip.form = FormId{select.array<16>(1)};
    row.slip.version = select.integer(2);
    row.slip.session = SessionId{select.array<16>(3)};
    row.slip.day = select.text(4);
    row.batch = BatchId{select.array<16>(5)};
    row.slip.answers = select.text(6);
    rows.push_back(std::move(row));
  }
  return rows;
}

Result<void> Letterbox::write(std::vector<Row> rows) {
  shuffle(rows);
  auto transaction = TRY(db::Transaction::begin(database_));
  TRY(database_.exec("DELETE FROM slip"));
  auto insert =
      TRY(database_.prepare("INSERT INTO slip(key, programme, form, version, session,"
                            " day, batch, answers)"
                            " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
  for (Row const& row : rows) {
    ByteArray<16> key{};
    random_.fill(key);
    Slip const& slip = row.slip;
    TRY(insert
            .bind(key, slip.programme.bytes, slip.form.bytes, slip.version, slip.session.bytes,
                  slip.day, row.batch.bytes, slip.answers)
            .run());
  }
  return transaction.commit();
}

Result<void> Letterbox::drop(Slip slip) {
  if (escaped_size(slip.answers) > longest_slip) {
    return fail(ErrorCode::invalid, "keep an answer", "it is too long", "shorten the texts");
  }
  auto rows = TRY(read());
  if (rows.size() >= most_slips) {
    return fail(ErrorCode::busy, "keep an answer", "too many wait", "try again in ten minutes");
  }
  rows.push_back({std::move(slip), {}});
  return write(std::move(rows));
}

void Letterbox::give_batches(std::span<Row* const> leaving) {
  std::vector<std::size_t> sizes;
  for (Row const* row : leaving) sizes.push_back(escaped_size(row->slip.answers));
  std::size_t at = 0;
  for (std::size_t count : part(sizes)) {
    BatchId batch;
    random_.fill(batch.bytes);
    for (Row* row : leaving.subspan(at, count)) row->batch = batch;
    at += count;
  }
}

// Draws who leaves. True when anything changed.
Result<bool> Letterbox::mark(Queries& queries, std::vector<Row>& rows, WallTime now) {
  struct Pool {
    std::vector<Row*> rows;
    std::string last_day;
  };
  using Place = std::tuple<ProgrammeId, FormId, std::int64_t, SessionId>;
  std::map<Place, Pool> pools;
  for (Row& row : rows) {
    if (!row.batch.is_nil()) continue;
    Slip const& slip = row.slip;
    auto& pool = pools[{slip.programme, slip.form, slip.version, slip.session}];
    pool.rows.push_back(&row);
    pool.last_day = std::max(pool.last_day, slip.day);
  }
  bool changed = false;
  for (auto& [place, pool] : pools) {
    auto session_id = std::get<SessionId>(place);
    auto session = TRY(queries.session(session_id));
    bool nowhere = session_id.is_nil() || !session;
    auto gathering = rules::gathering(nowhere ? nullptr : &*session, pool.last_day, now);
    auto leaving = static_cast<std::size_t>(
        rules::may_leave(static_cast<std::int64_t>(pool.rows.size()), gathering));
    shuffle(pool.rows);
    if (leaving == 0 && gathering == rules::Gathering::over && !session_id.is_nil()) {
      // Too few, and nobody else will come: they wait among those of other sessions.
      for (Row* row : pool.rows) row->slip.session = {};
      changed = true;
    }
    pool.rows.resize(leaving);
    give_batches(pool.rows);
    changed = changed || leaving > 0;
  }
  return changed;
}

Result<std::vector<ledger::Draft>> Letterbox::collect(Standing const& standing, WallTime now) {
  TRY(settle(standing.queries));
  auto rows = TRY(read());
  if (TRY(mark(standing.queries, rows, now))) TRY(write(rows));
  std::map<BatchId, std::pair<ProgrammeId, FormReleased>> batches;
  for (Row& row : rows) {
    if (row.batch.is_nil()) continue;
    auto& [programme, event] = batches[row.batch];
    Slip& slip = row.slip;
    programme = slip.programme;
    event.form = slip.form;
    event.version = slip.version;
    event.session = slip.session;
    event.batch = row.batch;
    event.day = std::max(event.day, slip.day);
    event.answers.push_back(std::move(slip.answers));
  }
  std::vector<ledger::Draft> drafts;
  for (auto& [id, batch] : batches) {
    shuffle(batch.second.answers);
    drafts.push_back({batch.first, std::move(batch.second)});
  }
  return drafts;
}

Result<void> Letterbox::settle(Queries& queries) {
  auto rows = TRY(read());
  std::map<BatchId, bool> written;
  for (Row const& row : rows) {
    if (row.batch.is_nil() || written.contains(row.batch)) continue;
    written[row.batch] = TRY(queries.has_batch(row.batch));
  }
  auto gone = std::erase_if(
      rows, [&](Row const& row) { return !row.batch.is_nil() && written[row.batch]; });
  return gone > 0 ? write(std::move(rows)) : Result<void>();
}

Result<std::int64_t> Letterbox::waiting() { return static_cast<std::int64_t>(TRY(read()).size()); }

}  // namespace sala::views
