// Messages between two programs of one owner on one machine, through a socket in the file system.
//
// A message is a type (1 byte), a length (4 bytes, little-endian) and so many bytes.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "platform/base/result.h"

namespace sala {

struct LocalMessage {
  std::uint8_t type = 0;
  std::string body;
};

// Longer ones are refused: commands and their output are short.
inline constexpr std::size_t max_local_message = 64 * 1024 * 1024;

class LocalChannel {
 public:
  // not_found: nobody listens there.
  static Result<LocalChannel> connect(std::string const& path);
  explicit LocalChannel(int descriptor) : descriptor_(descriptor) {}
  LocalChannel(LocalChannel&& other) noexcept;
  LocalChannel& operator=(LocalChannel&&) = delete;
  ~LocalChannel();

  Result<void> send(std::uint8_t type, std::string_view body);
  // Waits without a limit. ErrorCode::unreachable when the other side is gone.
  Result<LocalMessage> receive();

 private:
  int descriptor_;
};

// Serves one caller after another on a thread of its own. Only the owner of the file may connect.
class LocalServer {
 public:
  using Serve = std::function<void(LocalChannel&)>;
  // What lies at `path` is replaced: take a FileLock first.
  static Result<std::unique_ptr<LocalServer>> listen(std::string const& path, Serve serve);
  // Waits until the caller in hand is served.
  ~LocalServer();

 private:
  LocalServer(int listener, int stop, std::string path, Serve serve);
  void run();

  int listener_;
  int stop_;  // an eventfd: readable when it is time to go
  std::string path_;
  Serve serve_;
  std::thread thread_;
};

}  // namespace sala
