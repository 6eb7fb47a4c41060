#include "sync/views/forget.h"

#include "sync/views/rows.h"

namespace sala::views {
namespace {

constexpr char const* person_rows[] = {
    "DELETE FROM view_setting WHERE kind IN ('participant.set', 'interests.set') AND key=?1",
    "DELETE FROM view_setting WHERE kind='consent.recorded' AND substr(key, 1, 16)=?1",
    "DELETE FROM view_fact WHERE participant=?1",
    "DELETE FROM view_seat WHERE participant=?1",
    "DELETE FROM view_answer WHERE participant=?1",
    "DELETE FROM view_merge WHERE origin=?1 OR target=?1",
};

}  // namespace

std::vector<Subject> to_be_forgotten(Body const& body) {
  std::vector<Subject> whom;
  if (auto const* person = std::get_if<PersonErased>(&body)) {
    whom.reserve(person->people.size());
    for (ParticipantId const& id : person->people) whom.push_back(id.bytes);
  } else if (auto const* answers = std::get_if<AnswersErased>(&body)) {
    whom.reserve(answers->answers.size());
    for (SealedId const& id : answers->answers) whom.push_back(id.bytes);
  }
  return whom;
}

std::vector<Subject> to_be_forgotten(std::string_view kind, std::string_view body) {
  if (kind != PersonErased::kind && kind != AnswersErased::kind) return {};
  auto read = read_body(kind, body);
  if (!read || !*read) return {};
  return to_be_forgotten(**read);
}

Result<void> forget(db::Database& database, Subject const& subject) {
  for (char const* sql : person_rows) {
    auto rows = TRY(database.prepare(sql));
    TRY(rows.bind(subject).run());
  }
  std::string const answer = "\"answer\":\"" + uuid_text(subject) + "\"";
  auto sealed =
      TRY(database.prepare("DELETE FROM view_setting WHERE kind IN ('answer.sealed', 'care.noted')"
                           " AND instr(body, ?1) > 0"));
  TRY(sealed.bind(as_bytes(answer)).run());
  // Nobody tells any more why an event was not understood that is not there.
  return database.exec(
      "DELETE FROM view_problem WHERE EXISTS (SELECT 1 FROM stream s JOIN event e ON e.stream=s.no"
      " WHERE s.device=view_problem.device AND s.epoch=view_problem.epoch"
      " AND e.seq=view_problem.seq AND e.body_hash IS NOT NULL)");
}

Result<void> note_erasure(db::Database& database, EventView const& event) {
  auto insert =
      TRY(database.prepare("INSERT INTO view_erased(name, programme, wall, kind)"
                           " VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"));
  auto name = names_blob({&event.name, 1});
  return insert
      .bind(as_bytes(name), event.programme.bytes, event.wall.time_since_epoch().count(),
            event.kind)
      .run();
}

Result<void> note_confirmed(db::Database& database, EventView const& event,
                            ErasureDone const& done) {
  auto insert =
      TRY(database.prepare("INSERT INTO view_erasure_done(name, device) VALUES(?1, ?2)"
                           " ON CONFLICT DO NOTHING"));
  for (EventName const& erasure : done.erasures) {
    auto name = names_blob({&erasure, 1});
    TRY(insert.bind(as_bytes(name), event.name.stream.device.bytes).run());
  }
  return {};
}

Result<void> erase_again(db::Database& database, DeviceId const& headquarters) {
  auto known = TRY(ledger::erased(database));
  std::vector<Subject> missed;
  for (std::string_view kind : {PersonErased::kind, AnswersErased::kind}) {
    for (auto const& body : TRY(ledger::bodies_of(database, headquarters, kind))) {
      for (Subject const& it : to_be_forgotten(kind, body)) {
        if (it != Subject{} && !known.contains(it)) missed.push_back(it);
      }
    }
  }
  return missed.empty() ? Result<void>() : ledger::erase(database, missed);
}

}  // namespace sala::views
