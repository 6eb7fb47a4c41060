// What people do to the screen, free of any library.
#pragma once

#include <cstdint>
#include <string>

#include "platform/base/clock.h"

namespace sala::screen {

enum class Key : std::uint8_t {
  none,
  backspace,
  remove,
  enter,
  escape,
  tab,
  left,
  right,
  up,
  down,
  home,
  end,
  page_up,
  page_down,
  a,
  c,
  v,
  x,
  z,
  f5,
  other,
};

enum class Device : std::uint8_t { touch, mouse, keyboard };

struct Modifiers {
  bool shift = false, control = false, alt = false;
};

enum class InputKind : std::uint8_t {
  press,    // finger or left button down at (x, y)
  move,     // to (x, y)
  release,  // up at (x, y)
  wheel,    // wheel_x, wheel_y in notches, up and left positive
  key,      // a key went down (or repeats)
  text,     // `text`, UTF-8, was typed
  scan,     // `text` was read by a badge scanner
  leave,    // the pointer left the window; of a touch: the system took the finger away
};

struct InputEvent {
  InputKind kind = InputKind::move;
  Device device = Device::touch;
  BootTime time{};
  float x = 0, y = 0;  // pixels of the stage
  float pressure = 1;  // 0 to 1; 1 when the device does not say
  float wheel_x = 0, wheel_y = 0;
  Key key = Key::none;
  Modifiers modifiers;
  // For a key of a real keyboard: what it writes on a US keyboard, 0 if nothing. A scanner types as
  // a US keyboard whatever layout the people use.
  char us_character = 0;
  std::string text;
};

}  // namespace sala::screen
