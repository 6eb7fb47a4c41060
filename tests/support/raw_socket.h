// A TCP connection to this machine that sends what it is told, well-formed or not, at its own pace.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace sala::test {

class RawSocket {
 public:
  explicit RawSocket(std::uint16_t port);
  ~RawSocket();
  RawSocket(RawSocket&& other) noexcept;
  RawSocket(RawSocket const&) = delete;

  bool connected() const { return socket_ >= 0; }
  bool send(std::string_view bytes);  // false: the other side is gone
  // One whole answer by its Content-Length; what follows is kept for the next call. Empty when none
  // came within the time.
  std::string receive_answer(std::chrono::milliseconds within = std::chrono::seconds(5));
  // Reads until `text` has come; returns everything up to its end, or what there is.
  std::string receive_until(std::string_view text,
                            std::chrono::milliseconds within = std::chrono::seconds(5));
  // Reads until the other side closes; false when it does not.
  bool closed_within(std::chrono::milliseconds within);
  void finish_sending();  // FIN, still reading
  void reset();           // RST
  void close();
  // The least the kernel allows, so that a reader that does not read is felt soon.
  void shrink_receive_buffer();
  int handle() const { return socket_; }
  std::string const& unread() const { return received_; }

 private:
  bool receive_some(std::chrono::steady_clock::time_point until);
  int socket_ = -1;
  std::string received_;
};

// The number in the status line, 0 when there is none.
int status_of(std::string_view answer);
std::string body_of(std::string_view answer);

}  // namespace sala::test
