// How it stands with the courses of a programme: seats, who holds them, who has one, who waits.
// Live page, `sala-hq seats` and the exports are made from it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sync/views/queries.h"

namespace sala::hq {

struct SeatHolder {
  DeviceId device;
  std::string name;  // of the box; empty: headquarters
  std::int64_t free = 0;
  std::int64_t frozen = 0;
  std::int64_t taken = 0;
};

struct CourseEntry {
  CourseSet course;
  std::int64_t starts_s = 0;  // first session; 0: not known
  bool closed = false;        // the cut-off has passed
  bool below_minimum = false;
  rules::SeatTotals totals;
  std::vector<SeatHolder> holders;  // headquarters first; who holds and gave nothing is left out
  std::vector<rules::Taking> takings;
  std::vector<rules::Waiting> waiting;
  std::vector<rules::Overspending> overspent;
  // To whom a seat is offered, in the order of the line, and since when; nobody after the cut-off.
  std::vector<std::pair<ParticipantId, rules::ResolvedTime>> offers;

  bool is_offered_to(ParticipantId const& person) const;
};

struct CourseBoard {
  ProgrammeSet programme;
  std::int64_t position = 0;         // everything up to here is in it; perhaps more
  std::vector<CourseEntry> courses;  // electives, by slot's time, then code
  std::map<ParticipantId, ParticipantSet> people;

  CourseEntry const* find(CourseId const& id) const;  // null: no such elective
  // "บีม (กิ่งกาญจน์ ใจผ่อง)"; the id's end when nothing is known of the person yet.
  std::string name_of(ParticipantId const& id) const;
};

Result<CourseBoard> read_course_board(db::Database& database, ProgrammeSet const& programme,
                                      DeviceId const& headquarters, WallTime now);

}  // namespace sala::hq
