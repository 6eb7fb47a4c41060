#include "kiosk/ui/faces.h"

#include <algorithm>
#include <cmath>

#include "kiosk/ui/label.h"

namespace sala::ui {

namespace {

// A face on a square of 2 by 2 around its middle.
class Pen {
 public:
  Pen(Ui& ui, Rect box) : ui_(ui) {
    radius_ = static_cast<float>(std::min(box.width, box.height)) / 2;
    x_ = static_cast<float>(box.x) + static_cast<float>(box.width) / 2;
    y_ = static_cast<float>(box.y) + static_cast<float>(box.height) / 2;
  }
  Point at(float x, float y) const { return {x_ + x * radius_, y_ + y * radius_}; }
  float length(float share) const { return share * radius_; }
  void line(std::vector<Point> const& points, float width, Colour colour) const {
    ui_.stroke(points, std::max(2.0f, width * radius_), colour);
  }
  // A bow between two points; `sag` is how far its middle hangs.
  void bow(Point from, Point to, float sag, float width, Colour colour) const {
    std::vector<Point> points;
    for (int i = 0; i <= 12; ++i) {
      float t = static_cast<float>(i) / 12;
      float hang = 4 * t * (1 - t) * sag * radius_;
      points.push_back({from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t + hang});
    }
    line(points, width, colour);
  }
  Ui& ui() const { return ui_; }

 private:
  Ui& ui_;
  float radius_ = 1, x_ = 0, y_ = 0;
};

constexpr float outline = 0.07f;

// Not quite round, as a hand draws it.
void head(Pen const& pen, Colour fill, Colour edge) {
  std::vector<Point> round;
  for (int i = 0; i <= 40; ++i) {
    float angle = static_cast<float>(i) / 40 * 6.2831853f;
    float r = 0.93f + 0.01f * std::sin(2 * angle + 0.7f) + 0.004f * std::cos(5 * angle);
    round.push_back(pen.at(std::cos(angle) * r, std::sin(angle) * r));
  }
  pen.ui().disc(pen.at(0, 0), pen.length(0.93f), fill);
  pen.line(round, outline, edge);
}

void eyes(Pen const& pen, float mood, Colour ink) {
  for (float side : {-1.0f, 1.0f}) {
    if (mood > 0.88f) {  // laughing: two bows
      pen.bow(pen.at(side * 0.34f - 0.14f, -0.16f), pen.at(side * 0.34f + 0.14f, -0.16f), -0.17f,
              0.085f, ink);
      continue;
    }
    pen.ui().disc(pen.at(side * 0.34f, -0.2f), pen.length(0.1f), ink);
    if (mood < 0.38f) {  // the brows go up in the middle
      float lift = 0.05f + 0.14f * (0.38f - mood);
      pen.line({pen.at(side * 0.2f, -0.46f - lift), pen.at(side * 0.5f, -0.42f + lift)}, 0.07f,
               ink);
    }
  }
}

}  // namespace

void face(Ui& ui, Rect box, float mood, Colour fill) {
  mood = std::clamp(mood, 0.0f, 1.0f);
  Pen pen(ui, box);
  // On a light fill the pen is dark in every theme.
  auto dark = ui.theme().ink, light = ui.theme().paper;
  Colour ink = contrast(dark, fill) >= contrast(light, fill) ? dark : light;
  head(pen, fill, fill == ui.theme().card ? ui.theme().quiet : ink);
  eyes(pen, mood, ink);
  float sag = (mood - 0.5f) * 0.62f;
  float mouth = 0.36f - (mood - 0.5f) * 0.12f;
  pen.bow(pen.at(-0.42f, mouth - sag * 0.35f), pen.at(0.43f, mouth - sag * 0.35f + 0.02f), sag,
          0.085f, ink);
  if (mood < 0.13f) pen.ui().disc(pen.at(0.47f, 0.07f), pen.length(0.085f), ui.theme().link);
}

namespace {

struct Cells {
  int columns = 1, width = 0, height = 0, face = 0;
};

TextLook words_look(bool chosen) {
  auto look = body_text().centred();
  look.down = Down::top;
  return chosen ? look.bold() : look;
}

Cells cells_of(Ui& ui, int width, std::span<Smiley const> smileys) {
  Cells cells;
  int gap = ui.scale().gap(), count = std::max(1, static_cast<int>(smileys.size()));
  cells.columns = std::clamp((width + gap) / (ui.px(136) + gap), 1, count);
  // Rows of about the same length.
  int rows = (count + cells.columns - 1) / cells.columns;
  cells.columns = (count + rows - 1) / rows;
  cells.width = std::min((width - (cells.columns - 1) * gap) / cells.columns, ui.px(232));
  cells.face = std::min(cells.width - ui.px(24), ui.px(ui.scale().portrait() ? 104 : 136));
  int words = 0;
  for (auto const& it : smileys) {
    words = std::max(words, text_height(ui, it.words, words_look(true), cells.width - ui.px(12)));
  }
  cells.height = ui.px(16) + cells.face + ui.px(10) + words + ui.px(14);
  return cells;
}

}  // namespace

int smileys_height(Ui& ui, int width, std::span<Smiley const> smileys) {
  auto cells = cells_of(ui, width, smileys);
  int rows = (static_cast<int>(smileys.size()) + cells.columns - 1) / cells.columns;
  return rows * cells.height + (rows - 1) * ui.scale().gap();
}

std::optional<std::size_t> smileys(Ui& ui, Rect box, std::span<Smiley const> all,
                                   std::optional<std::size_t> chosen) {
  auto const& theme = ui.theme();
  auto cells = cells_of(ui, box.width, all);
  int gap = ui.scale().gap();
  int count = static_cast<int>(all.size());
  // A row that does not fill the width stands in its middle.
  auto left_of = [&](int row) {
    int in_row = std::min(cells.columns, count - row * cells.columns);
    return box.x + (box.width - in_row * (cells.width + gap) + gap) / 2;
  };
  std::optional<std::size_t> touched;
  for (std::size_t i = 0; i < all.size(); ++i) {
    Ui::Scope scope(ui, i);
    int at = static_cast<int>(i);
    int row = at / cells.columns;
    Rect cell{left_of(row) + at % cells.columns * (cells.width + gap),
              box.y + row * (cells.height + gap), cells.width, cells.height};
    bool is = chosen == i;
    auto press = ui.target(cell, TargetKind::choice, all[i].words);
    ui.card(cell, ui.px(16), ui.edge(is ? 3 : 1), is ? theme.link : theme.card_edge, theme.card);
    if (press.held) ui.rounded(cell, ui.px(16), theme.pressed);
    Rect inner = cell.inset(ui.px(6), 0);
    inner.skip_top(ui.px(16));
    Rect head_box = inner.take_top(cells.face);
    face(ui, head_box.middle(cells.face, cells.face), all[i].mood,
         is ? theme.highlight : theme.card);
    inner.skip_top(ui.px(10));
    label_in(ui, inner, cell, all[i].words, words_look(is));
    if (press.clicked) touched = i;
  }
  return touched;
}

}  // namespace sala::ui
