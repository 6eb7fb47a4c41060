// What lies over a screen for a while: a notice, a dialog, the ring before starting over; and the
// line that says where things are kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "kiosk/ui/ui.h"

namespace sala::ui {

enum class NoticeKind : std::uint8_t { plain, done, stop };

// One line or two above the bottom bar, for five seconds; a new one replaces the old.
class Notice {
 public:
  static constexpr Micros stays{5'000'000};
  void show(std::string text, NoticeKind kind, BootTime now);
  void draw(Ui& ui);
  void clear() { text_.clear(); }

 private:
  std::string text_;
  NoticeKind kind_ = NoticeKind::plain;
  BootTime since_{};
};

struct DialogText {
  std::string_view doodle = {};  // may be empty
  std::string_view title = {};
  std::string_view text = {};  // may be empty
  std::string_view yes = {};   // the primary answer
  std::string_view no = {};    // may be empty
};
enum class DialogEvent : std::uint8_t { none, yes, no };
// Draw it last in a frame. Nothing behind it takes a finger.
DialogEvent dialog(Ui& ui, DialogText const& text);

// "Still there?" with a ring for the last ten seconds before the screen starts over. True when the
// person says so; any touch should count.
bool idle_ring(Ui& ui, Micros remaining, Micros total = Micros{10'000'000});

enum class Storage : std::uint8_t { all_arrived, waiting, no_network, fault };
// The small honest line: a cloud and a sentence.
void storage_line(Ui& ui, Rect box, Storage state, std::string_view text);

}  // namespace sala::ui
