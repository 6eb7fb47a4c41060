#include "platform/http/server.h"

#include <openssl/ssl.h>
#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <condition_variable>

#include "platform/base/verify.h"
#include "platform/http/connection.h"
#include "platform/http/worker.h"

namespace sala::http {
namespace {

constexpr std::string_view operation = "start http server";
// After a failed accept (no descriptors left, most likely) the next try waits this long.
constexpr auto accept_pause = std::chrono::milliseconds(100);
// How often stop() looks whether the last connection has gone.
constexpr auto stop_check = std::chrono::milliseconds(5);
// Files that a server needs beside its connections.
constexpr rlim_t other_files = 256;
constexpr std::string_view full_answer =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\n"
    "Connection: close\r\n\r\n";

using TlsContext = std::unique_ptr<asio::ssl::context>;

Result<TlsContext> make_tls(TlsIdentity const& identity) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX* raw = context->native_handle();
  SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
  SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
  IoError error;
  context->use_certificate_chain_file(identity.certificate_chain_file, error);
  if (error) {
    return fail(ErrorCode::invalid, operation,
                identity.certificate_chain_file + ": " + error.message(),
                "give a readable PEM file with the server's certificate first");
  }
  context->use_private_key_file(identity.key_file, asio::ssl::context::pem, error);
  if (error || SSL_CTX_check_private_key(raw) != 1) {
    return fail(ErrorCode::invalid, operation, identity.key_file + ": not the certificate's key",
                "give the PEM key file that belongs to the certificate");
  }
  return context;
}

// The soft limit of Debian is 1024 files, which 1024 viewers would use up.
void raise_file_limit(std::size_t connections) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  rlim_t wanted = std::min<rlim_t>(limit.rlim_max, connections + other_files);
  if (limit.rlim_cur >= wanted) return;
  limit.rlim_cur = wanted;
  setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

struct Server::Impl {
  Impl(ServerOptions options, Handler handler, BodyLimit body_limit) {
    service.options = std::move(options);
    service.handler = std::move(handler);
    service.body_limit = std::move(body_limit);
    for (int i = 0; i < service.options.threads; ++i) {
      workers.push_back(std::make_unique<Worker>(service));
    }
    acceptor = std::make_unique<Acceptor>(workers.front()->context);
  }

  Result<void> listen();
  Task<void> accept();
  void admit(Worker& worker, Socket socket);
  void run();
  void stop(std::chrono::milliseconds grace);
  void tell_all(void (Connection::*what)());
  bool empty_within(std::chrono::milliseconds time);

  Service service;
  TlsContext tls;
  std::vector<std::unique_ptr<Worker>> workers;
  std::unique_ptr<Acceptor> acceptor;  // belongs to the first worker
  std::uint16_t port = 0;
  std::string address;
  bool stopped = false;
};

Result<void> Server::Impl::listen() {
  ServerOptions const& options = service.options;
  IoError error;
  auto ip = asio::ip::make_address(options.address, error);
  if (error) {
    return fail(ErrorCode::invalid, operation, options.address + " is not an IP address",
                "use 127.0.0.1, 0.0.0.0, :: or an address of this machine");
  }
  Tcp::endpoint endpoint(ip, options.port);
  auto refused = [&]() -> Result<void> {
    bool taken = error == asio::error::address_in_use;
    return fail(taken ? ErrorCode::conflict : ErrorCode::refused, operation,
                options.address + " port " + std::to_string(options.port) + ": " + error.message(),
                taken ? "stop the other program on this port or choose another port"
                      : "choose an address of this machine and a port above 1023");
  };
  acceptor->open(endpoint.protocol(), error);
  if (error) return refused();
  acceptor->set_option(Acceptor::reuse_address(true), error);
  if (ip.is_v6()) acceptor->set_option(asio::ip::v6_only(false), error);
  acceptor->bind(endpoint, error);
  if (error) return refused();
  acceptor->listen(Acceptor::max_listen_connections, error);
  if (error) return refused();
  port = acceptor->local_endpoint(error).port();
  address = (ip.is_v6() ? "[" + ip.to_string() + "]" : ip.to_string()) + ":" + std::to_string(port);
  return {};
}

Task<void> Server::Impl::accept() {
  std::size_t turn = 0;
  while (true) {
    Worker& worker = *workers[turn++ % workers.size()];
    Socket socket(worker.context);
    IoError error;
    auto token = asio::redirect_error(asio::use_awaitable_t<Executor>{}, error);
    co_await acceptor->async_accept(socket, token);
    if (!acceptor->is_open()) co_return;
    if (error) {
      Timer pause(workers.front()->context, accept_pause);
      co_await pause.async_wait(token);
      continue;
    }
    admit(worker, std::move(socket));
  }
}

void Server::Impl::admit(Worker& worker, Socket socket) {
  if (service.connections.load() >= service.options.limits.connections) {
    service.refused.fetch_add(1);
    IoError ignored;
    socket.non_blocking(true, ignored);
    socket.write_some(asio::buffer(full_answer), ignored);
    return;
  }
  service.connections.fetch_add(1);
  asio::post(worker.context, [this, &worker, moved = std::move(socket)]() mutable {
    Connection::start(worker, std::move(moved), tls.get());
  });
}

void Server::Impl::run() {
  asio::co_spawn(
      workers.front()->context, [this] { return accept(); }, asio::detached);
  for (auto& worker : workers) {
    worker->thread = std::thread([&context = worker->context] {
      auto work = asio::make_work_guard(context);
      context.run();
    });
  }
}

void Server::Impl::tell_all(void (Connection::*what)()) {
  for (auto& worker : workers) {
    asio::post(worker->context, [&worker = *worker, what] {
      worker.stopping = true;
      // A connection may end, and leave the set, while it is told.
      std::vector<std::weak_ptr<Connection>> all;
      for (Connection* connection : worker.connections) all.push_back(connection->weak_from_this());
      for (auto const& one : all) {
        if (auto connection = one.lock()) ((*connection).*what)();
      }
    });
  }
}

bool Server::Impl::empty_within(std::chrono::milliseconds time) {
  auto until = SteadyClock::now() + time;
  while (service.connections.load() > 0 && SteadyClock::now() < until) {
    std::this_thread::sleep_for(stop_check);
  }
  return service.connections.load() == 0;
}

void Server::Impl::stop(std::chrono::milliseconds grace) {
  if (std::exchange(stopped, true)) return;
  asio::post(workers.front()->context, [this] {
    IoError ignored;
    acceptor->close(ignored);
  });
  tell_all(&Connection::stop);
  if (!empty_within(grace)) {
    tell_all(&Connection::abort);
    empty_within(std::chrono::milliseconds(100));
  }
  for (auto& worker : workers) {
    worker->mailbox->close();
    worker->context.stop();
  }
  for (auto& worker : workers) worker->thread.join();
  acceptor.reset();
  // Answers that somebody still holds now lead nowhere; what is left of connections says so to
  // those who asked to hear of it.
  workers.clear();
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() { stop(); }

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Handler handler,
                                              BodyLimit body_limit) {
  VERIFY(options.threads >= 1 && options.threads <= 16);
  VERIFY(handler != nullptr);
  raise_file_limit(options.limits.connections);
  auto impl = std::make_unique<Impl>(std::move(options), std::move(handler), std::move(body_limit));
  if (impl->service.options.tls) impl->tls = TRY(make_tls(*impl->service.options.tls));
  TRY(impl->listen());
  impl->run();
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const { return impl_->port; }
std::string Server::address() const { return impl_->address; }

ServerCounts Server::counts() const {
  Service const& service = impl_->service;
  return {service.connections.load(), service.streams.load(), service.requests.load(),
          service.refused.load()};
}

void Server::stop(std::chrono::milliseconds grace) { impl_->stop(grace); }

}  // namespace sala::http
