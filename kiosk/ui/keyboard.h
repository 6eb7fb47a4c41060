// The on-screen keyboard: Thai Kedmanee with its shift layer, QWERTY, digits and signs.
//
// Keys are at least 72×72 at scale 1 wherever the display has the room (1280 across has). A key
// held for 500 ms repeats twelve times a second (letters and ⌫). Marks are drawn on ◌. The layout
// follows the language of the screen until the globe key is touched; shift lasts one letter, or
// until touched again when touched twice within 400 ms.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "kiosk/ui/repeat.h"
#include "platform/text/edit_model.h"

namespace sala::ui {

enum class KeyLayout : std::uint8_t { kedmanee, qwerty, signs, digits };

struct KeyboardEvent {
  bool changed = false;  // a letter came or went
  bool entered = false;
  bool hidden = false;  // the key that folds the keyboard away
};

// What a key writes; a column has one unit of width unless said otherwise.
struct KeyCell {
  std::string_view plain, shifted;  // empty: no such key in this layer
};
// The rows of a layout's letters, without function keys.
std::span<std::span<KeyCell const> const> key_rows(KeyLayout layout);

class Keyboard {
 public:
  // letters: in the language of the screen; latin: QWERTY first, for addresses and codes;
  // digits: a telephone's twelve keys; whole and decimal: with a minus, and with a point too.
  enum class Pad : std::uint8_t { letters, latin, digits, whole, decimal };
  explicit Keyboard(Pad pad = Pad::letters) : pad_(pad) {}

  // Draws into `box` (use height()) and edits `model`.
  KeyboardEvent draw(Ui& ui, Rect box, text::EditModel& model);
  int height(Ui const& ui) const;

  KeyLayout layout() const { return layout_; }
  bool shifted() const { return shift_ != Shift::off; }

 private:
  enum class Shift : std::uint8_t { off, once, locked };
  struct Row;
  bool has_letters() const { return pad_ == Pad::letters || pad_ == Pad::latin; }
  void follow_language(Ui const& ui);
  void letter_rows(Ui& ui, Rect box, text::EditModel& model, KeyboardEvent& event);
  void bottom_row(Ui& ui, Rect row, text::EditModel& model, KeyboardEvent& event);
  void digit_pad(Ui& ui, Rect box, text::EditModel& model, KeyboardEvent& event);
  void number_pad(Ui& ui, Rect box, text::EditModel& model, KeyboardEvent& event);
  void letter_key(Ui& ui, Rect box, KeyCell const& cell, text::EditModel& model,
                  KeyboardEvent& event);
  void shift_key(Ui& ui, Rect box);
  void backspace_key(Ui& ui, Rect box, text::EditModel& model, KeyboardEvent& event);

  Pad pad_;
  KeyLayout layout_ = KeyLayout::kedmanee, letters_ = KeyLayout::kedmanee;
  std::string language_;
  Shift shift_ = Shift::off;
  BootTime shift_touched_{};
  Repeat repeat_;
};

}  // namespace sala::ui
