#include "sync/hq/roll.h"

#include "sync/ledger/reader.h"

namespace sala::hq {
namespace {

void name(RollEntry& entry, RollNames const& names) {
  if (auto team = names.teams.find(entry.participant.team); team != names.teams.end()) {
    entry.team = team->second.name;
    entry.colour = team->second.colour;
  }
  auto organisation = names.organisations.find(entry.participant.organisation);
  if (organisation != names.organisations.end()) entry.organisation = organisation->second;
}

void judge(RollEntry& entry, SessionSet const& session) {
  entry.timing = rules::timing(session, entry.attendance);
  entry.expected = rules::is_expected(session, entry.participant);
}

}  // namespace

Result<RollNames> read_roll_names(db::Database& database, ProgrammeId const& programme) {
  views::Queries queries(database);
  RollNames names;
  for (TeamSet& team : TRY(queries.teams(programme))) names.teams[team.team] = std::move(team);
  for (OrganisationSet& it : TRY(queries.organisations())) {
    names.organisations[it.organisation] = std::move(it.name);
  }
  return names;
}

Result<Roll> read_roll(db::Database& database, FoundSession const& found, RollNames const& names) {
  Roll roll;
  auto reader = TRY(ledger::Reader::open(database));
  // Read first: what arrives while the rest is read comes again with a later position.
  roll.position = TRY(reader.last_position(found.programme.programme));
  views::Queries queries(database);
  std::map<ParticipantId, RollEntry> entries;
  for (ParticipantSet& person : TRY(queries.participants(found.programme.programme))) {
    if (rules::is_expected(found.session, person)) {
      auto id = person.participant;
      entries[id].participant = std::move(person);
    }
  }
  for (views::AttendanceRow& row : TRY(queries.attendance(found.session.session))) {
    auto [entry, fresh] = entries.try_emplace(row.participant);
    entry->second.attendance = std::move(row.attendance);
    if (!fresh) continue;
    entry->second.participant.participant = row.participant;
    auto person = TRY(queries.participant(row.participant));
    if (person) entry->second.participant = std::move(*person);
  }
  for (auto& [id, entry] : entries) {
    name(entry, names);
    judge(entry, found.session);
    bool somebody = entry.expected || entry.attendance.presence != rules::Presence::absent;
    if (somebody) roll.entries.push_back(std::move(entry));
  }
  return roll;
}

Result<RollEntry> read_roll_entry(db::Database& database, FoundSession const& found,
                                  RollNames const& names, ParticipantId const& participant) {
  views::Queries queries(database);
  RollEntry entry;
  entry.participant.participant = participant;
  auto person = TRY(queries.participant(participant));
  if (person) entry.participant = std::move(*person);
  entry.attendance =
      TRY(queries.attendance_of(found.session.session, entry.participant.participant));
  name(entry, names);
  judge(entry, found.session);
  return entry;
}

}  // namespace sala::hq
