#include "kiosk/program.h"

int main(int count, char** words) { return sala::kiosk::run_program({words + 1, words + count}); }
