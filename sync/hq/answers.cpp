#include "sync/hq/answers.h"

namespace sala::hq {

http::Response Answers::make(link::Nonce const& nonce, int status, std::string_view type,
                             std::string body) const {
  auto now = clock_.wall();
  auto message = link::answer_message(nonce, static_cast<unsigned>(status), now, body);
  auto response = http::Response::bytes(status, std::string(type), std::move(body));
  response.headers.set("Sala-Time", std::to_string(now.time_since_epoch().count()));
  response.headers.set("Sala-Signature", to_hex(key_.sign(as_bytes(message))));
  response.headers.set("Cache-Control", "no-store");
  return response;
}

http::Response Answers::frame(link::Nonce const& nonce, std::string bytes) const {
  return make(nonce, 200, "application/octet-stream", std::move(bytes));
}

http::Response Answers::json(link::Nonce const& nonce, std::string text) const {
  return make(nonce, 200, "application/json", std::move(text));
}

http::Response Answers::refusal(link::Nonce const& nonce, int status, std::string why) const {
  return make(nonce, status, "text/plain; charset=utf-8", std::move(why) + "\n");
}

}  // namespace sala::hq
