// The queue between the devices and a frame.
//
// - At most one press or release a frame, and nothing after it in the same frame: two taps that
//   arrive together are two clicks, and text typed after a tap goes where the tap led.
// - Moves in a row are one pointer position for ImGui, but every sample is in `samples`.
// - After a finger lifts, the pointer is nowhere from the next frame on; a mouse stays.
// - A second finger is ignored while the first is down. A finger that has been still for 2 s when
//   another comes has lost its release: it is let go of as if it had left, which presses nothing.
// - A burst of keyboard characters (at least 6, under 30 ms apart, ended by Enter) is one scan, not
//   text, read in US layout. Keyboard characters wait at most 30 ms for that decision; characters
//   pushed by the on-screen keyboard or the mirror (device not keyboard) never wait.
// - Bounded: at most 1024 events wait; when full, moves go first, then all but releases.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/screen/input_event.h"

namespace sala::screen {

struct PointerSample {
  float x, y, pressure;
  BootTime time;
};

// What one frame gets.
struct FrameInput {
  bool pointer_present = false;
  float x = 0, y = 0;
  bool down = false;      // at the end of this frame
  bool pressed = false;   // went down in this frame
  bool released = false;  // went up in this frame (when the pointer is not present: was lost)
  Device pointer_device = Device::touch;
  float wheel_x = 0, wheel_y = 0;
  std::vector<PointerSample> samples;  // every position of the pointer, in order
  std::vector<InputEvent> typed;       // key, text and scan events, in order
};

class InputFeed {
 public:
  static constexpr std::size_t capacity = 1024;
  static constexpr std::size_t shortest_scan = 6;
  static constexpr Micros longest_scan_gap{30'000};
  static constexpr Micros lost_finger{2'000'000};

  // Any thread. Text that is not UTF-8 is refused; long text is fine.
  void push(InputEvent event);

  // Shorthands for tests, the script and the on-screen keyboard.
  void tap(float x, float y, BootTime now);  // press and release, as by a finger
  void type(std::string_view utf8, BootTime now);
  void press_key(Key key, BootTime now, Modifiers modifiers = {});
  void scan(std::string_view code, BootTime now);

  // The next frame's share. Keyboard characters that may still become a scan stay until
  // `now` is past their deadline.
  FrameInput take(BootTime now);

  // Something is there for a frame at `now`.
  bool ready(BootTime now) const;
  // When characters that wait for the scan decision become text.
  std::optional<BootTime> next_wake() const;
  std::uint64_t dropped() const;

 private:
  void enqueue(InputEvent event);
  void hold(InputEvent event);
  void let_go();
  bool finish_scan(BootTime now);
  bool make_room();
  void apply(InputEvent& event, FrameInput& frame);
  void cancel(FrameInput& frame);

  mutable std::mutex mutex_;  // guards all below
  std::deque<InputEvent> queue_;
  std::vector<InputEvent> held_;  // keyboard events that may be a scan
  std::size_t held_characters_ = 0;
  std::uint64_t dropped_ = 0;
  bool down_ = false, present_ = false, leave_next_ = false;
  float x_ = 0, y_ = 0;
  Device pointer_device_ = Device::touch;
  BootTime pointer_time_{};  // of the last press, move or release
};

}  // namespace sala::screen
