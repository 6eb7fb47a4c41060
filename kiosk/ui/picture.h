// Icons, doodles and the tick.
#pragma once

#include <string_view>

#include "kiosk/ui/ui.h"

namespace sala::ui {

// `name` of assets/icons/<name>.svg, in one colour, fitted into the box. A test draws each name
// that sources use.
void icon(Ui& ui, Rect box, std::string_view name, Colour colour);

// `name` of assets/doodles/<name>.svg in the theme's ink with one accent. Fitted into the box;
// never put text over it.
void doodle(Ui& ui, Rect box, std::string_view name, Colour accent);
inline void doodle(Ui& ui, Rect box, std::string_view name) {
  doodle(ui, box, name, ui.theme().highlight);
}
// The same, rising a little and settling once in 20 s from `since` on; still when calm.
void breathing_doodle(Ui& ui, Rect box, std::string_view name, Colour accent, BootTime since);

// A tick that draws itself in 300 ms from `since` on.
void tick(Ui& ui, Rect box, Colour colour, BootTime since);

// A ring that is whole at share 1 and gone at 0, clockwise from the top.
void ring(Ui& ui, Rect box, float share, Colour colour, Colour track);

// The hand-drawn line under a heading.
void brush_line(Ui& ui, Rect box, Colour colour);

}  // namespace sala::ui
