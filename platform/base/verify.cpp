#include "platform/base/verify.h"

#include <cstdio>
#include <cstdlib>

namespace sala::detail {

void verification_failed(char const* condition, char const* file, int line) {
  std::fprintf(stderr, "<2>bug: %s does not hold at %s:%d\n", condition, file, line);
  std::abort();
}

}  // namespace sala::detail
