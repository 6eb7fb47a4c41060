// What headquarters holds, as far as an import compares with it.
#pragma once

#include <vector>

#include "sync/model/bodies.h"

namespace sala::views {
class Queries;
}

namespace sala::importing {

struct ProgrammeState {
  ProgrammeSet programme;
  std::vector<TeamSet> teams;
  std::vector<CourseSet> courses;
  std::vector<SessionSet> sessions;
  std::vector<ParticipantSet> participants;
};

struct CurrentState {
  std::vector<OrganisationSet> organisations;
  std::vector<VenueSet> venues;
  std::vector<ProgrammeState> programmes;
  std::vector<FormSet> forms;
};

Result<CurrentState> read_state(views::Queries& queries);

}  // namespace sala::importing
