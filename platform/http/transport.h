// Sending requests, as the link sees it: the real one is Client, tests and the simulator use
// FakeTransport. One contract test runs against both.
//
// A transport belongs to one thread. Any answer that arrived whole is a success, whatever its
// status: a 500 or a captive portal's page is for the caller to judge.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "platform/base/result.h"
#include "platform/http/message.h"

namespace sala::http {

struct RequestOut {
  Method method = Method::get;
  std::string url;  // "https://hq.example.org:8443/v1/push"; redirects are not followed
  Headers headers;
  std::string body;
  // From submit to the last byte. A long-poll adds the time it asks the server to wait.
  std::chrono::milliseconds total_time = std::chrono::seconds(60);
  // Slower than 64 bytes/s for this long, waiting for the answer included, is a time-out: never
  // hang on one byte a second. A long-poll sets it above its waiting time.
  std::chrono::milliseconds stall_time = std::chrono::seconds(20);
  // A longer answer is cut off and is an error. A page of pull is at most 256 KiB compressed.
  std::size_t response_bytes = 1024 * 1024;
};

enum class CallId : std::uint64_t {};
using Completion = std::function<void(Result<Response>)>;

class Transport {
 public:
  virtual ~Transport() = default;
  // The completion is called exactly once, later, from the transport's own turn (Client::poll,
  // FakeTransport::step), never inside submit(); it may submit and cancel. Errors it may get:
  // unreachable (cause: one of those below), invalid (a URL we do not send to), busy (too many in
  // flight).
  virtual CallId submit(RequestOut request, Completion completion) = 0;
  // After this the completion is never called (it is destroyed). The server may have acted already.
  // An id that is unknown or done is ignored.
  virtual void cancel(CallId id) = 0;
};

// Error::cause of ErrorCode::unreachable; plain, stable, comparable.
namespace cause {
inline constexpr std::string_view no_such_host = "the name of the server is not known";
inline constexpr std::string_view refused = "nobody listens at the server's address";
inline constexpr std::string_view no_route = "there is no way to the server's network";
inline constexpr std::string_view time_out = "the server did not answer in time";
inline constexpr std::string_view reset = "the connection broke before the answer was whole";
inline constexpr std::string_view wrong_certificate =
    "the server's certificate is not from our authority or not for this name";
inline constexpr std::string_view wrong_key = "the server's key is not one of the pinned keys";
inline constexpr std::string_view tls = "no secure connection could be made";
inline constexpr std::string_view too_large = "the answer is larger than expected";
inline constexpr std::string_view not_http = "the answer is not HTTP";
}  // namespace cause

}  // namespace sala::http
