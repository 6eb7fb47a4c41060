// Which forms are offered to whom at this moment: what the screens ask before they lead to one.
// Worked out from the Day; pure but for that.
#pragma once

#include <vector>

#include "kiosk/sheet.h"

namespace sala::kiosk {

struct FormOffer {
  Asking asking;
  bool answered = false;  // by this person, as far as anybody may know
  bool declined = false;  // he does not want to be asked: he finds it himself if he ever does
};

// A confidential form is not offered while this box could not seal its answers: nothing
// confidential is ever kept in the clear.
bool may_ask(Day const& day, FormEntry const& entry);

// With signing in, and at the end: of one session. What this person has answered or
// declined is not among them.
std::vector<FormOffer> forms_at(Day const& day, Session const& session, FormMoment when,
                                ParticipantId const& person);

// What somebody may want to answer now: of the session that is on, of one that is about to end or
// has ended within the last three hours, and of the programme. `person` may be nil.
// What he declined is among them, for him to find; nothing leads there by itself.
std::vector<FormOffer> forms_now(Day const& day, ParticipantId const& person);

}  // namespace sala::kiosk
