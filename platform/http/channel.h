// The bytes of one connection, plain or TLS, with a deadline over whatever it waits for. Private.
//
// Plain sockets are read without waiting into the worker's one scratch buffer, so that an idle
// connection holds no buffer at all: that is what makes thousands of live streams cheap.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/asio.h"
#include "platform/http/worker.h"

namespace boost::asio::ssl {
class context;
}

namespace sala::http {

class Channel {
 public:
  Channel(Worker& worker, Socket socket, asio::ssl::context* tls);
  ~Channel();
  Channel(Channel const&) = delete;
  Channel& operator=(Channel const&) = delete;

  // Who owns this channel: its timers hold on to it weakly.
  void set_owner(std::weak_ptr<void> owner) { owner_ = std::move(owner); }

  Task<bool> handshake();  // at once true for plain ones
  // Some bytes, valid until the caller waits for anything. Empty: closed, broken, or timed_out().
  Task<std::string_view> read_some();
  // All of it, each part within `stall_time`. False: broken, too slow or interrupted.
  Task<bool> write(std::span<asio::const_buffer> buffers);
  Task<bool> write(std::string_view text);
  // Says goodbye and drops what the client still sends, for a short while: closing over unread
  // bytes would reset the connection and could destroy our last answer on its way.
  Task<void> finish();

  // From now on whatever waits ends at `at`; then timed_out() is true.
  void set_deadline(SteadyClock::time_point at);
  void clear_deadline() { deadline_ = SteadyClock::time_point::max(); }
  bool timed_out() const { return timed_out_; }

  // Calls back once when the client sends something or closes, or for no reason: see peek().
  void watch(std::function<void()> readable);
  enum class Peer { quiet, talking, gone };
  Peer peek();

  void cancel();  // ends what waits
  void close();
  std::string peer_address() const;
  bool secure() const { return tls_ != nullptr; }
  void release_buffers();

 private:
  struct Tls;
  void arm();
  Task<bool> write_plain(std::span<asio::const_buffer> buffers);
  Task<bool> write_tls(std::span<asio::const_buffer> buffers);

  Worker& worker_;
  Socket socket_;
  std::unique_ptr<Tls> tls_;
  Timer watchdog_;
  SteadyClock::time_point deadline_ = SteadyClock::time_point::max();
  SteadyClock::time_point armed_ = SteadyClock::time_point::max();
  bool timed_out_ = false;
  std::weak_ptr<void> owner_;
};

}  // namespace sala::http
