// VERIFY(condition): a bug stops the process, in release builds too; the supervisor restarts it.
#pragma once

namespace sala::detail {
[[noreturn]] void verification_failed(char const* condition, char const* file, int line);
}

#define VERIFY(condition) \
  ((condition) ? (void)0 : ::sala::detail::verification_failed(#condition, __FILE__, __LINE__))
