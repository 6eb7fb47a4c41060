#include "platform/posix/local_socket.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "platform/base/bytes.h"

namespace sala {
namespace {

Result<sockaddr_un> address_of(std::string const& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    return fail(ErrorCode::invalid, "use socket " + path, "the path is longer than 107 characters",
                "choose a data folder with a shorter path");
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

tl::unexpected<Error> failed(std::string_view operation) {
  return fail(ErrorCode::unreachable, operation, std::strerror(errno));
}

Result<void> write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return failed("send to the other program");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return {};
}

Result<std::string> read_exactly(int descriptor, std::size_t count) {
  std::string bytes(count, '\0');
  std::size_t have = 0;
  while (have < count) {
    ssize_t got = ::recv(descriptor, bytes.data() + have, count - have, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed("hear from the other program");
    if (got == 0) {
      return fail(ErrorCode::unreachable, "hear from the other program", "it is gone");
    }
    have += static_cast<std::size_t>(got);
  }
  return bytes;
}

}  // namespace

Result<LocalChannel> LocalChannel::connect(std::string const& path) {
  auto address = TRY(address_of(path));
  int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return failed("open a socket");
  LocalChannel channel(descriptor);
  if (::connect(descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    return fail(ErrorCode::not_found, "reach " + path, std::strerror(errno));
  }
  return channel;
}

LocalChannel::LocalChannel(LocalChannel&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

LocalChannel::~LocalChannel() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<void> LocalChannel::send(std::uint8_t type, std::string_view body) {
  std::string bytes;
  ByteWriter out(bytes);
  out.fixed(type);
  out.fixed(static_cast<std::uint32_t>(body.size()));
  out.raw(body);
  return write_all(descriptor_, bytes);
}

Result<LocalMessage> LocalChannel::receive() {
  auto head = TRY(read_exactly(descriptor_, 5));
  ByteReader in(head);
  LocalMessage message;
  message.type = in.fixed<std::uint8_t>();
  auto length = in.fixed<std::uint32_t>();
  if (length > max_local_message) {
    return fail(ErrorCode::invalid, "hear from the other program", "its message is too long");
  }
  message.body = TRY(read_exactly(descriptor_, length));
  return message;
}

Result<std::unique_ptr<LocalServer>> LocalServer::listen(std::string const& path, Serve serve) {
  auto address = TRY(address_of(path));
  int listener = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0) return failed("open a socket");
  ::unlink(path.c_str());
  // Nobody else may connect, not even in the moment before a chmod.
  mode_t before = ::umask(0177);
  int bound = ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
  ::umask(before);
  if (bound != 0 || ::listen(listener, 4) != 0) {
    auto error = failed("listen at " + path);
    ::close(listener);
    return error;
  }
  int stop = ::eventfd(0, EFD_CLOEXEC);
  return std::unique_ptr<LocalServer>(new LocalServer(listener, stop, path, std::move(serve)));
}

LocalServer::LocalServer(int listener, int stop, std::string path, Serve serve)
    : listener_(listener),
      stop_(stop),
      path_(std::move(path)),
      serve_(std::move(serve)),
      thread_([this] { run(); }) {}

LocalServer::~LocalServer() {
  eventfd_write(stop_, 1);
  thread_.join();
  ::close(listener_);
  ::close(stop_);
  ::unlink(path_.c_str());
}

void LocalServer::run() {
  while (true) {
    pollfd waits[2] = {{listener_, POLLIN, 0}, {stop_, POLLIN, 0}};
    if (::poll(waits, 2, -1) < 0 && errno != EINTR) return;
    if ((waits[1].revents & POLLIN) != 0) return;
    if ((waits[0].revents & POLLIN) == 0) continue;
    int caller = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (caller < 0) continue;
    // A caller who says nothing does not hold up the next one for ever.
    timeval patience{30, 0};
    ::setsockopt(caller, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(caller, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    LocalChannel channel(caller);
    serve_(channel);
  }
}

}  // namespace sala
