#include "kiosk/ui/notice.h"

#include "kiosk/ui/button.h"
#include "kiosk/ui/label.h"
#include "kiosk/ui/picture.h"

namespace sala::ui {

namespace {

struct Tone {
  Colour fill, words;
  std::string_view icon;
};

Tone tone_of(Ui const& ui, NoticeKind kind) {
  auto const& t = ui.theme();
  switch (kind) {
    case NoticeKind::done:
      return {t.done, t.on_done, "check"};
    case NoticeKind::stop:
      return {t.stop, t.on_stop, "warning"};
    case NoticeKind::plain:
      break;
  }
  return {t.ink, t.paper, "leaf"};
}

// A card in the middle, over a shaded screen.
Rect sheet(Ui& ui, int width, int height) {
  Rect screen{0, 0, ui.scale().display().width, ui.scale().display().height};
  ui.fill(screen, ui.theme().shade);
  Rect card = screen.middle(width, height);
  ui.card(card, ui.px(24), ui.edge(), ui.theme().card_edge, ui.theme().card);
  return card;
}

int sheet_width(Ui const& ui) {
  return std::min(ui.px(640), ui.scale().display().width - 2 * ui.scale().margin());
}

int answers_height(Ui& ui, DialogText const& text, int width) {
  int height = button_height(ui);
  if (text.no.empty()) return height;
  ButtonLook const primary{.kind = ButtonKind::primary};
  int both = button_width(ui, text.yes, primary) + button_width(ui, text.no) + ui.scale().gap();
  return both <= width ? height : 2 * height + ui.scale().gap();
}

DialogEvent answers(Ui& ui, Rect box, DialogText const& text) {
  auto event = DialogEvent::none;
  ButtonLook const primary{.kind = ButtonKind::primary};
  int height = button_height(ui);
  bool stacked = box.height > height;
  int yes_width = text.no.empty() || stacked ? box.width
                                             : std::max(button_width(ui, text.yes, primary),
                                                        (box.width - ui.scale().gap()) / 2);
  if (!text.no.empty() && !stacked) {
    yes_width = std::min(yes_width, box.width - ui.scale().gap() - button_width(ui, text.no));
  }
  Rect yes = stacked ? box.take_top(height) : box.take_right(yes_width);
  if (button(ui, yes, text.yes, primary)) event = DialogEvent::yes;
  if (text.no.empty()) return event;
  if (stacked) {
    box.skip_top(ui.scale().gap());
  } else {
    box.skip_right(ui.scale().gap());
  }
  if (button(ui, box, text.no)) event = DialogEvent::no;
  return event;
}

}  // namespace

void Notice::show(std::string text, NoticeKind kind, BootTime now) {
  text_ = std::move(text);
  kind_ = kind;
  since_ = now;
}

void Notice::draw(Ui& ui) {
  if (text_.empty()) return;
  if (ui.now() >= since_ + stays) return clear();
  ui.draw_again_at(since_ + stays);
  auto tone = tone_of(ui, kind_);
  auto words = body_text().bold().with(tone.words);
  auto display = ui.scale().display();
  int side = ui.px(32), pad = ui.px(24), gap = ui.px(16);
  int room = std::min(ui.px(900), display.width - 2 * ui.scale().margin()) - side - gap - 2 * pad;
  auto size = text_size(ui, text_, words, room);
  int height = std::max(ui.scale().target(), size.height + 2 * pad);
  int width = size.width + side + gap + 2 * pad;
  int bottom = page_of(ui.scale()).bottom.y - ui.px(8);
  int slide =
      static_cast<int>((1 - ui.progress(since_, Micros{180'000})) * static_cast<float>(ui.px(24)));
  Rect box{(display.width - width) / 2, bottom - height + slide, width, height};
  ui.push_over();
  ui.rounded(box, ui.px(24), tone.fill);
  Rect rest = box.inset(pad, 0);
  icon(ui, rest.take_left(side).middle(side, side), tone.icon, tone.words);
  rest.skip_left(gap);
  label_in(ui, rest, box, text_, words.middle());
  ui.pop_over();
}

DialogEvent dialog(Ui& ui, DialogText const& text) {
  ui.push_modal();
  Ui::Scope scope(ui, "dialog");
  int width = sheet_width(ui), pad = ui.px(36);
  int inner = width - 2 * pad;
  auto title = question_text();
  title.align = text::Align::centre;
  auto words = body_text();
  words.align = text::Align::centre;
  int picture = text.doodle.empty() || ui.scale().display().height < ui.px(700) ? 0 : ui.px(180);
  int title_height = text_height(ui, text.title, title, inner);
  int text_needs = text_height(ui, text.text, words, inner);
  int buttons = answers_height(ui, text, inner);
  int height = 2 * pad + picture + title_height + ui.px(8) + text_needs + ui.px(28) + buttons;
  Rect card = sheet(ui, width, height);
  Rect rest = card.inset(pad);
  if (picture > 0) doodle(ui, rest.take_top(picture).inset(0, ui.px(4)), text.doodle);
  label_in(ui, rest.take_top(title_height), card, text.title, title);
  rest.skip_top(ui.px(8));
  label_in(ui, rest.take_top(text_needs), card, text.text, words);
  auto event = answers(ui, rest.take_bottom(buttons), text);
  ui.pop_modal();
  return event;
}

bool idle_ring(Ui& ui, Micros remaining, Micros total) {
  ui.push_modal();
  Ui::Scope scope(ui, "idle");
  int width = sheet_width(ui), pad = ui.px(36), dial = ui.px(160), inner = width - 2 * pad;
  auto title = question_text();
  title.align = text::Align::centre;
  auto words = quiet_text(ui);
  words.align = text::Align::centre;
  auto still = ui.tr("Still there?"), nothing = ui.tr("Nothing you typed stays on this screen.");
  int title_height = text_height(ui, still, title, inner);
  int words_height = text_height(ui, nothing, words, inner);
  Rect card = sheet(ui, width,
                    2 * pad + title_height + words_height + dial + ui.px(48) + button_height(ui));
  Rect rest = card.inset(pad);
  label_in(ui, rest.take_top(title_height), card, still, title);
  label_in(ui, rest.take_top(words_height), card, nothing, words);
  rest.skip_top(ui.px(20));
  Rect round = rest.take_top(dial).middle(dial, dial);
  float share = static_cast<float>(remaining.count()) / static_cast<float>(total.count());
  ring(ui, round, share, ui.theme().highlight, ui.theme().card_edge);
  auto seconds = std::to_string((remaining.count() + 999'999) / 1'000'000);
  label_in(ui, round, card, seconds, welcome_text().centred());
  bool here = button(ui, rest.take_bottom(button_height(ui)), ui.tr("I am still here"),
                     {.kind = ButtonKind::primary});
  ui.draw_again_at(ui.now() + Micros{ui.calm() ? 1'000'000 : 50'000});
  ui.pop_modal();
  return here;
}

void storage_line(Ui& ui, Rect box, Storage state, std::string_view text) {
  std::string_view name = "cloud-done";
  Colour colour = ui.theme().done_ink;
  switch (state) {
    case Storage::all_arrived:
      break;
    case Storage::waiting:
      name = "cloud-waiting";
      colour = ui.theme().quiet;
      break;
    case Storage::no_network:
      name = "cloud-off";
      colour = ui.theme().quiet;
      break;
    case Storage::fault:
      name = "warning";
      colour = ui.theme().stop_ink;
      break;
  }
  int side = ui.scale().font(Font::small) * 14 / 10;
  auto words = small_text(ui).middle();
  Rect rest = box;
  icon(ui, rest.take_left(side).middle(side, side), name, colour);
  rest.skip_left(ui.px(10));
  label(ui, rest, text, words);
}

}  // namespace sala::ui
