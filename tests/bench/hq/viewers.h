// Phones on the live page: event streams read by one thread.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
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

 private:
  int poll_ = -1;
  std::vector<test::RawSocket> sockets_;
  std::vector<std::string> unread_;  // since the last call
};

}  // namespace sala::bench
