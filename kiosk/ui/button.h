// Buttons. Each draws itself into `box`, at least 72×72 at scale 1, and tells whether it was
// clicked. The label wraps to two lines when it must; ask button_width() first.
#pragma once

#include <string_view>

#include "kiosk/ui/ui.h"

namespace sala::ui {

enum class ButtonKind : std::uint8_t {
  primary,    // the one obvious answer of a screen
  secondary,  // outlined
  quiet,      // words only
  stop,       // takes something away
};

struct ButtonLook {
  ButtonKind kind = ButtonKind::secondary;
  std::string_view icon = {};        // name, drawn before the words; may be empty
  std::string_view icon_after = {};  // drawn behind the words; may be empty
  Enabled enabled = Enabled::yes;
  Font font = Font::list;
};

bool button(Ui& ui, Rect box, std::string_view label, ButtonLook const& look = {});
// The width that holds the label on one line, at least 72 at scale 1.
int button_width(Ui& ui, std::string_view label, ButtonLook const& look = {});
// The height of a button whose label takes one line (72 at scale 1, more with large text).
int button_height(Ui const& ui);

// A picture alone; `meaning` is its label for the probe.
bool icon_button(Ui& ui, Rect box, std::string_view icon, std::string_view meaning,
                 Enabled enabled = Enabled::yes);

// A secondary button with a ring that runs out; "That's not me" for ten seconds. The caller hides
// it when nothing remains.
bool countdown_button(Ui& ui, Rect box, std::string_view label, Micros remaining, Micros total);

}  // namespace sala::ui
