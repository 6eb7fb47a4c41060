// The bar at the top of every screen and the one at the bottom.
#pragma once

#include <cstdint>
#include <string_view>

#include "kiosk/ui/ui.h"

namespace sala::ui {

enum class TopEvent : std::uint8_t {
  none,
  language,   // the next language was asked for
  text_size,  // the other text size
  help,
  staff,  // five taps on the clock
};

struct TopBarText {
  std::string_view clock = {};           // "08:57 น."
  std::string_view session = {};         // title; may be empty; shortened when long
  std::string_view remaining = {};       // "เหลือ 25 นาที"; may be empty
  std::string_view mark_icon = {};       // who reads what is answered; may be empty
  std::string_view mark = {};            // the same in a word
  std::string_view other_language = {};  // the name of the language that one touch leads to
};

// Keeps the count of taps on the clock.
class TopBar {
 public:
  static constexpr int staff_taps = 5;
  static constexpr Micros staff_window{4'000'000};  // all five within

  TopEvent draw(Ui& ui, Rect box, TopBarText const& text);

 private:
  bool clock_tapped(BootTime now);

  int taps_ = 0;
  BootTime first_tap_{};
};

struct BottomBarText {
  std::string_view back = {};  // left; empty: none
  std::string_view back_icon = "back";
  std::string_view primary = {};  // right; empty: none
  std::string_view primary_icon = {};
  Enabled primary_enabled = Enabled::yes;
  std::string_view extra = {};  // beside back, quiet; empty: none
};
enum class BottomEvent : std::uint8_t { none, back, primary, extra };
BottomEvent bottom_bar(Ui& ui, Rect box, BottomBarText const& text);

}  // namespace sala::ui
