// A descriptor to sleep on that another thread can ring. For platform/screen only.
#pragma once

#include <optional>
#include <span>

#include "platform/base/clock.h"

namespace sala::screen {

class Waker {
 public:
  Waker();
  ~Waker();
  Waker(Waker const&) = delete;
  Waker& operator=(Waker const&) = delete;

  void ring();  // any thread; also ends the next sleep() when none is under way
  // Until ring(), `timeout`, a signal, or one of `also` becomes readable.
  void sleep(std::optional<Micros> timeout, std::span<int const> also = {});

 private:
  int descriptor_;
};

}  // namespace sala::screen
