// When to draw. Nothing changes: nothing is drawn.
//
// After an event, frames follow until at least three were drawn and two in a row gave the same
// picture (immediate-mode layout settles over frames), at most 60. Animation asks for one more
// frame each frame and gets it 16 ms after the last, or as slowly as it wishes. Pure: time is
// passed in.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "platform/base/clock.h"

namespace sala::screen {

class FrameScheduler {
 public:
  static constexpr int settle_frames = 3;
  static constexpr int longest_settle = 60;
  static constexpr Micros animation_pace{16'000};

  FrameScheduler() { stir(); }

  void stir();  // something happened: draw now, and settle
  // One more frame after this one, at the pace; the quickest that is asked for wins.
  void animate(Micros pace = animation_pace) { pace_ = std::min(pace_.value_or(pace), pace); }
  void wake_at(BootTime time);  // draw then; the earliest wins; asked anew in each frame
  bool due(BootTime now) const;
  void begin_frame(BootTime now);
  // Tells whether the frame's picture differs from the one before.
  void end_frame(bool changed);
  // When due() turns true by itself; nothing: sleep until an event.
  std::optional<BootTime> next_wake() const;

  std::uint64_t frames_drawn() const { return drawn_; }
  std::uint64_t frames_changed() const { return changed_; }

 private:
  int to_settle_ = 0, since_stir_ = 0;
  std::optional<Micros> pace_;  // of the animation, while there is one
  BootTime last_frame_{};
  std::optional<BootTime> wake_;
  std::uint64_t drawn_ = 0, changed_ = 0;
};

}  // namespace sala::screen
