// Plain HTTP/1.1 messages: what both the server and the client speak. No sockets here.
//
// Everything is a value; nothing here blocks. Texts that came from the network have been checked by
// whoever made the message: a Request's path and query are well-formed UTF-8 without NUL.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "platform/base/result.h"

namespace sala::http {

enum class Method { get, post, put, patch, remove };  // HEAD arrives as get, see Request
std::string_view method_name(Method method);          // "GET", …, "DELETE"

// Ordered; names compare without regard to ASCII case; a name may occur more than once.
class Headers {
 public:
  using Item = std::pair<std::string, std::string>;
  Headers() = default;
  Headers(std::initializer_list<Item> items) : items_(items) {}

  void add(std::string name, std::string value);
  void set(std::string name, std::string value);  // replaces every earlier one of that name
  // The first of that name. The view lives as long as the Headers are not changed.
  std::optional<std::string_view> find(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  auto begin() const { return items_.begin(); }
  auto end() const { return items_.end(); }
  std::size_t size() const { return items_.size(); }

 private:
  std::vector<Item> items_;
};

// application/x-www-form-urlencoded pairs, decoded, in order.
using Query = std::vector<std::pair<std::string, std::string>>;
std::optional<std::string_view> find_value(Query const& query, std::string_view name);

struct Request {
  Method method = Method::get;
  bool head_only = false;  // the client said HEAD: answer as for get, the body is not sent
  std::string target;      // as received: "/people/a%20b?q=1"
  std::string path;        // decoded, begins with '/', has no "." or ".." segment: "/people/a b"
  Query query;
  Headers headers;
  std::string body;
  std::string peer;  // address without port: "127.0.0.1", "2001:db8::1"
  bool secure = false;

  std::optional<std::string_view> query_value(std::string_view name) const {
    return find_value(query, name);
  }
  std::optional<std::string_view> cookie(std::string_view name) const;
};

// A body is owned, or shared between many answers (a static file, a broadcast).
using SharedText = std::shared_ptr<std::string const>;
using Body = std::variant<std::string, SharedText>;
std::string_view view(Body const& body);

struct Response {
  int status = 200;
  Headers headers;  // Content-Length, Date and Connection are the server's: do not set them
  Body body;

  static Response text(int status, std::string body);  // text/plain; charset=utf-8
  static Response json(int status, Body body);         // application/json
  static Response html(int status, Body body);         // text/html; charset=utf-8
  static Response bytes(int status, std::string content_type, Body body);
  static Response redirect(std::string location);  // 303: read that instead
  std::string_view body_view() const { return view(body); }
};
// "Not Found"; "Unknown" for a number without a name.
std::string_view reason(int status);

// ---- percent-encoding (RFC 3986) and forms (WHATWG URL 5.1) -----------------------------------
// Strict: a '%' without two hex digits, a NUL, or a result that is not UTF-8 is an error.
Result<std::string> percent_decode(std::string_view text);
// Leaves only unreserved characters (A-Z a-z 0-9 - . _ ~) as they are.
std::string percent_encode(std::string_view text);
// "a=1&b=%E0%B8%81+x": '+' is a space. At most 1000 pairs. Also reads a posted form.
Result<Query> parse_query(std::string_view text);
std::string write_query(Query const& query);

// ---- cookies (RFC 6265) -----------------------------------------------------------------------
enum class SameSite { strict, lax };
struct CookieOptions {
  std::optional<std::chrono::seconds> max_age;  // none: until the browser closes; 0: delete it
  SameSite same_site = SameSite::lax;
  bool secure = true;  // false only for plain http on loopback
  std::string path = "/";
};
// Value of a Set-Cookie header, always HttpOnly. `value` must be cookie-octets (base64url is).
std::string set_cookie(std::string_view name, std::string_view value, CookieOptions const& options);

// ---- Server-Sent Events -----------------------------------------------------------------------
// One frame: "id: 7\nevent: name\ndata: line\n\n"; `data` is split at line ends; id and event are
// left out when empty and must not contain line ends.
std::string event_frame(std::string_view id, std::string_view event, std::string_view data);

}  // namespace sala::http
