// How a handler answers: at once or later, from any thread, exactly once.
//
// Server connections implement Exchange and EventStream; a test or the simulator may implement them
// too and call a handler without any socket.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "platform/http/message.h"

namespace sala::http {

// A live Server-Sent-Events answer. All functions are thread-safe and never block.
class EventStream {
 public:
  virtual ~EventStream() = default;
  // Queues one whole frame (see event_frame), shared between all streams it is sent to. False: the
  // stream is closed, because the client left or was too slow to keep its backlog under the limit;
  // it will come back with Last-Event-ID. One frame of any size is taken when none waits.
  virtual bool send(SharedText frame) = 0;
  // What is queued is still written, then the connection closes.
  virtual void close() = 0;
  virtual bool closed() const = 0;
  // Called once, on a server thread or, when the stream is closed already, at once. Must not block.
  virtual void on_close(std::function<void()> callback) = 0;
};

// One request waiting for its answer. All functions are thread-safe and never block.
class Exchange {
 public:
  virtual ~Exchange() = default;
  virtual bool answer(Response response) = 0;
  virtual void set_deadline(std::chrono::milliseconds after,
                            std::function<Response()> at_deadline) = 0;
  virtual void on_gone(std::function<void()> callback) = 0;
  virtual std::shared_ptr<EventStream> stream(Headers headers) = 0;
};

// Handed to the handler with each request. Move it to where the answer will be known. Destroyed
// unanswered, it answers 500. May outlive the server: then nothing is sent.
class Responder {
 public:
  explicit Responder(std::shared_ptr<Exchange> exchange) : exchange_(std::move(exchange)) {}
  Responder(Responder&&) noexcept = default;
  Responder& operator=(Responder&& other) noexcept;
  ~Responder() { abandon(); }

  // At most one of answer() and stream(), once; a second is a bug and stops the process.
  // False: the deadline had answered already, or the client is gone; nothing was sent.
  bool answer(Response response);
  // Starts text/event-stream; `headers` are added to it. Never null; may be closed at birth.
  std::shared_ptr<EventStream> stream(Headers headers = {});

  // If nothing has answered `after` this long, or when the server stops, `at_deadline` is called on
  // a server thread and its value is the answer: an empty long-poll, a 503. Set before moving the
  // responder to another thread. Without it the server's own limit answers 503.
  void set_deadline(std::chrono::milliseconds after, std::function<Response()> at_deadline);
  // Called at most once, on a server thread, when the client closes while the answer is awaited, so
  // that a long-poll is forgotten at once; right away when it has closed already. Must not block.
  void on_gone(std::function<void()> callback);

 private:
  void abandon();
  std::shared_ptr<Exchange> exchange_;  // null once answered or moved from
};

using Handler = std::function<void(Request&&, Responder)>;

}  // namespace sala::http
