#include "sync/ledger/erasure.h"

#include <algorithm>

#include "platform/crypto/crypto.h"

namespace sala::ledger {
namespace {

constexpr char scrub_due[] = "ledger.scrub";

struct Found {
  std::string kind;
  std::int64_t place;
  Hash hash;
};

Result<std::vector<Found>> events_about(db::Database& database, Subject const& subject) {
  std::string const mentioned = uuid_text(subject);
  auto select =
      TRY(database.prepare("SELECT place, kind, salt, body FROM event"
                           " WHERE body IS NOT NULL AND instr(body, ?1) > 0"));
  select.bind(as_bytes(mentioned));
  std::vector<Found> found;
  while (TRY(select.step())) {
    if (!is_about(select.text(1), select.blob(3), subject)) continue;
    auto salt = select.array<16>(2);
    found.push_back({std::string(select.text(1)), select.integer(0),
                     crypto::blake2b({salt, as_bytes(select.blob(3))})});
  }
  return found;
}

}  // namespace

Result<void> erase(db::Database& database, std::span<Subject const> subjects) {
  auto remember = TRY(
      database.prepare("INSERT INTO erased(subject) VALUES(?1) ON CONFLICT(subject) DO NOTHING"));
  auto take = TRY(database.prepare(
      "UPDATE event SET body=NULL, salt=zeroblob(16), body_hash=?2 WHERE place=?1"));
  for (Subject const& subject : subjects) {
    if (subject == Subject{}) continue;  // nobody
    TRY(remember.bind(subject).run());
    for (Found const& it : TRY(events_about(database, subject))) {
      TRY(take.bind(it.place, it.hash).run());
    }
  }
  auto due = TRY(
      database.prepare("INSERT INTO meta(key, value) VALUES(?1, x'01') ON CONFLICT DO NOTHING"));
  TRY(due.bind(scrub_due).run());
  return database.exec("UPDATE quarantine SET raw=x''");
}

Result<std::set<Subject>> erased(db::Database& database) {
  auto select = TRY(database.prepare("SELECT subject FROM erased"));
  std::set<Subject> all;
  while (TRY(select.step())) all.insert(select.array<16>(0));
  return all;
}

bool concerns(std::set<Subject> const& erased, EventView const& event, ReadBody const* told) {
  if (erased.empty() || event.body_hash) return false;
  auto is_one = [&](Subject const& it) { return erased.contains(it); };
  if (told != nullptr && *told && **told) return std::ranges::any_of(subjects_of(***told), is_one);
  return std::ranges::any_of(
      erased, [&](Subject const& it) { return is_about(event.kind, event.body, it); });
}

Result<std::map<std::string, std::int64_t>> kinds_about(db::Database& database,
                                                        std::span<Subject const> subjects) {
  std::map<std::string, std::int64_t> kinds;
  std::set<std::int64_t> seen;
  for (Subject const& subject : subjects) {
    for (Found const& it : TRY(events_about(database, subject))) {
      if (seen.insert(it.place).second) ++kinds[it.kind];
    }
  }
  return kinds;
}

EventView without_body(EventView event) {
  event.body_hash = body_hash(event);
  event.body = {};
  event.salt = {};
  return event;
}

Result<void> scrub(db::Database& database) {
  auto due = TRY(database.prepare("SELECT 1 FROM meta WHERE key=?1"));
  due.bind(scrub_due);
  if (!TRY(due.step())) return {};
  due.reset();
  TRY(database.exec("PRAGMA secure_delete=ON; VACUUM"));
  auto empty = TRY(database.prepare("PRAGMA wal_checkpoint(TRUNCATE)"));
  if (TRY(empty.step()) && empty.integer(0) != 0) {
    return fail(ErrorCode::busy, "empty the journal", "somebody reads it");
  }
  empty.reset();
  auto done = TRY(database.prepare("DELETE FROM meta WHERE key=?1"));
  return done.bind(scrub_due).run();
}

Result<std::vector<std::string>> bodies_of(db::Database& database, DeviceId const& device,
                                           std::string_view kind) {
  auto select = TRY(
      database.prepare("SELECT e.body FROM event e JOIN stream s ON s.no=e.stream"
                       " WHERE s.device=?1 AND e.kind=?2 AND e.body IS NOT NULL ORDER BY e.place"));
  select.bind(device.bytes, kind);
  std::vector<std::string> all;
  while (TRY(select.step())) all.emplace_back(select.blob(0));
  return all;
}

}  // namespace sala::ledger
