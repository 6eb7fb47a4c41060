#include "tests/sim/network.h"

#include <algorithm>

namespace sala::sim {
namespace {

tl::unexpected<Error> unreachable(std::string_view cause) {
  return fail(ErrorCode::unreachable, "send a request", cause);
}

http::Request as_received(http::RequestOut const& sent) {
  http::Request request;
  request.method = sent.method;
  auto path_at = sent.url.find('/', sent.url.find("://") + 3);
  request.target = sent.url.substr(path_at);
  auto question = request.target.find('?');
  request.path = request.target.substr(0, question);
  if (question != std::string::npos) {
    request.query = test::must(http::parse_query(request.target.substr(question + 1)));
  }
  request.headers = sent.headers;
  request.body = sent.body;
  request.peer = "10.0.0.1";
  return request;
}

}  // namespace

Weather Weather::storm() {
  Weather weather;
  weather.lose_request = 12;
  weather.lose_answer = 12;
  weather.repeat = 15;
  weather.cut_answer = 5;
  weather.captive_portal = 5;
  weather.distress = 5;
  weather.stale_answer = 5;
  weather.hang = 3;
  weather.longest_delay = std::chrono::seconds(8);
  return weather;
}

struct SimNetwork::Call {
  SimTransport* owner = nullptr;  // null when it gave up
  http::CallId id{};
  http::Completion completion;
  std::weak_ptr<Exchange> exchange;
};

class SimNetwork::Exchange final : public http::Exchange,
                                   public std::enable_shared_from_this<Exchange> {
 public:
  // Without a call, the answer goes nowhere.
  Exchange(SimNetwork& network, std::shared_ptr<Call> call)
      : network_(network), call_(std::move(call)), incarnation_(network.incarnation_) {}

  bool answer(http::Response response) override {
    if (std::exchange(answered_, true)) return false;
    at_deadline_ = {};
    if (!call_) return true;
    if (incarnation_ != network_.incarnation_) {
      network_.finish(call_, unreachable(http::cause::reset));
      return false;
    }
    network_.deliver(call_, std::move(response));
    return true;
  }
  void set_deadline(std::chrono::milliseconds after,
                    std::function<http::Response()> at_deadline) override {
    at_deadline_ = std::move(at_deadline);
    network_.timeline_.after(after, [weak = weak_from_this()] {
      auto self = weak.lock();
      if (!self || self->answered_ || !self->at_deadline_) return;
      self->answer(self->at_deadline_());
    });
  }
  void on_gone(std::function<void()> callback) override { gone_ = std::move(callback); }
  std::shared_ptr<http::EventStream> stream(http::Headers) override { return nullptr; }

  void client_left() {
    if (auto gone = std::exchange(gone_, {})) gone();
  }

 private:
  SimNetwork& network_;
  std::shared_ptr<Call> call_;
  std::uint64_t incarnation_;
  bool answered_ = false;
  std::function<http::Response()> at_deadline_;
  std::function<void()> gone_;
};

void SimNetwork::server_up(http::Handler handler) {
  ++incarnation_;
  handler_ = std::move(handler);
}

void SimNetwork::server_down() {
  ++incarnation_;
  handler_ = {};
}

Micros SimNetwork::delay() {
  auto longest = static_cast<std::uint64_t>(weather.longest_delay.count());
  return Micros(static_cast<std::int64_t>(200 + random_.below(longest)));
}

void SimNetwork::finish(std::shared_ptr<Call> const& call, Result<http::Response> result) {
  if (call->owner == nullptr) return;
  call->owner->calls_.erase(call->id);
  call->owner = nullptr;
  auto completion = std::exchange(call->completion, {});
  completion(std::move(result));
}

void SimNetwork::deliver(std::shared_ptr<Call> call, http::Response response) {
  Micros later = delay();
  if (happens(weather.lose_answer)) {
    timeline_.after(later, [=, this] { finish(call, unreachable(http::cause::reset)); });
    return;
  }
  if (happens(weather.cut_answer)) {
    std::string body(response.body_view());
    body.resize(random_.below(body.size() + 1));
    response.body = std::move(body);
  } else if (happens(weather.stale_answer) && remembered_) {
    response = *remembered_;
  } else {
    remembered_ = response;
  }
  timeline_.after(later, [=, this] { finish(call, response); });
}

void SimNetwork::arrive(std::shared_ptr<Call> call, http::RequestOut const& request, bool answers) {
  if (!handler_) {
    if (answers) finish(call, unreachable(http::cause::refused));
    return;
  }
  auto exchange = std::make_shared<Exchange>(*this, answers ? call : nullptr);
  if (answers) call->exchange = exchange;
  handler_(as_received(request), http::Responder(exchange));
}

void SimNetwork::carry(std::shared_ptr<Call> call, http::RequestOut request) {
  ++requests[as_received(request).path];
  timeline_.after(request.total_time,
                  [=, this] { finish(call, unreachable(http::cause::time_out)); });
  Micros later = delay();
  auto then = [&](auto job) { timeline_.after(later, job); };
  if (!call->owner->connected) {
    return then([=, this] { finish(call, unreachable(http::cause::no_route)); });
  }
  if (happens(weather.lose_request)) {
    return then([=, this] { finish(call, unreachable(http::cause::reset)); });
  }
  if (happens(weather.captive_portal)) {
    return then([=, this] {
      finish(call, http::Response::html(200, std::string("<html>Welcome to our Wi-Fi</html>")));
    });
  }
  if (happens(weather.distress)) {
    return then([=, this] {
      finish(call, http::Response::html(502, std::string("<html>Bad Gateway</html>")));
    });
  }
  if (happens(weather.hang)) {
    timeline_.after(request.stall_time,
                    [=, this] { finish(call, unreachable(http::cause::time_out)); });
    return;
  }
  if (happens(weather.repeat)) {
    timeline_.after(later + delay(), [=, this] { arrive(call, request, false); });
  }
  then([=, this] { arrive(call, request, true); });
}

http::CallId SimTransport::submit(http::RequestOut request, http::Completion completion) {
  auto call = std::make_shared<SimNetwork::Call>();
  call->owner = this;
  call->id = http::CallId{next_++};
  call->completion = std::move(completion);
  calls_[call->id] = call;
  network_.carry(call, std::move(request));
  return call->id;
}

void SimTransport::cancel(http::CallId id) {
  auto found = calls_.find(id);
  if (found == calls_.end()) return;
  auto call = found->second;
  calls_.erase(found);
  call->owner = nullptr;
  call->completion = {};
  if (auto exchange = call->exchange.lock()) exchange->client_left();
}

SimTransport::~SimTransport() {
  while (!calls_.empty()) cancel(calls_.begin()->first);
}

}  // namespace sala::sim
