#include "sync/hq/worker.h"

namespace sala::hq {

Worker::Worker(std::size_t max_waiting) : max_waiting_(max_waiting), thread_([this] { run(); }) {}

Worker::~Worker() { stop(); }

void Worker::stop() {
  {
    std::lock_guard guard(mutex_);
    stopping_ = true;
    woken_.notify_one();
  }
  if (thread_.joinable()) thread_.join();
  std::lock_guard guard(mutex_);
  waiting_.clear();
}

bool Worker::post(Job job) {
  std::lock_guard guard(mutex_);
  if (stopping_ || waiting_.size() >= max_waiting_) return false;
  waiting_.push_back(std::move(job));
  woken_.notify_one();
  return true;
}

void Worker::every(std::chrono::milliseconds period, Job job) {
  std::lock_guard guard(mutex_);
  period_ = period;
  periodic_ = std::move(job);
  woken_.notify_one();
}

void Worker::run() {
  std::unique_lock lock(mutex_);
  auto next = std::chrono::steady_clock::now();
  while (!stopping_) {
    Job job;
    if (periodic_ && std::chrono::steady_clock::now() >= next) {
      job = periodic_;
      next = std::chrono::steady_clock::now() + period_;
    } else if (!waiting_.empty()) {
      job = std::move(waiting_.front());
      waiting_.pop_front();
    } else if (periodic_) {
      woken_.wait_until(lock, next);
      continue;
    } else {
      woken_.wait(lock);
      continue;
    }
    lock.unlock();
    job();
    job = nullptr;  // what it holds is let go outside of the lock
    lock.lock();
  }
}

}  // namespace sala::hq
