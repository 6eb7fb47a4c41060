// One connection of the server, from its first byte to its last: a coroutine on its worker's
// thread. Private.
#pragma once

#include <array>
#include <memory>
#include <string>

#include "platform/http/channel.h"
#include "platform/http/exchange.h"
#include "platform/http/request_reader.h"

namespace sala::http {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  // On the worker's thread. `tls` may be null.
  static void start(Worker& worker, Socket socket, asio::ssl::context* tls);
  Connection(Worker& worker, Socket socket, asio::ssl::context* tls);
  ~Connection();

  // All on the worker's thread.
  void wake() { wake_.cancel(); }  // an exchange or a stream has something for us
  void interrupt_write();
  void stop();  // finish what is begun, begin nothing
  void abort() { channel_.close(); }

 private:
  Task<void> run();
  Task<bool> serve_next();
  Task<bool> receive();
  Task<bool> receive_head(RequestReader& reader);
  Task<bool> receive_body(RequestReader& reader);
  Task<bool> reply();
  Task<bool> await_outcome();
  Task<bool> send_response(Response response);
  Task<bool> refuse(Refusal refusal);
  Task<void> run_stream();
  Task<bool> stream_frames(std::vector<SharedText>& frames);
  Task<bool> sleep_until(SteadyClock::time_point at);  // false: woken before
  void watch_client();
  bool charge(std::size_t bytes);
  void release_charge();
  std::chrono::milliseconds idle_time() const;
  ServerLimits const& limits() const { return worker_.service.options.limits; }

  Worker& worker_;
  Channel channel_;
  Timer wake_;
  std::string pending_;  // received and not yet understood
  std::shared_ptr<PendingAnswer> exchange_;
  std::shared_ptr<StreamQueue> stream_;
  std::size_t charged_ = 0;  // of Service::body_bytes
  std::uint32_t served_ = 0;
  std::uint32_t watch_ = 0;  // number of the exchange that is being watched
  bool idle_ = false;
  bool gone_ = false;
  bool keep_alive_ = false;
  bool head_only_ = false;
};

}  // namespace sala::http
