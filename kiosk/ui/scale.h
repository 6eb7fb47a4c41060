// One scale factor from the display's size; everything is whole pixels at it.
//
// Designed at 1280×800 (800×1280 upright), where the factor is 1; 1.35 at 1920×1080, 0.75 at
// 1024×600. "Large text" multiplies letters by 1.3, and whatever is sized by its text grows with
// it.
#pragma once

#include <cstdint>

#include "kiosk/ui/geometry.h"

namespace sala::ui {

enum class TextSize : std::uint8_t { normal, large };

enum class Font : std::uint8_t { small, body, list, key, question, welcome, number };

class Scale {
 public:
  Scale(Size display, TextSize text);

  float factor() const { return factor_; }
  bool portrait() const { return display_.height > display_.width; }
  Size display() const { return display_; }

  int px(double design) const;  // at least 1 for anything above 0
  int font(Font role) const;    // em size, at least 20
  int line(Font role) const;    // line pitch: 1.55 em, as Thai asks
  int target() const { return px(72); }
  int gap() const { return px(16); }
  int margin() const { return px(32); }
  int top_bar() const;  // heights; more with large text
  int bottom_bar() const;

 private:
  Size display_;
  float factor_;
  float text_;
};

// The regions of every screen. `body` already keeps the outer margin.
struct Page {
  Rect whole, top, body, bottom;
};
enum class BottomBar : std::uint8_t { shown, absent };
Page page_of(Scale const& scale, BottomBar bottom = BottomBar::shown);

}  // namespace sala::ui
