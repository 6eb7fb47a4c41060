#include "kiosk/ui/label.h"

#include <algorithm>

#include "kiosk/ui/picture.h"

namespace sala::ui {

namespace {

text::TextStyle style_of(Ui const& ui, TextLook const& look) {
  text::TextStyle style;
  style.size_px = ui.scale().font(look.font);
  style.line_pitch_px = ui.scale().line(look.font);
  style.max_lines = look.max_lines;
  style.weight = look.weight;
  style.align = look.align;
  return style;
}

}  // namespace

TextLook TextLook::with(Colour other) const {
  auto look = *this;
  look.colour = other;
  return look;
}
TextLook TextLook::bold() const {
  auto look = *this;
  look.weight = text::Weight::bold;
  return look;
}
TextLook TextLook::centred() const {
  auto look = *this;
  look.align = text::Align::centre;
  look.down = Down::middle;
  return look;
}
TextLook TextLook::middle() const {
  auto look = *this;
  look.down = Down::middle;
  return look;
}
TextLook TextLook::lines(int most, Shorten how) const {
  auto look = *this;
  look.max_lines = most;
  look.shorten = how;
  return look;
}

TextLook body_text() { return {}; }
TextLook quiet_text(Ui const& ui) { return TextLook{}.with(ui.theme().quiet); }
TextLook small_text(Ui const& ui) {
  auto look = quiet_text(ui);
  look.font = Font::small;
  return look;
}
TextLook list_text() {
  TextLook look;
  look.font = Font::list;
  return look;
}
TextLook question_text() {
  TextLook look;
  look.font = Font::question;
  return look.bold();
}
TextLook welcome_text() {
  TextLook look;
  look.font = Font::welcome;
  return look.bold();
}

void note_text(Ui& ui, std::string_view text, Rect ink, Rect container, bool shortened,
               Shorten how) {
  ui.note(ProbedText{.text = std::string(text),
                     .ink = ink,
                     .container = container,
                     .clip = ui.clip(),
                     .shortened = shortened,
                     .may_shorten = how == Shorten::when_needed});
}

void label(Ui& ui, Rect box, std::string_view text, TextLook const& look) {
  // Marks of the first and the last line reach 0.3 em beyond the lines.
  int em = ui.scale().font(look.font);
  // Sideways a letter may lean out of its width, and ink is bounded two pixels wide of the pixels.
  label_in(ui, box, box.inset(-std::max(6, em / 5), -em * 3 / 10), text, look);
}

void label_in(Ui& ui, Rect box, Rect container, std::string_view text, TextLook const& look) {
  if (text.empty()) return;
  auto const& block = ui.text().measure(text, style_of(ui, look), std::max(1, box.width));
  int y = box.y + (look.down == Down::middle ? (box.height - block.height()) / 2 : 0);
  auto ink = block.ink();
  Rect where{box.x + ink.x0, y + ink.y0, ink.width(), ink.height()};
  note_text(ui, text, where, container, block.truncated(), look.shorten);
  if (!where.meets(ui.clip())) return;
  auto colour = look.colour.a == 0 ? ui.theme().ink : look.colour;
  ui.text().draw(ui.list(), static_cast<float>(box.x), static_cast<float>(y), colour.packed(),
                 block);
}

Size text_size(Ui& ui, std::string_view text, TextLook const& look, int width_px) {
  auto const& block = ui.text().measure(text, style_of(ui, look), width_px);
  return {block.width(), block.height()};
}

int text_height(Ui& ui, std::string_view text, TextLook const& look, int width_px) {
  if (text.empty()) return 0;
  return text_size(ui, text, look, std::max(1, width_px)).height;
}

Rect paragraph(Ui& ui, Rect& rest, std::string_view text, TextLook const& look) {
  Rect box = rest.take_top(text_height(ui, text, look, rest.width));
  label(ui, box, text, look);
  return box;
}

Rect question(Ui& ui, Rect& rest, std::string_view text) {
  auto look = question_text();
  Rect box = paragraph(ui, rest, text, look);
  int width = std::min(text_size(ui, text, look, box.width).width, ui.px(280));
  Rect line = rest.take_top(ui.px(12));
  brush_line(ui, {line.x, line.y, width, line.height}, ui.theme().highlight);
  rest.skip_top(ui.px(12));
  return box;
}

}  // namespace sala::ui
