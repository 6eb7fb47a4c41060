// Where other threads leave what the link is to do next: the keeper's completions, mostly.
//
// Bounded by its users: each has at most one job under way with the keeper, and its answer is one
// entry. What is left in an inbox whose owner is gone is never done.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace sala::link {

class Inbox {
 public:
  using Job = std::function<void()>;

  // `wake` is called, on the poster's thread, after a job was posted; may be empty.
  explicit Inbox(std::function<void()> wake) : wake_(std::move(wake)) {}

  // Any thread.
  void post(Job job) {
    {
      std::lock_guard guard(mutex_);
      if (closed_) return;
      jobs_.push_back(std::move(job));
    }
    if (wake_) wake_();
  }
  // The owner's thread. True when there was something.
  bool run() {
    std::vector<Job> jobs;
    {
      std::lock_guard guard(mutex_);
      jobs.swap(jobs_);
    }
    for (Job& job : jobs) job();
    return !jobs.empty();
  }
  // The owner goes: nothing is accepted or done any more, and `wake` is not called again.
  void close() {
    std::vector<Job> dropped;
    std::lock_guard guard(mutex_);
    closed_ = true;
    dropped.swap(jobs_);
  }

 private:
  std::function<void()> const wake_;
  std::mutex mutex_;  // guards what follows
  std::vector<Job> jobs_;
  bool closed_ = false;
};

// Passes what a keeper's completion says on to the owner's thread.
template <class T, class Then>
auto deliver(std::shared_ptr<Inbox> inbox, Then then) {
  return [inbox = std::move(inbox), then = std::move(then)](Result<T> result) {
    auto shared = std::make_shared<Result<T>>(std::move(result));
    inbox->post([then, shared] { then(std::move(*shared)); });
  };
}

}  // namespace sala::link
