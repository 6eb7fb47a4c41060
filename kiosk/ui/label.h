// Text in a box.
//
// Thai marks reach above and below a line: a box gets at least a line pitch a line, and the room to
// the next clip is the caller's (LOOK: 1.3 em above, 0.6 em below the baseline).
#pragma once

#include <cstdint>
#include <string_view>

#include "kiosk/ui/ui.h"
#include "platform/text/text_style.h"

namespace sala::ui {

enum class Shorten : std::uint8_t {
  never,
  when_needed
};                                               // an ellipsis: only where all is elsewhere
enum class Down : std::uint8_t { top, middle };  // where in the box

struct TextLook {
  Font font = Font::body;
  Colour colour{0, 0, 0, 0};  // invisible stands for the theme's ink
  text::Weight weight = text::Weight::regular;
  text::Align align = text::Align::start;
  Down down = Down::top;
  int max_lines = 0;  // 0: as many as needed
  Shorten shorten = Shorten::never;

  TextLook with(Colour other) const;
  TextLook bold() const;
  TextLook centred() const;  // across and down
  TextLook middle() const;   // down only
  TextLook lines(int most, Shorten how = Shorten::when_needed) const;
};

// Looks for the places where text stands.
TextLook body_text();
TextLook quiet_text(Ui const& ui);
TextLook small_text(Ui const& ui);  // quiet, the smallest there is
TextLook list_text();
TextLook question_text();  // bold
TextLook welcome_text();   // bold

// Draws, wrapping at the box's width.
void label(Ui& ui, Rect box, std::string_view text, TextLook const& look);
// The same inside something that has an edge: ink outside `container` is a fault for the probe.
void label_in(Ui& ui, Rect box, Rect container, std::string_view text, TextLook const& look);
Size text_size(Ui& ui, std::string_view text, TextLook const& look, int width_px = 0);
// The height that `text` needs at this width: a whole number of line pitches.
int text_height(Ui& ui, std::string_view text, TextLook const& look, int width_px);
// Takes what it needs off the top of `rest` and draws there. Returns where.
Rect paragraph(Ui& ui, Rect& rest, std::string_view text, TextLook const& look);
// A question with the brush line under it, taken off the top of `rest`.
Rect question(Ui& ui, Rect& rest, std::string_view text);

// Bounds what was just drawn by hand through the text engine, for the probe.
void note_text(Ui& ui, std::string_view text, Rect ink, Rect container, bool shortened = false,
               Shorten how = Shorten::never);

}  // namespace sala::ui
