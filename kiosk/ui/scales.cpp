#include "kiosk/ui/scales.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/faces.h"
#include "kiosk/ui/label.h"
#include "kiosk/ui/picture.h"

namespace sala::ui {

namespace {

// `count` cells of at least `least` pixels in as few rows as the width allows, rows about equally
// long.
struct Cells {
  int columns = 1, rows = 1, width = 0;
};

Cells cells_of(Ui const& ui, int width, int count, int least, int most, int gap) {
  (void)ui;
  Cells cells;
  cells.columns = std::clamp((width + gap) / (least + gap), 1, std::max(1, count));
  cells.rows = (count + cells.columns - 1) / cells.columns;
  cells.columns = (count + cells.rows - 1) / std::max(1, cells.rows);
  cells.width = std::min((width - (cells.columns - 1) * gap) / cells.columns, most);
  return cells;
}

Cells star_cells(Ui const& ui, int width, int count) {
  return cells_of(ui, width, count, ui.px(88), ui.px(144), ui.scale().gap());
}

}  // namespace

// ---- stars

int stars_height(Ui& ui, int width, int count) {
  auto cells = star_cells(ui, width, count);
  return cells.rows * cells.width + (cells.rows - 1) * ui.scale().gap();
}

std::optional<int> stars(Ui& ui, Rect box, int count, int chosen) {
  auto const& theme = ui.theme();
  auto cells = star_cells(ui, box.width, count);
  int gap = ui.scale().gap();
  int left = box.x + (box.width - cells.columns * (cells.width + gap) + gap) / 2;
  std::optional<int> touched;
  for (int i = 0; i < count; ++i) {
    Rect cell{left + i % cells.columns * (cells.width + gap),
              box.y + i / cells.columns * (cells.width + gap), cells.width, cells.width};
    auto meaning = ui.tr_n("{n} star", "{n} stars", static_cast<std::uint64_t>(i) + 1);
    auto press = ui.target(cell, TargetKind::choice, meaning);
    if (press.held) ui.rounded(cell, ui.px(16), theme.pressed);
    Rect picture = cell.inset(ui.px(6));
    bool full = i < chosen;
    if (full) icon(ui, picture, "star-full", theme.highlight);
    icon(ui, picture, "star", full ? theme.ink : theme.quiet);
    if (press.clicked) touched = i + 1;
  }
  return touched;
}

// ---- steps

namespace {

struct StepCells {
  Cells cells;
  int height = 0;
};

TextLook step_look(bool chosen, Theme const& theme) {
  auto look = list_text().centred();
  look.colour = chosen ? theme.on_primary : theme.ink;
  return chosen ? look.bold() : look;
}

StepCells step_cells(Ui& ui, int width, std::span<std::string const> steps) {
  int gap = ui.px(12), pad = ui.px(10), least = ui.scale().target();
  // As wide as the longest word, so that words are not broken where the width allows it.
  for (auto const& words : steps) {
    int wide = text_size(ui, words, step_look(true, ui.theme())).width + 2 * pad + 2;
    least = std::max(least, std::min(wide, ui.px(184)));
  }
  StepCells result;
  result.cells = cells_of(ui, width, static_cast<int>(steps.size()), least, ui.px(300), gap);
  // Words that would go over four lines stand below each other instead.
  for (auto const& words : steps) {
    int lines = text_height(ui, words, step_look(true, ui.theme()), result.cells.width - 2 * pad) /
                ui.scale().line(Font::list);
    if (lines > 4) result.cells = {1, static_cast<int>(steps.size()), width};
  }
  for (auto const& words : steps) {
    result.height = std::max(result.height, text_height(ui, words, step_look(true, ui.theme()),
                                                        result.cells.width - 2 * pad));
  }
  result.height = std::max(ui.px(88), result.height + ui.px(24));
  return result;
}

}  // namespace

int steps_height(Ui& ui, int width, std::span<std::string const> steps) {
  auto it = step_cells(ui, width, steps);
  return it.cells.rows * it.height + (it.cells.rows - 1) * ui.px(12);
}

std::optional<std::size_t> steps(Ui& ui, Rect box, std::span<std::string const> all,
                                 std::optional<std::size_t> chosen) {
  auto const& theme = ui.theme();
  auto [cells, height] = step_cells(ui, box.width, all);
  int gap = ui.px(12);
  int left = box.x + (box.width - cells.columns * (cells.width + gap) + gap) / 2;
  std::optional<std::size_t> touched;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Ui::Scope scope(ui, i);
    int at = static_cast<int>(i);
    Rect cell{left + at % cells.columns * (cells.width + gap),
              box.y + at / cells.columns * (height + gap), cells.width, height};
    bool is = chosen == i;
    auto press = ui.target(cell, TargetKind::choice, all[i]);
    ui.card(cell, ui.px(16), ui.edge(2), is ? theme.primary : theme.field_edge,
            is ? theme.primary : theme.card);
    if (press.held) ui.rounded(cell, ui.px(16), theme.pressed);
    label_in(ui, cell.inset(ui.px(10), 0), cell, all[i], step_look(is, theme));
    if (press.clicked) touched = i;
  }
  return touched;
}

// ---- slider

namespace {

int handle_side(Ui const& ui) { return std::max(ui.px(64), ui.scale().line(Font::list)); }

void draw_track(Ui& ui, Rect track, SliderLook const& look, int handle) {
  auto const& theme = ui.theme();
  int thick = ui.px(12);
  Rect line{track.x + handle / 2, track.y + (track.height - thick) / 2, track.width - handle,
            thick};
  ui.rounded(line, thick / 2, mix(theme.card_edge, theme.quiet, 0.25f));
  int stops = std::max(2, look.stops);
  if (stops <= 21) {
    for (int i = 0; i < stops; ++i) {
      float x = static_cast<float>(line.x) + static_cast<float>(line.width) *
                                                 static_cast<float>(i) /
                                                 static_cast<float>(stops - 1);
      ui.disc({x, static_cast<float>(line.y) + static_cast<float>(thick) / 2},
              static_cast<float>(thick) / 2, theme.quiet);
    }
  }
  if (!look.chosen) return;
  int filled = line.width * *look.chosen / (stops - 1);
  if (filled > thick) ui.rounded({line.x, line.y, filled, thick}, thick / 2, theme.primary);
}

void draw_handle(Ui& ui, Rect handle, SliderLook const& look) {
  auto const& theme = ui.theme();
  bool said = look.chosen.has_value();
  if (look.face) {
    float mood =
        said ? static_cast<float>(*look.chosen) / static_cast<float>(look.stops - 1) : 0.5f;
    face(ui, handle, mood, said ? theme.highlight : theme.card);
    return;
  }
  auto fill = said ? theme.primary : theme.card;
  ui.card(handle, handle.height / 2, ui.edge(3), said ? theme.primary : theme.quiet, fill);
  if (said) {
    auto words = body_text().bold().centred().lines(1, Shorten::never).with(theme.on_primary);
    label_in(ui, handle.inset(-ui.px(20), 0), handle, look.value, words);
  }
}

}  // namespace

int slider_height(Ui& ui, int width, SliderLook const& look) {
  int height = std::max(ui.scale().target(), handle_side(ui) + ui.px(8));
  if (look.low.empty() && look.high.empty()) return height;
  auto words = small_text(ui);
  int half = width / 2 - ui.px(8);
  return height +
         std::max(text_height(ui, look.low, words, half), text_height(ui, look.high, words, half));
}

std::optional<int> slider(Ui& ui, Rect box, SliderLook const& look) {
  int handle = handle_side(ui), stops = std::max(2, look.stops);
  Rect track = box.take_top(std::max(ui.scale().target(), handle + ui.px(8)));
  Id id = ui.id_of(look.label);
  auto press = ui.target(track, TargetKind::pad, look.label);
  draw_track(ui, track, look, handle);
  int way = track.width - handle;
  int at = look.chosen ? way * *look.chosen / (stops - 1) : way / 2;
  draw_handle(ui, Rect{track.x + at, track.y + (track.height - handle) / 2, handle, handle}, look);
  auto words = small_text(ui);
  auto right = words;
  right.align = text::Align::end;
  Rect high = box.take_right(box.width / 2 - ui.px(8));
  box.skip_right(ui.px(16));
  label(ui, box, look.low, words);
  label(ui, high, look.high, right);
  // Only once it is clear that the finger does not push the page. It may stray from the track.
  bool mine = ui.active() == id && ui.finger_down();
  bool strayed = mine && !press.held;
  if (!press.clicked && !strayed && press.held_for < Micros{120'000}) {
    if (mine) ui.draw_again_at(ui.now() + Micros{120'000});
    return std::nullopt;
  }
  float share = (ui.finger().x - static_cast<float>(track.x) - static_cast<float>(handle) / 2) /
                static_cast<float>(std::max(1, way));
  int stop = static_cast<int>(std::lround(share * static_cast<float>(stops - 1)));
  return std::clamp(stop, 0, stops - 1);
}

// ---- stepper

int Stepper::height(Ui const& ui, bool upright) {
  int value = std::max(ui.px(88), ui.scale().line(Font::question) + ui.px(16));
  return upright ? value + 2 * ui.scale().target() : value;
}

int Stepper::draw(Ui& ui, Rect box, StepperLook const& look) {
  auto const& theme = ui.theme();
  ui.card(box, ui.px(16), ui.edge(2), theme.field_edge, theme.field);
  int side = look.upright ? ui.scale().target() : std::max(ui.scale().target(), ui.px(96));
  Rect rest = box;
  Rect more = look.upright ? rest.take_top(side) : rest.take_right(side);
  Rect less = look.upright ? rest.take_bottom(side) : rest.take_left(side);
  auto word = question_text().centred().lines(1, Shorten::never);
  if (text_size(ui, look.value, word).width > rest.width - ui.px(8)) word.font = Font::list;
  label_in(ui, rest, box, look.value, word);
  int change = 0;
  struct Side {
    Rect box;
    std::string_view icon, meaning;
    Enabled enabled;
    int step;
  };
  std::string_view up = look.upright ? "up" : "plus", down = look.upright ? "down" : "minus";
  for (Side const& it : {Side{less, down, look.less, look.can_less, -1},
                         Side{more, up, look.more, look.can_more, 1}}) {
    auto press = ui.target(it.box, TargetKind::button, it.meaning, it.enabled);
    if (press.held) ui.rounded(it.box, ui.px(16), theme.pressed);
    int picture = ui.px(40);
    icon(ui, it.box.middle(picture, picture), it.icon,
         it.enabled == Enabled::yes ? theme.link : theme.card_edge);
    if (it.enabled == Enabled::yes && repeat_.fires(ui, press)) change = it.step;
  }
  return change;
}

}  // namespace sala::ui
