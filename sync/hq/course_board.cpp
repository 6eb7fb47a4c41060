#include "sync/hq/course_board.h"

#include <algorithm>

#include "sync/ledger/reader.h"
#include "sync/rules/choosing.h"
#include "sync/rules/schedule.h"
#include "sync/rules/seat_offers.h"

namespace sala::hq {
namespace {

void fill(CourseEntry& entry, rules::SeatBook const& book, DeviceId const& headquarters,
          std::map<DeviceId, std::string> const& names) {
  entry.totals = book.totals();
  for (rules::Holding const& holding : book.holdings()) {
    bool office = holding.device == headquarters;
    if (!office && holding.free + holding.frozen + holding.taken == 0) continue;
    auto name = names.find(holding.device);
    SeatHolder holder{holding.device, office ? "" : to_text(holding.device).substr(0, 8),
                      holding.free, holding.frozen, holding.taken};
    if (!office && name != names.end()) holder.name = name->second;
    entry.holders.insert(office ? entry.holders.begin() : entry.holders.end(), holder);
  }
  entry.takings = book.takings();
  entry.waiting = book.waiting();
  entry.overspent = book.overspent();
}

Result<void> fill_offers(CourseEntry& entry, views::Queries& queries,
                         DeviceId const& headquarters) {
  bool any = !entry.waiting.empty() && entry.waiting.front().offered;
  if (!any || entry.closed || entry.course.cancelled) return {};
  auto facts = TRY(queries.seat_facts(entry.course.course));
  auto since = rules::offered_since(std::move(facts), headquarters);
  for (rules::Waiting const& waiting : entry.waiting) {
    auto found = since.find(waiting.participant);
    if (found != since.end()) entry.offers.emplace_back(waiting.participant, found->second);
  }
  return {};
}

}  // namespace

bool CourseEntry::is_offered_to(ParticipantId const& person) const {
  return std::any_of(offers.begin(), offers.end(),
                     [&](auto const& offer) { return offer.first == person; });
}

CourseEntry const* CourseBoard::find(CourseId const& id) const {
  auto found = std::find_if(courses.begin(), courses.end(),
                            [&](CourseEntry const& it) { return it.course.course == id; });
  return found == courses.end() ? nullptr : &*found;
}

std::string CourseBoard::name_of(ParticipantId const& id) const {
  auto found = people.find(id);
  if (found == people.end()) return "…" + to_text(id).substr(28);
  ParticipantSet const& person = found->second;
  auto full = rules::full_name(person);
  if (full.empty() || person.nickname.empty()) return full + person.nickname;
  return person.nickname + " (" + full + ")";
}

Result<CourseBoard> read_course_board(db::Database& database, ProgrammeSet const& programme,
                                      DeviceId const& headquarters, WallTime now) {
  views::Queries queries(database);
  CourseBoard board;
  board.programme = programme;
  auto reader = TRY(ledger::Reader::open(database));
  board.position = TRY(reader.last_position(programme.programme));
  for (ParticipantSet& person : TRY(queries.participants(programme.programme))) {
    auto id = person.participant;
    board.people.emplace(id, std::move(person));
  }
  std::map<DeviceId, std::string> names;
  for (views::DeviceCard const& card : TRY(queries.devices())) {
    names[card.enrolled.device] = card.enrolled.name;
  }
  auto books = TRY(queries.seat_books(programme.programme, headquarters));
  auto table =
      rules::Timetable::of(TRY(queries.courses(programme.programme)),
                           TRY(queries.sessions(programme.programme)), TRY(queries.venues()));
  auto add = [&](rules::Lesson const& lesson) -> Result<void> {
    if (lesson.course.core) return {};
    CourseEntry entry;
    entry.course = lesson.course;
    entry.starts_s = lesson.starts_s().value_or(0);
    entry.closed = rules::is_closed(lesson, now);
    auto book = books.find(lesson.course.course);
    if (book != books.end()) fill(entry, book->second, headquarters, names);
    entry.below_minimum =
        entry.closed && !lesson.course.cancelled && entry.totals.taken < lesson.course.minimum;
    TRY(fill_offers(entry, queries, headquarters));
    board.courses.push_back(std::move(entry));
    return {};
  };
  for (rules::SlotRow const& row : table.rows()) {
    for (CourseId const& id : row.courses) TRY(add(*table.find(id)));
    // Nobody chooses those any more; staff want to see who was in them.
    for (rules::Lesson const& lesson : table.lessons()) {
      if (lesson.course.cancelled && lesson.course.slot == row.slot) TRY(add(lesson));
    }
  }
  return board;
}

}  // namespace sala::hq
