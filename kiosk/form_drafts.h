// Half-finished named forms, so that the same person may go on where he stopped.
//
// In memory only: nothing half-said is ever on the disk, and a restart forgets it. At most 100, the
// oldest gives way; none older than two hours, the length of a half day's session. Anonymous and
// confidential forms are not kept: the screen says so beforehand. UI thread only.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "kiosk/forms.h"
#include "platform/base/clock.h"
#include "sync/views/queries.h"

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

  // What is asked of whom, where and when: what was begun before is not what is asked after.
  using Place = views::AnsweredForm;

  void keep(Place const& place, Draft draft);
  // Takes it out.
  std::optional<Draft> take(Place const& place, BootTime now);
  bool has(Place const& place, BootTime now) const;

 private:
  std::map<Place, Draft> drafts_;
};

}  // namespace sala::kiosk
