// Phones on the live page: event streams read by one thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/support/raw_socket.h"

namespace sala::bench {

class Viewers {
 public:
  // All have had the first state of the workshop's session when it returns.
  Viewers(std::uint16_t port, std::string const& cookie, int count);
  ~Viewers();

  // When the last of them had a frame with `text`, which was not sent before the last call.
  std::chrono::steady_clock::time_point last_to_see(std::string_view text);
  // What one of them had received then.
  std::size_t bytes_of_last() const { return bytes_of_last_; }

 private:
  int poll_ = -1;
  std::vector<test::RawSocket> sockets_;
  std::vector<std::string> unread_;  // since the last call
  std::size_t bytes_of_last_ = 0;
};

// A server that does nothing but write: what the machine alone takes to tell all viewers.
class Teller {
 public:
  Teller();
  ~Teller();

  std::uint16_t port() const { return port_; }
  // Answers so many viewers with an empty state, from a thread of its own.
  void greet(int viewers);
  // Writes `frame` to all of them, from a thread of its own.
  void tell(std::string frame);

 private:
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::vector<int> sockets_;
  std::thread thread_;
};

}  // namespace sala::bench
