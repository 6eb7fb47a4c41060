#include "kiosk/ui/choice.h"

#include "kiosk/ui/label.h"
#include "kiosk/ui/picture.h"

namespace sala::ui {

namespace {

int mark_side(Ui const& ui) { return ui.px(40); }
int words_width(Ui const& ui, int width) { return width - mark_side(ui) - ui.px(20 + 20 + 20); }

// As high as three lines and a half of a list: several stand on a screen.
Size photo_room(Ui const& ui, int width) { return {words_width(ui, width), ui.px(180)}; }

Press row(Ui& ui, Rect box, RowText const& text, TargetKind kind, bool on) {
  auto const& theme = ui.theme();
  auto press = ui.target(box, kind, text.title);
  int edge = ui.edge(on ? 3 : 1);
  ui.card(box, ui.px(16), edge, on ? theme.link : theme.card_edge, theme.card);
  if (press.held) ui.rounded(box, ui.px(16), theme.pressed);
  Rect words{box.x + ui.px(40) + mark_side(ui), box.y, words_width(ui, box.width), box.height};
  int title = text_height(ui, text.title, body_text(), words.width);
  int note = text_height(ui, text.note, small_text(ui), words.width);
  Size picture;
  if (text.photo != nullptr) picture = photo_size(ui, *text.photo, photo_room(ui, box.width));
  int air = picture.height > 0 && title + note > 0 ? ui.px(8) : 0;
  words = words.middle(words.width, picture.height + air + title + note);
  if (picture.height > 0) {
    photo(ui, words.take_top(picture.height).take_left(picture.width), *text.photo);
    words.skip_top(air);
  }
  label_in(ui, words.take_top(title), box, text.title, body_text());
  label_in(ui, words.take_top(note), box, text.note, small_text(ui));
  return press;
}

Rect mark_of(Ui const& ui, Rect box) {
  int side = mark_side(ui);
  return {box.x + ui.px(20), box.y + (box.height - side) / 2, side, side};
}

}  // namespace

int row_height(Ui& ui, int width, RowText const& text) {
  int words = words_width(ui, width);
  int needed = text_height(ui, text.title, body_text(), words) +
               text_height(ui, text.note, small_text(ui), words) + ui.px(24);
  if (text.photo != nullptr) {
    needed += photo_size(ui, *text.photo, photo_room(ui, width)).height + ui.px(8);
  }
  return std::max(ui.scale().target(), needed);
}

bool checkbox_row(Ui& ui, Rect box, RowText const& text, bool& ticked) {
  auto const& theme = ui.theme();
  bool clicked = row(ui, box, text, TargetKind::tick_box, ticked).clicked;
  if (clicked) ticked = !ticked;
  Rect mark = mark_of(ui, box);
  int edge = std::max(2, ui.px(3));
  ui.card(mark, ui.px(10), edge, ticked ? theme.primary : theme.field_edge,
          ticked ? theme.primary : theme.field);
  if (ticked) icon(ui, mark.inset(ui.px(6)), "check", theme.on_primary);
  return clicked;
}

bool choice_row(Ui& ui, Rect box, RowText const& text, bool chosen) {
  auto const& theme = ui.theme();
  bool clicked = row(ui, box, text, TargetKind::choice, chosen).clicked;
  Rect mark = mark_of(ui, box);
  int side = mark.width, edge = std::max(2, ui.px(3));
  ui.card(mark, side / 2, edge, chosen ? theme.primary : theme.field_edge, theme.field);
  if (chosen) ui.rounded(mark.inset(ui.px(10)), side / 2, theme.primary);
  return clicked;
}

}  // namespace sala::ui
