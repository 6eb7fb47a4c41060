// The command line of sala-kiosk.
#pragma once

#include <string>
#include <vector>

namespace sala::kiosk {

// Runs what the words ask for; returns the exit status. Says what is wrong on standard error.
int run_program(std::vector<std::string> const& words);

}  // namespace sala::kiosk
