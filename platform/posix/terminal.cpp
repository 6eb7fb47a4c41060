#include "platform/posix/terminal.h"

#include <fcntl.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>

namespace sala {
namespace {

sigset_t end_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

void say(int terminal, std::string_view text) {
  [[maybe_unused]] auto written = ::write(terminal, text.data(), text.size());
}

}  // namespace

bool has_terminal() {
  int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (terminal >= 0) ::close(terminal);
  return terminal >= 0;
}

bool is_terminal_output() { return ::isatty(STDOUT_FILENO) == 1; }

Result<std::string> ask_secretly(std::string_view question) {
  int terminal = ::open("/dev/tty", O_RDWR | O_CLOEXEC);
  if (terminal < 0) return fail(ErrorCode::not_found, "ask at the terminal", "there is none");
  termios before{};
  ::tcgetattr(terminal, &before);
  termios hidden = before;
  hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  ::tcsetattr(terminal, TCSAFLUSH, &hidden);
  say(terminal, question);
  std::string answer;
  char letter = 0;
  while (answer.size() < 1024 && ::read(terminal, &letter, 1) == 1 && letter != '\n') {
    answer.push_back(letter);
  }
  say(terminal, "\n");
  ::tcsetattr(terminal, TCSAFLUSH, &before);
  ::close(terminal);
  return answer;
}

void hold_end_signals() {
  sigset_t set = end_signals();
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

void wait_for_end() {
  sigset_t set = end_signals();
  int signal = 0;
  ::sigwait(&set, &signal);
}

}  // namespace sala
