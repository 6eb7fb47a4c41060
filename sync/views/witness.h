// The witness: how far this box had written each of its streams, in a file that lives in memory and
// so does not outlive the boot. A ledger that reaches as far is the disk that went on; a memory
// card that forgot, or that was put back from a copy, falls short of it.
#pragma once

#include <string>
#include <vector>

#include "sync/model/event.h"

namespace sala::views {

// Atomic while this boot lasts, and on a disk no slower than in memory: it is not synced. Failures
// are passed over: without a witness somebody else vouches.
void write_witness(std::string const& path, BootId const& boot, std::vector<EventName> const& ends);

// True: it is of this boot, and `ends` reach every stream in it.
bool witness_agrees(std::string const& path, BootId const& boot,
                    std::vector<EventName> const& ends);

}  // namespace sala::views
