// export --answers: what was answered to a form, as CSV or .xlsx in the shape of KoboToolbox.
#pragma once

#include "sync/hq/commands/command.h"

namespace sala::hq {

Result<int> export_answers(DataFolder const& folder, Arguments const& arguments, Sink& sink);

}  // namespace sala::hq
