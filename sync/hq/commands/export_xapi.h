// export --xapi: statements for a learning record store, one a line or all in one list.
#pragma once

#include "sync/hq/commands/command.h"

namespace sala::hq {

// `sala-hq export --xapi`
Result<int> export_xapi(DataFolder const& folder, Arguments const& arguments, Sink& sink);

}  // namespace sala::hq
