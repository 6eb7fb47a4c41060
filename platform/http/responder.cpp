#include "platform/http/responder.h"

#include <utility>

#include "platform/base/verify.h"

namespace sala::http {

Responder& Responder::operator=(Responder&& other) noexcept {
  if (this != &other) {
    abandon();
    exchange_ = std::move(other.exchange_);
  }
  return *this;
}

bool Responder::answer(Response response) {
  VERIFY(exchange_ != nullptr);
  return std::exchange(exchange_, nullptr)->answer(std::move(response));
}

std::shared_ptr<EventStream> Responder::stream(Headers headers) {
  VERIFY(exchange_ != nullptr);
  return std::exchange(exchange_, nullptr)->stream(std::move(headers));
}

void Responder::set_deadline(std::chrono::milliseconds after,
                             std::function<Response()> at_deadline) {
  VERIFY(exchange_ != nullptr);
  exchange_->set_deadline(after, std::move(at_deadline));
}

void Responder::on_gone(std::function<void()> callback) {
  VERIFY(exchange_ != nullptr);
  exchange_->on_gone(std::move(callback));
}

void Responder::abandon() {
  if (exchange_ == nullptr) return;
  std::exchange(exchange_, nullptr)->answer(Response::text(500, "The request was dropped.\n"));
}

}  // namespace sala::http
