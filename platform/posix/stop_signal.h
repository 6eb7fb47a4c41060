// SIGINT and SIGTERM as a call on a thread of its own.
#pragma once

#include <functional>
#include <memory>

namespace sala {

// Make it in main() before any other thread exists, so that all threads leave the signals to it.
class StopSignal {
 public:
  // `stopped` is called at the first signal; a second one ends the process at once.
  explicit StopSignal(std::function<void()> stopped);
  ~StopSignal();
  StopSignal(StopSignal const&) = delete;
  StopSignal& operator=(StopSignal const&) = delete;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sala
