// The server's Exchange and EventStream: where a worker's thread and everybody else meet. Private.
//
// Each object has one mutex. Callbacks are called, and destroyed, outside of it.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <variant>
#include <vector>

#include "platform/http/responder.h"
#include "platform/http/worker.h"

namespace sala::http {

// How letters find back to a connection: locked on the worker's thread only.
struct Origin {
  std::weak_ptr<Connection> connection;
  std::shared_ptr<Mailbox> mailbox;
};

class StreamQueue final : public EventStream,
                          public Deliverable,
                          public std::enable_shared_from_this<StreamQueue> {
 public:
  StreamQueue(Origin origin, std::size_t backlog_bytes)
      : origin_(std::move(origin)), backlog_limit_(backlog_bytes) {}

  bool send(SharedText frame) override;
  void close() override;
  bool closed() const override;
  void on_close(std::function<void()> callback) override;
  void deliver() override;

  // The worker's side.
  enum class Next {
    wait,   // nothing to do: deliver() will come
    write,  // `batch` holds frames; report them with written()
    end,    // closed; nothing more will be written
  };
  Next next(std::vector<SharedText>& batch);
  void written(std::size_t cost);
  // Beside its bytes a waiting frame costs a pointer, so tiny frames count for something too.
  static std::size_t cost(std::string const& frame) { return frame.size() + 32; }
  void shut();  // the connection is over

 private:
  void notify();
  Origin const origin_;
  std::size_t const backlog_limit_;
  mutable std::mutex mutex_;  // guards what follows
  std::vector<SharedText> frames_;
  std::size_t backlog_ = 0;  // cost of frames_ and of what is being written
  std::function<void()> on_close_;
  bool waiting_ = false;
  bool closing_ = false;  // close() was called
  bool closed_ = false;
  bool shut_ = false;
};

class PendingAnswer final : public Exchange,
                            public Deliverable,
                            public std::enable_shared_from_this<PendingAnswer> {
 public:
  PendingAnswer(Origin origin, ServerLimits const& limits)
      : origin_(std::move(origin)),
        backlog_bytes_(limits.stream_backlog_bytes),
        deadline_(SteadyClock::now() + limits.answer_time) {}

  bool answer(Response response) override;
  void set_deadline(std::chrono::milliseconds after,
                    std::function<Response()> at_deadline) override;
  void on_gone(std::function<void()> callback) override;
  std::shared_ptr<EventStream> stream(Headers headers) override;
  void deliver() override;

  // The worker's side.
  struct Wait {
    SteadyClock::time_point until;
    bool answers_when_stopped = false;  // there is a deadline callback
    bool watch_client = false;          // somebody asked to hear of the client's leaving
  };
  std::optional<Wait> wait();  // nothing: outcome() is there
  void expire();               // the deadline has come
  void disconnect();           // the client is gone
  struct Stream {
    std::shared_ptr<StreamQueue> queue;
    Headers headers;
  };
  using Outcome = std::variant<std::monostate, Response, Stream>;  // monostate: the client is gone
  Outcome take_outcome();

 private:
  enum class State { open, taken, gone };
  bool take(Outcome outcome);

  Origin const origin_;
  std::size_t const backlog_bytes_;
  std::mutex mutex_;  // guards what follows
  State state_ = State::open;
  Outcome outcome_;
  SteadyClock::time_point deadline_;
  std::function<Response()> at_deadline_;
  std::function<void()> on_gone_;
  bool waiting_ = false;
};

}  // namespace sala::http
