#include "kiosk/screens/form_parts.h"

#include <algorithm>

#include "kiosk/screens/parts.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/picture.h"

namespace sala::kiosk {

using namespace ui;

PrivacyWords privacy_words(Ui const& ui, AnswerKind kind) {
  switch (kind) {
    case AnswerKind::named:
      return {"name-tag", ui.tr("With your name"),
              ui.tr("The team reads your answers together with your name."),
              ui.tr("If you walk away before the end, what you answered waits for you here for two "
                    "hours, under your name.")};
    case AnswerKind::confidential:
      return {"envelope", ui.tr("Only the care team"),
              ui.tr("Only the care team can open your answers. Nobody else can, not even this "
                    "machine."),
              ui.tr("If you walk away before sending, what you answered is gone.")};
    case AnswerKind::anonymous:
      break;
  }
  return {"crowd", ui.tr("Without your name"),
          ui.tr("Nobody can tell which answers are yours, the team included."),
          ui.tr("If you walk away before sending, what you answered is gone.")};
}

TopMark privacy_mark(Ui const& ui, AnswerKind kind) {
  auto words = privacy_words(ui, kind);
  return {words.icon, words.name};
}

void progress_line(Ui& ui, Rect& rest, forms::Progress const& progress) {
  if (progress.pages <= 1) return;
  auto n = std::to_string(progress.page), all = std::to_string(progress.pages);
  Fills const fills{{"n", n}, {"all", all}};
  auto words =
      progress.may_change ? ui.tr("{n} of about {all}", fills) : ui.tr("{n} of {all}", fills);
  // Who reads "3 of 4" below six questions takes it for theirs.
  if (!progress.one_each) {
    words = progress.may_change ? ui.tr("Page {n} of about {all}", fills)
                                : ui.tr("Page {n} of {all}", fills);
  }
  auto look = small_text(ui).middle().lines(1, Shorten::never);
  look.align = text::Align::end;
  Rect row = rest.take_top(ui.scale().line(Font::small));
  int width = text_size(ui, words, look).width + ui.px(16);
  label(ui, row.take_right(width), words, look);
  row.skip_right(ui.px(8));
  auto const& theme = ui.theme();
  int thick = ui.px(8), count = static_cast<int>(progress.pages);
  Rect line{row.x, row.y + (row.height - thick) / 2, row.width, thick};
  auto track = mix(theme.card_edge, theme.quiet, 0.25f);
  int gap = ui.px(6);
  // A piece a page, while pieces can be told apart.
  if (count <= 40 && (line.width - (count - 1) * gap) / count >= ui.px(8)) {
    for (int i = 0; i < count; ++i) {
      int from = line.x + (line.width + gap) * i / count;
      int to = line.x + (line.width + gap) * (i + 1) / count - gap;
      bool done = i < static_cast<int>(progress.page);
      ui.rounded({from, line.y, to - from, thick}, thick / 2, done ? theme.link : track);
    }
    return;
  }
  ui.rounded(line, thick / 2, track);
  auto share = static_cast<double>(progress.page) / static_cast<double>(progress.pages);
  int filled = std::max(thick, static_cast<int>(line.width * share));
  ui.rounded({line.x, line.y, filled, thick}, thick / 2, theme.link);
}

bool form_button(Ui& ui, Rect& rest, ButtonKind kind) {
  ButtonLook const look{.kind = kind, .icon = "questions"};
  bool touched =
      button(ui, rest.take_bottom(button_height(ui)), ui.tr("Answer a few questions"), look);
  rest.skip_bottom(ui.scale().gap());
  return touched;
}

bool consents_button(Ui& ui, Rect& rest) {
  ButtonLook const look{.kind = ButtonKind::quiet, .icon = "check", .font = Font::body};
  bool touched = button(ui, rest.take_bottom(button_height(ui)), ui.tr("What I agreed to"), look);
  rest.skip_bottom(ui.px(8));
  return touched;
}

// ---- care

namespace {

struct Strip {
  std::string words;
  std::string_view button;
  bool stacked = false;
  int button_width = 0, words_width = 0, words_height = 0;
};

Strip strip_of(Ui& ui, int width, std::string const& line) {
  Strip strip;
  strip.words = ui.tr("Too much to carry? Call {number}, free, at any hour.", {{"number", line}});
  strip.button = ui.tr("Tell the team here now");
  ButtonLook const look{.icon = "people", .font = Font::body};
  strip.button_width = button_width(ui, strip.button, look);
  int inner = width - 2 * ui.px(20);
  strip.stacked = inner - strip.button_width < ui.px(360);
  if (strip.stacked) strip.button_width = inner;
  strip.words_width = strip.stacked ? inner : inner - strip.button_width - ui.px(16);
  strip.words_height = noted_height(ui, strip.words_width, strip.words, body_text().bold());
  return strip;
}

}  // namespace

int care_strip_height(Ui& ui, int width, std::string const& line) {
  auto strip = strip_of(ui, width, line);
  int button = button_height(ui);
  int inner =
      strip.stacked ? strip.words_height + ui.px(8) + button : std::max(strip.words_height, button);
  return inner + 2 * ui.px(12);
}

bool care_strip(Ui& ui, Rect box, std::string const& line) {
  auto strip = strip_of(ui, box.width, line);
  ui.card(box, ui.px(16), ui.edge(2), ui.theme().highlight, ui.theme().card);
  Rect rest = box.inset(ui.px(20), ui.px(12));
  Rect place =
      strip.stacked ? rest.take_bottom(button_height(ui)) : rest.take_right(strip.button_width);
  Rect words = rest.middle(rest.width, strip.words_height);
  words.width = strip.words_width;
  noted(ui, words, "phone", strip.words, body_text().bold());
  ButtonLook const look{.icon = "people", .font = Font::body};
  return button(ui, place.middle(place.width, button_height(ui)), strip.button, look);
}

namespace {

// Large and calm: nothing on it says what was answered, or that anything was.
class TalkToMe final : public Screen {
 public:
  explicit TalkToMe(Context const& context) : context_(context) {}

  Go draw(Ui& ui, Rect box) override {
    auto regions = regions_of(ui, box);
    auto columns = columns_of(ui, regions.body, 0.55, 0.5);
    doodle(ui, columns.second, "hands");
    Rect rest = columns.first;
    rest.skip_top(rest.height / 8);
    take_fitted(ui, rest, ui.tr("Could we talk for a moment?"), welcome_text(), rest.height / 2,
                {Font::welcome, Font::question, Font::list});
    rest.skip_top(ui.px(16));
    take_fitted(ui, rest,
                ui.tr("Show this page to somebody of the team. You need not say anything."),
                list_text(), rest.height / 2, {Font::list, Font::body});
    rest.skip_top(ui.px(16));
    auto line =
        ui.tr("Or call {number}, free, at any hour.", {{"number", context_.settings.helpline}});
    noted(ui, rest, "phone", line, list_text().bold());
    auto event = bottom_bar(ui, regions.bottom, {.back = ui.tr("Back")});
    return event == BottomEvent::back ? Go::back() : Go::stay();
  }

 private:
  Context context_;
};

}  // namespace

ScreenPtr talk_to_me_screen(Context const& context) { return std::make_unique<TalkToMe>(context); }

}  // namespace sala::kiosk
