#include "kiosk/ui/scale.h"

#include <array>
#include <cmath>

namespace sala::ui {

namespace {

constexpr int smallest_font = 20;  // below, Thai marks run into each other
constexpr std::array<int, 7> sizes{20, 24, 28, 32, 40, 64, 96};  // in the order of Font

float factor_for(Size display) {
  bool portrait = display.height > display.width;
  float across = static_cast<float>(display.width) / (portrait ? 800.0f : 1280.0f);
  float down = static_cast<float>(display.height) / (portrait ? 1280.0f : 800.0f);
  return std::max(0.5f, std::min(across, down));
}

}  // namespace

Scale::Scale(Size display, TextSize text)
    : display_(display),
      factor_(factor_for(display)),
      text_(text == TextSize::large ? 1.3f : 1.0f) {}

int Scale::px(double design) const {
  int pixels = static_cast<int>(std::lround(design * static_cast<double>(factor_)));
  return design > 0 ? std::max(1, pixels) : pixels;
}

int Scale::font(Font role) const {
  float size = static_cast<float>(sizes[static_cast<std::size_t>(role)]) * factor_ * text_;
  return std::max(smallest_font, static_cast<int>(std::lround(size)));
}

int Scale::line(Font role) const {
  return static_cast<int>(std::ceil(static_cast<float>(font(role)) * 1.55f));
}

int Scale::top_bar() const { return std::max(px(72), line(Font::body) + px(8)); }

int Scale::bottom_bar() const {
  int button = std::max(target(), line(Font::list) + px(16));
  return button + 2 * px(12);
}

Page page_of(Scale const& scale, BottomBar bottom) {
  Page page;
  page.whole = {0, 0, scale.display().width, scale.display().height};
  Rect rest = page.whole;
  page.top = rest.take_top(scale.top_bar());
  if (bottom == BottomBar::shown) page.bottom = rest.take_bottom(scale.bottom_bar());
  page.body = rest.inset(scale.margin(), scale.gap());
  return page;
}

}  // namespace sala::ui
