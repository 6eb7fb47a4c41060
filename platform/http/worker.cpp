#include "platform/http/worker.h"

#include <time.h>

#include <boost/asio/post.hpp>

#include "platform/http/response_head.h"

namespace sala::http {

void Mailbox::post(std::shared_ptr<Deliverable> letter) {
  std::lock_guard lock(mutex_);
  if (context_ == nullptr) return;
  letters_.push_back(std::move(letter));
  if (letters_.size() == 1) {
    asio::post(*context_, [this] { drain(); });
  }
}

void Mailbox::close() {
  std::vector<std::shared_ptr<Deliverable>> unread;
  std::lock_guard lock(mutex_);
  context_ = nullptr;
  unread.swap(letters_);
}

void Mailbox::drain() {
  std::vector<std::shared_ptr<Deliverable>> letters;
  {
    std::lock_guard lock(mutex_);
    letters.swap(letters_);
  }
  for (auto const& letter : letters) letter->deliver();
}

std::string const& Worker::date() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  if (date_.empty() || now.tv_sec != date_second_) {
    date_ = http_date();
    date_second_ = now.tv_sec;
  }
  return date_;
}

}  // namespace sala::http
