#include "sync/hq/attempts.h"

namespace sala::hq {
namespace {

// Keys are chosen by strangers. Beyond this many at once, those whose first wrong try is oldest are
// forgotten: guessing under so many names is slower than the limit itself.
constexpr std::size_t max_keys = 20'000;

}  // namespace

Micros Attempts::wait(std::string const& key, BootTime now) {
  std::lock_guard guard(mutex_);
  auto found = failures_.find(key);
  if (found == failures_.end()) return Micros(0);
  auto& times = found->second;
  while (!times.empty() && now - times.front() >= window_) times.pop_front();
  if (times.size() < at_most_) return Micros(0);
  return times.front() + window_ - now;
}

void Attempts::failed(std::string const& key, BootTime now) {
  std::lock_guard guard(mutex_);
  if (failures_.size() >= max_keys) prune(now);
  auto& times = failures_[key];
  times.push_back(now);
  if (times.size() > at_most_) times.pop_front();
}

void Attempts::forgive(std::string const& key) {
  std::lock_guard guard(mutex_);
  failures_.erase(key);
}

void Attempts::prune(BootTime now) {
  std::erase_if(failures_, [&](auto const& it) {
    return it.second.empty() || now - it.second.back() >= window_;
  });
  while (failures_.size() >= max_keys) {
    auto oldest = failures_.begin();
    for (auto it = failures_.begin(); it != failures_.end(); ++it) {
      if (it->second.front() < oldest->second.front()) oldest = it;
    }
    failures_.erase(oldest);
  }
}

}  // namespace sala::hq
