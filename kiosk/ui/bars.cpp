#include "kiosk/ui/bars.h"

#include "kiosk/ui/button.h"
#include "kiosk/ui/label.h"
#include "kiosk/ui/picture.h"

namespace sala::ui {

namespace {

// A picture with a word beside it when there is room for the word.
bool bar_button(Ui& ui, Rect box, std::string_view name, std::string_view meaning,
                std::string_view words) {
  auto press = ui.target(box, TargetKind::button, meaning);
  if (press.held) ui.rounded(box.inset(0, ui.px(6)), ui.px(16), ui.theme().pressed);
  int side = ui.px(34);
  if (words.empty()) {
    icon(ui, box.middle(side, side), name, ui.theme().ink);
    return press.clicked;
  }
  Rect rest = box.inset(ui.px(10), 0);
  icon(ui, rest.take_left(side).middle(side, side), name, ui.theme().ink);
  rest.skip_left(ui.px(8));
  label_in(ui, rest, box, words, body_text().bold().middle().lines(1, Shorten::never));
  return press.clicked;
}

// A letter, large when one touch makes letters large.
bool size_button(Ui& ui, Rect box) {
  bool large = ui.look().text == TextSize::large;
  auto press =
      ui.target(box, TargetKind::button, large ? ui.tr("Normal text") : ui.tr("Larger text"));
  if (press.held) ui.rounded(box.inset(0, ui.px(6)), ui.px(16), ui.theme().pressed);
  auto look = (large ? body_text() : list_text()).bold().centred().lines(1, Shorten::never);
  label_in(ui, box, box, large ? ui.tr("A") : ui.tr("A+"), look);
  return press.clicked;
}

int bar_button_width(Ui& ui, std::string_view words) {
  if (words.empty()) return ui.scale().target();
  auto size = text_size(ui, words, body_text().bold());
  return std::max(ui.scale().target(), size.width + ui.px(34 + 8 + 20) + 2);
}

// A symbol and a word in a frame; the word gives way where there is no room for it.
void draw_mark(Ui& ui, Rect& rest, Rect bar, TopBarText const& text) {
  auto look = body_text().bold().middle().lines(1, Shorten::never).with(ui.theme().link);
  int side = ui.px(34), words = text_size(ui, text.mark, look).width + 2;
  int width = side + words + ui.px(16 + 8 + 18);
  bool said = width <= rest.width;
  Rect frame = rest.take_left(said ? width : side + ui.px(24));
  frame = frame.middle(frame.width, std::min(frame.height - ui.px(12), ui.px(52)));
  ui.card(frame, frame.height / 2, ui.edge(2), ui.theme().link, ui.theme().card);
  Rect inner = frame.inset(ui.px(said ? 16 : 12), 0);
  icon(ui, inner.take_left(side).middle(side, side), text.mark_icon, ui.theme().link);
  if (!said) {
    note_text(ui, text.mark, frame, bar);
    return;
  }
  inner.skip_left(ui.px(8));
  label_in(ui, inner.take_left(words), bar, text.mark, look);
}

}  // namespace

bool TopBar::clock_tapped(BootTime now) {
  if (taps_ == 0 || now - first_tap_ > staff_window) {
    taps_ = 0;
    first_tap_ = now;
  }
  if (++taps_ < staff_taps) return false;
  taps_ = 0;
  return true;
}

TopEvent TopBar::draw(Ui& ui, Rect box, TopBarText const& text) {
  Ui::Scope scope(ui, "top");
  auto event = TopEvent::none;
  Rect rest = box.inset(ui.px(12), 0);
  if (bar_button(ui, rest.take_right(ui.scale().target()), "help", ui.tr("Help"), {})) {
    event = TopEvent::help;
  }
  rest.skip_right(ui.scale().gap());
  if (size_button(ui, rest.take_right(ui.scale().target()))) event = TopEvent::text_size;
  rest.skip_right(ui.scale().gap());
  auto language = bar_button_width(ui, text.other_language);
  if (bar_button(ui, rest.take_right(language), "language", ui.tr("Change language"),
                 text.other_language)) {
    event = TopEvent::language;
  }
  rest.skip_right(ui.scale().gap());

  auto clock_look = body_text().bold().middle().lines(1, Shorten::never);
  int clock_width =
      std::max(ui.scale().target(), text_size(ui, text.clock, clock_look).width + 2 * ui.px(12));
  Rect clock = rest.take_left(std::min(clock_width, rest.width));
  if (ui.target(clock, TargetKind::button, text.clock).clicked && clock_tapped(ui.now())) {
    event = TopEvent::staff;
  }
  label_in(ui, clock.inset(ui.px(12), 0), box, text.clock, clock_look);
  rest.skip_left(ui.px(8));

  if (!text.mark.empty()) {
    draw_mark(ui, rest, box, text);
    rest.skip_left(ui.px(16));
  }
  // What remains gives way first: the time left, then the end of the title.
  int remaining = text_size(ui, text.remaining, quiet_text(ui)).width;
  int title = text_size(ui, text.session, body_text()).width;
  if (!text.remaining.empty() && title + remaining + ui.px(40) <= rest.width) {
    Rect left{rest.x + title + ui.px(16), rest.y, remaining + 2, rest.height};
    label_in(ui, left, box, text.remaining, quiet_text(ui).middle().lines(1, Shorten::never));
  }
  label_in(ui, rest, box, text.session, body_text().middle().lines(1));
  ui.fill({box.x, box.bottom() - ui.edge(), box.width, ui.edge()}, ui.theme().card_edge);
  return event;
}

BottomEvent bottom_bar(Ui& ui, Rect box, BottomBarText const& text) {
  Ui::Scope scope(ui, "bottom");
  auto event = BottomEvent::none;
  Rect rest = box.inset(ui.scale().margin(), ui.px(12));
  if (!text.primary.empty()) {
    ButtonLook look{
        .kind = ButtonKind::primary, .icon = text.primary_icon, .enabled = text.primary_enabled};
    int least = ui.scale().portrait() ? ui.px(240) : ui.px(320);
    int width = std::max(least, button_width(ui, text.primary, look));
    // On a narrow display the primary button takes at most what the way back leaves.
    if (button(ui, rest.take_right(std::min(width, rest.width * 62 / 100)), text.primary, look)) {
      event = BottomEvent::primary;
    }
    rest.skip_right(ui.scale().gap());
  }
  if (!text.back.empty()) {
    ButtonLook look{.kind = ButtonKind::secondary, .icon = text.back_icon};
    if (button(ui, rest.take_left(std::min(button_width(ui, text.back, look), rest.width)),
               text.back, look)) {
      event = BottomEvent::back;
    }
    rest.skip_left(ui.scale().gap());
  }
  if (!text.extra.empty()) {
    ButtonLook look{.kind = ButtonKind::quiet, .font = Font::body};
    if (button(ui, rest.take_left(std::min(button_width(ui, text.extra, look), rest.width)),
               text.extra, look)) {
      event = BottomEvent::extra;
    }
  }
  return event;
}

}  // namespace sala::ui
