// `sala-hq form try FORM`: a questionnaire on a screen, for its author. On a made-up day and a
// scratch ledger; nothing is kept, and what is confidential is sealed for a key that nobody has.
#pragma once

#include "platform/base/arguments.h"
#include "platform/base/catalogue.h"
#include "platform/screen/stage.h"

namespace sala::kiosk {

// Of the arguments: try-form names the file; mirror, play and pictures are as for the kiosk itself.
// After its thanks the form begins anew, until the window is closed or the story is over.
Result<int> try_form(Arguments const& arguments, screen::StageOptions look,
                     Catalogue const& catalogue, Words const& spoken);

}  // namespace sala::kiosk
