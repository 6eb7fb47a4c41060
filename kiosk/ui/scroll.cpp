#include "kiosk/ui/scroll.h"

#include <algorithm>
#include <cmath>

namespace sala::ui {

namespace {

constexpr float friction_s = 0.325f;  // speed falls by e in this time: what phones have taught
constexpr float slow_px_s = 12;       // below, it stands
constexpr float fling_px_s = 60;      // above, a touch means "stop", not "press"
constexpr Micros recent{100'000};

float seconds(Micros time) { return static_cast<float>(time.count()) / 1e6f; }

}  // namespace

ScrollArea::View::~View() {
  ui_.set_scrolling(false);
  ui_.pop_clip();
  area_.draw_bar(ui_, box_);
}

void ScrollArea::reset() { *this = ScrollArea(); }

void ScrollArea::scroll_to(int y) {
  offset_ = static_cast<float>(y);
  speed_ = 0;
}

float ScrollArea::velocity(BootTime now) const {
  auto first = std::find_if(samples_.begin(), samples_.end(),
                            [now](Sample const& s) { return now - s.time <= recent; });
  if (first == samples_.end() || first + 1 >= samples_.end()) return 0;
  float time = seconds(samples_.back().time - first->time);
  return time > 0.001f ? (samples_.back().y - first->y) / time : 0;
}

void ScrollArea::follow_finger(Ui& ui, Rect box) {
  Id id = ui.id_of("scroll");
  auto const& input = ui.input();
  if (input.pressed && ui.takes_finger(box)) {
    tracking_ = true;
    dragging_ = false;
    start_ = ui.finger();
    start_offset_ = offset_;
    samples_.clear();
    stopped_fling_ = std::abs(speed_) > fling_px_s;
    speed_ = 0;
  }
  if (!tracking_) return;
  for (auto const& sample : input.samples) samples_.push_back({sample.time, sample.y});
  while (samples_.size() > 64) samples_.pop_front();
  float moved = ui.finger().y - start_.y;
  if (ui.finger_down() && !dragging_ && std::abs(moved) > static_cast<float>(ui.px(12))) {
    dragging_ = true;
  }
  if (dragging_ || stopped_fling_) ui.take_finger(id);
  if (dragging_ && ui.finger().y >= 0) offset_ = start_offset_ - moved;
  if (ui.finger_down()) return;
  if (dragging_) speed_ = -velocity(ui.now());
  tracking_ = dragging_ = stopped_fling_ = false;
}

void ScrollArea::coast(Ui& ui) {
  float dt = std::min(0.1f, seconds(ui.now() - last_tick_));
  if (tracking_ || std::abs(speed_) < slow_px_s) {
    if (!tracking_) speed_ = 0;
    return;
  }
  // Exactly the integral of a speed that falls exponentially, whatever the pace of frames.
  float fall = std::exp(-dt / friction_s);
  offset_ += speed_ * friction_s * (1 - fall);
  speed_ *= fall;
  ui.animate();
}

ScrollArea::View ScrollArea::open(Ui& ui, Rect box, int content_height) {
  content_ = content_height;
  window_ = box.height;
  follow_finger(ui, box);
  coast(ui);
  if (box.holds(ui.finger()) && ui.input().wheel_y != 0) {
    offset_ -= ui.input().wheel_y * static_cast<float>(ui.px(96));
    speed_ = 0;
  }
  last_tick_ = ui.now();
  float most = static_cast<float>(std::max(0, content_ - window_));
  if (offset_ <= 0 || offset_ >= most) speed_ = 0;
  offset_ = std::clamp(offset_, 0.0f, most);

  int top = offset();
  ui.push_clip(box);
  ui.set_scrolling(true);
  return View(ui, *this, box, {box.x, box.y - top, box.width, content_height},
              {0, top, box.width, box.height});
}

void ScrollArea::draw_bar(Ui& ui, Rect box) const {
  if (content_ <= window_ || box.height <= 0) return;
  int length = std::max(ui.px(48), box.height * window_ / content_);
  int way = box.height - length;
  int top =
      static_cast<int>(offset_ * static_cast<float>(way) / static_cast<float>(content_ - window_));
  // In the margin beside the content.
  ui.rounded({box.right() + ui.px(10), box.y + top, ui.px(6), length}, ui.px(3),
             ui.theme().quiet.faded(0.45f));
}

}  // namespace sala::ui
