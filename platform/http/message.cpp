#include "platform/http/message.h"

#include <algorithm>
#include <array>

#include "platform/base/bytes.h"
#include "platform/base/verify.h"

namespace sala::http {
namespace {

// A form of more fields than this is not one of ours; it bounds the work of one request.
constexpr std::size_t max_pairs = 1000;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

bool unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

// RFC 6265 4.1.1: what may stand in a cookie's value without quotes.
bool cookie_octet(char c) {
  return c > ' ' && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

Result<std::string> decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '+' && plus_is_space) {
      c = ' ';
    } else if (c == '%') {
      std::array<std::uint8_t, 1> byte{};
      if (!from_hex(text.substr(i + 1, 2), byte)) {
        return fail(ErrorCode::invalid, "percent-decode", "'%' without two hex digits");
      }
      c = static_cast<char>(byte[0]);
      i += 2;
    }
    if (c == '\0') return fail(ErrorCode::invalid, "percent-decode", "holds a NUL");
    out.push_back(c);
  }
  if (!is_utf8(out)) return fail(ErrorCode::invalid, "percent-decode", "is not UTF-8");
  return out;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Splits off what stands before `separator`; all of it when there is none.
std::string_view take_until(std::string_view& rest, char separator) {
  std::size_t at = rest.find(separator);
  std::string_view part = rest.substr(0, at);
  rest = at == std::string_view::npos ? std::string_view() : rest.substr(at + 1);
  return part;
}

}  // namespace

std::string_view method_name(Method method) {
  switch (method) {
    case Method::get:
      return "GET";
    case Method::post:
      return "POST";
    case Method::put:
      return "PUT";
    case Method::patch:
      return "PATCH";
    case Method::remove:
      return "DELETE";
  }
  return "";
}

void Headers::add(std::string name, std::string value) {
  items_.emplace_back(std::move(name), std::move(value));
}

void Headers::set(std::string name, std::string value) {
  std::erase_if(items_, [&](Item const& item) { return same_name(item.first, name); });
  add(std::move(name), std::move(value));
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
  for (auto const& [key, value] : items_) {
    if (same_name(key, name)) return value;
  }
  return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(items_, [&](Item const& item) { return same_name(item.first, name); }));
}

std::optional<std::string_view> find_value(Query const& query, std::string_view name) {
  for (auto const& [key, value] : query) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::optional<std::string_view> Request::cookie(std::string_view name) const {
  for (auto const& [header, line] : headers) {
    if (!same_name(header, "cookie")) continue;
    std::string_view rest = line;
    while (!rest.empty()) {
      std::string_view value = take_until(rest, ';');
      std::string_view key = trimmed(take_until(value, '='));
      if (key == name) return trimmed(value);
    }
  }
  return std::nullopt;
}

std::string_view view(Body const& body) {
  if (auto const* own = std::get_if<std::string>(&body)) return *own;
  auto const& shared = std::get<SharedText>(body);
  return shared ? std::string_view(*shared) : std::string_view();
}

Response Response::bytes(int status, std::string content_type, Body body) {
  Response response;
  response.status = status;
  response.headers.add("Content-Type", std::move(content_type));
  response.body = std::move(body);
  return response;
}

Response Response::text(int status, std::string body) {
  return bytes(status, "text/plain; charset=utf-8", std::move(body));
}

Response Response::json(int status, Body body) {
  return bytes(status, "application/json", std::move(body));
}

Response Response::html(int status, Body body) {
  return bytes(status, "text/html; charset=utf-8", std::move(body));
}

Response Response::redirect(std::string location) {
  Response response;
  response.status = 303;
  response.headers.add("Location", std::move(location));
  return response;
}

std::string_view reason(int status) {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 411:
      return "Length Required";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    case 507:
      return "Insufficient Storage";
    default:
      return "Unknown";
  }
}

Result<std::string> percent_decode(std::string_view text) { return decode(text, false); }

std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (char c : text) {
    if (unreserved(c)) {
      out.push_back(c);
      continue;
    }
    auto byte = static_cast<std::uint8_t>(c);
    out.push_back('%');
    out.push_back(digits[byte >> 4]);
    out.push_back(digits[byte & 15]);
  }
  return out;
}

Result<Query> parse_query(std::string_view text) {
  Query query;
  while (!text.empty()) {
    std::string_view value = take_until(text, '&');
    if (value.empty()) continue;
    if (query.size() == max_pairs) {
      return fail(ErrorCode::invalid, "parse query", "more than 1000 pairs");
    }
    std::string_view key = take_until(value, '=');
    std::string decoded_key = TRY(decode(key, true));
    query.emplace_back(std::move(decoded_key), TRY(decode(value, true)));
  }
  return query;
}

std::string write_query(Query const& query) {
  std::string out;
  for (auto const& [key, value] : query) {
    if (!out.empty()) out.push_back('&');
    out += percent_encode(key);
    out.push_back('=');
    out += percent_encode(value);
  }
  return out;
}

std::string set_cookie(std::string_view name, std::string_view value,
                       CookieOptions const& options) {
  VERIFY(!name.empty() && std::ranges::all_of(name, unreserved));
  VERIFY(std::ranges::all_of(value, cookie_octet));
  VERIFY(options.path.starts_with('/') &&
         std::ranges::all_of(options.path, [](char c) { return c > ' ' && c < 0x7f && c != ';'; }));
  std::string out(name);
  out += '=';
  out += value;
  out += "; Path=" + options.path + "; HttpOnly";
  if (options.max_age) out += "; Max-Age=" + std::to_string(options.max_age->count());
  out += options.same_site == SameSite::strict ? "; SameSite=Strict" : "; SameSite=Lax";
  if (options.secure) out += "; Secure";
  return out;
}

std::string event_frame(std::string_view id, std::string_view event, std::string_view data) {
  VERIFY(id.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos);
  VERIFY(event.find_first_of("\r\n") == std::string_view::npos);
  std::string out;
  out.reserve(data.size() + id.size() + event.size() + 32);
  if (!id.empty()) out.append("id: ").append(id).push_back('\n');
  if (!event.empty()) out.append("event: ").append(event).push_back('\n');
  while (true) {
    // A reader of the stream takes CR, LF and CR LF alike for the end of a line.
    std::size_t end = data.find_first_of("\r\n");
    out.append("data: ").append(data.substr(0, end)).push_back('\n');
    if (end == std::string_view::npos) break;
    bool pair = data[end] == '\r' && data.substr(end + 1).starts_with('\n');
    data.remove_prefix(end + (pair ? 2 : 1));
  }
  out.push_back('\n');
  return out;
}

}  // namespace sala::http
