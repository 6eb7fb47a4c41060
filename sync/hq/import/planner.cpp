#include "sync/hq/import/planner.h"

#include <algorithm>
#include <charconv>

#include "platform/thai/date.h"
#include "platform/thai/fold.h"
#include "sync/hq/import/nearness.h"
#include "sync/hq/import/sensitive.h"

namespace sala::importing {
namespace {

constexpr std::size_t longest_text = 2'000;  // bytes: names of 200 characters fit, essays do not

template <class Set>
void load(Things<Set>& things, std::vector<Set> const& sets, ProgrammeId const& programme) {
  for (Set const& set : sets) things.all.push_back({set, set, {}, false, programme});
}

}  // namespace

std::string name_key(std::string_view name) {
  std::string key;
  for (char c : thai::ascii_digits(thai::tidy(name))) {
    if (c == ' ' || c == '.' || c == '-') continue;
    key += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  return key;
}

std::string name_key(ParticipantSet const& person) {
  if (person.given_name.empty()) return "nickname " + name_key(person.nickname);
  return name_key(person.given_name) + " " + name_key(person.surname);
}

void NameIndex::add(std::string_view name, std::size_t thing) {
  std::string key = name_key(name);
  if (key.empty()) return;
  if (things_.emplace(std::move(key), thing).second) names_.emplace_back(name);
}

void NameIndex::add(LocalText const& name, std::size_t thing) {
  add(name.th, thing);
  add(name.en, thing);
}

std::optional<std::size_t> NameIndex::find(std::string_view name) const {
  auto found = things_.find(name_key(name));
  if (found == things_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::string> NameIndex::nearest_to(std::string_view name) const {
  return nearest(name, names_);
}

std::string Row::text(Field field) {
  std::string text = table_.text(row_, field);
  if (text.empty()) return text;
  if (cell(field).type == workbook::CellType::error) {
    report(Severity::warning, field, word("The cell shows an error ({value}) and was left out."),
           word("Mend the formula, or write the value itself."), text);
    return {};
  }
  if (is_national_id(text)) {
    report(Severity::warning, field, word("The cell holds a national ID number and was left out."),
           word("Delete the number from the sheet; Sala does not keep it."));
    return {};
  }
  if (text.size() > longest_text) {
    report(Severity::error, field, word("The text is too long."), word("Shorten it."));
    return {};
  }
  return text;
}

std::string Row::text(Field field, Field otherwise) {
  std::string first = text(field);
  return first.empty() ? text(otherwise) : first;
}

void Row::take(Field field, std::string& into) {
  std::string written = text(field);
  if (!written.empty()) into = std::move(written);
}

void Row::report(Severity severity, Field field, char const* what, char const* mend,
                 std::string value, std::string other) {
  std::pair<Field, char const*> const said{field, what};
  if (std::find(reported_.begin(), reported_.end(), said) != reported_.end()) return;
  reported_.push_back(said);
  plan_.problems.push_back(
      {severity, place(field), what, mend, std::move(value), std::move(other)});
  bad_ = bad_ || severity >= Severity::error;
}

Planner::Planner(CurrentState const& state, Options const& options, Clock const& clock,
                 Random& random)
    : options_(options), clock_(clock), random_(random), forms_(state.forms) {
  load(organisations_, state.organisations, common_programme);
  load(venues_, state.venues, common_programme);
  for (std::size_t i = 0; i < organisations_.all.size(); ++i) {
    organisations_.names.add(organisations_.all[i].set.name, i);
  }
  for (std::size_t i = 0; i < venues_.all.size(); ++i)
    venues_.names.add(venues_.all[i].set.name, i);
  for (ProgrammeState const& each : state.programmes) {
    std::size_t number = programmes_.all.size();
    ProgrammeId const& id = each.programme.programme;
    load(programmes_, {each.programme}, id);
    programmes_.names.add(each.programme.name, number);
    programmes_.codes.add(each.programme.code, number);
    Scope& scope = scopes_[number];
    scope.programme = number;
    load(scope.teams, each.teams, id);
    load(scope.courses, each.courses, id);
    load(scope.sessions, each.sessions, id);
    load(scope.people, each.participants, id);
  }
  for (auto& [number, scope] : scopes_) {
    auto index = [](auto& things, auto name, auto code) {
      for (std::size_t i = 0; i < things.all.size(); ++i) {
        things.names.add(name(things.all[i].set), i);
        things.codes.add(code(things.all[i].set), i);
      }
    };
    auto no_code = [](auto const&) { return std::string_view(); };
    auto code = [](auto const& set) { return std::string_view(set.code); };
    index(
        scope.teams, [](TeamSet const& set) { return set.name; }, no_code);
    index(
        scope.courses, [](CourseSet const& set) { return set.title; }, code);
    index(
        scope.sessions, [](SessionSet const&) { return LocalText(); }, code);
    index(
        scope.people, [](ParticipantSet const&) { return LocalText(); }, code);
    for (std::size_t i = 0; i < scope.people.all.size(); ++i) {
      scope.people_by_name.emplace(name_key(scope.people.all[i].set), i);
    }
  }
}

std::chrono::year_month_day Planner::today() const { return thai::to_local(clock_.wall()).date; }

void Planner::read(std::vector<Table> const& tables, Plan& plan) {
  plan_ = &plan;
  auto each_table = [&](Entity entity, auto act) {
    for (Table const& table : tables) {
      if (table.entity == entity) act(table);
    }
  };
  each_table(Entity::organisation, [&](Table const&) { organisations_.has_sheet = true; });
  each_table(Entity::venue, [&](Table const&) { venues_.has_sheet = true; });
  bool teams_listed = false;
  each_table(Entity::team, [&](Table const&) { teams_listed = true; });
  // What others refer to comes first.
  for (Entity entity : {Entity::organisation, Entity::programme, Entity::venue, Entity::team,
                        Entity::course, Entity::session, Entity::participant}) {
    if (entity == Entity::course) note_course_names(tables);
    each_table(entity, [&](Table const& table) {
      for (auto& [number, scope] : scopes_) scope.teams.has_sheet = teams_listed;
      for (int line : data_rows(table)) {
        Row row(table, line, plan);
        read_row(row);
      }
    });
    if (entity == Entity::course) settle_prerequisites();
  }
  if (without_nickname_ > 0) {
    plan.problems.push_back(
        {Severity::note,
         {},
         word("People without a nickname: {value}. Their given name is shown instead."),
         "",
         std::to_string(without_nickname_),
         {}});
  }
  write_all_entries();
}

void Planner::read_row(Row& row) {
  switch (row.table().entity) {
    case Entity::programme:
      return read_programme(row);
    case Entity::organisation:
      return read_organisation(row);
    case Entity::venue:
      return read_venue(row);
    case Entity::team:
    case Entity::course:
    case Entity::session:
    case Entity::participant:
      break;
  }
  Scope* scope = scope_of(row);
  if (scope == nullptr) return;
  switch (row.table().entity) {
    case Entity::team:
      return read_team(row, *scope);
    case Entity::course:
      return read_course(row, *scope);
    case Entity::session:
      return read_session(row, *scope);
    default:
      return read_person(row, *scope);
  }
}

std::optional<std::size_t> Planner::programme_named(std::string_view name) const {
  if (auto found = programmes_.codes.find(name)) return found;
  if (auto found = programmes_.names.find(name)) return found;
  // "รุ่นที่ 3" or "3": the cohort's number, when only one programme has it.
  std::string digits;
  for (char c : thai::ascii_digits(name)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  std::int64_t cohort = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), cohort);
  std::optional<std::size_t> only;
  for (std::size_t i = 0; i < programmes_.all.size() && cohort > 0; ++i) {
    if (programmes_.all[i].set.cohort != cohort) continue;
    if (only) return std::nullopt;
    only = i;
  }
  return only;
}

Scope* Planner::scope_of(Row& row) {
  std::string name = row.text(Field::programme);
  if (name.empty()) return default_scope(row);
  if (auto found = programme_named(name)) return &scopes_[*found];
  auto near = programmes_.names.nearest_to(name);
  row.report(Severity::error, Field::programme,
             near ? word("The programme “{value}” is not known. Is it “{other}”?")
                  : word("The programme “{value}” is not known."),
             word("Write its code, or add it to a sheet of programmes."), name, near.value_or(""));
  return nullptr;
}

Scope* Planner::default_scope(Row& row) {
  if (!options_.programme.empty()) {
    if (auto found = programme_named(options_.programme)) return &scopes_[*found];
  } else {
    std::vector<std::size_t> in_files;
    for (std::size_t i = 0; i < programmes_.all.size(); ++i) {
      if (programmes_.all[i].in_files) in_files.push_back(i);
    }
    if (in_files.size() == 1) return &scopes_[in_files.front()];
    if (in_files.empty() && programmes_.all.size() == 1) return &scopes_[0];
  }
  if (!asked_for_programme_) {
    plan_->problems.push_back(
        {Severity::fatal,
         row.table().place(),
         options_.programme.empty() ? word("It is not clear to which programme the rows belong.")
                                    : word("The programme “{value}” is not known."),
         word("Name it with --programme CODE, in a column “โครงการ”, or in a sheet of programmes."),
         options_.programme,
         {}});
    asked_for_programme_ = true;
  }
  return nullptr;
}

}  // namespace sala::importing
