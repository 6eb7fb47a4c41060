// The roll of one session: everybody who is expected or was seen, with what is known of each now.
// Live page and export are made from it.
#pragma once

#include <map>
#include <vector>

#include "sync/hq/find.h"
#include "sync/views/queries.h"

namespace sala::hq {

struct RollEntry {
  ParticipantSet participant;  // only its id when its data has not arrived yet
  LocalText team;              // empty: none
  std::string colour;          // of the team, "#rrggbb" or empty
  LocalText organisation;      // empty: none
  rules::Attendance attendance;
  rules::Timing timing = rules::Timing::unknown;
  bool expected = false;
};

struct Roll {
  // Everything up to this position of the programme is in it; perhaps more.
  std::int64_t position = 0;
  std::vector<RollEntry> entries;  // in the order of ids
};

// What the ids in a participant's data stand for.
struct RollNames {
  std::map<TeamId, TeamSet> teams;
  std::map<OrganisationId, LocalText> organisations;
};
Result<RollNames> read_roll_names(db::Database& database, ProgrammeId const& programme);

Result<Roll> read_roll(db::Database& database, FoundSession const& found, RollNames const& names);

// The same of one person, after merges: who was merged into another gives the other.
Result<RollEntry> read_roll_entry(db::Database& database, FoundSession const& found,
                                  RollNames const& names, ParticipantId const& participant);

}  // namespace sala::hq
