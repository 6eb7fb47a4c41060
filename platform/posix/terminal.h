// The person at the terminal, and the signals that end a program.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/result.h"

namespace sala {

bool has_terminal();
// Standard output is a terminal: colours and pictures make sense.
bool is_terminal_output();
// Asks on the terminal itself, whatever standard input and output are; what is typed is not shown.
// ErrorCode::not_found without a terminal.
Result<std::string> ask_secretly(std::string_view question);

// Call before any thread is started: SIGINT and SIGTERM then wait for wait_for_end().
void hold_end_signals();
// Returns when the program has been asked to end.
void wait_for_end();

}  // namespace sala
