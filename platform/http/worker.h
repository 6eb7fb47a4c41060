// One thread of the server and what belongs to it. Private to the server.
//
// Connections are touched by their worker's thread only. Other threads reach them through the
// mailbox: they leave a Deliverable, and its deliver() runs on the worker's thread.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_set>
#include <vector>

#include "platform/http/asio.h"
#include "platform/http/server.h"

namespace sala::http {

class Connection;

class Deliverable {
 public:
  virtual ~Deliverable() = default;
  virtual void deliver() = 0;
};

// Outlives the worker: whoever holds a Responder holds its mailbox. After close() nothing is
// delivered. Many letters cost one wake-up.
class Mailbox {
 public:
  explicit Mailbox(asio::io_context& context) : context_(&context) {}
  void post(std::shared_ptr<Deliverable> letter);
  void close();

 private:
  void drain();
  std::mutex mutex_;           // guards what follows
  asio::io_context* context_;  // null when closed
  std::vector<std::shared_ptr<Deliverable>> letters_;
};

// What all workers of a server share.
struct Service {
  ServerOptions options;
  Handler handler;
  BodyLimit body_limit;
  std::atomic<std::size_t> connections{0};
  std::atomic<std::size_t> streams{0};
  std::atomic<std::uint64_t> requests{0};
  std::atomic<std::uint64_t> refused{0};
  std::atomic<std::size_t> body_bytes{0};  // of ServerLimits::all_bodies_bytes
};

struct Worker {
  explicit Worker(Service& server)
      : service(server), context(1), mailbox(std::make_shared<Mailbox>(context)) {}

  std::string const& date();  // for the Date header; made once a second

  Service& service;
  std::vector<char> scratch = std::vector<char>(64 * 1024);  // what recv() fills, see Connection
  std::unordered_set<Connection*> connections;
  bool stopping = false;
  asio::io_context context;
  std::shared_ptr<Mailbox> mailbox;
  std::thread thread;

 private:
  std::string date_;
  std::int64_t date_second_ = 0;
};

}  // namespace sala::http
