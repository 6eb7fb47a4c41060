// A key that fires again and again while a finger stays on it: at once, after half a second, then
// twelve times a second. UI thread only; one finger at a time, so one of these a group of keys.
#pragma once

#include "kiosk/ui/ui.h"

namespace sala::ui {

class Repeat {
 public:
  // Whether it fires in this frame; asks for the frame in which it would next.
  bool fires(Ui& ui, Press const& press);

 private:
  BootTime next_{};
};

}  // namespace sala::ui
