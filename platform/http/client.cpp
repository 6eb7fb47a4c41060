#include "platform/http/client.h"

#include <algorithm>
#include <map>
#include <utility>

#include "platform/base/verify.h"
#include "platform/http/curl_call.h"

namespace sala::http {
namespace {

using Multi = std::unique_ptr<CURLM, Deleter<curl_multi_cleanup>>;

// curl_global_init is not to be called from two threads at once before curl 7.84; a static local
// calls it once, whoever comes first.
void init_curl() {
  static CURLcode const code = curl_global_init(CURL_GLOBAL_DEFAULT);
  VERIFY(code == CURLE_OK);
}

}  // namespace

struct Client::Impl {
  explicit Impl(ClientOptions given);
  ~Impl();
  void refuse(CallId id, Completion completion, Error error);
  void pin();
  Easy take_easy();
  void put_back(Easy easy);
  void perform();
  void finish(CURL* easy, CURLcode code);
  std::size_t complete();

  ClientOptions options;
  std::string pins;  // "sha256//…;sha256//…"
  Multi multi;
  std::map<CallId, std::unique_ptr<Call>> calls;
  std::vector<Easy> spare;  // used again: each holds about 5 kB
  struct Done {
    CallId id;
    Completion completion;
    Result<Response> result;
  };
  std::vector<Done> done;
  std::uint64_t last_id = 0;
};

Client::Impl::Impl(ClientOptions given) : options(std::move(given)) {
  init_curl();
  pin();
  multi.reset(curl_multi_init());
  VERIFY(multi != nullptr);
  curl_multi_setopt(multi.get(), CURLMOPT_MAX_HOST_CONNECTIONS,
                    static_cast<long>(options.connections_per_host));
  curl_multi_setopt(multi.get(), CURLMOPT_MAXCONNECTS,
                    2 * static_cast<long>(options.connections_per_host));
}

void Client::Impl::pin() {
  pins.clear();
  for (auto const& key : options.pinned_keys) pins += (pins.empty() ? "" : ";") + key;
}

Client::Impl::~Impl() {
  for (auto& [id, call] : calls) curl_multi_remove_handle(multi.get(), call->easy.get());
}

Easy Client::Impl::take_easy() {
  if (spare.empty()) return Easy(curl_easy_init());
  Easy easy = std::move(spare.back());
  spare.pop_back();
  return easy;
}

void Client::Impl::put_back(Easy easy) {
  curl_easy_reset(easy.get());
  spare.push_back(std::move(easy));
}

void Client::Impl::finish(CURL* easy, CURLcode code) {
  Call* call = nullptr;
  curl_easy_getinfo(easy, CURLINFO_PRIVATE, &call);
  Done entry{call->id, std::move(call->completion), outcome(*call, code)};
  curl_multi_remove_handle(multi.get(), easy);
  put_back(std::move(call->easy));
  calls.erase(entry.id);
  done.push_back(std::move(entry));
}

void Client::Impl::perform() {
  int running = 0;
  CURLMcode code = curl_multi_perform(multi.get(), &running);
  VERIFY(code == CURLM_OK);
  int left = 0;
  while (CURLMsg* message = curl_multi_info_read(multi.get(), &left)) {
    if (message->msg == CURLMSG_DONE) finish(message->easy_handle, message->data.result);
  }
}

// A completion may submit and cancel: `done` is looked at anew each time.
std::size_t Client::Impl::complete() {
  std::size_t count = 0;
  std::size_t batch = done.size();  // what a completion adds waits for the next poll
  for (; count < batch && !done.empty(); ++count) {
    Done entry = std::move(done.front());
    done.erase(done.begin());
    entry.completion(std::move(entry.result));
  }
  return count;
}

Client::Client(ClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Client::~Client() = default;

void Client::Impl::refuse(CallId id, Completion completion, Error error) {
  done.push_back({id, std::move(completion), tl::unexpected<Error>(std::move(error))});
}

CallId Client::submit(RequestOut request, Completion completion) {
  VERIFY(completion != nullptr);
  auto id = static_cast<CallId>(++impl_->last_id);
  if (auto checked = check_url(request.url); !checked) {
    impl_->refuse(id, std::move(completion), checked.error());
    return id;
  }
  if (impl_->calls.size() >= impl_->options.in_flight) {
    impl_->refuse(id, std::move(completion),
                  {ErrorCode::busy, "http request", "too many requests in flight", {}});
    return id;
  }
  auto call = std::make_unique<Call>();
  call->id = id;
  call->request = std::move(request);
  call->completion = std::move(completion);
  call->easy = impl_->take_easy();
  VERIFY(call->easy != nullptr);
  set_up(*call, impl_->options, impl_->pins);
  CURLMcode code = curl_multi_add_handle(impl_->multi.get(), call->easy.get());
  VERIFY(code == CURLM_OK);
  impl_->calls.emplace(id, std::move(call));
  return id;
}

void Client::cancel(CallId id) {
  std::erase_if(impl_->done, [&](Impl::Done const& entry) { return entry.id == id; });
  auto at = impl_->calls.find(id);
  if (at == impl_->calls.end()) return;
  curl_multi_remove_handle(impl_->multi.get(), at->second->easy.get());
  impl_->put_back(std::move(at->second->easy));
  impl_->calls.erase(at);
}

std::size_t Client::poll(std::chrono::milliseconds timeout) {
  impl_->perform();
  if (impl_->done.empty() && timeout.count() > 0) {
    int events = 0;
    curl_multi_poll(impl_->multi.get(), nullptr, 0, static_cast<int>(timeout.count()), &events);
    impl_->perform();
  }
  return impl_->complete();
}

void Client::wake() { curl_multi_wakeup(impl_->multi.get()); }

void Client::pin(std::vector<std::string> const& keys) {
  impl_->options.pinned_keys = keys;
  impl_->pin();
}

std::size_t Client::in_flight() const { return impl_->calls.size() + impl_->done.size(); }

}  // namespace sala::http
