#include "platform/http/exchange.h"

#include <utility>

#include "platform/http/connection.h"

namespace sala::http {
namespace {

void wake(Origin const& origin) {
  if (auto connection = origin.connection.lock()) connection->wake();
}

}  // namespace

// ---- StreamQueue ------------------------------------------------------------------------------

bool StreamQueue::send(SharedText frame) {
  bool wake_up = false;
  bool taken = false;
  {
    std::lock_guard lock(mutex_);
    if (closed_ || closing_) return false;
    std::size_t size = cost(*frame);
    // The whole state of a large session may be more than anybody should lag behind.
    taken = backlog_ == 0 || backlog_ + size <= backlog_limit_;
    if (taken) {
      backlog_ += size;
      frames_.push_back(std::move(frame));
    } else {
      closed_ = true;
      frames_.clear();
    }
    // One that is stuck in a write must hear of its end as well.
    wake_up = std::exchange(waiting_, false) || !taken;
  }
  if (wake_up) notify();
  return taken;
}

void StreamQueue::close() {
  {
    std::lock_guard lock(mutex_);
    if (closing_ || closed_) return;
    closing_ = true;
    if (!std::exchange(waiting_, false)) return;
  }
  notify();
}

bool StreamQueue::closed() const {
  std::lock_guard lock(mutex_);
  return closed_ || closing_;
}

void StreamQueue::on_close(std::function<void()> callback) {
  {
    std::lock_guard lock(mutex_);
    if (!shut_) {
      on_close_ = std::move(callback);
      return;
    }
  }
  callback();
}

void StreamQueue::notify() { origin_.mailbox->post(shared_from_this()); }

void StreamQueue::deliver() {
  if (auto connection = origin_.connection.lock()) {
    connection->wake();
    std::lock_guard lock(mutex_);
    if (closed_) connection->interrupt_write();
  }
}

StreamQueue::Next StreamQueue::next(std::vector<SharedText>& batch) {
  std::lock_guard lock(mutex_);
  if (closed_) return Next::end;
  if (!frames_.empty()) {
    batch.swap(frames_);
    return Next::write;
  }
  if (closing_) return Next::end;
  waiting_ = true;
  return Next::wait;
}

void StreamQueue::written(std::size_t cost) {
  std::lock_guard lock(mutex_);
  backlog_ -= cost;
}

void StreamQueue::shut() {
  std::vector<SharedText> unsent;
  std::function<void()> callback;
  {
    std::lock_guard lock(mutex_);
    if (shut_) return;
    shut_ = true;
    closed_ = true;
    unsent.swap(frames_);
    callback.swap(on_close_);
  }
  if (callback) callback();
}

// ---- PendingAnswer ----------------------------------------------------------------------------

bool PendingAnswer::take(Outcome outcome) {
  std::function<Response()> at_deadline;
  std::function<void()> on_gone;
  {
    std::lock_guard lock(mutex_);
    if (state_ != State::open) return false;
    state_ = State::taken;
    outcome_ = std::move(outcome);
    at_deadline.swap(at_deadline_);
    on_gone.swap(on_gone_);
    if (!std::exchange(waiting_, false)) return true;
  }
  origin_.mailbox->post(shared_from_this());
  return true;
}

bool PendingAnswer::answer(Response response) { return take(std::move(response)); }

std::shared_ptr<EventStream> PendingAnswer::stream(Headers headers) {
  auto queue = std::make_shared<StreamQueue>(origin_, backlog_bytes_);
  if (!take(Stream{queue, std::move(headers)})) queue->shut();
  return queue;
}

void PendingAnswer::set_deadline(std::chrono::milliseconds after,
                                 std::function<Response()> at_deadline) {
  {
    std::lock_guard lock(mutex_);
    if (state_ != State::open) return;
    deadline_ = SteadyClock::now() + after;
    at_deadline_.swap(at_deadline);
    if (!std::exchange(waiting_, false)) return;
  }
  origin_.mailbox->post(shared_from_this());
}

void PendingAnswer::on_gone(std::function<void()> callback) {
  bool left = false;
  {
    std::lock_guard lock(mutex_);
    if (state_ == State::taken) return;
    left = state_ == State::gone;
    if (!left) {
      on_gone_.swap(callback);
      if (!std::exchange(waiting_, false)) return;
    }
  }
  if (left) return callback();
  origin_.mailbox->post(shared_from_this());  // the worker begins to watch the client
}

void PendingAnswer::deliver() { wake(origin_); }

std::optional<PendingAnswer::Wait> PendingAnswer::wait() {
  std::lock_guard lock(mutex_);
  if (state_ != State::open) return std::nullopt;
  waiting_ = true;
  return Wait{deadline_, at_deadline_ != nullptr, on_gone_ != nullptr};
}

void PendingAnswer::expire() {
  std::function<Response()> at_deadline;
  std::function<void()> on_gone;
  {
    std::lock_guard lock(mutex_);
    if (state_ != State::open) return;
    state_ = State::taken;
    at_deadline.swap(at_deadline_);
    on_gone.swap(on_gone_);
  }
  Response response =
      at_deadline ? at_deadline() : Response::text(503, "No answer was ready in time.\n");
  std::lock_guard lock(mutex_);
  outcome_ = std::move(response);
}

void PendingAnswer::disconnect() {
  std::function<Response()> at_deadline;
  std::function<void()> on_gone;
  std::shared_ptr<StreamQueue> queue;
  {
    std::lock_guard lock(mutex_);
    if (auto* stream = std::get_if<Stream>(&outcome_)) queue = std::move(stream->queue);
    outcome_ = std::monostate{};
    if (state_ == State::open) on_gone.swap(on_gone_);
    at_deadline.swap(at_deadline_);
    state_ = State::gone;
  }
  if (queue) queue->shut();
  if (on_gone) on_gone();
}

PendingAnswer::Outcome PendingAnswer::take_outcome() {
  std::lock_guard lock(mutex_);
  return std::exchange(outcome_, std::monostate{});
}

}  // namespace sala::http
