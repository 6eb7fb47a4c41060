// One thread that does small jobs in order: reading for long-polls, live pages, pass-phrases.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace sala::hq {

class Worker {
 public:
  using Job = std::function<void()>;

  // At most `max_waiting` jobs wait.
  explicit Worker(std::size_t max_waiting);
  ~Worker();  // stop()

  // Finishes the job in hand and drops what waits; takes no more. Not from a job.
  void stop();

  // Any thread. False when the worker is full or stopping: the job is not taken.
  bool post(Job job);
  // Runs `job` again and again, every `period`, before what waits. Set before the first post.
  void every(std::chrono::milliseconds period, Job job);

 private:
  void run();

  std::size_t const max_waiting_;
  std::mutex mutex_;  // guards what follows
  std::condition_variable woken_;
  std::deque<Job> waiting_;
  bool stopping_ = false;
  std::chrono::milliseconds period_{0};
  Job periodic_;

  std::thread thread_;  // last: it uses the rest
};

}  // namespace sala::hq
