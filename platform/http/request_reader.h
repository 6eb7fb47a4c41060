// Bytes into a request: Beast's parser for the head, and in front of it everything that two readers
// of the same bytes might understand differently. No sockets; private to the server.
//
// Bodies are read here: Beast 1.81 asserts in the last chunk when it comes byte by byte, which any
// client could bring about, and sets aside whatever Content-Length claims.
//
// Refused: bare CR or LF, control characters, folded lines, a missing, doubled or malformed Host,
// a doubled or odd Content-Length, any Transfer-Encoding but a single "chunked", both of them, a
// body on GET, a target that is not clean UTF-8 or climbs with "..". Trailers are read and dropped.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/http/message.h"

namespace sala::http {

struct Refusal {
  int status = 0;        // 0: none
  std::string_view why;  // static text, sent as the body
};

struct Head {
  Request request;  // without body and peer
  bool keep_alive = false;
  bool wants_continue = false;  // Expect: 100-continue
  bool has_body = false;        // some bytes or chunks follow
  bool chunked = false;
  std::uint64_t content_length = 0;  // 0 when chunked
};

class RequestReader {
 public:
  enum class Step { more, done, refused };

  explicit RequestReader(std::size_t header_bytes) : header_bytes_(header_bytes) {}

  // Takes the head from the front of `pending` once it is there whole; what follows it stays.
  // `more`: nothing was taken, call again when bytes were added.
  Step read_head(std::string& pending);
  Head& head() { return head_; }

  // Between head and body: how much body will be taken.
  Step allow_body(std::size_t limit);
  // Takes body bytes from the front of `pending`; what follows the body stays.
  Step read_body(std::string& pending);
  std::size_t body_size() const { return body_.size(); }
  std::string take_body() { return std::move(body_); }

  Refusal refusal() const { return refusal_; }

 private:
  enum class Chunk { size, data, data_end, trailer };

  Step refuse(int status, std::string_view why);

  Step parse_head(std::string_view bytes);
  Step read_chunks(std::string& pending);
  Step read_size_line(std::string_view line);

  Head head_;
  Refusal refusal_;
  std::size_t header_bytes_;
  std::size_t scanned_ = 0;  // of pending, known to be clean
  std::string body_;
  std::size_t body_limit_ = 0;
  std::uint64_t left_ = 0;  // of the body, or of this chunk
  Chunk chunk_ = Chunk::size;
  std::size_t trailer_bytes_ = 0;
};

// host, host:port, 192.0.2.1, [2001:db8::1]:port; empty and anything odd is false.
bool valid_host(std::string_view host);
// Without the port, lower case: "[::1]:80" gives "[::1]".
std::string host_name(std::string_view host);

// Fills target, path and query of `request` from a request line's target; `host` is the Host header
// or empty. A refusal when it is not one clean path of this server.
Refusal read_target(std::string_view target, std::string_view host, Request& request);

}  // namespace sala::http
