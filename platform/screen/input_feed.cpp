#include "platform/screen/input_feed.h"

#include <algorithm>
#include <cmath>

#include "platform/base/bytes.h"

namespace sala::screen {
namespace {

bool is_typing(InputEvent const& event) {
  return event.device == Device::keyboard &&
         (event.kind == InputKind::text || event.kind == InputKind::key);
}

bool is_shortcut(InputEvent const& event) { return event.modifiers.control || event.modifiers.alt; }

// Counts what was typed once: a key event with its US character, or, where the device gives only
// text, the text.
std::size_t characters_of(InputEvent const& event) {
  return event.kind == InputKind::key && event.us_character != 0 ? 1 : 0;
}

}  // namespace

void InputFeed::push(InputEvent event) {
  if ((event.kind == InputKind::text || event.kind == InputKind::scan) &&
      (event.text.empty() || !is_utf8(event.text))) {
    return;
  }
  std::lock_guard const lock(mutex_);
  if (is_typing(event)) {
    hold(std::move(event));
  } else {
    let_go();  // what was typed before a tap stays before it
    enqueue(std::move(event));
  }
}

// Caller holds mutex_, as in all that follow.
void InputFeed::hold(InputEvent event) {
  if (!held_.empty() && event.time - held_.back().time >= longest_scan_gap) let_go();
  auto const ends = event.kind == InputKind::key && event.key == Key::enter;
  auto const may_be_scan = event.kind == InputKind::text || event.us_character != 0;
  if (ends && finish_scan(event.time)) return;
  if (is_shortcut(event) || !may_be_scan || ends || held_.size() >= capacity) {
    let_go();
    enqueue(std::move(event));
    return;
  }
  held_characters_ += characters_of(event);
  held_.push_back(std::move(event));
}

void InputFeed::let_go() {
  for (auto& event : held_) {
    // A key that only writes was held for the scanner's sake; its text event says the rest.
    if (event.kind == InputKind::text || event.key != Key::other) enqueue(std::move(event));
  }
  held_.clear();
  held_characters_ = 0;
}

bool InputFeed::finish_scan(BootTime now) {
  if (held_characters_ < shortest_scan) return false;
  InputEvent scanned;
  scanned.kind = InputKind::scan;
  scanned.device = Device::keyboard;
  scanned.time = now;
  for (auto const& event : held_) {
    if (event.kind == InputKind::key) scanned.text.push_back(event.us_character);
  }
  held_.clear();
  held_characters_ = 0;
  enqueue(std::move(scanned));
  return true;
}

void InputFeed::enqueue(InputEvent event) {
  if (queue_.size() >= capacity && !make_room() && event.kind != InputKind::release) {
    ++dropped_;
    return;
  }
  // One release more than the capacity at most for each press in it, so this stays bounded.
  queue_.push_back(std::move(event));
}

bool InputFeed::make_room() {
  auto const move = std::find_if(queue_.begin(), queue_.end(), [](InputEvent const& event) {
    return event.kind == InputKind::move;
  });
  if (move == queue_.end()) return queue_.size() < capacity;
  queue_.erase(move);
  ++dropped_;
  return true;
}

void InputFeed::apply(InputEvent& event, FrameInput& frame) {
  switch (event.kind) {
    case InputKind::press:
    case InputKind::move:
    case InputKind::release:
      x_ = event.x;
      y_ = event.y;
      present_ = true;
      pointer_device_ = event.device;
      pointer_time_ = event.time;
      frame.samples.push_back({event.x, event.y, event.pressure, event.time});
      if (event.kind == InputKind::press) down_ = frame.pressed = true;
      if (event.kind == InputKind::release) {
        down_ = false;
        frame.released = true;
        leave_next_ = event.device == Device::touch;
      }
      break;
    case InputKind::wheel:
      frame.wheel_x += event.wheel_x;
      frame.wheel_y += event.wheel_y;
      break;
    case InputKind::leave:
      // A mouse that leaves while it drags comes back; a finger does not.
      if (!down_) present_ = false;
      if (down_ && event.device == Device::touch) cancel(frame);
      break;
    case InputKind::key:
    case InputKind::text:
    case InputKind::scan:
      frame.typed.push_back(std::move(event));
      break;
  }
}

// Up, but nowhere: what was pressed sees that the finger went away from it.
void InputFeed::cancel(FrameInput& frame) {
  down_ = present_ = leave_next_ = false;
  frame.released = true;
}

FrameInput InputFeed::take(BootTime now) {
  std::lock_guard const lock(mutex_);
  if (!held_.empty() && now - held_.back().time >= longest_scan_gap) let_go();
  FrameInput frame;
  if (leave_next_) present_ = leave_next_ = false;
  while (!queue_.empty()) {
    auto event = std::move(queue_.front());
    queue_.pop_front();
    if (event.kind == InputKind::press && down_) {
      if (event.time - pointer_time_ < lost_finger) continue;  // a second finger
      cancel(frame);
      queue_.push_front(std::move(event));
      break;
    }
    if (event.kind == InputKind::release && !down_) continue;
    auto const transition = event.kind == InputKind::press || event.kind == InputKind::release;
    // Text typed before a press belongs to what the press leaves: the press waits a frame.
    if (transition && !frame.typed.empty()) {
      queue_.push_front(std::move(event));
      break;
    }
    apply(event, frame);
    if (transition || frame.released) break;
  }
  frame.pointer_present = present_;
  frame.x = x_;
  frame.y = y_;
  frame.down = down_;
  frame.pointer_device = pointer_device_;
  return frame;
}

bool InputFeed::ready(BootTime now) const {
  std::lock_guard const lock(mutex_);
  return !queue_.empty() || leave_next_ ||
         (!held_.empty() && now - held_.back().time >= longest_scan_gap);
}

std::optional<BootTime> InputFeed::next_wake() const {
  std::lock_guard const lock(mutex_);
  if (held_.empty()) return std::nullopt;
  return held_.back().time + longest_scan_gap;
}

std::uint64_t InputFeed::dropped() const {
  std::lock_guard const lock(mutex_);
  return dropped_;
}

void InputFeed::tap(float x, float y, BootTime now) {
  InputEvent event;
  event.time = now;
  event.x = x;
  event.y = y;
  event.kind = InputKind::press;
  push(event);
  event.kind = InputKind::release;
  push(event);
}

void InputFeed::type(std::string_view utf8, BootTime now) {
  InputEvent event;
  event.kind = InputKind::text;
  event.time = now;
  event.text = utf8;
  push(std::move(event));
}

void InputFeed::press_key(Key key, BootTime now, Modifiers modifiers) {
  InputEvent event;
  event.kind = InputKind::key;
  event.key = key;
  event.time = now;
  event.modifiers = modifiers;
  push(std::move(event));
}

void InputFeed::scan(std::string_view code, BootTime now) {
  InputEvent event;
  event.kind = InputKind::scan;
  event.device = Device::keyboard;
  event.time = now;
  event.text = code;
  push(std::move(event));
}

}  // namespace sala::screen
