#include "platform/posix/stop_signal.h"

#include <pthread.h>
#include <signal.h>

#include <atomic>
#include <cstdlib>
#include <thread>

namespace sala {
namespace {

sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

struct StopSignal::State {
  std::function<void()> stopped;
  std::atomic<bool> over = false;
  std::thread thread;

  void wait() {
    sigset_t set = stop_signals();
    int number = 0;
    for (int count = 0; sigwait(&set, &number) == 0 && !over; ++count) {
      if (count > 0) std::_Exit(128 + number);
      stopped();
    }
  }
};

StopSignal::StopSignal(std::function<void()> stopped) : state_(std::make_unique<State>()) {
  sigset_t set = stop_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  // Writing to a browser or a reader that went away is an error to handle, not a reason to die.
  signal(SIGPIPE, SIG_IGN);
  state_->stopped = std::move(stopped);
  state_->thread = std::thread([state = state_.get()] { state->wait(); });
}

StopSignal::~StopSignal() {
  state_->over = true;
  // The thread waits for this signal, which is blocked everywhere else.
  // NOLINTNEXTLINE(bugprone-bad-signal-to-kill-thread)
  pthread_kill(state_->thread.native_handle(), SIGTERM);
  state_->thread.join();
}

}  // namespace sala
