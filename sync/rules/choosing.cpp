#include "sync/rules/choosing.h"

#include <algorithm>

namespace sala::rules {
namespace {

using std::chrono::minutes;

// Nobody told us how far venues are apart. Within a province a van needs this with everybody on
// board, between provinces half a day is gone.
constexpr minutes within_province{45};
constexpr minutes between_provinces{4 * 60};

bool contains(std::span<CourseId const> list, CourseId const& id) {
  return std::find(list.begin(), list.end(), id) != list.end();
}

// What the person will be sitting in: what he holds, and the core.
std::vector<Lesson const*> attends(Timetable const& table, Learner const& learner) {
  std::vector<Lesson const*> result;
  for (Lesson const& lesson : table.lessons()) {
    bool his = lesson.course.core || contains(learner.holds, lesson.course.course);
    if (his && !lesson.course.cancelled) result.push_back(&lesson);
  }
  return result;
}

bool teach_the_same(CourseSet const& a, CourseSet const& b) {
  return a.course == b.course || (!a.subject.empty() && a.subject == b.subject);
}

bool overlap(SessionSet const& a, SessionSet const& b) {
  return a.starts_s < b.ends_s && b.starts_s < a.ends_s;
}

// Too short a way between two that follow each other.
bool too_far(Timetable const& table, SessionSet const& a, SessionSet const& b) {
  auto needs = std::chrono::duration_cast<std::chrono::seconds>(table.travel(a.venue, b.venue));
  auto gap = a.starts_s < b.starts_s ? b.starts_s - a.ends_s : a.starts_s - b.ends_s;
  return gap < needs.count();
}

std::optional<Hindrance> clash(Timetable const& table, Lesson const& a, Lesson const& b) {
  if (!a.course.slot.empty() && a.course.slot == b.course.slot) return Hindrance::same_slot;
  bool far = false;
  for (SessionSet const& mine : a.sessions) {
    for (SessionSet const& other : b.sessions) {
      if (overlap(mine, other)) return Hindrance::overlap;
      far = far || too_far(table, mine, other);
    }
  }
  return far ? std::optional(Hindrance::travel) : std::nullopt;
}

// A prerequisite helps when it was attended, or will be before the course begins.
bool is_met(Timetable const& table, Learner const& learner, Lesson const& wanted,
            CourseId const& needed) {
  if (contains(learner.attended, needed)) return true;
  Lesson const* lesson = table.find(needed);
  if (lesson == nullptr || lesson->course.cancelled) return true;  // nobody can meet it any more
  if (!lesson->course.core && !contains(learner.holds, needed)) return false;
  auto begins = wanted.starts_s(), before = lesson->starts_s();
  return !begins || !before || *before < *begins;
}

int rank(Level level) { return static_cast<int>(level) - static_cast<int>(Level::beginner); }
int rank(Readiness readiness) { return static_cast<int>(readiness); }

int score(Suits const& suits) {
  int points = 10 * static_cast<int>(suits.topics.size());
  switch (suits.level) {
    case Suits::Level::fits:
      return points + 3;
    case Suits::Level::stretch:
      return points + 2;
    case Suits::Level::unknown:
      return points + 1;
    case Suits::Level::below:
      return points;
    case Suits::Level::beyond:
      return points - 5;
  }
  return points;
}

// How alike two courses are for somebody who cannot have the first.
int likeness(CourseSet const& a, CourseSet const& b) {
  int points = !a.slot.empty() && a.slot == b.slot ? 100 : 0;
  if (teach_the_same(a, b)) points += 50;
  for (std::string const& topic : a.topics) {
    points += std::count(b.topics.begin(), b.topics.end(), topic) > 0 ? 10 : 0;
  }
  points += a.learning == b.learning ? 3 : 0;
  return points - std::abs(rank(a.level) - rank(b.level));
}

}  // namespace

std::optional<std::int64_t> Lesson::starts_s() const {
  if (sessions.empty()) return std::nullopt;
  return sessions.front().starts_s;
}

std::optional<std::int64_t> Lesson::ends_s() const {
  std::optional<std::int64_t> last;
  for (SessionSet const& session : sessions) last = std::max(last.value_or(0), session.ends_s);
  return last;
}

std::vector<Lesson> lessons_of(std::vector<CourseSet> courses,
                               std::span<SessionSet const> sessions) {
  std::vector<Lesson> lessons;
  std::unordered_map<CourseId, std::size_t> by_id;
  for (CourseSet& course : courses) {
    by_id.emplace(course.course, lessons.size());
    lessons.push_back({std::move(course), {}});
  }
  for (SessionSet const& session : sessions) {
    auto found = by_id.find(session.course);
    bool belongs = !session.course.is_nil() && found != by_id.end();
    if (belongs && !session.cancelled) lessons[found->second].sessions.push_back(session);
  }
  for (Lesson& lesson : lessons) {
    std::sort(lesson.sessions.begin(), lesson.sessions.end(), [](auto const& a, auto const& b) {
      return std::pair(a.starts_s, a.session) < std::pair(b.starts_s, b.session);
    });
  }
  return lessons;
}

Timetable Timetable::of(std::vector<CourseSet> courses, std::span<SessionSet const> sessions,
                        std::span<VenueSet const> venues) {
  Timetable table;
  table.lessons_ = lessons_of(std::move(courses), sessions);
  for (std::size_t at = 0; at < table.lessons_.size(); ++at) {
    table.by_id_.emplace(table.lessons_[at].course.course, at);
  }
  for (VenueSet const& venue : venues) table.province_[venue.venue] = venue.province;
  table.make_rows();
  return table;
}

void Timetable::make_rows() {
  struct Key {
    bool unknown;  // no time yet: last
    std::int64_t starts_s;
    std::string slot;
    auto operator<=>(Key const&) const = default;
  };
  // A row begins when the first of its courses does.
  std::map<std::string, std::int64_t> first;
  for (Lesson const& it : lessons_) {
    auto starts = it.starts_s();
    if (it.course.slot.empty() || !starts || it.course.cancelled) continue;
    auto [at, fresh] = first.emplace(it.course.slot, *starts);
    if (!fresh) at->second = std::min(at->second, *starts);
  }
  std::map<Key, SlotRow> rows;
  for (Lesson const& it : lessons_) {
    if (it.course.cancelled) continue;
    auto starts = it.starts_s();
    if (auto found = first.find(it.course.slot); found != first.end()) starts = found->second;
    auto& row = rows[{!starts.has_value(), starts.value_or(0), it.course.slot}];
    row.slot = it.course.slot;
    row.starts_s = starts.value_or(0);
    if (!it.sessions.empty()) row.ends_s = std::max(row.ends_s, it.sessions.front().ends_s);
    row.courses.push_back(it.course.course);
  }
  for (auto& [key, row] : rows) {
    std::sort(row.courses.begin(), row.courses.end(), [this](auto const& a, auto const& b) {
      CourseSet const &x = find(a)->course, &y = find(b)->course;
      return std::tuple(!x.core, x.code, a) < std::tuple(!y.core, y.code, b);
    });
    rows_.push_back(std::move(row));
  }
}

Lesson const* Timetable::find(CourseId const& id) const {
  auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &lessons_[found->second];
}

bool Timetable::has_electives() const {
  return std::any_of(lessons_.begin(), lessons_.end(),
                     [](auto const& it) { return !it.course.core && !it.course.cancelled; });
}

minutes Timetable::travel(VenueId const& from, VenueId const& to) const {
  if (from == to || from.is_nil() || to.is_nil()) return minutes{0};
  auto a = province_.find(from), b = province_.find(to);
  bool known = a != province_.end() && b != province_.end();
  return known && a->second == b->second ? within_province : between_provinces;
}

std::optional<WallTime> cutoff_of(Lesson const& lesson) {
  if (lesson.course.cutoff_s != 0) return WallTime{std::chrono::seconds(lesson.course.cutoff_s)};
  if (auto starts = lesson.starts_s()) return WallTime{std::chrono::seconds(*starts)};
  return std::nullopt;
}

bool is_closed(Lesson const& lesson, WallTime now) {
  auto cutoff = cutoff_of(lesson);
  return cutoff && now >= *cutoff;
}

bool forbids(Hindrance what) { return what <= Hindrance::prerequisite; }

std::vector<Objection> objections(Timetable const& table, Learner const& learner,
                                  CourseId const& wanted) {
  Lesson const* lesson = table.find(wanted);
  if (lesson == nullptr || contains(learner.holds, wanted) || lesson->course.core) return {};
  std::vector<Objection> list;
  for (Lesson const* other : attends(table, learner)) {
    if (auto what = clash(table, *lesson, *other)) list.push_back({*what, other->course.course});
  }
  for (CourseId const& needed : lesson->course.prerequisites) {
    if (!is_met(table, learner, *lesson, needed)) {
      list.push_back({Hindrance::prerequisite, needed});
    }
  }
  if (suits(lesson->course, learner).level == Suits::Level::beyond) {
    list.push_back({Hindrance::level, {}});
  }
  for (Lesson const& other : table.lessons()) {
    auto const& id = other.course.course;
    bool had = contains(learner.attended, id) || contains(learner.holds, id);
    if (had && !other.course.cancelled && teach_the_same(lesson->course, other.course)) {
      list.push_back({Hindrance::taken_before, id});
    }
  }
  std::stable_sort(list.begin(), list.end(),
                   [](auto const& a, auto const& b) { return a.what < b.what; });
  return list;
}

std::optional<std::vector<CourseId>> way_out(Timetable const& table, Learner const& learner,
                                             CourseId const& wanted) {
  Learner after = learner;
  std::vector<CourseId> gone;
  for (Objection const& it : objections(table, learner, wanted)) {
    if (!forbids(it.what)) continue;
    if (it.what == Hindrance::prerequisite || table.find(it.with)->course.core) {
      return std::nullopt;
    }
    gone.push_back(it.with);
    std::erase(after.holds, it.with);
  }
  // What was let go may have been a prerequisite.
  for (Objection const& it : objections(table, after, wanted)) {
    if (forbids(it.what)) return std::nullopt;
  }
  return gone;
}

Suits suits(CourseSet const& course, Learner const& learner) {
  Suits result;
  std::optional<int> ready;
  for (std::string const& topic : course.topics) {
    for (TopicReadiness const& it : learner.interests) {
      if (it.topic != topic) continue;
      result.topics.push_back(topic);
      ready = std::max(ready.value_or(0), rank(it.readiness));
    }
  }
  if (!ready || course.level == Level::any) return result;
  int gap = rank(course.level) - *ready;
  result.level = gap == 0   ? Suits::Level::fits
                 : gap == 1 ? Suits::Level::stretch
                 : gap > 1  ? Suits::Level::beyond
                            : Suits::Level::below;
  return result;
}

std::vector<CourseId> ordered(Timetable const& table, SlotRow const& row, Learner const& learner) {
  std::vector<CourseId> result = row.courses;
  auto worth = [&](CourseId const& id) {
    CourseSet const& course = table.find(id)->course;
    return std::pair(course.core, score(suits(course, learner)));
  };
  std::stable_sort(result.begin(), result.end(),
                   [&](auto const& a, auto const& b) { return worth(a) > worth(b); });
  return result;
}

std::vector<CourseId> alternatives(Timetable const& table, Learner const& learner,
                                   CourseId const& wanted, WallTime now,
                                   std::function<bool(CourseId const&)> const& available) {
  Lesson const* lesson = table.find(wanted);
  if (lesson == nullptr) return {};
  struct Candidate {
    int likeness, score;
    Lesson const* lesson;
  };
  std::vector<Candidate> list;
  for (Lesson const& other : table.lessons()) {
    CourseSet const& course = other.course;
    bool possible = course.course != wanted && !course.core && !course.cancelled &&
                    !contains(learner.holds, course.course) && !is_closed(other, now);
    if (!possible || !available(course.course)) continue;
    if (!objections(table, learner, course.course).empty()) continue;
    list.push_back({likeness(lesson->course, course), score(suits(course, learner)), &other});
  }
  std::sort(list.begin(), list.end(), [](Candidate const& a, Candidate const& b) {
    CourseSet const &x = a.lesson->course, &y = b.lesson->course;
    return std::tuple(-a.likeness, -a.score, a.lesson->starts_s(), x.code, x.course) <
           std::tuple(-b.likeness, -b.score, b.lesson->starts_s(), y.code, y.course);
  });
  std::vector<CourseId> nearest;
  for (Candidate const& it : list) {
    if (nearest.size() < 2) nearest.push_back(it.lesson->course.course);
  }
  return nearest;
}

std::vector<std::string> topics_of(Timetable const& table) {
  std::map<std::string, int> count;
  for (Lesson const& it : table.lessons()) {
    if (it.course.core || it.course.cancelled) continue;
    for (std::string const& topic : it.course.topics) ++count[topic];
  }
  std::vector<std::pair<int, std::string>> ranked;
  ranked.reserve(count.size());
  for (auto& [topic, times] : count) ranked.emplace_back(-times, topic);
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> topics;
  topics.reserve(ranked.size());
  for (auto& [times, topic] : ranked) topics.push_back(std::move(topic));
  return topics;
}

}  // namespace sala::rules
