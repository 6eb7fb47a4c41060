// The kernel's input devices, opened a second time only to be woken by them: SDL's drivers without
// an event descriptor of their own (kmsdrm) would otherwise have to poll. For platform/screen only.
#pragma once

#include <span>
#include <vector>

#include "platform/base/clock.h"

namespace sala::screen {

class DeviceWatch {
 public:
  DeviceWatch() = default;
  ~DeviceWatch();
  DeviceWatch(DeviceWatch const&) = delete;
  DeviceWatch& operator=(DeviceWatch const&) = delete;

  // Looks for devices again when the last look is older than 2 s, as they come and go.
  void look(BootTime now);
  std::span<int const> descriptors() const { return descriptors_; }
  // Throws away what has arrived, so that the descriptors sleep again.
  void drain();

 private:
  void close_all();

  std::vector<int> descriptors_;
  BootTime looked_{};
};

}  // namespace sala::screen
