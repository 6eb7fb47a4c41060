// sala-hq: headquarters. What each command does is in sync/hq/commands.
#include "platform/posix/core_dump.h"
#include "sync/hq/commands/main.h"

int main(int count, char** words) {
  sala::leave_no_core();
  return sala::hq::main(count, words);
}
