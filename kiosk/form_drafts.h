// Half-finished named forms, so that the same person may go on where he stopped.
//
// In memory only: nothing half-said is ever on the disk, and a restart forgets it. At most 100, the
// oldest gives way; none older than two hours, the length of a half day's session. Anonymous and
// confidential forms are not kept: the screen says so beforehand. UI thread only.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "kiosk/forms.h"
#include "platform/base/clock.h"

namespace sala::kiosk {

class FormDrafts {
 public:
  static constexpr std::size_t most = 100;
  static constexpr std::chrono::hours longest{2};

  struct Draft {
    FormEntry entry;      // of the version that the person saw: he goes on in that one
    std::string answers;  // forms::answers_json()
    BootTime kept;
    WallTime began;
  };

  void keep(FormId const& form, SessionId const& session, ParticipantId const& participant,
            Draft draft);
  // Takes it out.
  std::optional<Draft> take(FormId const& form, SessionId const& session,
                            ParticipantId const& participant, BootTime now);
  bool has(FormId const& form, SessionId const& session, ParticipantId const& participant,
           BootTime now) const;

 private:
  using Place = std::tuple<ParticipantId, FormId, SessionId>;
  std::map<Place, Draft> drafts_;
};

}  // namespace sala::kiosk
