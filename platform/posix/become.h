// One program starts another in its own place.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "platform/base/result.h"

namespace sala {

// Runs `program` with these words instead of this process: same terminal, same process number, and
// its exit status is this one's. Returns only when that is not possible: not_found when there is no
// such program. Call it while the process has one thread.
Error become(std::filesystem::path const& program, std::vector<std::string> const& words);

// The folder of the running binary; empty when the system does not tell.
std::filesystem::path own_folder();

}  // namespace sala
