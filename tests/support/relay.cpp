#include "tests/support/relay.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <stdexcept>

namespace sala::test {
namespace {

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

sockaddr* raw(sockaddr_in& address) { return reinterpret_cast<sockaddr*>(&address); }

}  // namespace

Relay::Relay(int to_port) : listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  auto address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(listening_, raw(address), size) != 0 || ::listen(listening_, 16) != 0 ||
      ::getsockname(listening_, raw(address), &size) != 0) {
    throw std::runtime_error("a relay cannot listen");
  }
  port_ = ntohs(address.sin_port);
  accepting_ = std::thread([this, to_port] { accept_all(to_port); });
}

Relay::~Relay() {
  over_ = true;
  ::shutdown(listening_, SHUT_RDWR);
  accepting_.join();
  {
    std::lock_guard guard(mutex_);
    for (int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
  }
  for (std::thread& thread : threads_) thread.join();
  for (int socket : sockets_) ::close(socket);
  ::close(listening_);
}

std::string Relay::heard() const {
  std::lock_guard guard(mutex_);
  return heard_;
}

void Relay::accept_all(int to_port) {
  while (!over_) {
    int from = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (from < 0) continue;
    int to = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(to_port);
    bool connected = ::connect(to, raw(address), sizeof address) == 0;
    std::lock_guard guard(mutex_);
    sockets_.insert(sockets_.end(), {from, to});
    if (!connected || over_) {
      ::shutdown(from, SHUT_RDWR);
      continue;
    }
    threads_.emplace_back([this, from, to] { carry(from, to); });
    threads_.emplace_back([this, from, to] { carry(to, from); });
  }
}

void Relay::carry(int from, int to) {
  char buffer[16384];
  for (ssize_t got = 0; (got = ::recv(from, buffer, sizeof buffer, 0)) > 0;) {
    {
      std::lock_guard guard(mutex_);
      heard_.append(buffer, static_cast<std::size_t>(got));
    }
    for (ssize_t sent = 0; sent < got;) {
      auto step = ::send(to, buffer + sent, static_cast<std::size_t>(got - sent), MSG_NOSIGNAL);
      if (step <= 0) return;
      sent += step;
    }
  }
  ::shutdown(to, SHUT_WR);
}

}  // namespace sala::test
