#include "platform/http/channel.h"

#include <openssl/ssl.h>
#include <sys/socket.h>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <utility>

namespace sala::http {
namespace {

// Goodbyes are short: this long, and no more than this much thrown away.
constexpr auto goodbye_time = std::chrono::seconds(2);
constexpr std::size_t goodbye_bytes = 8 * 1024 * 1024;
// A TLS record holds at most this much.
constexpr std::size_t record_bytes = 16 * 1024;

auto token(IoError& error) {
  return asio::redirect_error(asio::use_awaitable_t<Executor>{}, error);
}

void advance(std::span<asio::const_buffer>& buffers, std::size_t bytes) {
  while (!buffers.empty() && bytes >= buffers.front().size()) {
    bytes -= buffers.front().size();
    buffers = buffers.subspan(1);
  }
  if (!buffers.empty()) buffers.front() += bytes;
}

}  // namespace

struct Channel::Tls {
  Tls(Socket& socket, asio::ssl::context& context) : stream(socket, context) {}
  asio::ssl::stream<Socket&> stream;
  std::string received;  // record_bytes while in use
};

Channel::Channel(Worker& worker, Socket socket, asio::ssl::context* tls)
    : worker_(worker), socket_(std::move(socket)), watchdog_(socket_.get_executor()) {
  IoError ignored;
  socket_.non_blocking(true, ignored);
  socket_.set_option(Tcp::no_delay(true), ignored);
  // A phone that fell off the network without a word is noticed when a keep-alive stays
  // unacknowledged this long.
  int dead_after_ms = 45'000;
  setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_USER_TIMEOUT, &dead_after_ms,
             sizeof(dead_after_ms));
  if (tls != nullptr) tls_ = std::make_unique<Tls>(socket_, *tls);
}

Channel::~Channel() = default;

void Channel::set_deadline(SteadyClock::time_point at) {
  deadline_ = at;
  timed_out_ = false;
  if (at < armed_) arm();
}

// The timer is moved only when the deadline comes nearer; a deadline that moves away, as it does
// with each request, is found out when the timer rings.
void Channel::arm() {
  armed_ = deadline_;
  watchdog_.expires_at(deadline_);
  watchdog_.async_wait([this, owner = owner_](IoError error) {
    auto alive = owner.lock();
    if (error || alive == nullptr) return;
    armed_ = SteadyClock::time_point::max();
    if (deadline_ == SteadyClock::time_point::max()) return;
    if (deadline_ > SteadyClock::now()) return arm();
    timed_out_ = true;
    cancel();
  });
}

Task<bool> Channel::handshake() {
  if (tls_ == nullptr) co_return true;
  IoError error;
  set_deadline(SteadyClock::now() + worker_.service.options.limits.header_time);
  co_await tls_->stream.async_handshake(asio::ssl::stream_base::server, token(error));
  clear_deadline();
  co_return !error;
}

Task<std::string_view> Channel::read_some() {
  IoError error;
  if (tls_ != nullptr) {
    tls_->received.resize(record_bytes);
    std::size_t size =
        co_await tls_->stream.async_read_some(asio::buffer(tls_->received), token(error));
    co_return error ? std::string_view() : std::string_view(tls_->received.data(), size);
  }
  while (!timed_out_) {
    std::size_t size = socket_.read_some(asio::buffer(worker_.scratch), error);
    if (!error) co_return std::string_view(worker_.scratch.data(), size);
    if (error != asio::error::would_block && error != asio::error::try_again) break;
    co_await socket_.async_wait(Socket::wait_read, token(error));
    if (error) break;
  }
  co_return std::string_view();
}

Task<bool> Channel::write(std::string_view text) {
  asio::const_buffer buffer(text.data(), text.size());
  co_return co_await write(std::span(&buffer, 1));
}

Task<bool> Channel::write(std::span<asio::const_buffer> buffers) {
  clear_deadline();
  bool whole = tls_ ? co_await write_tls(buffers) : co_await write_plain(buffers);
  clear_deadline();
  co_return whole;
}

Task<bool> Channel::write_plain(std::span<asio::const_buffer> buffers) {
  IoError error;
  auto stall = worker_.service.options.limits.write_stall_time;
  timed_out_ = false;
  while (!buffers.empty()) {
    std::size_t size = socket_.write_some(buffers, error);
    if (!error) {
      advance(buffers, size);
      continue;
    }
    if (error != asio::error::would_block && error != asio::error::try_again) co_return false;
    set_deadline(SteadyClock::now() + stall);
    co_await socket_.async_wait(Socket::wait_write, token(error));
    if (error || timed_out_) co_return false;
  }
  co_return true;
}

Task<bool> Channel::write_tls(std::span<asio::const_buffer> buffers) {
  IoError error;
  auto stall = worker_.service.options.limits.write_stall_time;
  std::string record;
  while (!buffers.empty()) {
    // One record for a head and its body: two would be two packets.
    record.resize(record_bytes);
    std::size_t size = asio::buffer_copy(asio::buffer(record), buffers);
    advance(buffers, size);
    set_deadline(SteadyClock::now() + stall);
    co_await asio::async_write(tls_->stream, asio::buffer(record.data(), size), token(error));
    if (error || timed_out_) co_return false;
  }
  co_return true;
}

Task<void> Channel::finish() {
  if (!socket_.is_open()) co_return;
  set_deadline(SteadyClock::now() + goodbye_time);
  IoError error;
  if (tls_ != nullptr) co_await tls_->stream.async_shutdown(token(error));
  socket_.shutdown(Socket::shutdown_send, error);
  std::size_t dropped = 0;
  while (!error && !timed_out_ && dropped < goodbye_bytes) {
    std::size_t size = socket_.read_some(asio::buffer(worker_.scratch), error);
    dropped += size;
    if (error == asio::error::would_block || error == asio::error::try_again) {
      co_await socket_.async_wait(Socket::wait_read, token(error));
    }
  }
  close();
}

void Channel::watch(std::function<void()> readable) {
  socket_.async_wait(Socket::wait_read,
                     [owner = owner_, readable = std::move(readable)](IoError error) {
                       auto alive = owner.lock();
                       if (!error && alive != nullptr) readable();
                     });
}

Channel::Peer Channel::peek() {
  char byte = 0;
  ssize_t size = recv(socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  if (size > 0) return Peer::talking;
  bool quiet = size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
  return quiet ? Peer::quiet : Peer::gone;
}

void Channel::cancel() {
  IoError ignored;
  socket_.cancel(ignored);
}

void Channel::close() {
  IoError ignored;
  watchdog_.cancel();
  socket_.close(ignored);
}

std::string Channel::peer_address() const {
  IoError error;
  auto address = socket_.remote_endpoint(error).address();
  if (error) return {};
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

void Channel::release_buffers() {
  if (tls_ != nullptr) std::string().swap(tls_->received);
}

}  // namespace sala::http
