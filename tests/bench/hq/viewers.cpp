#include "tests/bench/hq/viewers.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
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
  bytes_of_last_ = unread_.front().size();
  for (std::string& text_of_one : unread_) text_of_one.clear();
  return now;
}

Teller::Teller() : listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  VERIFY(bind(listener_, reinterpret_cast<sockaddr*>(&address), size) == 0);
  VERIFY(listen(listener_, 16) == 0);
  VERIFY(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  port_ = ntohs(address.sin_port);
}

Teller::~Teller() {
  if (thread_.joinable()) thread_.join();
  for (int each : sockets_) close(each);
  close(listener_);
}

void Teller::greet(int viewers) {
  thread_ = std::thread([this, viewers] {
    for (int i = 0; i < viewers; ++i) {
      int viewer = accept(listener_, nullptr, nullptr);
      VERIFY(viewer >= 0);
      int on = 1;
      setsockopt(viewer, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      char asked[4096];  // what they ask is sent in one piece
      VERIFY(recv(viewer, asked, sizeof asked, 0) > 0);
      constexpr std::string_view state = "event: state\n\n";
      VERIFY(send(viewer, state.data(), state.size(), MSG_NOSIGNAL) > 0);
      sockets_.push_back(viewer);
    }
  });
}

void Teller::tell(std::string frame) {
  thread_.join();
  thread_ = std::thread([this, frame = std::move(frame)] {
    for (int each : sockets_) VERIFY(send(each, frame.data(), frame.size(), MSG_NOSIGNAL) > 0);
  });
}

}  // namespace sala::bench
