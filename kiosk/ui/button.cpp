#include "kiosk/ui/button.h"

#include "kiosk/ui/label.h"
#include "kiosk/ui/picture.h"

namespace sala::ui {

namespace {

struct Dress {
  Colour fill, words, edge;
  int edge_px = 0;
};

Dress dress_of(Ui const& ui, ButtonKind kind, Enabled enabled) {
  auto const& t = ui.theme();
  int edge = std::max(2, ui.edge(2));
  if (enabled == Enabled::no) {
    auto faint = mix(t.quiet, t.paper, 0.25f);
    return {mix(t.card_edge, t.paper, 0.5f), faint, t.card_edge,
            kind == ButtonKind::quiet ? 0 : edge};
  }
  switch (kind) {
    case ButtonKind::primary:
      return {t.primary, t.on_primary, t.primary, 0};
    case ButtonKind::secondary:
      return {t.card, t.link, t.link, edge};
    case ButtonKind::quiet:
      return {{0, 0, 0, 0}, t.link, {}, 0};
    case ButtonKind::stop:
      return {t.stop, t.on_stop, t.stop, 0};
  }
  return {};
}

TextLook words_of(ButtonLook const& look, Colour colour) {
  TextLook words;
  words.font = look.font;
  words.colour = colour;
  words.max_lines = 2;
  return words.bold().centred();
}

int icon_side(Ui const& ui, Font font) { return ui.scale().font(font) * 13 / 10; }

void draw_dress(Ui& ui, Rect box, Dress const& dress, Press const& press) {
  int radius = ui.px(24);
  if (dress.edge_px > 0) {
    ui.card(box, radius, dress.edge_px, dress.edge, dress.fill);
  } else if (dress.fill.a > 0) {
    ui.rounded(box, radius, dress.fill);
  }
  if (press.held) ui.rounded(box, radius, ui.theme().pressed);
}

// The icon and the words, together in the middle.
void draw_content(Ui& ui, Rect box, std::string_view text, ButtonLook const& look, Colour colour) {
  auto words = words_of(look, colour);
  int pad = ui.px(look.kind == ButtonKind::quiet ? 8 : 16);
  int side = icon_side(ui, look.font), gap = ui.px(10);
  int icons = (look.icon.empty() ? 0 : side + gap) + (look.icon_after.empty() ? 0 : side + gap);
  Rect inner = box.inset(pad, 0);
  int room = std::max(1, inner.width - icons);
  int width = std::min(room, text_size(ui, text, words, room).width);
  Rect content = inner.middle(width + icons, box.height);
  if (!look.icon.empty()) {
    icon(ui, content.take_left(side).middle(side, side), look.icon, colour);
    content.skip_left(gap);
  }
  label_in(ui, content.take_left(width), box, text, words);
  if (!look.icon_after.empty()) {
    content.skip_left(gap);
    icon(ui, content.take_left(side).middle(side, side), look.icon_after, colour);
  }
}

}  // namespace

bool button(Ui& ui, Rect box, std::string_view text, ButtonLook const& look) {
  auto press = ui.target(box, TargetKind::button, text, look.enabled);
  auto dress = dress_of(ui, look.kind, look.enabled);
  draw_dress(ui, box, dress, press);
  draw_content(ui, box, text, look, dress.words);
  return press.clicked;
}

int button_width(Ui& ui, std::string_view text, ButtonLook const& look) {
  int icons = (look.icon.empty() ? 0 : 1) + (look.icon_after.empty() ? 0 : 1);
  int width = text_size(ui, text, words_of(look, {})).width +
              icons * (icon_side(ui, look.font) + ui.px(10)) +
              2 * ui.px(look.kind == ButtonKind::quiet ? 12 : 28);
  return std::max(ui.scale().target(), width);
}

int button_height(Ui const& ui) {
  return std::max(ui.scale().target(), ui.scale().line(Font::list) + ui.px(16));
}

bool icon_button(Ui& ui, Rect box, std::string_view name, std::string_view meaning,
                 Enabled enabled) {
  auto press = ui.target(box, TargetKind::button, meaning, enabled);
  if (press.held) ui.rounded(box, ui.px(16), ui.theme().pressed);
  int side = ui.px(36);
  auto colour = enabled == Enabled::yes ? ui.theme().ink : ui.theme().card_edge;
  icon(ui, box.middle(side, side), name, colour);
  return press.clicked;
}

bool countdown_button(Ui& ui, Rect box, std::string_view text, Micros remaining, Micros total) {
  ButtonLook const look{.kind = ButtonKind::secondary};
  auto press = ui.target(box, TargetKind::button, text);
  auto dress = dress_of(ui, look.kind, Enabled::yes);
  draw_dress(ui, box, dress, press);
  int side = icon_side(ui, look.font) + ui.px(12);
  Rect rest = box.inset(ui.px(20), 0);
  Rect dial = rest.take_left(side).middle(side, side);
  float share = static_cast<float>(remaining.count()) / static_cast<float>(total.count());
  ring(ui, dial, share, dress.words, ui.theme().card_edge);
  rest.skip_left(ui.px(12));
  label_in(ui, rest, box, text, words_of(look, dress.words));
  // The ring moves by whole seconds when calm, else smoothly.
  if (remaining > Micros{0}) ui.draw_again_at(ui.now() + Micros{ui.calm() ? 1'000'000 : 50'000});
  return press.clicked;
}

}  // namespace sala::ui
