// Which answers to a form belong together. Pure.
#pragma once

#include "sync/model/bodies.h"

namespace sala::rules {

// Whether the later of the two corrects the earlier: the same person, form, session and moment;
// without a session also the same local day, because a check-in of tomorrow is another one.
bool is_same_answering(FormAnswered const& a, FormAnswered const& b);

}  // namespace sala::rules
