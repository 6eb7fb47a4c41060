// SDL's events in our words. For platform/screen only.
#pragma once

#include <cstdint>
#include <optional>

#include "platform/screen/input_event.h"

union SDL_Event;

namespace sala::screen {

struct EventSource {
  BootTime now;  // when SDL_GetTicks() was `ticks`
  std::uint32_t ticks;
  int width, height;          // of the stage, in pixels
  float pixels_per_unit = 1;  // of window coordinates
};

// Nothing for an event that is no input. Mouse events made from touches are left out: SDL is told
// not to make any, and some drivers do all the same. Of several fingers only `first_finger` counts;
// it is taken by the first one down and freed when that one lifts, or when another comes down after
// it was still for 2 s: then its lifting was lost.
class EventTranslator {
 public:
  std::optional<InputEvent> translate(SDL_Event const& event, EventSource const& source);

 private:
  std::optional<std::int64_t> first_finger_;
  BootTime finger_time_{};  // of its last event
};

}  // namespace sala::screen
