// Which errors there are words for, see explain.h.
#pragma once

#include <span>

#include "platform/base/result.h"

namespace sala {

// Msgids with holes, the most particular first. A hole named "why" or "where" is itself put into
// words, any other is a name and stays.
std::span<char const* const> error_patterns();

// For a failure that only the system can name.
struct GeneralWords {
  char const* cause;
  char const* advice;
};
GeneralWords general_words(ErrorCode code);

}  // namespace sala
