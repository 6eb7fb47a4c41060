#include "tests/support/raw_socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace sala::test {

using Clock = std::chrono::steady_clock;

RawSocket::RawSocket(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) close();
}

RawSocket::~RawSocket() { close(); }

RawSocket::RawSocket(RawSocket&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)) {}

void RawSocket::close() {
  if (socket_ >= 0) ::close(std::exchange(socket_, -1));
}

bool RawSocket::send(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawSocket::receive_some(Clock::time_point until) {
  auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
  pollfd wait{socket_, POLLIN, 0};
  if (poll(&wait, 1, static_cast<int>(std::max<long>(left.count(), 0))) <= 0) return false;
  char bytes[16384];
  ssize_t size = recv(socket_, bytes, sizeof(bytes), 0);
  if (size <= 0) return false;
  received_.append(bytes, static_cast<std::size_t>(size));
  return true;
}

std::string RawSocket::receive_until(std::string_view text, std::chrono::milliseconds within) {
  auto until = Clock::now() + within;
  std::size_t at;
  while ((at = received_.find(text)) == std::string::npos) {
    if (!receive_some(until)) return std::exchange(received_, {});
  }
  std::string out = received_.substr(0, at + text.size());
  received_.erase(0, out.size());
  return out;
}

std::string RawSocket::receive_answer(std::chrono::milliseconds within) {
  auto until = Clock::now() + within;
  std::string answer = receive_until("\r\n\r\n", within);
  std::size_t field = answer.find("Content-Length: ");
  if (field == std::string::npos) return answer;
  std::size_t length = std::strtoul(answer.c_str() + field + 16, nullptr, 10);
  while (received_.size() < length && receive_some(until)) {
  }
  answer += received_.substr(0, length);
  received_.erase(0, length);
  return answer;
}

bool RawSocket::closed_within(std::chrono::milliseconds within) {
  auto until = Clock::now() + within;
  while (receive_some(until)) {
  }
  char byte;
  ssize_t size = recv(socket_, &byte, 1, MSG_DONTWAIT);
  return size == 0 || (size < 0 && errno != EAGAIN && errno != EWOULDBLOCK);
}

void RawSocket::finish_sending() { shutdown(socket_, SHUT_WR); }

void RawSocket::reset() {
  linger hard{1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof(hard));
  close();
}

void RawSocket::shrink_receive_buffer() {
  int size = 1;
  setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
}

int status_of(std::string_view answer) {
  return answer.starts_with("HTTP/1.1 ") ? std::atoi(std::string(answer.substr(9, 3)).c_str()) : 0;
}

std::string body_of(std::string_view answer) {
  std::size_t end = answer.find("\r\n\r\n");
  return end == std::string_view::npos ? std::string() : std::string(answer.substr(end + 4));
}

}  // namespace sala::test
