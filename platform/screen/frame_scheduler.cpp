#include "platform/screen/frame_scheduler.h"

#include <algorithm>

namespace sala::screen {

void FrameScheduler::stir() {
  to_settle_ = settle_frames;
  since_stir_ = 0;
}

void FrameScheduler::wake_at(BootTime time) { wake_ = wake_ ? std::min(*wake_, time) : time; }

std::optional<BootTime> FrameScheduler::next_wake() const {
  if (to_settle_ > 0) return BootTime::min();
  auto wake = wake_;
  if (pace_) {
    auto const next = last_frame_ + *pace_;
    wake = wake ? std::min(*wake, next) : next;
  }
  return wake;
}

bool FrameScheduler::due(BootTime now) const {
  auto const wake = next_wake();
  return wake && *wake <= now;
}

void FrameScheduler::begin_frame(BootTime now) {
  // A deadline that has come stirs like an event: the new state settles as any other.
  if (wake_ && *wake_ <= now && to_settle_ == 0) stir();
  last_frame_ = now;
  pace_.reset();
  wake_.reset();
}

void FrameScheduler::end_frame(bool changed) {
  ++drawn_;
  if (changed) ++changed_;
  if (to_settle_ == 0) return;
  ++since_stir_;
  --to_settle_;
  // Not settled while the picture still moves by itself; an animation has its own pace.
  if (to_settle_ == 0 && changed && !pace_ && since_stir_ < longest_settle) to_settle_ = 1;
  if (pace_ && since_stir_ >= settle_frames) to_settle_ = 0;
}

}  // namespace sala::screen
