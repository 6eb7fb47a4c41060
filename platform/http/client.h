// The real Transport: libcurl, driven by the caller's own thread.
//
//   Client client(options);
//   client.submit(request, [](Result<Response> answer) { … });
//   while (running) client.poll(until_next_wake);     // another thread may call client.wake()
//
// Connections are kept and used again. Plain http goes to loopback addresses only; any other
// address must be https with the private authority and pinned keys of the options.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/http/transport.h"

namespace sala::http {

enum class Proxy { none, from_environment };

struct ClientOptions {
  std::string ca_file;  // PEM of the private authority; empty: the system's authorities
  // "sha256//" + base64 of the SHA-256 of the server's SubjectPublicKeyInfo; any one suffices (one
  // in use, one in reserve). With pins the dates of the certificate are not checked: a box whose
  // clock says 1970 must still reach its headquarters, and the pinned key says who it is.
  std::vector<std::string> pinned_keys;
  Proxy proxy = Proxy::none;
  std::chrono::milliseconds connect_time = std::chrono::seconds(10);
  // A kiosk needs one push, one long-poll and a spare; more waiting is a bug of the caller.
  std::size_t in_flight = 16;
  // One push and one long-poll at a time, and two for the occasional other call.
  int connections_per_host = 4;
};

class Client final : public Transport {
 public:
  explicit Client(ClientOptions options);
  ~Client() override;  // cancels what is in flight

  CallId submit(RequestOut request, Completion completion) override;
  void cancel(CallId id) override;

  // Moves everything forward and calls completions; waits at most `timeout` for something to
  // happen. Returns how many completions were called.
  std::size_t poll(std::chrono::milliseconds timeout);
  // Ends a poll() that waits, or the next one. Thread-safe.
  void wake();
  std::size_t in_flight() const;
  // From the next connection on, see ClientOptions::pinned_keys. On the client's thread.
  void pin(std::vector<std::string> const& keys);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sala::http
