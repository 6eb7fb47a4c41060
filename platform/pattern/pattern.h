// Regular expressions that officers write in forms (ICU). Bounded in time and memory, whatever
// pattern and text are.
#pragma once

#include <string_view>

#include "platform/base/result.h"

namespace sala::pattern {

// Whether all of `text` matches. ErrorCode::invalid for a pattern that is none, and for one that
// takes too long on this text.
Result<bool> matches_whole(std::string_view text, std::string_view pattern);

}  // namespace sala::pattern
