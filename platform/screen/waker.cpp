#include "platform/screen/waker.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <vector>

#include "platform/base/verify.h"

namespace sala::screen {

Waker::Waker() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { VERIFY(descriptor_ >= 0); }
Waker::~Waker() { close(descriptor_); }

void Waker::ring() {
  eventfd_write(descriptor_, 1);  // fails only when already rung 2^64 times
}

void Waker::sleep(std::optional<Micros> timeout, std::span<int const> also) {
  std::vector<pollfd> watched{{descriptor_, POLLIN, 0}};
  for (auto const descriptor : also) watched.push_back({descriptor, POLLIN, 0});
  timespec time{};
  if (timeout) {
    auto const wanted = std::max(timeout->count(), Micros::rep{0});
    time.tv_sec = wanted / 1'000'000;
    time.tv_nsec = wanted % 1'000'000 * 1000;
  }
  ppoll(watched.data(), watched.size(), timeout ? &time : nullptr, nullptr);
  eventfd_t count = 0;
  eventfd_read(descriptor_, &count);
}

}  // namespace sala::screen
