// A wire that somebody listens in on: takes connections on a port of this machine, hands all bytes
// on to another, and keeps a copy of what passed in either direction.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sala::test {

class Relay {
 public:
  explicit Relay(int to_port);
  ~Relay();
  Relay(Relay const&) = delete;

  int port() const { return port_; }
  std::string heard() const;

 private:
  void accept_all(int to_port);
  void carry(int from, int to);

  int listening_ = -1;
  int port_ = 0;
  std::atomic<bool> over_ = false;
  mutable std::mutex mutex_;  // guards what follows
  std::string heard_;
  std::vector<int> sockets_;
  std::vector<std::thread> threads_;
  std::thread accepting_;
};

}  // namespace sala::test
