#include <algorithm>
#include <functional>
#include <set>

#include "sync/hq/import/planner.h"
#include "sync/hq/import/row_times.h"
#include "sync/hq/import/values.h"

namespace sala::importing {
namespace {

constexpr char const* prerequisite_mend =
    word("Write the code or the name of a course, as it stands in the sheet of courses.");

}  // namespace

void Planner::note_course_names(std::vector<Table> const& tables) {
  Plan unheard;  // each row is read again, and then heard
  Plan* heard = std::exchange(plan_, &unheard);
  bool const asked = asked_for_programme_;
  for (Table const& table : tables) {
    if (table.entity != Entity::course) continue;
    for (int line : data_rows(table)) {
      Row row(table, line, unheard);
      Scope* scope = scope_of(row);
      if (scope == nullptr) continue;
      for (Field field : {Field::code, Field::name, Field::name_en}) {
        scope->courses_to_come.add(row.text(field), 0);
      }
    }
  }
  plan_ = heard;
  asked_for_programme_ = asked;
}

void Planner::read_course(Row& row, Scope& scope) {
  auto known = known_thing(row, scope.courses);
  CourseSet set = known ? scope.courses.all[*known].set : CourseSet{};
  if (!known) set.course = fresh<CourseId>();
  if (!take_name(row, set.title)) return;
  row.take(Field::code, set.code);
  row.take(Field::summary, set.summary.th);
  row.take(Field::summary_en, set.summary.en);
  row.take(Field::bring, set.bring.th);
  row.take(Field::bring_en, set.bring.en);
  row.take(Field::slot, set.slot);
  row.take(Field::subject, set.subject);
  row.take(Field::learning, set.learning, learning_of, Severity::error,
           word("Write classroom, community, exchange or project."));
  row.take(Field::core, set.core, core_of, Severity::error, word("Write core or elective."));
  row.take(Field::level, set.level, level_of, Severity::error,
           word("Write any, beginner, experienced or advanced."));
  row.take(Field::capacity, set.capacity, whole_number, Severity::error, whole_number_mend);
  row.take(Field::minimum, set.minimum, whole_number, Severity::error, whole_number_mend);
  row.take(Field::cancelled, set.cancelled, yes_or_no, Severity::error, word("Write yes or no."));
  if (std::string topics = row.text(Field::topics); !topics.empty()) set.topics = list_of(topics);
  std::optional<WallTime> now;
  if (options_.relative_dates) now = clock_.wall();
  if (auto cutoff = moment_of(row, Field::cutoff, Field::cutoff_time, now)) set.cutoff_s = *cutoff;
  if (set.capacity > 0 && set.minimum > set.capacity) {
    row.report(Severity::error, Field::minimum,
               word("The minimum ({value}) is more than the seats ({other})."),
               word("Check both numbers."), std::to_string(set.minimum),
               std::to_string(set.capacity));
  }
  read_prerequisites(row, scope);
  if (row.bad()) return;
  std::size_t number = known ? *known : scope.courses.all.size();
  scope.courses.names.add(set.title, number);
  scope.courses.codes.add(set.code, number);
  settle(row, scope.courses, known, std::move(set), programmes_.all[scope.programme].set.programme);
}

void Planner::read_prerequisites(Row& row, Scope& scope) {
  std::string written = row.text(Field::prerequisites);
  if (written.empty()) return;
  Required required{scope.programme, row.text(Field::code, Field::name),
                    row.place(Field::prerequisites), list_of(written)};
  if (required.course.empty()) required.course = row.text(Field::name_en);
  for (std::string const& name : required.names) {
    bool itself = name_key(name) == name_key(row.text(Field::code)) ||
                  name_key(name) == name_key(row.text(Field::name));
    bool known = scope.courses.codes.find(name) || scope.courses.names.find(name) ||
                 scope.courses_to_come.find(name);
    if (itself) {
      row.report(Severity::error, Field::prerequisites,
                 word("The course “{value}” requires itself."), prerequisite_mend, name);
    } else if (!known) {
      auto near = scope.courses.names.nearest_to(name);
      if (!near) near = scope.courses_to_come.nearest_to(name);
      row.report(Severity::error, Field::prerequisites,
                 near ? word("The course “{value}” is not known. Is it “{other}”?")
                      : word("The course “{value}” is not known."),
                 prerequisite_mend, name, near.value_or(""));
    }
  }
  if (!row.bad()) required_.push_back(std::move(required));
}

void Planner::settle_prerequisites() {
  auto report = [&](Required const& required, char const* what, std::string const& value) {
    plan_->problems.push_back(
        {Severity::error, required.place, what, prerequisite_mend, value, {}});
  };
  auto find = [](Things<CourseSet> const& courses, std::string const& name) {
    auto found = courses.codes.find(name);
    return found ? found : courses.names.find(name);
  };
  for (Required const& required : required_) {
    auto& courses = scopes_[required.programme].courses;
    auto number = find(courses, required.course);
    if (!number) continue;  // its row was left out
    std::vector<CourseId> ids;
    for (std::string const& name : required.names) {
      auto found = find(courses, name);
      if (found) {
        ids.push_back(courses.all[*found].set.course);
      } else {
        report(required, word("The course “{value}” is not known."), name);
      }
    }
    courses.all[*number].set.prerequisites = std::move(ids);
  }
  // A ring of courses that require each other could be chosen by nobody.
  for (Required const& required : required_) {
    auto const& courses = scopes_[required.programme].courses;
    auto number = find(courses, required.course);
    if (!number) continue;
    CourseId const start = courses.all[*number].set.course;
    std::set<CourseId> seen;
    std::function<bool(CourseId const&)> leads_back = [&](CourseId const& from) {
      for (Thing<CourseSet> const& thing : courses.all) {
        if (thing.set.course != from) continue;
        for (CourseId const& next : thing.set.prerequisites) {
          if (next == start || (seen.insert(next).second && leads_back(next))) return true;
        }
      }
      return false;
    };
    if (leads_back(start)) {
      report(required, word("The course “{value}” requires itself."), required.course);
    }
  }
}

}  // namespace sala::importing
