#include "platform/http/fake_transport.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "platform/base/verify.h"
#include "platform/http/request_reader.h"

namespace sala::http {
namespace {

using Time = std::chrono::milliseconds;  // of the fake's own clock

// Completions that submit again for ever would never let step() end.
constexpr int max_turns = 10'000;

tl::unexpected<Error> unreachable(std::string_view why) {
  return fail(ErrorCode::unreachable, "http request", why);
}

std::string origin_of(std::string const& url) {
  std::size_t scheme = url.find("://");
  if (scheme == std::string::npos) return {};
  return url.substr(0, std::min(url.find_first_of("/?", scheme + 3), url.size()));
}

// A stream that nobody reads: the fake's client wants whole answers.
class ClosedStream final : public EventStream {
 public:
  bool send(SharedText) override { return false; }
  void close() override {}
  bool closed() const override { return true; }
  void on_close(std::function<void()> callback) override { callback(); }
};

class FakeExchange final : public Exchange {
 public:
  explicit FakeExchange(std::shared_ptr<Time const> now) : now_(std::move(now)) {}
  bool answer(Response response) override {
    if (gone || result) return false;
    result = std::move(response);
    at_deadline_ = nullptr;
    on_gone_ = nullptr;
    return true;
  }
  void set_deadline(std::chrono::milliseconds after,
                    std::function<Response()> at_deadline) override {
    deadline_ = *now_ + after;
    at_deadline_ = std::move(at_deadline);
  }
  void on_gone(std::function<void()> callback) override {
    if (gone) return callback();
    on_gone_ = std::move(callback);
  }
  std::shared_ptr<EventStream> stream(Headers) override {
    answer(Response::text(501, "The fake does not stream.\n"));
    return std::make_shared<ClosedStream>();
  }

  bool expire() {  // true: it answered now
    if (result || gone || !at_deadline_ || *now_ < deadline_) return false;
    auto at_deadline = std::exchange(at_deadline_, nullptr);
    return answer(at_deadline());
  }
  void leave() {
    gone = true;
    at_deadline_ = nullptr;
    if (auto callback = std::exchange(on_gone_, nullptr); callback && !result) callback();
  }

  std::optional<Response> result;
  bool gone = false;

 private:
  std::shared_ptr<Time const> now_;
  Time deadline_{};
  std::function<Response()> at_deadline_;
  std::function<void()> on_gone_;
};

struct FakeCall {
  CallId id{};
  RequestOut request;
  Completion completion;
  Time due{};  // its time-out
  Fate fate = Fate::deliver;
  bool left = false;  // has been sent
  std::shared_ptr<FakeExchange> exchange;
  std::optional<Result<Response>> result;
};

}  // namespace

struct FakeTransport::Impl {
  void depart(CallId id, std::function<Fate(RequestOut const&)> const& fate);
  std::shared_ptr<FakeExchange> deliver(RequestOut const& request, Handler const& handler);
  void settle(FakeCall& call) const;
  bool complete(CallId id);
  FakeCall* find(CallId id);
  std::vector<CallId> ids() const;

  std::shared_ptr<Time> now = std::make_shared<Time>(0);
  std::map<std::string, Handler> served;
  std::vector<std::unique_ptr<FakeCall>> calls;
  std::uint64_t last_id = 0;
};

FakeCall* FakeTransport::Impl::find(CallId id) {
  auto at = std::ranges::find_if(calls, [&](auto const& call) { return call->id == id; });
  return at == calls.end() ? nullptr : at->get();
}

// Handlers and completions may submit and cancel, so calls are walked by name.
std::vector<CallId> FakeTransport::Impl::ids() const {
  std::vector<CallId> out;
  for (auto const& call : calls) out.push_back(call->id);
  return out;
}

std::shared_ptr<FakeExchange> FakeTransport::Impl::deliver(RequestOut const& out,
                                                           Handler const& handler) {
  auto exchange = std::make_shared<FakeExchange>(now);
  Request request;
  request.method = out.method;
  request.headers = out.headers;
  request.body = out.body;
  request.peer = "127.0.0.1";
  std::string_view target = std::string_view(out.url).substr(origin_of(out.url).size());
  Refusal refusal = read_target(target.empty() ? "/" : target, "", request);
  if (refusal.status != 0) {
    exchange->answer(Response::text(refusal.status, std::string(refusal.why)));
  } else {
    handler(std::move(request), Responder(exchange));
  }
  return exchange;
}

void FakeTransport::Impl::depart(CallId id, std::function<Fate(RequestOut const&)> const& fate) {
  FakeCall* call = find(id);
  if (call == nullptr || call->left) return;
  call->left = true;
  auto at = served.find(origin_of(call->request.url));
  call->fate = at == served.end() ? Fate::refuse : fate ? fate(call->request) : Fate::deliver;
  if (call->fate == Fate::refuse) {
    call->result = unreachable(cause::refused);
  } else if (call->fate == Fate::lose_request) {
    call->result = unreachable(cause::reset);
  } else if (call->fate != Fate::hang) {
    // The handler may cancel this very call.
    RequestOut request = call->request;
    Handler const& handler = at->second;
    if (call->fate == Fate::repeat) deliver(request, handler);
    auto exchange = deliver(request, handler);
    if ((call = find(id)) != nullptr) call->exchange = std::move(exchange);
  }
}

void FakeTransport::Impl::settle(FakeCall& call) const {
  if (call.result) return;
  if (call.exchange) call.exchange->expire();
  if (call.exchange && call.exchange->result) {
    Response& response = *call.exchange->result;
    if (call.fate == Fate::lose_answer) {
      call.result = unreachable(cause::reset);
    } else if (response.body_view().size() > call.request.response_bytes) {
      call.result = unreachable(cause::too_large);
    } else {
      response.body = std::string(response.body_view());  // as it comes out of a socket
      call.result = std::move(response);
    }
  } else if (*now >= call.due) {
    if (call.exchange) call.exchange->leave();
    call.result = unreachable(cause::time_out);
  }
}

bool FakeTransport::Impl::complete(CallId id) {
  FakeCall* call = find(id);
  if (call == nullptr || !call->left) return false;
  settle(*call);
  if (!call->result) return false;
  auto completion = std::move(call->completion);
  auto result = std::move(*call->result);
  std::erase_if(calls, [&](auto const& one) { return one->id == id; });
  completion(std::move(result));
  return true;
}

FakeTransport::FakeTransport() : impl_(std::make_unique<Impl>()) {}
FakeTransport::~FakeTransport() = default;

void FakeTransport::serve(std::string origin, Handler handler) {
  impl_->served.insert_or_assign(std::move(origin), std::move(handler));
}

CallId FakeTransport::submit(RequestOut request, Completion completion) {
  VERIFY(completion != nullptr);
  auto call = std::make_unique<FakeCall>();
  call->id = static_cast<CallId>(++impl_->last_id);
  call->due = *impl_->now + std::min(request.total_time, request.stall_time);
  call->request = std::move(request);
  call->completion = std::move(completion);
  if (origin_of(call->request.url).empty()) {
    call->left = true;
    call->result = fail(ErrorCode::invalid, "http request", "the address is not a URL");
  }
  impl_->calls.push_back(std::move(call));
  return impl_->calls.back()->id;
}

void FakeTransport::cancel(CallId id) {
  FakeCall* call = impl_->find(id);
  if (call == nullptr) return;
  auto exchange = call->exchange;
  std::erase_if(impl_->calls, [&](auto const& one) { return one->id == id; });
  if (exchange) exchange->leave();
}

std::size_t FakeTransport::step() {
  std::size_t completed = 0;
  for (int turn = 0; turn < max_turns; ++turn) {
    std::size_t before = completed;
    std::uint64_t known = impl_->last_id;
    for (CallId id : impl_->ids()) impl_->depart(id, fate);
    for (CallId id : impl_->ids()) completed += impl_->complete(id) ? 1 : 0;
    if (completed == before && impl_->last_id == known) break;
  }
  return completed;
}

std::size_t FakeTransport::advance(std::chrono::milliseconds by) {
  *impl_->now += by;
  return step();
}

std::size_t FakeTransport::in_flight() const { return impl_->calls.size(); }

}  // namespace sala::http
