#include "platform/thai/date.h"
#include "platform/thai/fold.h"
#include "sync/hq/import/planner.h"
#include "sync/hq/import/row_times.h"
#include "sync/hq/import/values.h"

namespace sala::importing {
namespace {

constexpr char const* yes_no_mend = word("Write yes or no.");

std::chrono::year_month_day local_day(std::int64_t seconds) {
  return thai::to_local(WallTime(std::chrono::seconds(seconds))).date;
}

}  // namespace

std::optional<std::size_t> Planner::find_session(SessionSet const& read, Scope const& scope) const {
  if (!read.code.empty()) {
    if (auto found = scope.sessions.codes.find(read.code)) return found;
  }
  // Without a code: the same title on the same day, if there is one; the same start among several.
  std::optional<std::size_t> same_day;
  bool several = false;
  std::string title = thai::search_fold(read.title.th);
  for (std::size_t i = 0; i < scope.sessions.all.size(); ++i) {
    SessionSet const& other = scope.sessions.all[i].set;
    bool other_code = !read.code.empty() && !other.code.empty();
    if (other_code || thai::search_fold(other.title.th) != title) continue;
    if (other.starts_s == read.starts_s) return i;
    if (local_day(other.starts_s) != local_day(read.starts_s)) continue;
    several = several || same_day.has_value();
    same_day = i;
  }
  // A row of these files already took it: two rounds of one session on a day.
  if (several || (same_day && scope.sessions.all[*same_day].in_files)) return std::nullopt;
  return same_day;
}

void Planner::read_session_times(Row& row, SessionSet& session) {
  if (options_.relative_dates) {
    auto start = relative_time(row.text(Field::start), clock_.wall());
    auto end = relative_time(row.text(Field::end), clock_.wall());
    if (start && end) {
      session.starts_s = unix_seconds(*start);
      session.ends_s = unix_seconds(*end);
      return;
    }
  }
  std::optional<std::chrono::year_month_day> relative;
  if (options_.relative_dates) relative = today();
  auto date = day_of(row, Field::date, relative);
  std::optional<std::chrono::seconds> start, end;
  if (std::string range = row.text(Field::time_range); !range.empty()) {
    if (auto both = thai::parse_time_range(range)) {
      start = both->start;
      end = both->end;
    } else if (!row.has(Field::start)) {
      start = clock_of(row, Field::time_range);
    }
  }
  if (!start) start = clock_of(row, Field::start);
  if (!end) end = clock_of(row, Field::end);
  if (!row.has(Field::date)) date = day_of(row, Field::start, relative);
  auto last = day_of(row, Field::end_date, relative);
  if (row.bad()) return;
  if (!date) {
    return row.report(Severity::error, Field::date, word("The date is missing."), date_mend);
  }
  if (!start || !end) {
    return row.report(Severity::error, start ? Field::end : Field::start,
                      start ? word("The time at which it ends is missing.")
                            : word("The time at which it starts is missing."),
                      time_mend);
  }
  session.starts_s = unix_seconds({*date, *start});
  session.ends_s = unix_seconds({last.value_or(*date), *end});
  if (session.ends_s <= session.starts_s) {
    row.report(Severity::error, row.has(Field::end) ? Field::end : Field::time_range,
               word("It ends before it starts."), word("Check the date and both times."));
  }
}

void Planner::read_session_place(Row& row, SessionSet& session, Scope& scope) {
  if (std::string name = row.text(Field::course); !name.empty()) {
    bool may_add = false;
    auto found = look_up(row, Field::course, name, scope.courses, may_add);
    if (found) {
      CourseSet const& course = scope.courses.all[*found].set;
      session.learning = course.learning;
      session.course = course.course;
      if (session.title.th.empty()) session.title = course.title;
    } else if (may_add) {
      row.report(Severity::error, Field::course, word("The course “{value}” is not known."),
                 word("Add it to a sheet of courses, or leave the cell empty."), name);
    }
  }
  if (std::string name = row.text(Field::venue); !name.empty()) session.venue = venue_of(row, name);
  row.take(Field::room, session.room);
  if (std::string names = row.text(Field::trainers); !names.empty()) {
    session.trainers = list_of(names);
  }
}

void Planner::read_session_teams(Row& row, SessionSet& session, Scope& scope) {
  std::string teams = row.text(Field::teams);
  if (teams.empty()) return;
  session.expected_teams.clear();
  for (std::string_view everybody : {"ทั้งหมด", "ทุกทีม", "ทุกกลุ่ม", "ทุกคน", "all", "everyone"}) {
    if (name_key(teams) == name_key(everybody)) return;
  }
  for (std::string const& name : list_of(teams)) {
    session.expected_teams.push_back(team_of(row, Field::teams, name, scope));
  }
}

void Planner::read_session(Row& row, Scope& scope) {
  SessionSet read;
  read.code = row.text(Field::code);
  read.title.th = row.text(Field::name, Field::name_en);
  read_session_place(row, read, scope);
  read_session_times(row, read);
  if (row.bad()) return;
  if (read.title.th.empty()) {
    return row.report(Severity::error, Field::name, word("The name is missing."),
                      word("Write a name."));
  }
  auto known = find_session(read, scope);
  SessionSet set = known ? scope.sessions.all[*known].set : SessionSet{};
  if (!known) set.session = fresh<SessionId>();
  set.starts_s = read.starts_s;
  set.ends_s = read.ends_s;
  set.title.th = read.title.th;
  if (!read.title.en.empty()) set.title.en = read.title.en;
  if (!read.code.empty()) set.code = read.code;
  if (!read.course.is_nil() && set.course != read.course) {
    set.course = read.course;
    set.learning = read.learning;
  }
  if (!read.venue.is_nil()) set.venue = read.venue;
  if (!read.room.empty()) set.room = read.room;
  if (!read.trainers.empty()) set.trainers = read.trainers;
  row.take(Field::name_en, set.title.en);
  read_session_teams(row, set, scope);
  read_forms(row, set.forms);
  row.take(Field::learning, set.learning, learning_of, Severity::error,
           word("Write classroom, community, exchange or project."));
  row.take(Field::late_after, set.late_after_min, whole_number, Severity::error,
           word("Write a whole number, such as 30."));
  row.take(Field::signature, set.signature, yes_or_no, Severity::error, yes_no_mend);
  row.take(Field::leaving, set.leaving, yes_or_no, Severity::error, yes_no_mend);
  row.take(Field::cancelled, set.cancelled, yes_or_no, Severity::error, yes_no_mend);
  if (row.bad()) return;
  scope.sessions.codes.add(set.code, known ? *known : scope.sessions.all.size());
  settle(row, scope.sessions, known, std::move(set),
         programmes_.all[scope.programme].set.programme);
}

}  // namespace sala::importing
