#include "platform/http/response_head.h"

#include <time.h>

#include <algorithm>
#include <array>

namespace sala::http {
namespace {

bool clean(Headers const& headers) {
  auto harmless = [](std::string_view text) {
    return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
  };
  return std::ranges::all_of(headers, [&](Headers::Item const& item) {
    return harmless(item.first) && harmless(item.second);
  });
}

void append(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_all(std::string& out, Headers const& headers, Headers const& defaults) {
  for (auto const& [name, value] : headers) append(out, name, value);
  for (auto const& [name, value] : defaults) {
    if (!headers.find(name)) append(out, name, value);
  }
}

std::string status_line(int status) {
  std::string out;
  out.reserve(512);
  out.append("HTTP/1.1 ").append(std::to_string(status)).append(" ").append(reason(status));
  out.append("\r\n");
  return out;
}

}  // namespace

std::string response_head(Response& response, Headers const& defaults, std::string_view date,
                          After after) {
  if (!clean(response.headers)) response = Response::text(500, {});
  std::string out = status_line(response.status);
  append_all(out, response.headers, defaults);
  if (response.status != 204 && response.status != 304) {
    append(out, "Content-Length", std::to_string(response.body_view().size()));
  }
  append(out, "Date", date);
  if (after == After::close) append(out, "Connection", "close");
  out.append("\r\n");
  return out;
}

std::string stream_head(Headers const& headers, Headers const& defaults, std::string_view date) {
  std::string out = status_line(200);
  append(out, "Content-Type", "text/event-stream");
  append(out, "Cache-Control", "no-store");
  append_all(out, clean(headers) ? headers : Headers(), defaults);
  append(out, "Date", date);
  append(out, "Connection", "close");
  out.append("\r\n");
  return out;
}

std::string http_date() {
  constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  time_t now = time(nullptr);
  tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 64> text{};
  // Not strftime: its names follow the locale of the process.
  int size = snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                      days[static_cast<std::size_t>(parts.tm_wday)], parts.tm_mday,
                      months[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900,
                      parts.tm_hour, parts.tm_min, parts.tm_sec);
  return std::string(text.data(), static_cast<std::size_t>(std::max(size, 0)));
}

}  // namespace sala::http
