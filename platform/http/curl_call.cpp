#include "platform/http/curl_call.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>

#include "platform/base/verify.h"

namespace sala::http {
namespace {

using Url = std::unique_ptr<CURLU, Deleter<curl_url_cleanup>>;

constexpr std::string_view operation = "http request";
// Below this rate for RequestOut::stall_time a transfer is given up.
constexpr long least_bytes_per_second = 64;
// A connection that was idle longer than this is not tried again: servers and NATs forget it (the
// server of this folder does after 75 s).
constexpr long idle_connection_s = 70;
constexpr long tcp_keep_alive_s = 30;

std::string url_part(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

bool is_loopback(std::string const& host) {
  if (host == "localhost") return true;  // curl never asks a name server for it
  in_addr address{};
  if (inet_pton(AF_INET, host.c_str(), &address) == 1) {
    return (ntohl(address.s_addr) >> 24) == 127;
  }
  return host == "[::1]";
}

std::string_view cause_of(CURLcode code, bool too_large) {
  if (too_large) return cause::too_large;
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return cause::no_such_host;
    case CURLE_OPERATION_TIMEDOUT:
      return cause::time_out;
    case CURLE_PEER_FAILED_VERIFICATION:
      return cause::wrong_certificate;
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return cause::wrong_key;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
      return cause::tls;
    case CURLE_FILESIZE_EXCEEDED:
      return cause::too_large;
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
      return cause::not_http;
    default:
      return cause::reset;
  }
}

bool has_no_route(long number) {
  return number == ENETUNREACH || number == EHOSTUNREACH || number == ENETDOWN ||
         number == EADDRNOTAVAIL;
}

Error error_of(Call const& call, CURLcode code) {
  if (code == CURLE_SSL_CACERT_BADFILE) {
    return {ErrorCode::invalid, std::string(operation), "the authority's file cannot be read",
            "give the PEM file that came with the enrolment"};
  }
  if (code == CURLE_OUT_OF_MEMORY || code == CURLE_BAD_FUNCTION_ARGUMENT) {
    return {ErrorCode::internal, std::string(operation), curl_easy_strerror(code), {}};
  }
  std::string_view why = cause_of(code, call.too_large);
  if (code == CURLE_COULDNT_CONNECT) {
    long number = 0;
    curl_easy_getinfo(call.easy.get(), CURLINFO_OS_ERRNO, &number);
    why = has_no_route(number) ? cause::no_route : cause::refused;
  }
  return {ErrorCode::unreachable, std::string(operation), std::string(why), {}};
}

// ---- what curl calls --------------------------------------------------------------------------

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* user) {
  auto& call = *static_cast<Call*>(user);
  auto& body = std::get<std::string>(call.response.body);
  if (count > call.request.response_bytes - body.size()) {
    call.too_large = true;
    return 0;
  }
  body.append(bytes, count);
  return count;
}

std::string_view trimmed(std::string_view text) {
  std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* user) {
  auto& call = *static_cast<Call*>(user);
  std::string_view line(bytes, count);
  if (line.starts_with("HTTP/")) {
    call.response.headers = {};  // an interim answer (100 Continue) came before
    return count;
  }
  std::size_t colon = line.find(':');
  if (colon != std::string_view::npos) {
    call.response.headers.add(std::string(line.substr(0, colon)),
                              std::string(trimmed(line.substr(colon + 1))));
  }
  return count;
}

// With pinned keys the dates of a certificate say nothing more, and the box's clock may be wrong
// by decades.
CURLcode ignore_dates(CURL*, void* context, void*) {
  X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(static_cast<SSL_CTX*>(context)),
                              X509_V_FLAG_NO_CHECK_TIME);
  return CURLE_OK;
}

template <class Value>
void set(Call& call, CURLoption option, Value value) {
  CURLcode code = curl_easy_setopt(call.easy.get(), option, value);
  VERIFY(code == CURLE_OK);
}

List header_list(RequestOut const& request) {
  curl_slist* list = nullptr;
  auto append = [&](std::string const& line) {
    curl_slist* longer = curl_slist_append(list, line.c_str());
    VERIFY(longer != nullptr);
    list = longer;
  };
  for (auto const& [name, value] : request.headers) {
    // curl takes "Name:" for "do not send it" and "Name;" for "send it empty".
    std::string line = name;
    value.empty() ? line.append(";") : line.append(": ").append(value);
    append(line);
  }
  append("Expect:");  // we do not wait a round trip for leave to send
  if (!request.headers.find("Content-Type")) append("Content-Type:");
  return List(list);
}

void set_request(Call& call) {
  RequestOut const& request = call.request;
  set(call, CURLOPT_URL, request.url.c_str());
  call.headers = header_list(request);
  set(call, CURLOPT_HTTPHEADER, call.headers.get());
  bool sends_body = request.method != Method::get && request.method != Method::remove;
  if (sends_body || !request.body.empty()) {
    set(call, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(call, CURLOPT_POSTFIELDS, request.body.data());
  }
  if (request.method != Method::get && request.method != Method::post) {
    set(call, CURLOPT_CUSTOMREQUEST, method_name(request.method).data());
  }
  set(call, CURLOPT_WRITEFUNCTION, take_body);
  set(call, CURLOPT_WRITEDATA, &call);
  set(call, CURLOPT_HEADERFUNCTION, take_header);
  set(call, CURLOPT_HEADERDATA, &call);
  set(call, CURLOPT_PRIVATE, &call);
}

void set_limits(Call& call, ClientOptions const& options) {
  RequestOut const& request = call.request;
  auto seconds_up = std::chrono::ceil<std::chrono::seconds>(request.stall_time);
  set(call, CURLOPT_NOSIGNAL, 1L);
  set(call, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options.connect_time.count()));
  set(call, CURLOPT_TIMEOUT_MS, static_cast<long>(request.total_time.count()));
  set(call, CURLOPT_LOW_SPEED_LIMIT, least_bytes_per_second);
  set(call, CURLOPT_LOW_SPEED_TIME, static_cast<long>(seconds_up.count()));
  set(call, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.response_bytes));
  set(call, CURLOPT_FOLLOWLOCATION, 0L);
  set(call, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
  set(call, CURLOPT_HTTP09_ALLOWED, 0L);
  set(call, CURLOPT_PROTOCOLS_STR, "http,https");
  set(call, CURLOPT_TCP_KEEPALIVE, 1L);
  set(call, CURLOPT_TCP_KEEPIDLE, tcp_keep_alive_s);
  set(call, CURLOPT_MAXAGE_CONN, idle_connection_s);
  if (options.proxy == Proxy::none) set(call, CURLOPT_PROXY, "");
}

void set_tls(Call& call, ClientOptions const& options, std::string const& pins) {
  set(call, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  if (!options.ca_file.empty()) {
    set(call, CURLOPT_CAINFO, options.ca_file.c_str());
    set(call, CURLOPT_CAPATH, nullptr);  // the private authority and no other
  }
  if (!pins.empty()) {
    set(call, CURLOPT_PINNEDPUBLICKEY, pins.c_str());
    set(call, CURLOPT_SSL_CTX_FUNCTION, ignore_dates);
  }
}

}  // namespace

Result<void> check_url(std::string const& text) {
  Url url(curl_url());
  if (curl_url_set(url.get(), CURLUPART_URL, text.c_str(), 0) != CURLUE_OK) {
    return fail(ErrorCode::invalid, operation, "the address is not a URL",
                "write it as https://name:port");
  }
  std::string scheme = url_part(url.get(), CURLUPART_SCHEME);
  if (scheme == "https") return {};
  if (scheme == "http" && is_loopback(url_part(url.get(), CURLUPART_HOST))) return {};
  return fail(ErrorCode::invalid, operation, "plain http is for this machine only",
              "use https:// with the authority's certificate and the pinned keys");
}

void set_up(Call& call, ClientOptions const& options, std::string const& pins) {
  set_request(call);
  set_limits(call, options);
  set_tls(call, options, pins);
}

Result<Response> outcome(Call& call, CURLcode code) {
  if (code != CURLE_OK) return tl::unexpected<Error>(error_of(call, code));
  long status = 0;
  curl_easy_getinfo(call.easy.get(), CURLINFO_RESPONSE_CODE, &status);
  call.response.status = static_cast<int>(status);
  return std::move(call.response);
}

}  // namespace sala::http
