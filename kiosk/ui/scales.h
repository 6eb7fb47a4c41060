// Ways to say how much: stars, steps side by side, a slider with a face, a value between two
// buttons.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "kiosk/ui/repeat.h"

namespace sala::ui {

// ---- stars: `count` of them, `chosen` of which are full. Returns how many were touched.
int stars_height(Ui& ui, int width, int count);
std::optional<int> stars(Ui& ui, Rect box, int count, int chosen);

// ---- steps: tiles with a few letters each, as large as the width allows
int steps_height(Ui& ui, int width, std::span<std::string const> steps);
std::optional<std::size_t> steps(Ui& ui, Rect box, std::span<std::string const> steps,
                                 std::optional<std::size_t> chosen);

// ---- slider: a finger anywhere on the track takes the handle along
struct SliderLook {
  std::string_view label = {};           // for the probe
  int stops = 11;                        // from 0 to stops - 1
  std::optional<int> chosen = {};        // none: nothing said yet
  std::string_view value = {};           // said on the handle; empty with a face
  bool face = false;                     // a face shows the mood
  std::string_view low = {}, high = {};  // words below its ends; may be empty
};
int slider_height(Ui& ui, int width, SliderLook const& look);
std::optional<int> slider(Ui& ui, Rect box, SliderLook const& look);

// ---- a value between "less" and "more"; repeats while held
struct StepperLook {
  std::string_view value = {};            // what stands between
  std::string_view less = {}, more = {};  // what the buttons mean, for the probe
  Enabled can_less = Enabled::yes, can_more = Enabled::yes;
  bool upright = false;  // "more" above the value, "less" below it
};
class Stepper {
 public:
  // -1, 0 or +1.
  int draw(Ui& ui, Rect box, StepperLook const& look);
  static int height(Ui const& ui, bool upright);

 private:
  Repeat repeat_;
};

}  // namespace sala::ui
