// The command line of sala-kiosk.
#pragma once

#include <string>
#include <vector>

namespace sala::kiosk {

// Runs what the words ask for; returns the exit status: 0 good, 1 trouble, 2 not understood. Speaks
// by --lang, else as the system does, else Thai. Says what is wrong on standard error.
int run_program(std::vector<std::string> words);

}  // namespace sala::kiosk
