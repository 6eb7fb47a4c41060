#include "platform/posix/core_dump.h"

#include <sys/resource.h>

#include "platform/base/log.h"

namespace sala {

void leave_no_core() {
  rlimit const none{0, 0};
  if (setrlimit(RLIMIT_CORE, &none) != 0) {
    log(LogLevel::warning, "a crash of this program may leave a picture of its memory");
  }
}

}  // namespace sala
