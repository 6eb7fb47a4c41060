// An HTTP/1.1 server: requests in, answers and live event streams out.
//
// One thread or a few run the sockets (each connection belongs to one of them). The handler is
// called on such a thread and must not block: it answers at once or moves the Responder elsewhere.
// What is malformed, too large, too slow or ambiguous (request smuggling) is answered and closed
// before the handler hears of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/result.h"
#include "platform/http/message.h"
#include "platform/http/responder.h"

namespace sala::http {

// Each limit with its reason. One request at a time is in flight on a connection: pipelined ones
// wait in the socket.
struct ServerLimits {
  // Signed requests and cookies need under 2 KiB; browsers' largest usual head is 8 KiB.
  std::size_t header_bytes = 16 * 1024;
  // A batch is at most 256 KiB before compression; a workbook upload asks for more by its route.
  std::size_t body_bytes = 1024 * 1024;
  // All bodies being received or handled together: what one small server can spare.
  std::size_t all_bodies_bytes = 128 * 1024 * 1024;
  // 500 viewers, a fleet of kiosks with two connections each, and room; each costs 1-2 kB.
  std::size_t connections = 4096;
  // A head is one packet; who needs longer holds the connection for sport.
  std::chrono::milliseconds header_time = std::chrono::seconds(10);
  // A body may take this long, and longer only while it comes faster than the least rate: 256 KiB
  // over a bad mobile line (3 KiB/s) takes 85 s, one byte a second is cut off.
  std::chrono::milliseconds body_time = std::chrono::seconds(30);
  std::size_t body_least_bytes_per_second = 4096;
  // Longer than the minute after which a kiosk sends its heartbeat, so that it finds its
  // connection.
  std::chrono::milliseconds idle_time = std::chrono::seconds(75);
  // No handler takes longer unless it sets a deadline of its own.
  std::chrono::milliseconds answer_time = std::chrono::seconds(60);
  // A client that takes no byte for this long is gone.
  std::chrono::milliseconds write_stall_time = std::chrono::seconds(30);
  // Proxies and phones drop what is silent for 20-30 s.
  std::chrono::milliseconds stream_keep_alive = std::chrono::seconds(15);
  // What a live viewer may lag behind: about a thousand events.
  std::size_t stream_backlog_bytes = 256 * 1024;
};

struct TlsIdentity {  // PEM; TLS 1.2 or later
  std::string certificate_chain_file;
  std::string key_file;
};

struct ServerOptions {
  std::string address = "127.0.0.1";  // "0.0.0.0", "::" or one address of this machine
  std::uint16_t port = 0;             // 0: any free one, see Server::port()
  int threads = 1;                    // 1 to 16
  std::optional<TlsIdentity> tls;
  // When not empty, a Host outside of it (without port, lower case) is answered 421: a page on the
  // web must not reach a loopback server by giving its own name 127.0.0.1 (DNS rebinding).
  std::vector<std::string> hosts;
  // Added to every answer that does not set them itself, the server's own refusals included.
  Headers default_headers = {{"X-Content-Type-Options", "nosniff"}};
  ServerLimits limits;
};

// How many body bytes this request may bring, asked when its head has been read (body still empty).
// More is answered 413. Called on a server thread; must not block.
using BodyLimit = std::function<std::size_t(Request const& head)>;

struct ServerCounts {
  std::size_t connections = 0;  // now open
  std::size_t streams = 0;      // of them, live event streams
  std::uint64_t requests = 0;   // since the start, handed to the handler
  std::uint64_t refused = 0;    // since the start, answered by the server itself
};

class Server {
 public:
  // Listening when it returns. Errors: the address is not ours or is taken, a bad certificate.
  static Result<std::unique_ptr<Server>> start(ServerOptions options, Handler handler,
                                               BodyLimit body_limit = {});
  ~Server();  // stop()

  std::uint16_t port() const;
  std::string address() const;  // "127.0.0.1:8080", "[::1]:8080"
  ServerCounts counts() const;  // thread-safe

  // Stops accepting, closes idle connections and streams, lets waiting long-polls answer by their
  // deadline callback, gives running handlers `grace` to answer, then closes everything and joins
  // the threads. Not from a handler. A second call does nothing.
  void stop(std::chrono::milliseconds grace = std::chrono::seconds(3));

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sala::http
