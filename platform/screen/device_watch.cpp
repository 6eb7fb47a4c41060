#include "platform/screen/device_watch.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <system_error>

namespace sala::screen {
namespace {

constexpr std::chrono::seconds look_again{2};
constexpr std::size_t most_devices = 32;

}  // namespace

DeviceWatch::~DeviceWatch() { close_all(); }

void DeviceWatch::close_all() {
  for (auto const descriptor : descriptors_) close(descriptor);
  descriptors_.clear();
}

void DeviceWatch::look(BootTime now) {
  if (looked_ != BootTime{} && now - looked_ < look_again) return;
  looked_ = now;
  close_all();
  std::error_code error;
  for (auto const& entry : std::filesystem::directory_iterator("/dev/input", error)) {
    if (descriptors_.size() == most_devices) break;
    if (!entry.path().filename().string().starts_with("event")) continue;
    auto const descriptor = open(entry.path().c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (descriptor >= 0) descriptors_.push_back(descriptor);
  }
}

void DeviceWatch::drain() {
  std::array<char, 4096> ignored;
  for (auto const descriptor : descriptors_) {
    while (read(descriptor, ignored.data(), ignored.size()) > 0) {
    }
  }
}

}  // namespace sala::screen
