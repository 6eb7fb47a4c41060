// Rectangles in whole pixels, and cutting them up: a screen is laid out by taking strips off what
// is left.
//
//   Rect rest = page.body;
//   Rect question = rest.take_top(ui.px(64));
//   rest.skip_top(ui.px(16));
#pragma once

#include <algorithm>

namespace sala::ui {

struct Size {
  int width = 0, height = 0;
  bool operator==(Size const&) const = default;
};

struct Point {
  float x = 0, y = 0;
};

struct Rect {
  int x = 0, y = 0, width = 0, height = 0;

  int right() const { return x + width; }
  int bottom() const { return y + height; }
  bool empty() const { return width <= 0 || height <= 0; }
  bool holds(Point p) const {
    return p.x >= static_cast<float>(x) && p.y >= static_cast<float>(y) &&
           p.x < static_cast<float>(right()) && p.y < static_cast<float>(bottom());
  }
  bool holds(Rect const& r) const {
    return r.x >= x && r.y >= y && r.right() <= right() && r.bottom() <= bottom();
  }
  bool meets(Rect const& r) const {
    return x < r.right() && r.x < right() && y < r.bottom() && r.y < bottom();
  }
  bool operator==(Rect const&) const = default;

  // Each cuts a strip off this rectangle and returns it; never more than there is.
  Rect take_top(int amount) {
    amount = std::clamp(amount, 0, std::max(0, height));
    Rect strip{x, y, width, amount};
    y += amount;
    height -= amount;
    return strip;
  }
  Rect take_bottom(int amount) {
    amount = std::clamp(amount, 0, std::max(0, height));
    height -= amount;
    return {x, bottom(), width, amount};
  }
  Rect take_left(int amount) {
    amount = std::clamp(amount, 0, std::max(0, width));
    Rect strip{x, y, amount, height};
    x += amount;
    width -= amount;
    return strip;
  }
  Rect take_right(int amount) {
    amount = std::clamp(amount, 0, std::max(0, width));
    width -= amount;
    return {right(), y, amount, height};
  }
  void skip_top(int amount) { take_top(amount); }
  void skip_bottom(int amount) { take_bottom(amount); }
  void skip_left(int amount) { take_left(amount); }
  void skip_right(int amount) { take_right(amount); }

  Rect inset(int across, int down) const {
    return {x + across, y + down, std::max(0, width - 2 * across), std::max(0, height - 2 * down)};
  }
  Rect inset(int amount) const { return inset(amount, amount); }
  Rect moved(int dx, int dy) const { return {x + dx, y + dy, width, height}; }
  Rect middle(int w, int h) const { return {x + (width - w) / 2, y + (height - h) / 2, w, h}; }
  Rect common(Rect const& r) const {
    int left = std::max(x, r.x), top = std::max(y, r.y);
    return {left, top, std::max(0, std::min(right(), r.right()) - left),
            std::max(0, std::min(bottom(), r.bottom()) - top)};
  }
};

}  // namespace sala::ui
