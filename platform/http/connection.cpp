#include "platform/http/connection.h"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "platform/http/response_head.h"

namespace sala::http {
namespace {

// When three quarters of the connections are taken, idle ones make room soon.
constexpr auto crowded_idle_time = std::chrono::seconds(5);
// A head and a small body leave in one piece.
constexpr std::size_t small_body = 8 * 1024;
// One sendmsg takes 64 pieces.
constexpr std::size_t frames_at_once = 64;

}  // namespace

void Connection::start(Worker& worker, Socket socket, asio::ssl::context* tls) {
  auto connection = std::make_shared<Connection>(worker, std::move(socket), tls);
  connection->channel_.set_owner(connection);
  asio::co_spawn(
      worker.context, [connection] { return connection->run(); }, asio::detached);
}

Connection::Connection(Worker& worker, Socket socket, asio::ssl::context* tls)
    : worker_(worker),
      channel_(worker, std::move(socket), tls),
      wake_(worker.context.get_executor()) {
  worker_.connections.insert(this);
}

Connection::~Connection() {
  if (exchange_) exchange_->disconnect();
  if (stream_) stream_->shut();
  release_charge();
  worker_.connections.erase(this);
  worker_.service.connections.fetch_sub(1);
}

Task<void> Connection::run() {
  bool more = co_await channel_.handshake();
  while (more) more = co_await serve_next();
  if (stream_) co_await run_stream();
  co_await channel_.finish();
}

std::chrono::milliseconds Connection::idle_time() const {
  bool crowded = worker_.service.connections.load() > limits().connections / 4 * 3;
  return crowded ? std::min<std::chrono::milliseconds>(crowded_idle_time, limits().idle_time)
                 : limits().idle_time;
}

// True: another request may follow.
Task<bool> Connection::serve_next() {
  if (worker_.stopping) co_return false;
  if (pending_.empty()) {
    std::string().swap(pending_);
    channel_.release_buffers();
    idle_ = true;
    channel_.set_deadline(SteadyClock::now() + (served_ == 0 ? limits().header_time : idle_time()));
    std::string_view bytes = co_await channel_.read_some();
    pending_ = bytes;
    idle_ = false;
    if (pending_.empty()) co_return false;
  } else {
    // Pipelined: others get their turn first. (g++ 12 makes a trap of a temporary token here.)
    asio::use_awaitable_t<Executor> token;
    co_await asio::post(worker_.context, token);
  }
  ++served_;
  if (!co_await receive()) co_return false;
  co_return co_await reply();
}

// True: the handler has it, exchange_ waits for the answer.
Task<bool> Connection::receive() {
  RequestReader reader(limits().header_bytes);
  if (!co_await receive_head(reader)) co_return false;
  Head& head = reader.head();
  auto const& hosts = worker_.service.options.hosts;
  if (!hosts.empty()) {
    auto host = host_name(head.request.headers.find("Host").value_or(""));
    if (std::ranges::find(hosts, host) == hosts.end()) {
      co_return co_await refuse({421, "This host is not served here.\n"});
    }
  }
  head.request.peer = channel_.peer_address();
  head.request.secure = channel_.secure();
  if (head.has_body && !co_await receive_body(reader)) co_return false;
  channel_.clear_deadline();

  keep_alive_ = head.keep_alive;
  head_only_ = head.request.head_only;
  head.request.body = reader.take_body();
  worker_.service.requests.fetch_add(1, std::memory_order_relaxed);
  exchange_ = std::make_shared<PendingAnswer>(Origin{weak_from_this(), worker_.mailbox}, limits());
  worker_.service.handler(std::move(head.request), Responder(exchange_));
  co_return true;
}

Task<bool> Connection::receive_head(RequestReader& reader) {
  channel_.set_deadline(SteadyClock::now() + limits().header_time);
  while (true) {
    auto step = reader.read_head(pending_);
    if (step == RequestReader::Step::done) co_return true;
    if (step == RequestReader::Step::refused) co_return co_await refuse(reader.refusal());
    std::string_view bytes = co_await channel_.read_some();
    if (channel_.timed_out()) co_return co_await refuse({408, "The head came too slowly.\n"});
    if (bytes.empty()) co_return false;
    pending_.append(bytes);
  }
}

Task<bool> Connection::receive_body(RequestReader& reader) {
  auto const& ask = worker_.service.body_limit;
  std::size_t limit = ask ? ask(reader.head().request) : limits().body_bytes;
  if (reader.allow_body(limit) == RequestReader::Step::refused) {
    co_return co_await refuse(reader.refusal());
  }
  if (reader.head().wants_continue && pending_.empty()) {
    if (!co_await channel_.write("HTTP/1.1 100 Continue\r\n\r\n")) co_return false;
  }
  auto start = SteadyClock::now();
  while (true) {
    auto step = reader.read_body(pending_);
    if (step == RequestReader::Step::done) co_return true;
    if (step == RequestReader::Step::refused) co_return co_await refuse(reader.refusal());
    if (!charge(reader.body_size())) co_return co_await refuse({503, "Too busy, try again.\n"});
    std::chrono::milliseconds earned(reader.body_size() * 1000 /
                                     limits().body_least_bytes_per_second);
    channel_.set_deadline(start + limits().body_time + earned);
    std::string_view bytes = co_await channel_.read_some();
    if (channel_.timed_out()) co_return co_await refuse({408, "The body came too slowly.\n"});
    if (bytes.empty()) co_return false;
    pending_.append(bytes);
  }
}

bool Connection::charge(std::size_t bytes) {
  std::size_t more = bytes - charged_;
  charged_ = bytes;
  auto all = worker_.service.body_bytes.fetch_add(more, std::memory_order_relaxed) + more;
  return all <= limits().all_bodies_bytes;
}

void Connection::release_charge() {
  worker_.service.body_bytes.fetch_sub(charged_, std::memory_order_relaxed);
  charged_ = 0;
}

// Always false: the connection ends with it.
Task<bool> Connection::refuse(Refusal refusal) {
  worker_.service.refused.fetch_add(1, std::memory_order_relaxed);
  Response response = Response::text(refusal.status, std::string(refusal.why));
  if (refusal.status == 405) response.headers.add("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE");
  if (refusal.status == 503) response.headers.add("Retry-After", "5");
  keep_alive_ = false;
  head_only_ = false;
  pending_.clear();
  co_await send_response(std::move(response));
  co_return false;
}

Task<bool> Connection::reply() {
  bool there = co_await await_outcome();
  auto exchange = std::exchange(exchange_, nullptr);
  release_charge();
  if (!there) co_return false;
  auto outcome = exchange->take_outcome();
  if (auto* response = std::get_if<Response>(&outcome)) {
    co_return co_await send_response(std::move(*response));
  }
  if (auto* stream = std::get_if<PendingAnswer::Stream>(&outcome)) {
    auto const& defaults = worker_.service.options.default_headers;
    stream_ = std::move(stream->queue);
    std::string head = stream_head(stream->headers, defaults, worker_.date());
    bool sent = co_await channel_.write(head);
    if (!sent || head_only_) {
      stream_->shut();
      stream_.reset();
    }
  }
  co_return false;
}

// False: the client has left.
Task<bool> Connection::await_outcome() {
  while (auto wait = exchange_->wait()) {
    if (worker_.stopping && wait->answers_when_stopped) {
      exchange_->expire();
      break;
    }
    if (wait->watch_client && watch_ != served_) watch_client();
    if (gone_) {
      exchange_->disconnect();
      co_return false;
    }
    if (co_await sleep_until(wait->until)) exchange_->expire();
  }
  co_return true;
}

Task<bool> Connection::sleep_until(SteadyClock::time_point at) {
  IoError error;
  auto token = asio::redirect_error(asio::use_awaitable_t<Executor>{}, error);
  wake_.expires_at(at);
  co_await wake_.async_wait(token);
  co_return !error;
}

// Looks out for the client's leaving while the request numbered served_ is being answered. Asio may
// report a socket readable that is not, when the news was older than our last read: so it is asked.
void Connection::watch_client() {
  watch_ = served_;
  channel_.watch([this, number = served_] {
    if (served_ != number) return;
    Channel::Peer peer = channel_.peek();
    if (peer == Channel::Peer::quiet) return watch_client();
    // A request that waits behind this one hides the end of the connection from us: then nothing
    // more is watched, and the deadline finds out. A viewer has nothing more to say but goodbye.
    if (peer == Channel::Peer::talking && stream_ == nullptr) return;
    gone_ = true;
    if (stream_) interrupt_write();
    wake();
  });
}

Task<bool> Connection::send_response(Response response) {
  bool close = !keep_alive_ || worker_.stopping;
  std::string head = response_head(response, worker_.service.options.default_headers,
                                   worker_.date(), close ? After::close : After::keep_alive);
  bool has_body = !head_only_ && response.status != 204 && response.status != 304;
  std::string_view body = has_body ? response.body_view() : std::string_view();
  std::array<asio::const_buffer, 2> buffers;
  if (body.size() <= small_body) {
    head.append(body);
    body = {};
  }
  buffers[0] = asio::buffer(head);
  buffers[1] = asio::buffer(body.data(), body.size());
  bool sent = co_await channel_.write(std::span(buffers).first(body.empty() ? 1 : 2));
  co_return sent && !close;
}

Task<void> Connection::run_stream() {
  worker_.service.streams.fetch_add(1);
  std::string().swap(pending_);
  channel_.release_buffers();
  watch_client();
  if (worker_.stopping) stream_->close();
  auto quiet_until = SteadyClock::now() + limits().stream_keep_alive;
  std::vector<SharedText> frames;
  while (!gone_) {
    frames.clear();
    auto next = stream_->next(frames);
    if (next == StreamQueue::Next::end) break;
    if (next == StreamQueue::Next::write) {
      if (!co_await stream_frames(frames)) break;
    } else {
      if (!co_await sleep_until(quiet_until)) continue;
      if (!co_await channel_.write(":\n\n")) break;
    }
    quiet_until = SteadyClock::now() + limits().stream_keep_alive;
  }
  stream_->shut();
  worker_.service.streams.fetch_sub(1);
}

Task<bool> Connection::stream_frames(std::vector<SharedText>& frames) {
  std::array<asio::const_buffer, frames_at_once> buffers;
  for (std::size_t at = 0; at < frames.size();) {
    std::size_t count = std::min(frames_at_once, frames.size() - at);
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < count; ++i) {
      buffers[i] = asio::buffer(*frames[at + i]);
      bytes += StreamQueue::cost(*frames[at + i]);
    }
    if (!co_await channel_.write(std::span(buffers).first(count))) co_return false;
    stream_->written(bytes);
    at += count;
  }
  co_return true;
}

void Connection::interrupt_write() { channel_.cancel(); }

void Connection::stop() {
  if (idle_) channel_.cancel();
  if (stream_) stream_->close();
  wake();
}

}  // namespace sala::http
