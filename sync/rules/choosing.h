// What speaks for and against a course for one person: clashes, prerequisites, level, what suits
// him. Pure.
//
// Core courses are everybody's: they clash like chosen ones, and count as prerequisites. A
// cancelled course stands in nobody's way. Interests order and explain courses; they hide none.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "sync/model/bodies.h"

namespace sala::rules {

// A course and when it is taught.
struct Lesson {
  CourseSet course;
  std::vector<SessionSet> sessions;  // by start; without cancelled ones

  std::optional<std::int64_t> starts_s() const;
  std::optional<std::int64_t> ends_s() const;
};

// Each course with its sessions; in the courses' order.
std::vector<Lesson> lessons_of(std::vector<CourseSet> courses,
                               std::span<SessionSet const> sessions);

// One row: what a person chooses one of. Courses that name no slot share a row when they begin
// together.
struct SlotRow {
  std::string slot;  // may be empty
  std::int64_t starts_s = 0,
               ends_s = 0;        // of what comes first in each: a course may go on for days
  std::vector<CourseId> courses;  // core first, then by code
};

// All courses of one programme. Immutable once made.
class Timetable {
 public:
  static Timetable of(std::vector<CourseSet> courses, std::span<SessionSet const> sessions,
                      std::span<VenueSet const> venues);

  Lesson const* find(CourseId const& id) const;  // null: no such course
  std::vector<Lesson> const& lessons() const { return lessons_; }
  // By time; those whose time is not known yet come last.
  std::vector<SlotRow> const& rows() const { return rows_; }
  bool has_electives() const;
  // How long it takes from one venue to the other; nothing within one.
  std::chrono::minutes travel(VenueId const& from, VenueId const& to) const;

 private:
  void make_rows();

  std::vector<Lesson> lessons_;
  std::vector<SlotRow> rows_;
  std::unordered_map<CourseId, std::size_t> by_id_;
  std::map<VenueId, std::string> province_;
};

// Until when a choice may be made and changed. Nothing: no time is known, so nothing closes.
std::optional<WallTime> cutoff_of(Lesson const& lesson);
bool is_closed(Lesson const& lesson, WallTime now);

// Whoever learns; what is known of one person.
struct Learner {
  std::vector<TopicReadiness> interests;
  std::vector<CourseId> holds;     // seats taken; core courses need not be named
  std::vector<CourseId> attended;  // in a session of which he has been
};

enum class Hindrance {
  same_slot,     // he holds `with` in the same row
  overlap,       // it is taught at the same time as `with`
  travel,        // there is no time to get there from `with`, or from here to `with`
  prerequisite,  // `with` comes first
  level,         // two steps above what he says of himself
  taken_before   // he holds or has been to `with`, which teaches the same
};
struct Objection {
  Hindrance what = Hindrance::same_slot;
  CourseId with;  // nil for level

  bool operator==(Objection const&) const = default;
};

// True: only staff may put it aside, with a reason. False: he is told, and may go on.
bool forbids(Hindrance what);

// Everything against `wanted`, what forbids first. Choosing what he holds already meets none.
std::vector<Objection> objections(Timetable const& table, Learner const& learner,
                                  CourseId const& wanted);

// The seats to let go so that nothing forbids `wanted` any more. Nothing when letting go is no way
// out: a core course is in the way, or a prerequisite is missing.
std::optional<std::vector<CourseId>> way_out(Timetable const& table, Learner const& learner,
                                             CourseId const& wanted);

// Why it suits.
struct Suits {
  std::vector<std::string> topics;  // that he likes, in the course's order
  enum class Level { unknown, below, fits, stretch, beyond } level = Level::unknown;

  bool operator==(Suits const&) const = default;
};
Suits suits(CourseSet const& course, Learner const& learner);

// The courses of a row in the order in which he should see them: core, then what suits him most;
// of equals in the row's own order. It does not depend on what he holds: cards do not jump.
std::vector<CourseId> ordered(Timetable const& table, SlotRow const& row, Learner const& learner);

// At most two that he could choose instead of `wanted`: the same row first, then what is most
// alike. `available` says whether there is a seat for him.
std::vector<CourseId> alternatives(Timetable const& table, Learner const& learner,
                                   CourseId const& wanted, WallTime now,
                                   std::function<bool(CourseId const&)> const& available);

// Every topic of the courses that can be chosen, the most frequent first.
std::vector<std::string> topics_of(Timetable const& table);

}  // namespace sala::rules
