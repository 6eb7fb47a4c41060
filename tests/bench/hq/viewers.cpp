#include "tests/bench/hq/viewers.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/base/verify.h"
#include "tests/bench/workshop.h"

namespace sala::bench {

Viewers::Viewers(std::uint16_t port, std::string const& cookie, int count)
    : poll_(epoll_create1(EPOLL_CLOEXEC)), unread_(static_cast<std::size_t>(count)) {
  for (int i = 0; i < count; ++i) {
    auto& socket = sockets_.emplace_back(port);
    VERIFY(socket.connected());
    socket.send("GET /live/" + to_text(workshop_session) + "/events HTTP/1.1\r\nHost: 127.0.0.1:" +
                std::to_string(port) + "\r\nCookie: " + cookie + "\r\n\r\n");
    auto answer = socket.receive_until("\n\n", std::chrono::seconds(30));
    bool has_state = answer.find("event: state") != answer.npos;
    VERIFY(has_state);
    epoll_event event{EPOLLIN, {}};
    event.data.u32 = static_cast<std::uint32_t>(i);
    VERIFY(epoll_ctl(poll_, EPOLL_CTL_ADD, socket.handle(), &event) == 0);
  }
}

Viewers::~Viewers() { close(poll_); }

std::chrono::steady_clock::time_point Viewers::last_to_see(std::string_view text) {
  std::size_t saw = 0;
  std::vector<bool> has(sockets_.size());
  while (saw < sockets_.size()) {
    epoll_event ready[512];
    int count = epoll_wait(poll_, ready, 512, 10'000);
    VERIFY(count > 0);
    for (int at = 0; at < count; ++at) {
      std::size_t i = ready[at].data.u32;
      char bytes[16 * 1024];
      ssize_t size = recv(sockets_[i].handle(), bytes, sizeof bytes, 0);
      VERIFY(size > 0);
      unread_[i].append(bytes, static_cast<std::size_t>(size));
      if (has[i] || unread_[i].find(text) == std::string::npos) continue;
      has[i] = true;
      ++saw;
    }
  }
  auto now = std::chrono::steady_clock::now();
  for (std::string& text_of_one : unread_) text_of_one.clear();
  return now;
}

}  // namespace sala::bench
