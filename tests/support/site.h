// A server on this machine for tests, and patience.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "platform/http/server.h"
#include "tests/support/raw_socket.h"

namespace sala::test {

// A server that echoes what it understood, or does what the test's handler says.
class Site {
 public:
  explicit Site(http::ServerOptions options = {}, http::Handler handler = {},
                http::BodyLimit limit = {}) {
    if (!handler) {
      handler = [this](http::Request&& r, http::Responder a) { echo(std::move(r), std::move(a)); };
    }
    server_ = std::move(http::Server::start(std::move(options), std::move(handler), limit).value());
  }
  RawSocket connect() { return RawSocket(server_->port()); }
  std::string ask(std::string_view request) {
    RawSocket socket = connect();
    socket.send(request);
    return socket.receive_answer();
  }
  http::Server& server() { return *server_; }
  int handled() const { return handled_; }

 private:
  void echo(http::Request&& request, http::Responder responder) {
    ++handled_;
    responder.answer(http::Response::text(200, std::string(http::method_name(request.method)) +
                                                   " " + request.path + " [" + request.body + "]"));
  }
  std::atomic<int> handled_{0};
  std::unique_ptr<http::Server> server_;
};

inline http::ServerOptions quick(std::function<void(http::ServerLimits&)> change) {
  http::ServerOptions options;
  change(options.limits);
  return options;
}

template <class Condition>
bool soon(Condition condition, std::chrono::milliseconds within = std::chrono::seconds(5)) {
  auto until = std::chrono::steady_clock::now() + within;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace sala::test
