#include "kiosk/ui/repeat.h"

namespace sala::ui {
namespace {

constexpr Micros repeat_after{500'000};
constexpr Micros repeat_every{1'000'000 / 12};

}  // namespace

bool Repeat::fires(Ui& ui, Press const& press) {
  if (press.pressed) {
    next_ = ui.now() + repeat_after;
    ui.draw_again_at(next_);
    return true;
  }
  if (!press.held) return false;
  bool due = ui.now() >= next_;
  if (due) next_ = ui.now() + repeat_every;
  ui.draw_again_at(next_);
  return due;
}

}  // namespace sala::ui
