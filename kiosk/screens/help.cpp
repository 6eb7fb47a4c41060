// How it works, in three pictures of the screens themselves; and whom to ask.
#include <array>

#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/scroll.h"
#include "platform/text/text_style.h"

namespace sala::kiosk {

using namespace ui;

namespace {

class Help final : public Screen {
 public:
  explicit Help(Context const& context) : context_(context) {}

  Go draw(Ui& ui, Rect box) override {
    auto regions = regions_of(ui, box);
    question(ui, regions.body, ui.tr("How can we help?"));
    how_it_works(ui, regions.body);
    auto event = bottom_bar(ui, regions.bottom, {.back = ui.tr("Back")});
    return event == BottomEvent::back ? Go::back() : Go::stay();
  }

 private:
  void how_it_works(Ui& ui, Rect window) {
    auto view = scroll_.open(ui, window, content_height(ui, window.width));
    Rect rest = view.content;
    steps(ui, rest);
    rest.skip_top(ui.px(24));
    hints(ui, rest);
  }
  int content_height(Ui& ui, int width) const;
  int step_width(Ui const& ui, int width) const;
  int step_height(Ui& ui, int width) const;
  void steps(Ui& ui, Rect& rest) const;
  void hints(Ui& ui, Rect& rest) const;
  std::vector<std::pair<std::string_view, std::string>> hint_list(Ui const& ui) const;

  Context context_;
  ScrollArea scroll_;
};

constexpr std::array step_words{word("Touch “Sign in”"), word("Touch your name"),
                                word("“Yes, sign me in” — done")};

TextLook step_look() {
  auto look = body_text().bold().lines(3);
  look.align = text::Align::centre;
  return look;
}

// The start screen in small: lines of words and the one button.
void picture_start(Ui& ui, Rect box) {
  auto const& theme = ui.theme();
  Rect rest = box.inset(ui.px(20), ui.px(18));
  ui.rounded(rest.take_bottom(ui.px(30)), ui.px(10), theme.primary);
  for (double share : {0.55, 0.8}) {
    Rect line = rest.take_top(ui.px(12));
    line.width = static_cast<int>(line.width * share);
    ui.rounded(line, ui.px(6), mix(theme.card_edge, theme.quiet, 0.2f));
    rest.skip_top(ui.px(10));
  }
}

// The grid in small, one tile taken.
void picture_find(Ui& ui, Rect box) {
  auto const& theme = ui.theme();
  Rect rest = box.inset(ui.px(20), ui.px(18));
  int gap = ui.px(8), width = (rest.width - 2 * gap) / 3, height = (rest.height - gap) / 2;
  for (int i = 0; i < 6; ++i) {
    Rect tile{rest.x + i % 3 * (width + gap), rest.y + i / 3 * (height + gap), width, height};
    bool taken = i == 4;
    ui.card(tile, ui.px(8), std::max(1, ui.px(2)), taken ? theme.highlight : theme.card_edge,
            taken ? theme.highlight : theme.paper);
    Rect line = tile.middle(width * 6 / 10, ui.px(8));
    ui.rounded(line, ui.px(4),
               taken ? theme.on_highlight : mix(theme.card_edge, theme.quiet, 0.3f));
  }
}

// The tick that says it is done.
void picture_done(Ui& ui, Rect box) {
  int side = std::min(box.width, box.height) - ui.px(36);
  Rect disc = box.middle(side, side);
  float radius = static_cast<float>(side) / 2;
  ui.disc({static_cast<float>(disc.x) + radius, static_cast<float>(disc.y) + radius}, radius,
          ui.theme().done);
  icon(ui, disc.inset(side / 5), "check", ui.theme().on_done);
}

int Help::step_width(Ui const& ui, int width) const { return (width - 2 * ui.px(24)) / 3; }

int Help::step_height(Ui& ui, int width) const {
  int words = 0;
  for (auto const* it : step_words) {
    words = std::max(words, text_height(ui, ui.tr(it), step_look(), step_width(ui, width)));
  }
  return ui.px(150) + ui.px(16) + words;
}

void Help::steps(Ui& ui, Rect& rest) const {
  constexpr std::array pictures{picture_start, picture_find, picture_done};
  Rect row = rest.take_top(step_height(ui, rest.width));
  int width = step_width(ui, row.width), number = ui.px(40);
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    Rect column = row.take_left(width);
    row.skip_left(ui.px(24));
    Rect frame = column.take_top(ui.px(150));
    plain_card(ui, frame);
    pictures[i](ui, frame.middle(std::min(frame.width, ui.px(260)), frame.height));
    Rect badge{frame.x + ui.px(10), frame.y + ui.px(10), number, number};
    float radius = static_cast<float>(number) / 2;
    ui.disc({static_cast<float>(badge.x) + radius, static_cast<float>(badge.y) + radius}, radius,
            ui.theme().ink);
    label(ui, badge, std::to_string(i + 1),
          body_text().bold().with(ui.theme().paper).centred().lines(1));
    column.skip_top(ui.px(12));
    paragraph(ui, column, ui.tr(step_words[i]), step_look());
  }
}

std::vector<std::pair<std::string_view, std::string>> Help::hint_list(Ui const& ui) const {
  std::vector<std::pair<std::string_view, std::string>> list;
  auto add = [&](std::string_view name, std::string_view words) {
    list.emplace_back(name, std::string(words));
  };
  if (context_.settings.walk_ins) {
    add("person-add", ui.tr("Not on the list? Touch “I am not on the list”."));
  }
  add("undo", ui.tr("Someone else's name came up? Touch “Not me”."));
  add("text-size", ui.tr("Letters too small? Touch the letter at the top."));
  add("cloud-done", ui.tr("Everything is kept on this box, even without internet."));
  Session const* session = context_.day.current();
  std::string trainers;
  if (session != nullptr) {
    for (auto const& name : session->set.trainers) {
      trainers += (trainers.empty() ? "" : ", ") + text::as_name(name);
    }
  }
  add("people",
      trainers.empty()
          ? std::string(ui.tr("Or ask anyone of the team. They are happy to help."))
          : ui.tr("Or ask {trainers}. They are happy to help.", {{"trainers", trainers}}));
  return list;
}

int Help::content_height(Ui& ui, int width) const {
  int height = step_height(ui, width) + ui.px(24);
  auto look = body_text();
  for (auto const& [name, words] : hint_list(ui)) {
    height += noted_height(ui, width, words, look) + ui.px(8);
  }
  return height;
}

void Help::hints(Ui& ui, Rect& rest) const {
  for (auto const& [name, words] : hint_list(ui)) {
    noted(ui, rest, name, words, body_text());
    rest.skip_top(ui.px(8));
  }
}

}  // namespace

ScreenPtr help_screen(Context const& context) { return std::make_unique<Help>(context); }

}  // namespace sala::kiosk
