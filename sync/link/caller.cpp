#include "sync/link/caller.h"

#include <charconv>

namespace sala::link {
namespace {

using namespace std::chrono_literals;

// What headquarters is given to answer beyond the time it was asked to wait: a bad mobile line
// takes 85 s for a full batch at 3 KiB/s.
constexpr auto answer_time = 90s;
// Silence after which nobody answers any more.
constexpr auto stall_time = 20s;

std::optional<WallTime> time_of(http::Response const& response) {
  auto text = response.headers.find("Sala-Time");
  if (!text) return std::nullopt;
  std::int64_t micros = 0;
  auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), micros);
  if (error != std::errc{} || end != text->data() + text->size()) return std::nullopt;
  return WallTime(Micros(micros));
}

Situation situation_of(int status) {
  switch (status) {
    case 401:
      return Situation::refused;
    case 403:
      return Situation::revoked;
    case 409:
      return Situation::stopped;
    default:
      return Situation::server_trouble;
  }
}

}  // namespace

Trouble unreachable_trouble(Error error) {
  namespace cause = http::cause;
  Situation situation = Situation::no_network;
  if (error.code == ErrorCode::invalid || error.cause == cause::wrong_certificate ||
      error.cause == cause::wrong_key) {
    situation = Situation::wrong_certificate;  // also when our file of the authority is no good
  } else if (error.code != ErrorCode::unreachable || error.cause == cause::refused) {
    // Ours to mend in the program; or the machine is there and headquarters' program is not.
    situation = Situation::server_trouble;
  } else if (error.cause == cause::tls || error.cause == cause::not_http ||
             error.cause == cause::too_large) {
    situation = Situation::not_headquarters;
  }
  return {situation, std::move(error), 0};
}

Trouble unsigned_trouble(int status) {
  // A server or a proxy in distress answers without our keys; a captive portal answers happily.
  bool distress = status >= 500 || status == 429 || status == 408;
  auto error =
      fail(ErrorCode::unreachable, "ask headquarters",
           "an answer that headquarters did not sign, with status " + std::to_string(status),
           distress ? "" : "does this network ask for a sign-in of its own?");
  return {distress ? Situation::server_trouble : Situation::not_headquarters,
          std::move(error.value()), 0};
}

Caller::Caller(http::Transport& transport, Clock const& clock, Random& random,
               crypto::SigningKey const& key, Address address,
               std::function<void(Answer const&)> heard)
    : transport_(transport),
      clock_(clock),
      random_(random),
      key_(key),
      address_(std::move(address)),
      heard_(std::move(heard)) {}

http::CallId Caller::send(Call call, std::function<void(Reply)> done) {
  Nonce nonce{};
  random_.fill(nonce);
  auto signature = key_.sign(
      as_bytes(request_message(nonce, http::method_name(call.method), call.target, call.body)));
  http::RequestOut request;
  request.method = call.method;
  request.url = address_.url + call.target;
  request.headers.add("Sala-Device", to_text(DeviceId{key_.public_key()}));
  request.headers.add("Sala-Nonce", to_hex(nonce));
  request.headers.add("Sala-Signature", to_hex(signature));
  if (!call.body.empty()) request.headers.add("Content-Type", "application/octet-stream");
  request.body = std::move(call.body);
  request.total_time = answer_time + call.server_wait;
  request.stall_time = stall_time + call.server_wait;
  BootTime sent = clock_.boottime();
  return transport_.submit(std::move(request), [this, nonce, sent, done = std::move(done)](
                                                   Result<http::Response> response) {
    done(judge(nonce, sent, std::move(response)));
  });
}

Reply Caller::judge(Nonce const& nonce, BootTime sent, Result<http::Response> response) const {
  if (!response) return tl::unexpected(unreachable_trouble(std::move(response.error())));
  auto time = time_of(*response);
  auto header = response->headers.find("Sala-Signature");
  auto signature = header ? hex_array<64>(*header) : std::nullopt;
  bool genuine =
      time && signature && response->status > 0 &&
      crypto::verify(address_.headquarters.bytes,
                     as_bytes(answer_message(nonce, static_cast<unsigned>(response->status), *time,
                                             response->body_view())),
                     *signature);
  if (!genuine) return tl::unexpected(unsigned_trouble(response->status));

  Answer answer{std::string(response->body_view()), *time, sent, clock_.boottime()};
  heard_(answer);
  if (response->status == 200) return answer;
  auto error = fail(ErrorCode::refused, "ask headquarters",
                    "it answered " + std::to_string(response->status) + " " + answer.body);
  return tl::unexpected(
      Trouble{situation_of(response->status), std::move(error.value()), response->status});
}

}  // namespace sala::link
