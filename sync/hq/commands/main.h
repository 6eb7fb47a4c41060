// The command line of sala-hq.
#pragma once

namespace sala::hq {

// Returns the exit code: 0 good, 1 trouble, 2 the command line was not understood.
int main(int count, char const* const* words);

}  // namespace sala::hq
