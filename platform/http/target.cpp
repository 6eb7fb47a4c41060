// Hosts and request targets.
#include <arpa/inet.h>

#include <algorithm>
#include <string>

#include "platform/http/request_reader.h"

namespace sala::http {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool valid_port(std::string_view port) {
  if (port.empty() || port.size() > 5 || !std::ranges::all_of(port, digit)) return false;
  return std::stoi(std::string(port)) <= 65535;
}

bool valid_address(int family, std::string_view text) {
  in6_addr room{};  // large enough for either family
  return inet_pton(family, std::string(text).c_str(), &room) == 1;
}

// RFC 1123 labels, with '_' which real networks use; one dot may end the name. A name whose last
// label is a number must be a whole IPv4 address: others read it as one (WHATWG URL 3.5).
bool valid_name(std::string_view name) {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.empty() || name.size() > 253) return false;
  std::string_view rest = name;
  std::string_view label;
  while (true) {
    std::size_t dot = rest.find('.');
    label = rest.substr(0, dot);
    bool clean = std::ranges::all_of(
        label, [](char c) { return letter(c) || digit(c) || c == '-' || c == '_'; });
    if (label.empty() || label.size() > 63 || !clean) return false;
    if (label.front() == '-' || label.back() == '-') return false;
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  return !std::ranges::all_of(label, digit) || valid_address(AF_INET, name);
}

// Where the port's colon is, or the end.
std::size_t end_of_name(std::string_view host) {
  if (host.starts_with('[')) {
    std::size_t bracket = host.find(']');
    return bracket == std::string_view::npos ? 0 : bracket + 1;
  }
  return std::min(host.find(':'), host.size());
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_text(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) { return lower(x) == lower(y); });
}

// After decoding: browsers resolve dots before they send, so who sends them means no good.
bool climbs(std::string_view path) {
  while (!path.empty()) {
    path.remove_prefix(1);  // the '/'
    std::size_t slash = std::min(path.find('/'), path.size());
    std::string_view segment = path.substr(0, slash);
    if (segment == "." || segment == "..") return true;
    path.remove_prefix(slash);
  }
  return false;
}

bool encodes_slash(std::string_view path) {
  return path.find("%2f") != std::string_view::npos || path.find("%2F") != std::string_view::npos;
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

// "http://host/path?q" becomes "/path?q"; its host must be the Host header's.
Refusal strip_origin(std::string_view& target, std::string_view host, std::string& owned) {
  std::size_t scheme = target.find("://");
  if (scheme == std::string_view::npos) return {400, "The target is not a path.\n"};
  std::string_view name = target.substr(0, scheme);
  if (!same_text(name, "http") && !same_text(name, "https")) {
    return {400, "The target's scheme is not http.\n"};
  }
  std::string_view rest = target.substr(scheme + 3);
  std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  std::string_view authority = rest.substr(0, end);
  if (!valid_host(authority)) return {400, "The target's host is malformed.\n"};
  if (!host.empty() && !same_text(host, authority)) {
    return {400, "The target and the Host header differ.\n"};
  }
  owned = rest.substr(end);
  if (!owned.starts_with('/')) owned.insert(owned.begin(), '/');
  target = owned;
  return {};
}

}  // namespace

bool valid_host(std::string_view host) {
  std::size_t end = end_of_name(host);
  std::string_view name = host.substr(0, end);
  std::string_view port = host.substr(end);
  if (!port.empty() && (port.front() != ':' || !valid_port(port.substr(1)))) return false;
  if (name.starts_with('[')) return valid_address(AF_INET6, name.substr(1, name.size() - 2));
  return valid_name(name);
}

std::string host_name(std::string_view host) {
  std::string name(host.substr(0, end_of_name(host)));
  std::ranges::transform(name, name.begin(), lower);
  return name;
}

Refusal read_target(std::string_view target, std::string_view host, Request& request) {
  std::string owned;
  if (!target.starts_with('/')) {
    if (Refusal refusal = strip_origin(target, host, owned); refusal.status != 0) return refusal;
  }
  if (target.find('#') != std::string_view::npos) return {400, "The target holds a fragment.\n"};
  std::size_t mark = std::min(target.find('?'), target.size());
  std::string_view path = target.substr(0, mark);
  if (encodes_slash(path)) return {400, "The path holds an encoded slash.\n"};
  auto decoded = percent_decode(path);
  if (!decoded || has_control(*decoded)) return {400, "The path is malformed.\n"};
  if (climbs(*decoded)) return {400, "The path holds dot segments.\n"};
  if (mark < target.size()) {
    auto query = parse_query(target.substr(mark + 1));
    if (!query) return {400, "The query is malformed.\n"};
    request.query = std::move(*query);
  }
  request.path = std::move(*decoded);
  request.target = target;
  return {};
}

}  // namespace sala::http
