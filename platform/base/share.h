// Where the program finds what it needs beside its binary: fonts, icons, locale, web pages.
#pragma once

#include <filesystem>

#include "platform/base/result.h"

namespace sala {

// The `share` folder: environment SALA_SHARE when set (a wrong value is an error, not a reason to
// look elsewhere); else `share` beside the running binary, `../share`, `../share/sala`, and the
// folder compiled in as SALA_DEFAULT_SHARE. A folder counts when it holds `fonts`. Reads the file
// system on each call.
Result<std::filesystem::path> find_share_folder();

}  // namespace sala
