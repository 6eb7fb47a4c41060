// Programmes, organisations, venues and teams.
#include "platform/thai/fold.h"
#include "sync/hq/import/planner.h"
#include "sync/hq/import/values.h"

namespace sala::importing {

bool take_name(Row& row, LocalText& name) {
  row.take(Field::name, name.th);
  row.take(Field::name_en, name.en);
  if (name.th.empty()) name.th = name.en;
  if (!name.th.empty()) return true;
  row.report(Severity::error, Field::name, word("The name is missing."), word("Write a name."));
  return false;
}

void Planner::read_programme(Row& row) {
  auto known = known_thing(row, programmes_);
  ProgrammeSet set = known ? programmes_.all[*known].set : ProgrammeSet{};
  if (!known) set.programme = fresh<ProgrammeId>();
  if (!take_name(row, set.name)) return;
  row.take(Field::code, set.code);
  row.take(Field::cohort, set.cohort, whole_number, Severity::error, whole_number_mend);
  if (std::string organisers = row.text(Field::organisers); !organisers.empty()) {
    set.organisers.clear();
    for (std::string const& name : list_of(organisers)) {
      set.organisers.push_back(organisation_of(row, Field::organisers, name));
    }
  }
  read_forms(row, set.forms);
  if (row.bad()) return;
  std::size_t number = known ? *known : programmes_.all.size();
  programmes_.names.add(set.name, number);
  programmes_.codes.add(set.code, number);
  ProgrammeId id = set.programme;
  settle(row, programmes_, known, std::move(set), id);
  scopes_[number].programme = number;
}

void Planner::read_organisation(Row& row) {
  auto known = known_thing(row, organisations_);
  OrganisationSet set = known ? organisations_.all[*known].set : OrganisationSet{};
  if (!known) set.organisation = fresh<OrganisationId>();
  if (!take_name(row, set.name)) return;
  std::size_t number = known ? *known : organisations_.all.size();
  organisations_.names.add(set.name, number);
  if (std::string code = row.text(Field::code); !code.empty())
    organisations_.codes.add(code, number);
  settle(row, organisations_, known, std::move(set), common_programme);
}

void Planner::read_venue(Row& row) {
  auto known = known_thing(row, venues_);
  VenueSet set = known ? venues_.all[*known].set : VenueSet{};
  if (!known) set.venue = fresh<VenueId>();
  if (!take_name(row, set.name)) return;
  row.take(Field::province, set.province);
  std::size_t number = known ? *known : venues_.all.size();
  venues_.names.add(set.name, number);
  if (std::string code = row.text(Field::code); !code.empty()) venues_.codes.add(code, number);
  settle(row, venues_, known, std::move(set), common_programme);
}

void Planner::read_team(Row& row, Scope& scope) {
  auto known = known_thing(row, scope.teams);
  TeamSet set = known ? scope.teams.all[*known].set : TeamSet{};
  if (!known) set.team = fresh<TeamId>();
  if (!take_name(row, set.name)) return;
  row.take(Field::colour, set.colour, colour_of, Severity::warning,
           word("Write a colour's name, such as เขียว or blue, or a code such as #5fae6e."));
  std::size_t number = known ? *known : scope.teams.all.size();
  scope.teams.names.add(set.name, number);
  if (std::string code = row.text(Field::code); !code.empty()) scope.teams.codes.add(code, number);
  settle(row, scope.teams, known, std::move(set), programmes_.all[scope.programme].set.programme);
}

OrganisationId Planner::organisation_of(Row& row, Field field, std::string const& name) {
  bool may_add = false;
  if (auto found = look_up(row, field, name, organisations_, may_add)) {
    return organisations_.all[*found].set.organisation;
  }
  if (!may_add || row.bad()) return {};
  OrganisationSet set;
  set.organisation = fresh<OrganisationId>();
  set.name.th = name;
  organisations_.names.add(name, organisations_.all.size());
  organisations_.all.push_back({set, std::nullopt, row.place(field), true, common_programme});
  return set.organisation;
}

VenueId Planner::venue_of(Row& row, std::string const& name) {
  bool may_add = false;
  if (auto found = look_up(row, Field::venue, name, venues_, may_add)) {
    return venues_.all[*found].set.venue;
  }
  if (!may_add || row.bad()) return {};
  VenueSet set;
  set.venue = fresh<VenueId>();
  set.name.th = name;
  venues_.names.add(name, venues_.all.size());
  venues_.all.push_back({set, std::nullopt, row.place(Field::venue), true, common_programme});
  return set.venue;
}

TeamId Planner::team_of(Row& row, Field field, std::string const& name, Scope& scope) {
  bool may_add = false;
  if (auto found = look_up(row, field, name, scope.teams, may_add)) {
    return scope.teams.all[*found].set.team;
  }
  if (!may_add || row.bad()) return {};
  TeamSet set;
  set.team = fresh<TeamId>();
  set.name.th = name;
  scope.teams.names.add(name, scope.teams.all.size());
  scope.teams.all.push_back(
      {set, std::nullopt, row.place(field), true, programmes_.all[scope.programme].set.programme});
  return set.team;
}

}  // namespace sala::importing
