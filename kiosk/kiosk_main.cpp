#include "kiosk/program.h"
#include "platform/posix/core_dump.h"
#include "platform/posix/memory.h"

int main(int count, char** words) {
  sala::leave_no_core();
  sala::keep_no_freed_memory();
  return sala::kiosk::run_program({words + 1, words + count});
}
