#include "kiosk/ui/keyboard.h"

#include <algorithm>

#include "kiosk/ui/label.h"
#include "kiosk/ui/picture.h"

namespace sala::ui {

namespace {

constexpr Micros double_touch{400'000};

int gap_of(Ui const& ui) { return ui.scale().portrait() ? ui.px(4) : ui.px(8); }
int key_height(Ui const& ui) {
  return std::max(ui.scale().portrait() ? ui.px(80) : ui.scale().target(),
                  ui.scale().line(Font::key));
}

// A mark that has no place of its own stands on a dotted circle.
bool is_mark(std::string_view letter) {
  auto at_least = [&](std::string_view low, std::string_view high) {
    return letter.size() == 3 && letter >= low && letter <= high;
  };
  return letter == "ั" || at_least("ิ", "ฺ") || at_least("็", "๎");
}

enum class Tone : std::uint8_t { letter, function, held, enter };

struct Face {
  std::string_view words = {}, icon = {}, meaning = {};
  Tone tone = Tone::letter;
  Font font = Font::key;
};

void paint_key(Ui& ui, Rect box, Tone tone, Press const& press) {
  auto const& theme = ui.theme();
  Colour fill = theme.key;
  if (tone == Tone::function) fill = theme.key_quiet;
  if (tone == Tone::held || tone == Tone::enter) fill = theme.primary;
  ui.card(box, ui.px(12), ui.edge(), theme.card_edge, fill);
  if (press.held) ui.rounded(box, ui.px(12), theme.pressed);
}

Press key(Ui& ui, Rect box, Face const& face) {
  auto const& theme = ui.theme();
  auto press = ui.target(box, TargetKind::key, face.meaning);
  paint_key(ui, box, face.tone, press);
  bool inverse = face.tone == Tone::held || face.tone == Tone::enter;
  Colour colour = inverse ? theme.on_primary : theme.ink;
  if (!face.icon.empty()) {
    int side = ui.px(36);
    icon(ui, box.middle(side, side), face.icon, colour);
    return press;
  }
  TextLook look;
  look.font = face.font;
  look.colour = colour;
  look.max_lines = 1;
  auto shown = is_mark(face.words) ? "◌" + std::string(face.words) : std::string(face.words);
  label_in(ui, box, box.inset(1, -ui.px(4)), shown, look.centred());
  return press;
}

Rect take_key(Rect& row, int width, int gap) {
  Rect box = row.take_left(width);
  row.skip_left(gap);
  return box;
}

}  // namespace

int Keyboard::height(Ui const& ui) const {
  int rows = has_letters() ? 5 : 4;
  return rows * key_height(ui) + (rows - 1) * gap_of(ui) + 2 * ui.px(12);
}

void Keyboard::follow_language(Ui const& ui) {
  if (ui.look().language == language_) return;
  language_ = ui.look().language;
  letters_ = language_ == "th" && pad_ == Pad::letters ? KeyLayout::kedmanee : KeyLayout::qwerty;
  layout_ = letters_;
  shift_ = Shift::off;
}

KeyboardEvent Keyboard::draw(Ui& ui, Rect box, text::EditModel& model) {
  Ui::Scope scope(ui, "keyboard");
  KeyboardEvent event;
  Rect inner = box.inset(gap_of(ui), ui.px(12));
  if (pad_ == Pad::digits) digit_pad(ui, inner, model, event);
  if (pad_ == Pad::whole || pad_ == Pad::decimal) number_pad(ui, inner, model, event);
  if (!has_letters()) return event;
  ui.fill(box, ui.theme().tray);
  ui.fill({box.x, box.y, box.width, ui.edge()}, ui.theme().card_edge);
  follow_language(ui);
  letter_rows(ui, inner, model, event);
  return event;
}

void Keyboard::letter_rows(Ui& ui, Rect box, text::EditModel& model, KeyboardEvent& event) {
  int gap = gap_of(ui), height = key_height(ui);
  auto rows = key_rows(layout_);
  std::size_t columns = 0;
  for (auto row : rows) columns = std::max(columns, row.size());
  // The last row carries shift and backspace, each a letter and a half wide where there is room.
  int unit = (std::min(box.width, ui.px(1216)) - static_cast<int>(columns - 1) * gap) /
             static_cast<int>(columns);
  int left =
      box.x +
      (box.width - unit * static_cast<int>(columns) - gap * static_cast<int>(columns - 1)) / 2;
  int whole = unit * static_cast<int>(columns) + gap * static_cast<int>(columns - 1);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    auto cells = rows[r];
    bool last = r + 1 == rows.size();
    auto count = static_cast<int>(cells.size());
    int letters = count * unit + (count - 1) * gap;
    Rect row{left + (whole - letters) / 2, box.y, letters, height};
    box.skip_top(height + gap);
    if (last) {
      int side = (whole - letters) / 2 - gap;
      shift_key(ui, {left, row.y, side, height});
      backspace_key(ui, {left + whole - side, row.y, side, height}, model, event);
    }
    for (auto const& cell : cells) letter_key(ui, take_key(row, unit, gap), cell, model, event);
  }
  bottom_row(ui, {left, box.y, whole, height}, model, event);
}

void Keyboard::letter_key(Ui& ui, Rect box, KeyCell const& cell, text::EditModel& model,
                          KeyboardEvent& event) {
  auto letter = shift_ == Shift::off ? cell.plain : cell.shifted;
  if (!repeat_.fires(ui, key(ui, box, {.words = letter, .meaning = letter}))) return;
  event.changed = model.insert(letter) || event.changed;
  if (shift_ == Shift::once) shift_ = Shift::off;
}

void Keyboard::shift_key(Ui& ui, Rect box) {
  bool on = shift_ != Shift::off;
  Face const face{.icon = shift_ == Shift::locked ? "shift-held" : "shift",
                  .meaning = ui.tr("Shift"),
                  .tone = on ? Tone::held : Tone::function};
  if (!key(ui, box, face).pressed) return;
  bool again = on && ui.now() - shift_touched_ < double_touch;
  shift_touched_ = ui.now();
  if (again && shift_ == Shift::once) {
    shift_ = Shift::locked;
  } else {
    shift_ = on ? Shift::off : Shift::once;
  }
}

void Keyboard::backspace_key(Ui& ui, Rect box, text::EditModel& model, KeyboardEvent& event) {
  Face const face{.icon = "backspace", .meaning = ui.tr("Delete a letter"), .tone = Tone::function};
  if (!repeat_.fires(ui, key(ui, box, face)) || model.text().empty()) return;
  model.backspace();
  event.changed = true;
}

void Keyboard::bottom_row(Ui& ui, Rect row, text::EditModel& model, KeyboardEvent& event) {
  int gap = gap_of(ui), side = std::max(ui.scale().target(), row.width / 9);
  bool signs = layout_ == KeyLayout::signs;
  Face const numbers{.words = signs ? (letters_ == KeyLayout::kedmanee ? "กขค" : "abc") : "123",
                     .meaning = signs ? ui.tr("Letters") : ui.tr("Numbers and signs"),
                     .tone = Tone::function,
                     .font = Font::body};
  if (key(ui, take_key(row, side, gap), numbers).pressed) {
    layout_ = signs ? letters_ : KeyLayout::signs;
    shift_ = Shift::off;
  }
  bool thai = letters_ == KeyLayout::kedmanee;
  Face const other{.icon = "language",
                   .meaning = thai ? ui.tr("English keyboard") : ui.tr("Thai keyboard"),
                   .tone = Tone::function};
  if (key(ui, take_key(row, side, gap), other).pressed) {
    letters_ = layout_ = thai ? KeyLayout::qwerty : KeyLayout::kedmanee;
    shift_ = Shift::off;
  }
  Face const enter{.icon = "enter", .meaning = ui.tr("Enter"), .tone = Tone::enter};
  event.entered = key(ui, row.take_right(side), enter).pressed;
  row.skip_right(gap);
  Face const hide{
      .icon = "keyboard-hide", .meaning = ui.tr("Hide the keyboard"), .tone = Tone::function};
  event.hidden = key(ui, row.take_right(side), hide).clicked;
  row.skip_right(gap);
  Face const space{.icon = "space", .meaning = ui.tr("Space")};
  if (repeat_.fires(ui, key(ui, row, space))) event.changed = model.insert(" ") || event.changed;
}

void Keyboard::digit_pad(Ui& ui, Rect box, text::EditModel& model, KeyboardEvent& event) {
  int gap = gap_of(ui), height = key_height(ui);
  int unit = std::min(ui.px(160), (box.width - 2 * gap) / 3);
  Rect pad = box.middle(3 * unit + 2 * gap, box.height);
  shift_ = Shift::off;
  for (auto cells : key_rows(KeyLayout::digits)) {
    Rect row = pad.take_top(height);
    pad.skip_top(gap);
    bool last = cells.size() == 1;
    if (last) backspace_key(ui, take_key(row, unit, gap), model, event);
    for (auto const& cell : cells) letter_key(ui, take_key(row, unit, gap), cell, model, event);
    Face const enter{.icon = "enter", .meaning = ui.tr("Enter"), .tone = Tone::enter};
    if (last) event.entered = key(ui, row, enter).pressed;
  }
}

// Three columns of digits, and a fourth with what else a number has.
void Keyboard::number_pad(Ui& ui, Rect box, text::EditModel& model, KeyboardEvent& event) {
  int gap = gap_of(ui), height = key_height(ui);
  int unit = std::min(ui.px(144), (box.width - 3 * gap) / 4);
  Rect pad = box.middle(4 * unit + 3 * gap, box.height);
  shift_ = Shift::off;
  auto rows = key_rows(KeyLayout::digits);
  constexpr KeyCell minus{"-", "-"}, point{".", "."};
  for (std::size_t r = 0; r < rows.size(); ++r) {
    Rect row = pad.take_top(height);
    pad.skip_top(gap);
    if (r < 3) {
      for (auto const& cell : rows[r]) letter_key(ui, take_key(row, unit, gap), cell, model, event);
    } else {
      letter_key(ui, take_key(row, 3 * unit + 2 * gap, gap), rows[r].front(), model, event);
    }
    if (r == 0) backspace_key(ui, take_key(row, unit, gap), model, event);
    if (r == 1) letter_key(ui, take_key(row, unit, gap), minus, model, event);
    if (r == 2 && pad_ == Pad::decimal) {
      letter_key(ui, take_key(row, unit, gap), point, model, event);
    }
    Face const enter{.icon = "enter", .meaning = ui.tr("Enter"), .tone = Tone::enter};
    if (r == 3) event.entered = key(ui, take_key(row, unit, gap), enter).pressed;
  }
}

}  // namespace sala::ui
