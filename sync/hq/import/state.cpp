#include "sync/hq/import/state.h"

#include "sync/views/queries.h"

namespace sala::importing {

Result<CurrentState> read_state(views::Queries& queries) {
  CurrentState state;
  state.organisations = TRY(queries.organisations());
  state.venues = TRY(queries.venues());
  state.forms = TRY(queries.forms(common_programme));
  for (ProgrammeSet& programme : TRY(queries.programmes())) {
    ProgrammeState each;
    each.teams = TRY(queries.teams(programme.programme));
    each.courses = TRY(queries.courses(programme.programme));
    each.sessions = TRY(queries.sessions(programme.programme));
    each.participants = TRY(queries.participants(programme.programme));
    each.programme = std::move(programme);
    state.programmes.push_back(std::move(each));
  }
  return state;
}

}  // namespace sala::importing
