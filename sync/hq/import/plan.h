// What importing spreadsheets would do, worked out before anything is done.
//
// plan_import() is a pure function of the files and of what headquarters holds now: it writes
// nothing. Somebody reads the plan (print_plan), confirms it, and the caller appends drafts() in
// one go. Importing the same files again then gives a plan without a change.
//
// Rows are matched to what is there by their code, else by name (people: with telephone and birth
// date). A cell that is empty says nothing: it never erases. Personal data that Sala has no right
// or use to keep (national ID numbers, religion, health, bank accounts …) is recognised by heading
// and by content, never enters the plan, and is listed in `left_out`.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/catalogue.h"
#include "platform/base/clock.h"
#include "platform/thai/date.h"
#include "sync/hq/import/state.h"
#include "sync/ledger/ledger.h"

namespace sala::importing {

enum class Entity { programme, organisation, venue, team, course, session, participant };
inline constexpr Entity all_entities[] = {Entity::programme,  Entity::organisation, Entity::venue,
                                          Entity::team,       Entity::course,       Entity::session,
                                          Entity::participant};

enum class Severity {
  note,     // an assumption was made
  warning,  // a cell is left out, the row is not
  error,    // the row is left out, if the officer agrees to that
  fatal,    // nothing can be imported
};

// Where in the spreadsheets. Empty parts are not known: a problem of a whole file has no sheet.
struct Place {
  std::string file, sheet;
  int row = 0;         // as the program shows it, from 1; 0 = no row
  std::string column;  // letters
};

// `what` and `mend` are message ids; {value} and {other} in them stand for what is in the cell and
// for what it was compared with. Where they are empty, `value` and `other` are message ids
// themselves: what the workbook reader said of a whole file, and its advice.
struct Problem {
  Severity severity = Severity::note;
  Place place;
  char const* what = "";
  char const* mend = "";
  std::string value, other;
};

struct FieldChange {
  char const* field = "";  // message id
  std::string before, after;
  bool words = false;  // before and after are message ids: a kind, a level
};

enum class Outcome { added, changed, same };

struct Entry {
  Entity entity = Entity::participant;
  Outcome outcome = Outcome::added;
  std::string label;  // a name that the officer knows
  Place place;
  std::vector<FieldChange> changes;  // of Outcome::changed
  ledger::Draft draft;
};

struct LeftOutColumn {
  Place place;
  std::string heading;
  char const* why = "";  // message id
  bool sensitive = false;
};

struct Plan {
  std::vector<Entry> entries;  // in the order in which their events must be written
  std::vector<Problem> problems;
  std::vector<LeftOutColumn> left_out;

  std::size_t count(Entity entity, Outcome outcome) const;
  std::size_t count(Severity severity) const;
  bool changes_anything() const;
  // False while there is something fatal, or an erroneous row that the officer did not agree to
  // leave out: half a roster is never applied unasked.
  bool can_apply(bool skip_bad_rows) const;
  // The events of new and changed entries.
  std::vector<ledger::Draft> drafts() const;
};

struct File {
  std::string name;
  std::string_view bytes;
};

struct Options {
  thai::Language language = thai::Language::thai;  // of days and times in labels and changes
  std::string programme;        // code or name: where rows belong that do not say it
  bool relative_dates = false;  // "TODAY+1" is a date, "NOW+30" a time: for assets/demo
};

Plan plan_import(std::span<File const> files, CurrentState const& state, Options const& options,
                 Clock const& clock, Random& random);

// What the officer has already said to the plan.
enum class Consent { none, apply, apply_without_bad_rows };

// The plan in a person's words, ending in a newline: what is there, and what to say next, unless
// `consent` already covers it.
std::string print_plan(Plan const& plan, Words const& words, Consent consent = Consent::none);

}  // namespace sala::importing
