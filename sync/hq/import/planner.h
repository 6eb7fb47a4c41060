// The work behind plan_import: tables in, one after another; entries and problems out.
//
// Internal to this folder. Each plan_*.cpp reads the rows of some entities: find what a row speaks
// of, put its cells over what is known, report what cannot be, settle.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/hq/import/plan.h"
#include "sync/hq/import/table.h"

namespace sala::importing {

// What makes two written names one: spaces, dots, hyphens, case and kinds of digits do not matter;
// tone marks do (ขาว is not ข้าว), unlike in a search.
std::string name_key(std::string_view name);
// Of a person: given name and surname, or the nickname of one who has no other.
std::string name_key(ParticipantSet const& person);

class NameIndex {
 public:
  void add(std::string_view name, std::size_t thing);
  void add(LocalText const& name, std::size_t thing);
  std::optional<std::size_t> find(std::string_view name) const;
  std::optional<std::string> nearest_to(std::string_view name) const;

 private:
  std::map<std::string, std::size_t> things_;
  std::vector<std::string> names_;
};

template <class Set>
struct Thing {
  Set set;                    // as it will be
  std::optional<Set> before;  // as headquarters has it
  Place place;                // where the files speak of it
  bool in_files = false;
  ProgrammeId programme;
};

template <class Set>
struct Things {
  std::vector<Thing<Set>> all;
  NameIndex names;
  NameIndex codes;
  bool has_sheet = false;  // the files list them, so a name that is not there is a slip
};

struct Scope {
  std::size_t programme = 0;  // in Planner::programmes
  Things<TeamSet> teams;
  Things<CourseSet> courses;
  NameIndex courses_to_come;  // names and codes in these files
  Things<SessionSet> sessions;
  Things<ParticipantSet> people;
  std::multimap<std::string, std::size_t> people_by_name;
};

// One row while it is read: an error in it keeps it out of the plan.
class Row {
 public:
  Row(Table const& table, int row, Plan& plan) : table_(table), row_(row), plan_(plan) {}

  // Empty for a cell that says nothing, or that must not be kept (then it is reported).
  std::string text(Field field);
  // The first of two fields that says something.
  std::string text(Field field, Field otherwise);
  workbook::Cell const& cell(Field field) const { return table_.cell(row_, field); }
  bool has(Field field) const { return table_.column_of(field).has_value(); }
  Table const& table() const { return table_; }
  Place place() const { return table_.place(row_); }
  Place place(Field field) const { return table_.place(row_, field); }

  // Says it once, however often the cell is looked at.
  void report(Severity severity, Field field, char const* what, char const* mend,
              std::string value = {}, std::string other = {});
  bool bad() const { return bad_; }

  // Puts a cell's text over `into` when it says something.
  void take(Field field, std::string& into);
  // The same through a reader of values; what it cannot read is reported with `mend`.
  template <class Value, class Read>
  void take(Field field, Value& into, Read read, Severity severity, char const* mend) {
    std::string written = text(field);
    if (written.empty()) return;
    if (auto value = read(written)) {
      into = *value;
    } else {
      report(severity, field, word("“{value}” is not understood here."), mend, written);
    }
  }

 private:
  Table const& table_;
  int row_;
  Plan& plan_;
  bool bad_ = false;
  std::vector<std::pair<Field, char const*>> reported_;
};

inline constexpr char const* whole_number_mend = word("Write a whole number, such as 30.");

// A thing's name in both languages; a row needs one of them.
bool take_name(Row& row, LocalText& name);

// The thing that the row speaks of, if there is one: by its code, else by its name.
template <class Set>
std::optional<std::size_t> known_thing(Row& row, Things<Set> const& things) {
  std::string code = row.text(Field::code);
  if (!code.empty()) {
    if (auto found = things.codes.find(code)) return found;
  }
  std::string name = row.text(Field::name, Field::name_en);
  auto found = things.names.find(name);
  if constexpr (requires(Set set) { set.code; }) {
    // The same name under another code is another thing.
    if (found && !code.empty() && !things.all[*found].set.code.empty()) return std::nullopt;
  }
  return found;
}

class Planner {
 public:
  Planner(CurrentState const& state, Options const& options, Clock const& clock, Random& random);

  void read(std::vector<Table> const& tables, Plan& plan);

 private:
  void read_programme(Row& row);
  void read_organisation(Row& row);
  void read_venue(Row& row);
  void read_team(Row& row, Scope& scope);
  // Courses may name each other in any order: all names are noted first, what they require is
  // settled last.
  void note_course_names(std::vector<Table> const& tables);
  void read_course(Row& row, Scope& scope);
  void read_prerequisites(Row& row, Scope& scope);
  void settle_prerequisites();
  void read_session(Row& row, Scope& scope);
  void read_session_times(Row& row, SessionSet& session);
  void read_session_place(Row& row, SessionSet& session, Scope& scope);
  void read_forms(Row& row, std::vector<FormUse>& into) const;
  void read_session_teams(Row& row, SessionSet& session, Scope& scope);
  void read_person(Row& row, Scope& scope);
  void read_person_details(Row& row, ParticipantSet& person, Scope& scope);
  std::optional<std::size_t> find_person(Row& row, ParticipantSet const& read, Scope& scope);
  std::optional<std::size_t> find_session(SessionSet const& read, Scope const& scope) const;

  void read_row(Row& row);
  Scope* scope_of(Row& row);
  std::optional<std::size_t> programme_named(std::string_view name) const;
  Scope* default_scope(Row& row);

  // The ids of names; unknown ones are added where the files have no sheet of their own for them.
  OrganisationId organisation_of(Row& row, Field field, std::string const& name);
  VenueId venue_of(Row& row, std::string const& name);
  TeamId team_of(Row& row, Field field, std::string const& name, Scope& scope);

  template <class Set>
  std::optional<std::size_t> look_up(Row& row, Field field, std::string const& name,
                                     Things<Set> const& things, bool& may_add);
  // Puts `set` in the place of thing `known`, or beside all others, and says so if the files speak
  // of it twice.
  template <class Set>
  void settle(Row& row, Things<Set>& things, std::optional<std::size_t> known, Set set,
              ProgrammeId const& programme);
  template <class Set>
  void write_entries(Entity entity, Things<Set> const& things);
  void write_all_entries();
  // The name behind an id of any kind.
  std::string name_of(ByteArray<16> const& id) const;

  template <class IdType>
  IdType fresh() {
    return new_id<IdType>(clock_.wall(), random_);
  }
  std::chrono::year_month_day today() const;

  Options options_;
  Clock const& clock_;
  Random& random_;
  Plan* plan_ = nullptr;
  Things<ProgrammeSet> programmes_;
  Things<OrganisationSet> organisations_;
  Things<VenueSet> venues_;
  std::vector<FormSet> forms_;
  std::map<std::size_t, Scope> scopes_;  // by programme
  struct Required {
    std::size_t programme = 0;
    std::string course;  // code or name
    Place place;
    std::vector<std::string> names;
  };
  std::vector<Required> required_;
  bool asked_for_programme_ = false;
  std::size_t without_nickname_ = 0;
};

// What the officer calls it.
std::string label_of(ProgrammeSet const& set);
std::string label_of(OrganisationSet const& set);
std::string label_of(VenueSet const& set);
std::string label_of(TeamSet const& set);
std::string label_of(CourseSet const& set);
std::string label_of(SessionSet const& set);
std::string label_of(ParticipantSet const& set);

template <class Set>
bool same_settings(Set one, Set const& other) {
  one.version = other.version;
  return write_body(Body(std::move(one))) == write_body(Body(other));
}

template <class Set>
void Planner::settle(Row& row, Things<Set>& things, std::optional<std::size_t> known, Set set,
                     ProgrammeId const& programme) {
  if (row.bad()) return;
  if (!known) {
    things.all.push_back({std::move(set), std::nullopt, row.place(), true, programme});
    return;
  }
  Thing<Set>& thing = things.all[*known];
  if (thing.in_files) {
    std::string line = std::to_string(thing.place.row);
    bool same = same_settings(thing.set, set);
    row.report(same ? Severity::note : Severity::error, Field::name,
               same ? word("“{value}” stands here again, as in row {other}.")
                    : word("“{value}” stands here again, but otherwise than in row {other}."),
               same ? "" : word("Keep one of the rows, or give each a code of its own."),
               label_of(set), line);
    return;
  }
  thing.set = std::move(set);
  thing.place = row.place();
  thing.in_files = true;
}

template <class Set>
std::optional<std::size_t> Planner::look_up(Row& row, Field field, std::string const& name,
                                            Things<Set> const& things, bool& may_add) {
  may_add = false;
  if (auto found = things.codes.find(name)) return found;
  if (auto found = things.names.find(name)) return found;
  if (auto near = things.names.nearest_to(name)) {
    row.report(Severity::error, field, word("“{value}” is not known. Is it “{other}”?"),
               word("Write it as there, or add it to a sheet of its own."), name, *near);
  } else if (things.has_sheet) {
    row.report(Severity::error, field, word("“{value}” is not known."),
               word("Add it to its own sheet, or write it as it stands there."), name);
  } else {
    may_add = true;
  }
  return std::nullopt;
}

}  // namespace sala::importing
