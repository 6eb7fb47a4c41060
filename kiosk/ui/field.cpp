#include "kiosk/ui/field.h"

#include <algorithm>

#include "kiosk/ui/button.h"
#include "kiosk/ui/label.h"
#include "kiosk/ui/picture.h"

namespace sala::ui {

namespace {

constexpr Font words_font = Font::list;
constexpr Micros blink{530'000};
// A caret that blinks on a screen that nobody touches would never let it sleep.
constexpr Micros blinks_for{8'000'000};

text::TextStyle style_of(Ui const& ui) {
  text::TextStyle style;
  style.size_px = ui.scale().font(words_font);
  style.line_pitch_px = ui.scale().line(words_font);
  return style;
}

// What is shown: the text, or as many dots as it has characters.
std::string shown(std::string const& text, bool secret) {
  if (!secret) return text;
  std::string dots;
  for (char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) dots += "\u2022";
  }
  return dots;
}

// Offsets in the dots that stand for offsets in the text, and back; each dot is 3 bytes.
std::size_t dot_offset(std::string const& text, std::size_t byte) {
  return shown(text.substr(0, byte), true).size();
}
std::size_t text_offset(std::string const& text, std::size_t dots) {
  std::size_t byte = 0;
  for (std::size_t count = dots / 3; count > 0 && byte < text.size(); --count) {
    do ++byte;
    while (byte < text.size() && (static_cast<unsigned char>(text[byte]) & 0xC0) == 0x80);
  }
  return byte;
}

bool apply_key(text::EditModel& model, screen::InputEvent const& event, bool& entered) {
  using screen::Key;
  using text::Motion;
  auto selecting = event.modifiers.shift ? text::Selecting::yes : text::Selecting::no;
  bool word = event.modifiers.control;
  switch (event.key) {
    case Key::backspace:
      model.backspace();
      break;
    case Key::remove:
      model.remove();
      break;
    case Key::enter:
      entered = true;
      break;
    case Key::left:
      model.move(word ? Motion::word_left : Motion::left, selecting);
      break;
    case Key::right:
      model.move(word ? Motion::word_right : Motion::right, selecting);
      break;
    case Key::home:
      model.move(Motion::start, selecting);
      break;
    case Key::end:
      model.move(Motion::end, selecting);
      break;
    case Key::a:
      if (!event.modifiers.control) return false;
      model.select_all();
      break;
    default:
      return false;
  }
  return true;
}

}  // namespace

int EditField::height(Ui const& ui, FieldLook const& look) {
  int line = ui.scale().line(words_font);
  if (look.label.empty()) return std::max(ui.scale().target(), line + ui.px(20));
  return std::max(ui.px(96), line + ui.scale().line(Font::small) + ui.px(16));
}

int EditField::height(Ui const& ui, int lines) {
  return lines * ui.scale().line(words_font) + 2 * ui.px(12);
}

bool EditField::apply_typed(Ui& ui) {
  bool entered = false;
  for (auto const& event : ui.input().typed) {
    if (event.kind == screen::InputKind::text) model_.insert(event.text);
    if (event.kind != screen::InputKind::key) continue;
    if (many_ && event.key == screen::Key::enter) {
      model_.insert("\n");
    } else {
      apply_key(model_, event, entered);
    }
  }
  return entered;
}

FieldEvent EditField::draw(Ui& ui, Rect box, FieldLook const& look) {
  auto const& theme = ui.theme();
  bool focused = look.focused == Focused::yes;
  FieldEvent event;
  if (focused) event.entered = apply_typed(ui);

  Rect rest = box;
  int clear_side = ui.scale().target();
  bool shows_clear = look.clearable && !model_.text().empty();
  Rect cross = shows_clear ? rest.take_right(clear_side) : Rect{};
  auto name = look.label.empty() ? look.placeholder : look.label;
  auto press = ui.target(rest, TargetKind::field, name);
  event.touched = press.pressed;

  int edge = focused ? std::max(3, ui.edge(3)) : ui.edge(2);
  ui.card(box, ui.px(16), edge, focused ? theme.link : theme.field_edge, theme.field);
  Rect line = rest.inset(ui.px(20), many_ ? ui.px(12) : 0);
  if (!look.icon.empty()) {
    int side = ui.scale().font(words_font) * 13 / 10;
    icon(ui, line.take_left(side).middle(side, side), look.icon, theme.quiet);
    line.skip_left(ui.px(12));
  }
  if (!look.label.empty()) {
    line.skip_top(ui.px(6));
    label_in(ui, line.take_top(ui.scale().line(Font::small)), box, look.label,
             small_text(ui).lines(1));
    line.skip_bottom(ui.px(6));
  }
  if (model_.text() != seen_text_) {
    event.changed = true;
    seen_text_ = model_.text();
  }
  if (model_.revision() != seen_revision_ || press.pressed) {
    seen_revision_ = model_.revision();
    last_change_ = ui.now();
  }
  draw_text(ui, line, look);
  if (press.held || press.pressed) put_caret(ui, line);
  if (shows_clear) {
    Ui::Scope scope(ui, name);
    if (icon_button(ui, cross, "close", ui.tr("Clear the search"))) {
      model_.clear();
      event.touched = true;
    }
  }
  return event;
}

void EditField::lay_out(Ui& ui, std::string const& shown_text, int width) {
  int size = ui.scale().font(words_font);
  bool same = shown_text == laid_out_ && size == laid_out_px_ && width == laid_out_width_;
  if (same && !layout_.stops.empty()) return;
  layout_ = ui.text().edit_layout(shown_text, style_of(ui), width);
  laid_out_ = shown_text;
  laid_out_px_ = size;
  laid_out_width_ = width;
}

// Sideways in a line, up and down in several.
void EditField::follow_caret(Ui& ui, Rect line) {
  auto stop = layout_.at(secret_ ? dot_offset(model_.text(), model_.caret()) : model_.caret());
  int width = std::max(3, ui.px(3));
  int pitch = ui.scale().line(words_font);
  int from = many_ ? stop.line * pitch : stop.x, size = many_ ? pitch : width;
  int window = many_ ? line.height : line.width;
  int whole = many_ ? layout_.block.height() : layout_.block.width() + width;
  if (from - scroll_px_ > window - size) scroll_px_ = from - window + size;
  if (from < scroll_px_) scroll_px_ = from;
  scroll_px_ = std::clamp(scroll_px_, 0, std::max(0, whole - window));
}

int EditField::text_top(Rect line) const {
  if (many_) return line.y - scroll_px_;
  return line.y + (line.height - layout_.block.height()) / 2;
}

void EditField::draw_text(Ui& ui, Rect line, FieldLook const& look) {
  auto const& theme = ui.theme();
  bool focused = look.focused == Focused::yes;
  auto text = shown(model_.text(), look.secret);
  secret_ = look.secret;
  lay_out(ui, text, many_ ? line.width : 0);
  follow_caret(ui, line);
  int size = ui.scale().font(words_font);
  auto shown_at = [&](std::size_t byte) {
    return secret_ ? dot_offset(model_.text(), byte) : byte;
  };
  auto caret = layout_.at(shown_at(model_.caret()));
  int width = std::max(3, ui.px(3));
  int top = text_top(line), left = many_ ? line.x : line.x - scroll_px_;
  if (text.empty() && !look.placeholder.empty() && !(focused && !look.label.empty())) {
    TextLook hint = list_text().with(theme.quiet).lines(many_ ? 2 : 1);
    if (!many_) hint = hint.middle();
    Rect beside = line;
    beside.skip_left(width + ui.px(4));  // of the caret
    label(ui, beside, look.placeholder, hint);
  }
  // Sideways the field clips; up and down Thai marks need their room.
  Rect window = many_ ? line.inset(-ui.px(8), -ui.px(6)) : line.inset(0, -size / 3);
  ui.push_clip(window);
  if (focused && model_.has_selection()) {
    for (auto const& r :
         layout_.selection(shown_at(model_.selection_start()), shown_at(model_.selection_end()))) {
      ui.fill({left + r.x0, top + r.y0, r.width(), r.height()}, theme.highlight.faded(0.45f));
    }
  }
  ui.text().draw(ui.list(), static_cast<float>(left), static_cast<float>(top), theme.ink.packed(),
                 layout_.block);
  auto ink = layout_.block.ink();
  Rect seen = Rect{left + ink.x0, top + ink.y0, ink.width(), ink.height()};
  // What is scrolled away is meant to be.
  Rect part = many_ ? Rect{seen.x, window.y, seen.width, window.height}
                    : Rect{window.x, seen.y, window.width, seen.height};
  note_text(ui, look.secret ? std::string() : model_.text(), seen.common(part), window);
  if (focused && caret_on(ui)) {
    int pitch = ui.scale().line(words_font);
    int middle = many_ ? top + caret.line * pitch + pitch / 2 : top + layout_.block.height() / 2;
    ui.fill({left + caret.x, middle - size * 6 / 10, width, size * 12 / 10}, theme.link);
  }
  ui.pop_clip();
}

bool EditField::caret_on(Ui& ui) const {
  auto since = ui.now() - last_change_;
  if (ui.calm() || since > blinks_for) return true;
  auto half = since / blink;
  ui.draw_again_at(last_change_ + (half + 1) * blink);
  return half % 2 == 0;
}

void EditField::put_caret(Ui& ui, Rect line) {
  float x = ui.finger().x - static_cast<float>(many_ ? line.x : line.x - scroll_px_);
  float y = many_ ? ui.finger().y - static_cast<float>(text_top(line))
                  : static_cast<float>(layout_.block.height()) / 2;
  auto byte = layout_.nearest(x, y);
  model_.set_caret(secret_ ? text_offset(model_.text(), byte) : byte);
}

}  // namespace sala::ui
