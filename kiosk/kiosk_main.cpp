#include "kiosk/program.h"
#include "platform/posix/core_dump.h"

int main(int count, char** words) {
  sala::leave_no_core();
  return sala::kiosk::run_program({words + 1, words + count});
}
