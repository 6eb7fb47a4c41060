// Who chose what, as CSV: by course or by person.
#pragma once

#include "sync/hq/commands/command.h"

namespace sala::hq {

Result<int> export_choices(DataFolder const& folder, Arguments const& arguments, Sink& sink);

}  // namespace sala::hq
