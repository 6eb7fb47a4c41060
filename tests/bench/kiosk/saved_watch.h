// Waits on a thread of its own for a receipt, so that no drawing delays the moment.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "kiosk/desk.h"
#include "platform/base/verify.h"

namespace sala::bench {

using Moment = std::chrono::steady_clock::time_point;

class SavedWatch {
 public:
  // The machine's wake, any thread.
  void woken() {
    std::lock_guard guard(mutex_);
    ++wakes_;
    changed_.notify_one();
  }
  Moment wait(kiosk::Desk const& desk, kiosk::Ticket ticket) {
    for (int seen = 0;;) {
      if (desk.receipt(ticket).saving == kiosk::Saving::saved) {
        return std::chrono::steady_clock::now();
      }
      std::unique_lock lock(mutex_);
      VERIFY(changed_.wait_for(lock, std::chrono::seconds(10), [&] { return wakes_ != seen; }));
      seen = wakes_;
    }
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int wakes_ = 0;
};

}  // namespace sala::bench
