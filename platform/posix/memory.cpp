#include "platform/posix/memory.h"

#include <malloc.h>

namespace sala {

void keep_no_freed_memory() {
  // What it starts with anyway; said aloud, it stays (mallopt(3), M_MMAP_THRESHOLD).
  constexpr int large = 128 * 1024;
  mallopt(M_MMAP_THRESHOLD, large);
}

}  // namespace sala
