// Things by what people call them: a code, a name, an id, the beginning of an id.
//
// not_found lists what there is; conflict says that several fit.
#pragma once

#include <string_view>

#include "sync/views/queries.h"

namespace sala::hq {

Result<ProgrammeSet> find_programme(views::Queries& queries, std::string_view text);
Result<VenueSet> find_venue(views::Queries& queries, std::string_view text);
Result<views::DeviceCard> find_device(views::Queries& queries, std::string_view text);
Result<StaffSet> find_staff(views::Queries& queries, std::string_view text);

// By the code on the badge, the nickname, the whole name, or the id.
struct FoundPerson {
  ProgrammeSet programme;
  ParticipantSet person;
};
Result<FoundPerson> find_person(views::Queries& queries, std::string_view text);
// "บีม · ภัทรพล ใจดี"
std::string whole_name(ParticipantSet const& person);

struct FoundSession {
  ProgrammeSet programme;
  SessionSet session;
};
Result<FoundSession> find_session(views::Queries& queries, std::string_view text);

struct FoundCourse {
  ProgrammeSet programme;
  CourseSet course;
};
Result<FoundCourse> find_course(views::Queries& queries, std::string_view text);

}  // namespace sala::hq
