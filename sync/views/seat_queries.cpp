// Books of seats, from the rows that the projector wrote.
#include <algorithm>

#include "sync/views/rows.h"

namespace sala::views {
namespace {

constexpr char seat_columns[] =
    "SELECT v.course, s.device, s.epoch, s.boot, v.seq, v.kind, v.boottime, v.wall, v.participant,"
    " v.seats, v.flags, v.about, v.gift_to, v.names FROM view_seat v JOIN view_stream s"
    " ON s.no=v.stream ";

Result<rules::SeatFact> seat_fact_of(db::Statement const& row, Anchors& anchors,
                                     Merges const& merged) {
  rules::SeatFact fact;
  fact.course = CourseId{row.array<16>(0)};
  DeviceId device{row.array<32>(1)};
  fact.name = {{device, static_cast<std::uint64_t>(row.integer(2))},
               static_cast<std::uint64_t>(row.integer(4))};
  fact.kind = static_cast<rules::SeatKind>(row.integer(5));
  auto const* known = TRY(anchors.of(device, row.array<16>(3)));
  fact.time = rules::resolve(BootTime(Micros(row.integer(6))), wall_of(row.integer(7)), *known);
  if (!row.is_null(8)) fact.participant = follow(merged, ParticipantId{row.array<16>(8)});
  fact.seats = row.integer(9);
  fact.displaced = (row.integer(10) & 1) != 0;
  fact.declined = (row.integer(10) & 2) != 0;
  fact.by_staff = (row.integer(10) & 4) != 0;
  auto about = names_of(row.blob(11));
  if (!about.empty()) fact.about = about.front();
  if (!row.is_null(12)) {
    ByteReader in(row.blob(12));
    fact.to.device.bytes = in.array<32>();
    fact.to.epoch = in.fixed<std::uint64_t>();
  }
  fact.names = names_of(row.blob(13));
  return fact;
}

Result<std::vector<EventName>> read_ends(db::Statement& select) {
  std::vector<EventName> ends;
  while (TRY(select.step())) {
    ends.push_back({{DeviceId{select.array<32>(0)}, static_cast<std::uint64_t>(select.integer(1))},
                    static_cast<std::uint64_t>(select.integer(2))});
  }
  return ends;
}

void hear_of(rules::SeatBook& book, std::vector<EventName> const& ends) {
  for (EventName const& end : ends) book.heard_of(end);
}

}  // namespace

std::optional<StreamId> newest_stream(std::span<EventName const> ends, DeviceId const& device) {
  auto newest = std::find_if(ends.rbegin(), ends.rend(),
                             [&](EventName const& end) { return end.stream.device == device; });
  return newest == ends.rend() ? std::nullopt : std::optional(newest->stream);
}

// Nothing when nobody wrote about its seats yet.
Result<std::optional<ProgrammeId>> Queries::programme_of_seats(CourseId const& course) {
  auto select = TRY(database_->prepare("SELECT programme FROM view_seat WHERE course=?1 LIMIT 1"));
  select.bind(course.bytes);
  if (!TRY(select.step())) return std::optional<ProgrammeId>{};
  return std::optional(ProgrammeId{select.array<16>(0)});
}

Result<std::vector<EventName>> Queries::stream_ends(ProgrammeId const& programme) {
  auto select =
      TRY(database_->prepare("SELECT s.device, s.epoch, s.last_seq FROM stream s JOIN programme p"
                             " ON p.no=s.programme WHERE p.id=?1 ORDER BY s.no"));
  return read_ends(select.bind(programme.bytes));
}

Result<std::vector<EventName>> Queries::stream_ends(DeviceId const& device) {
  auto select = TRY(
      database_->prepare("SELECT device, epoch, last_seq FROM stream WHERE device=?1 ORDER BY no"));
  return read_ends(select.bind(device.bytes));
}

Result<std::vector<rules::SeatFact>> Queries::seat_facts(CourseId const& course) {
  std::vector<rules::SeatFact> facts;
  auto programme = TRY(programme_of_seats(course));
  if (!programme) return facts;
  auto merged = TRY(merges());
  auto anchors = TRY(Anchors::open(*database_));
  auto add_all = [&](db::Statement& select) -> Result<void> {
    while (TRY(select.step())) facts.push_back(TRY(seat_fact_of(select, anchors, merged)));
    return {};
  };
  auto of_course = TRY(database_->prepare(std::string(seat_columns) + "WHERE v.course=?1"));
  TRY(add_all(of_course.bind(course.bytes)));
  auto resumed =
      TRY(database_->prepare(std::string(seat_columns) + "WHERE v.programme=?1 AND v.course=?2"));
  TRY(add_all(resumed.bind(programme->bytes, CourseId{}.bytes)));
  return facts;
}

Result<rules::SeatBook> Queries::seat_book(CourseId const& course, DeviceId const& headquarters) {
  rules::SeatBook book(headquarters);
  auto programme = TRY(programme_of_seats(course));
  if (!programme) return book;
  for (rules::SeatFact const& fact : TRY(seat_facts(course))) book.add(fact);
  hear_of(book, TRY(stream_ends(*programme)));
  return book;
}

Result<std::map<CourseId, rules::SeatBook>> Queries::seat_books(ProgrammeId const& programme,
                                                                DeviceId const& headquarters) {
  auto snapshot = TRY(db::Transaction::begin_read(*database_));
  std::map<CourseId, rules::SeatBook> books;
  auto merged = TRY(merges());
  auto anchors = TRY(Anchors::open(*database_));
  auto ends = TRY(stream_ends(programme));
  auto select = TRY(database_->prepare(std::string(seat_columns) + "WHERE v.programme=?1"));
  select.bind(programme.bytes);
  std::vector<rules::SeatFact> for_all;
  while (TRY(select.step())) {
    auto fact = TRY(seat_fact_of(select, anchors, merged));
    if (fact.course.is_nil()) {
      for_all.push_back(std::move(fact));
      continue;
    }
    auto [book, fresh] = books.try_emplace(fact.course, headquarters);
    book->second.add(fact);
  }
  for (auto& [course, book] : books) {
    for (rules::SeatFact const& fact : for_all) book.add(fact);
    hear_of(book, ends);
  }
  return books;
}

Result<std::vector<CourseId>> Queries::courses_of(ParticipantId const& participant) {
  auto select =
      TRY(database_->prepare("SELECT DISTINCT course FROM view_seat WHERE participant=?1"));
  std::vector<CourseId> courses;
  for (ParticipantId const& id : TRY(merged_into(participant))) {
    select.bind(id.bytes);
    while (TRY(select.step())) courses.push_back(CourseId{select.array<16>(0)});
  }
  std::sort(courses.begin(), courses.end());
  courses.erase(std::unique(courses.begin(), courses.end()), courses.end());
  return courses;
}

Result<std::int64_t> Queries::people_seated(std::vector<CourseId> const& courses) {
  std::set<ParticipantId> people;
  auto select =
      TRY(database_->prepare("SELECT participant FROM view_seat WHERE course=?1 AND kind=?2"));
  for (CourseId const& course : courses) {
    select.bind(course.bytes, rules::SeatKind::taken);
    while (TRY(select.step())) people.insert(ParticipantId{select.array<16>(0)});
  }
  return static_cast<std::int64_t>(people.size());
}

Result<std::int64_t> Queries::people_about(ProgrammeId const& programme) {
  auto select =
      TRY(database_->prepare("SELECT count(*) FROM view_setting WHERE programme=?1 AND kind=?2"));
  select.bind(programme.bytes, ParticipantSet::kind);
  return TRY(select.step()) ? select.integer(0) : 0;
}

}  // namespace sala::views
