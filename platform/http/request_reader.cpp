#include "platform/http/request_reader.h"

#include <algorithm>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

namespace sala::http {
namespace {

namespace beast = boost::beast;

// A chunk's line is a length and perhaps an extension; ours never send one, nor trailers.
constexpr std::size_t max_chunk_line = 4096;

struct Known {
  std::string_view name;
  Method method;
};
constexpr Known known_methods[] = {{"GET", Method::get},     {"HEAD", Method::get},
                                   {"POST", Method::post},   {"PUT", Method::put},
                                   {"PATCH", Method::patch}, {"DELETE", Method::remove}};
constexpr std::string_view unwanted_methods[] = {"OPTIONS", "TRACE", "CONNECT"};

enum class Clean { more, whole, dirty };

// Walks over the head's bytes from `at`. Whole: `at` is behind the empty line. More: `at` is where
// to go on; the last byte seen is looked at again, for a CR it may be.
Clean scan(std::string_view bytes, std::size_t& at) {
  for (; at < bytes.size(); ++at) {
    auto c = static_cast<unsigned char>(bytes[at]);
    if ((c >= 0x20 && c != 0x7f) || c == '\t') continue;
    if (c != '\r') return Clean::dirty;
    if (at + 1 == bytes.size()) return Clean::more;
    if (bytes[at + 1] != '\n') return Clean::dirty;
    if (bytes.substr(at).starts_with("\r\n\r\n")) {
      at += 4;
      return Clean::whole;
    }
    // Enough of the next line to know that it is neither folded nor empty.
    if (at + 2 == bytes.size() || (bytes[at + 2] == '\r' && at + 3 == bytes.size())) {
      return Clean::more;
    }
    if (bytes[at + 2] == ' ' || bytes[at + 2] == '\t') return Clean::dirty;
    ++at;  // the LF
  }
  return Clean::more;
}

// No control characters, so no bare CR or LF either.
bool clean_line(std::string_view line) {
  return std::ranges::all_of(line, [](char c) {
    return (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) || c == '\t';
  });
}

bool all_digits(std::string_view text) {
  // 18 digits always fit into 64 bits.
  return !text.empty() && text.size() <= 18 &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view text(beast::string_view view) { return {view.data(), view.size()}; }

// A header that may occur once only; twice with the same value is the same thing said twice.
bool contradicts(Headers const& headers, std::string_view name) {
  if (headers.count(name) < 2) return false;
  auto first = *headers.find(name);
  return std::ranges::any_of(headers, [&](Headers::Item const& item) {
    return beast::iequals(item.first, name) && item.second != first;
  });
}

Refusal check_framing(Head& head, bool old_version) {
  Headers const& headers = head.request.headers;
  auto length = headers.find("Content-Length");
  auto coding = headers.find("Transfer-Encoding");
  if (coding && length) return {400, "Content-Length and Transfer-Encoding together.\n"};
  if (headers.count("Content-Length") > 1) return {400, "Content-Length is doubled.\n"};
  if (length && !all_digits(*length)) return {400, "Content-Length is not a number.\n"};
  if (coding) {
    if (old_version || headers.count("Transfer-Encoding") > 1) {
      return {400, "Transfer-Encoding is not allowed here.\n"};
    }
    if (!beast::iequals(*coding, "chunked")) return {501, "This coding is not known here.\n"};
  }
  head.content_length = length ? std::stoull(std::string(*length)) : 0;
  head.chunked = coding.has_value();
  head.has_body = head.chunked || head.content_length > 0;
  if (head.request.method == Method::get && head.has_body) {
    return {400, "A GET or HEAD brings no body.\n"};
  }
  bool needs_length = head.request.method == Method::post || head.request.method == Method::put ||
                      head.request.method == Method::patch;
  if (needs_length && !coding && !length) return {411, "Content-Length is missing.\n"};
  return {};
}

Refusal check_headers(Head& head, bool old_version) {
  Headers const& headers = head.request.headers;
  auto host = headers.find("Host");
  if (headers.count("Host") > 1) return {400, "Host is doubled.\n"};
  if (!host && !old_version) return {400, "Host is missing.\n"};
  if (host && !valid_host(*host)) return {400, "Host is malformed.\n"};
  for (std::string_view once : {"Content-Type", "If-Modified-Since", "Authorization"}) {
    if (contradicts(headers, once)) return {400, "A header is given twice.\n"};
  }
  if (auto expect = headers.find("Expect")) {
    if (!beast::iequals(*expect, "100-continue")) return {417, "Only 100-continue.\n"};
    head.wants_continue = !old_version;
  }
  return check_framing(head, old_version);
}

Refusal read_method(std::string_view name, Request& request) {
  for (auto const& known : known_methods) {
    if (known.name != name) continue;
    request.method = known.method;
    request.head_only = name == "HEAD";
    return {};
  }
  if (std::ranges::find(unwanted_methods, name) != std::end(unwanted_methods)) {
    return {405, "This method is not served.\n"};
  }
  return {501, "This method is not known.\n"};
}

Refusal refusal_for(beast::error_code const& error) {
  if (error == beast::http::error::header_limit) return {431, "The head is too large.\n"};
  if (error == beast::http::error::bad_version) return {505, "Only HTTP/1.1 and 1.0.\n"};
  return {400, "The request is malformed.\n"};
}

}  // namespace

RequestReader::Step RequestReader::refuse(int status, std::string_view why) {
  refusal_ = {status, why};
  return Step::refused;
}

RequestReader::Step RequestReader::read_head(std::string& pending) {
  // One empty line before a request is left over from sloppy clients (RFC 9112 2.2).
  if (scanned_ == 0 && pending.starts_with("\r\n")) pending.erase(0, 2);
  Clean clean = scan(pending, scanned_);
  if (clean == Clean::dirty) return refuse(400, "The head holds forbidden characters.\n");
  if (scanned_ > header_bytes_) return refuse(431, "The head is too large.\n");
  if (clean == Clean::more) return Step::more;
  Step step = parse_head(std::string_view(pending).substr(0, scanned_));
  pending.erase(0, scanned_);
  return step;
}

RequestReader::Step RequestReader::parse_head(std::string_view bytes) {
  beast::http::request_parser<beast::http::empty_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(header_bytes_));
  parser.body_limit(boost::none);  // allow_body() judges, by the route
  beast::error_code error;
  std::size_t used = parser.put(boost::asio::buffer(bytes.data(), bytes.size()), error);
  Refusal refusal = error ? refusal_for(error) : Refusal{};
  if (!error && (!parser.is_header_done() || used != bytes.size())) {
    refusal = {400, "The head is malformed.\n"};
  }
  if (refusal.status != 0) return refuse(refusal.status, refusal.why);

  auto const& message = parser.get();
  bool old_version = message.version() < 11;
  Request& request = head_.request;
  for (auto const& field : message) {
    request.headers.add(std::string(text(field.name_string())), std::string(text(field.value())));
  }
  head_.keep_alive = !old_version && parser.keep_alive();
  refusal = read_method(text(message.method_string()), request);
  if (refusal.status == 0) refusal = check_headers(head_, old_version);
  if (refusal.status == 0) {
    auto host = request.headers.find("Host").value_or("");
    refusal = read_target(text(message.target()), host, request);
  }
  return refusal.status == 0 ? Step::done : refuse(refusal.status, refusal.why);
}

RequestReader::Step RequestReader::allow_body(std::size_t limit) {
  body_limit_ = limit;
  left_ = head_.content_length;
  return left_ > limit ? refuse(413, "The body is too large.\n") : Step::done;
}

RequestReader::Step RequestReader::read_body(std::string& pending) {
  if (head_.chunked) return read_chunks(pending);
  std::size_t count = std::min<std::uint64_t>(left_, pending.size());
  body_.append(pending, 0, count);
  pending.erase(0, count);
  left_ -= count;
  return left_ == 0 ? Step::done : Step::more;
}

// RFC 9112 7.1. Extensions and trailers are read over.
RequestReader::Step RequestReader::read_chunks(std::string& pending) {
  std::string_view rest = pending;
  Step step = Step::more;
  while (step == Step::more) {
    if (chunk_ == Chunk::data) {
      std::size_t count = std::min<std::uint64_t>(left_, rest.size());
      body_.append(rest.substr(0, count));
      rest.remove_prefix(count);
      left_ -= count;
      if (left_ > 0) break;
      chunk_ = Chunk::data_end;
    }
    std::size_t end = rest.find("\r\n");
    std::string_view line = rest.substr(0, end);
    if (line.size() > max_chunk_line) return refuse(400, "A chunk's line is too long.\n");
    bool whole = end != std::string_view::npos;
    if (!whole && line.ends_with('\r')) line.remove_suffix(1);
    if (!clean_line(line)) return refuse(400, "A chunk holds forbidden characters.\n");
    if (!whole) break;
    rest.remove_prefix(end + 2);
    if (chunk_ == Chunk::size) {
      step = read_size_line(line);
    } else if (chunk_ == Chunk::data_end) {
      if (!line.empty()) return refuse(400, "A chunk is longer than it says.\n");
      chunk_ = Chunk::size;
    } else if (line.empty()) {
      step = Step::done;
    } else if ((trailer_bytes_ += line.size()) > max_chunk_line) {
      return refuse(400, "The trailer is too long.\n");
    }
  }
  pending.erase(0, pending.size() - rest.size());
  return step;
}

RequestReader::Step RequestReader::read_size_line(std::string_view line) {
  constexpr std::string_view hex = "0123456789abcdefABCDEF";
  std::size_t digits = std::min(line.find_first_not_of(hex), line.size());
  // 15 digits always fit into 64 bits with room for the sum.
  if (digits == 0 || digits > 15) return refuse(400, "A chunk's size is malformed.\n");
  std::string_view extension = line.substr(digits);
  extension.remove_prefix(std::min(extension.find_first_not_of(" \t"), extension.size()));
  if (!extension.empty() && extension.front() != ';') {
    return refuse(400, "A chunk's size is malformed.\n");
  }
  left_ = std::stoull(std::string(line.substr(0, digits)), nullptr, 16);
  if (left_ > body_limit_ - body_.size()) return refuse(413, "The body is too large.\n");
  chunk_ = left_ == 0 ? Chunk::trailer : Chunk::data;
  return Step::more;
}

}  // namespace sala::http
