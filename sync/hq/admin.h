// Commands from another process of the same owner, through admin.sock: the job goes in as one
// message, what it says comes back while it runs, its exit code at the end.
#pragma once

#include "platform/posix/local_socket.h"
#include "sync/hq/commands/command.h"

namespace sala::hq {

// Serves one caller; for LocalServer.
void serve_admin(LocalChannel& channel, Desk& desk);

// Gives the job to the headquarters that runs on the folder, and returns its exit code.
Result<int> send_to_running(DataFolder const& folder, Job const& job, Sink& sink);

}  // namespace sala::hq
