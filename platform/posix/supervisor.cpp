#include "platform/posix/supervisor.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <string_view>

namespace sala {
namespace {

std::string_view state_of(Health health) {
  switch (health) {
    case Health::ready:
      return "READY=1";
    case Health::alive:
      return "WATCHDOG=1";
    case Health::stopping:
      return "STOPPING=1";
  }
  return "";
}

}  // namespace

void tell_supervisor(Health health) {
  char const* path = std::getenv("NOTIFY_SOCKET");
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::size_t const length = path == nullptr ? 0 : std::strlen(path);
  bool named = length > 1 && (*path == '/' || *path == '@') && length < sizeof address.sun_path;
  if (!named) return;
  std::memcpy(address.sun_path, path, length);
  if (*path == '@') address.sun_path[0] = '\0';  // a name of Linux's own, not a file
  int const channel = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (channel < 0) return;
  auto state = state_of(health);
  // Nobody to complain to: if it is not heard, the supervisor starts us anew.
  (void)::sendto(channel, state.data(), state.size(), MSG_NOSIGNAL | MSG_DONTWAIT,
                 reinterpret_cast<sockaddr const*>(&address),
                 static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length));
  ::close(channel);
}

std::optional<std::chrono::microseconds> supervisor_patience() {
  char const* text = std::getenv("WATCHDOG_USEC");
  long long const micros = text == nullptr ? 0 : std::atoll(text);
  char const* process = std::getenv("WATCHDOG_PID");
  bool is_ours = process == nullptr || std::atoll(process) == ::getpid();
  if (micros <= 0 || !is_ours) return std::nullopt;
  return std::chrono::microseconds(micros);
}

}  // namespace sala
