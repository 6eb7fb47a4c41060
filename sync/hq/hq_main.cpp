// sala-hq: headquarters. What each command does is in sync/hq/commands.
#include "sync/hq/commands/main.h"

int main(int count, char** words) { return sala::hq::main(count, words); }
