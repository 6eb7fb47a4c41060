#include "kiosk/choices.h"

#include <algorithm>

namespace sala::kiosk {
namespace {

bool holds(rules::SeatBook const* book, ParticipantId const& person) {
  return book != nullptr && !book->takings_of(person).empty();
}

// He was in this course when it was cancelled: the office lets go of the seats of such a course.
// Who had let go before was not.
bool was_in(rules::SeatBook const* book, ParticipantId const& person) {
  if (book == nullptr) return false;
  for (auto const& it : book->takings(rules::SeatBook::Released::included)) {
    if (it.participant == person && (!it.released || it.displaced)) return true;
  }
  return false;
}

// Chose or waits for something else in the row of a cancelled course.
bool has_replaced(Day const& day, Person const& person, CourseSet const& gone) {
  auto const& id = person.set.participant;
  for (auto const& other : timetable_of(day, person).lessons()) {
    CourseSet const& course = other.course;
    bool instead = !course.core && !course.cancelled && course.slot == gone.slot;
    if (!instead) continue;
    auto const* book = day.seat_book(course.course);
    if (holds(book, id) || (book != nullptr && book->waiting_of(id))) return true;
  }
  return false;
}

bool all_closed(Day const& day, rules::Timetable const& table, std::string const& slot) {
  return std::all_of(table.lessons().begin(), table.lessons().end(), [&](auto const& it) {
    return it.course.core || it.course.cancelled || it.course.slot != slot ||
           rules::is_closed(it, day.now());
  });
}

}  // namespace

rules::Timetable const& timetable_of(Day const& day, Person const& person) {
  return day.roster().timetable(person.programme);
}

CourseStand stand_of(Day const& day, Person const& person, rules::Lesson const& lesson) {
  CourseSet const& course = lesson.course;
  auto const& id = person.set.participant;
  auto const* book = day.seat_book(course.course);
  CourseStand it;
  it.limited = course.capacity > 0;
  if (book != nullptr && it.limited) {
    auto self = day.own_stream(person.programme);
    auto line = book->waiting_of(id);
    it.place = line ? line->place : 0;
    it.offered = line && line->offered;
    it.asleep = book->unassured(self);
    auto seats = book->spendable(self);
    it.here =
        it.offered ? seats : std::max<std::int64_t>(0, std::min(seats, book->beyond_offers()));
  }
  if (course.core) {
    it.stand = course.cancelled ? Stand::cancelled : Stand::core;
  } else if (course.cancelled) {
    it.stand = Stand::cancelled;
  } else if (holds(book, id)) {
    it.stand = Stand::held;
  } else if (rules::is_closed(lesson, day.now())) {
    it.stand = Stand::closed;
  } else if (!it.limited) {
    it.stand = Stand::open;
  } else if (it.here > 0) {
    it.stand = it.offered ? Stand::offered : Stand::open;
  } else if (it.place > 0) {
    it.stand = Stand::waiting;
  } else {
    auto totals = book == nullptr ? rules::SeatTotals{} : book->totals();
    // Without a word from the office nobody here can say that the course is full.
    bool maybe = totals.supplied == 0 || totals.pool + totals.held + totals.frozen > 0 ||
                 totals.claims() < course.capacity;
    it.stand = maybe ? Stand::full_here : Stand::full;
  }
  return it;
}

rules::Learner learner_of(Day const& day, Person const& person) {
  rules::Learner learner;
  auto const& id = person.set.participant;
  if (auto const* said = day.roster().interests(id)) learner.interests = said->topics;
  for (auto const& it : timetable_of(day, person).lessons()) {
    auto const& course = it.course.course;
    if (holds(day.seat_book(course), id)) learner.holds.push_back(course);
    // Being in it right now is not having had it before.
    bool over = it.ends_s() && WallTime{std::chrono::seconds(*it.ends_s())} <= day.now();
    if (over && day.attended(course, id)) learner.attended.push_back(course);
  }
  return learner;
}

bool may_choose(Day const& day, Person const& person) {
  auto const& lessons = timetable_of(day, person).lessons();
  return std::any_of(lessons.begin(), lessons.end(), [&](auto const& it) {
    return !it.course.core && !it.course.cancelled && !rules::is_closed(it, day.now());
  });
}

bool has_open_row(Day const& day, Person const& person) {
  auto const& table = timetable_of(day, person);
  auto const& id = person.set.participant;
  for (auto const& row : table.rows()) {
    bool open = false, has = false;
    for (auto const& course : row.courses) {
      auto const& lesson = *table.find(course);
      auto const* book = day.seat_book(course);
      bool in = holds(book, id) || (book != nullptr && book->waiting_of(id));
      has = has || lesson.course.core || in;
      open = open || (!lesson.course.core && !rules::is_closed(lesson, day.now()));
    }
    if (open && !has) return true;
  }
  return false;
}

std::vector<rules::Objection> moved_into(Day const& day, Person const& person,
                                         rules::Learner learner, CourseId const& held) {
  std::erase(learner.holds, held);
  auto list = rules::objections(timetable_of(day, person), learner, held);
  std::erase_if(list, [](auto const& it) {
    return it.what > rules::Hindrance::travel;  // he knew the rest when he chose
  });
  return list;
}

std::vector<CourseId> to_ask(Day const& day, Person const& person) {
  auto const& table = timetable_of(day, person);
  auto const& id = person.set.participant;
  std::vector<CourseId> gone, offered, moved;
  std::optional<rules::Learner> learner;
  for (auto const& it : table.lessons()) {
    auto const& course = it.course;
    auto const* book = day.seat_book(course.course);
    if (course.core || book == nullptr) continue;
    if (course.cancelled) {
      bool ask = was_in(book, id) && !all_closed(day, table, course.slot);
      if (ask && !has_replaced(day, person, course)) gone.push_back(course.course);
      continue;
    }
    if (rules::is_closed(it, day.now())) continue;
    auto line = book->waiting_of(id);
    if (line && line->offered) offered.push_back(course.course);
    if (!holds(book, id)) continue;
    if (!learner) learner = learner_of(day, person);
    auto against = moved_into(day, person, *learner, course.course);
    // Of two that stand in each other's way he is asked about one.
    bool asked = std::any_of(moved.begin(), moved.end(), [&](auto const& other) {
      return std::any_of(against.begin(), against.end(),
                         [&](auto const& objection) { return objection.with == other; });
    });
    if (!asked && !against.empty()) moved.push_back(course.course);
  }
  gone.insert(gone.end(), offered.begin(), offered.end());
  gone.insert(gone.end(), moved.begin(), moved.end());
  return gone;
}

std::optional<Question> first_to_ask(Day const& day, Person const& person) {
  auto ask = to_ask(day, person);
  if (ask.empty()) return std::nullopt;
  auto const* lesson = timetable_of(day, person).find(ask.front());
  AskAbout what = AskAbout::offered;
  if (holds(day.seat_book(ask.front()), person.set.participant)) what = AskAbout::moved;
  if (lesson->course.cancelled) what = AskAbout::cancelled;
  return Question{what, ask.front()};
}

std::vector<Appointment> appointments(Day const& day, Person const& person) {
  std::vector<Appointment> list, some_time;
  for (auto const& it : timetable_of(day, person).lessons()) {
    bool his = it.course.core || holds(day.seat_book(it.course.course), person.set.participant);
    if (!his || it.course.cancelled) continue;
    if (it.sessions.empty()) some_time.push_back({&it, nullptr});
    for (auto const& session : it.sessions) list.push_back({&it, &session});
  }
  std::sort(list.begin(), list.end(), [](auto const& a, auto const& b) {
    return std::pair(a.session->starts_s, a.session->session) <
           std::pair(b.session->starts_s, b.session->session);
  });
  list.insert(list.end(), some_time.begin(), some_time.end());
  return list;
}

}  // namespace sala::kiosk
