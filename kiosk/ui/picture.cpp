#include "kiosk/ui/picture.h"

#include <imgui.h>

#include <array>
#include <cmath>
#include <string>

#include "kiosk/ui/brush.h"

namespace sala::ui {

namespace {

screen::Box box_of(Rect r) {
  return {static_cast<float>(r.x), static_cast<float>(r.y), static_cast<float>(r.width),
          static_cast<float>(r.height)};
}

constexpr Micros breath_every{20'000'000};
constexpr Micros breath_length{1'600'000};
// Drawn at whole pixels, it stays at least 85 ms at one: more frames would only keep a resting
// kiosk busy.
constexpr Micros breath_pace{50'000};
constexpr Micros tick_length{300'000};

}  // namespace

void icon(Ui& ui, Rect box, std::string_view name, Colour colour) {
  ui.paint().icon(ui.list(), "icons/" + std::string(name), box_of(box), colour.packed());
}

void doodle(Ui& ui, Rect box, std::string_view name, Colour accent) {
  ui.paint().drawing(ui.list(), "doodles/" + std::string(name), box_of(box),
                     {.ink = ui.theme().ink.packed(),
                      .accent = accent.packed(),
                      .paper = ui.theme().card.packed()});
}

void breathing_doodle(Ui& ui, Rect box, std::string_view name, Colour accent, BootTime since) {
  float rise = 0;
  if (!ui.calm() && ui.now() >= since) {
    auto round = (ui.now() - since) / breath_every;
    auto starts = since + (round + 1) * breath_every - breath_length;
    if (ui.now() < starts) {
      ui.draw_again_at(starts);
    } else {
      float t = static_cast<float>((ui.now() - starts).count()) /
                static_cast<float>(breath_length.count());
      rise = std::sin(t * 3.14159265f) * static_cast<float>(ui.px(6));
      ui.animate(breath_pace);
    }
  }
  doodle(ui, box.moved(0, -static_cast<int>(std::lround(rise))), name, accent);
}

void tick(Ui& ui, Rect box, Colour colour, BootTime since) {
  // A tick on a 48 grid, thin where the pen lands and thick where it turns.
  constexpr std::array<BrushPoint, 7> shape{{{8, 26, 3.4f},
                                             {12, 30, 4.6f},
                                             {18.5f, 37, 5.4f},
                                             {21, 34, 5.2f},
                                             {26, 26, 4.6f},
                                             {33, 17.5f, 4.2f},
                                             {41, 10, 3.0f}}};
  float unit = static_cast<float>(std::min(box.width, box.height)) / 48;
  Rect square = box.middle(std::min(box.width, box.height), std::min(box.width, box.height));
  std::vector<BrushPoint> down, up;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    BrushPoint p{static_cast<float>(square.x) + shape[i].x * unit,
                 static_cast<float>(square.y) + shape[i].y * unit, shape[i].width * unit};
    if (i <= 2) down.push_back(p);
    if (i >= 2) up.push_back(p);
  }
  auto whole = smooth(down);
  for (auto const& p : smooth(up)) whole.push_back(p);
  brush(ui.list(), first_part(whole, ui.progress(since, tick_length)), colour.packed());
}

void ring(Ui& ui, Rect box, float share, Colour colour, Colour track) {
  int side = std::min(box.width, box.height);
  Rect square = box.middle(side, side);
  float width = std::max(3.0f, static_cast<float>(side) * 0.09f);
  float radius = (static_cast<float>(side) - width) / 2 - 1;
  auto arc = [&](float part) {
    std::vector<BrushPoint> points;
    int steps = std::max(2, static_cast<int>(64 * part));
    for (int i = 0; i <= steps; ++i) {
      float angle =
          (-0.25f + part * static_cast<float>(i) / static_cast<float>(steps)) * 6.2831853f;
      points.push_back(
          {static_cast<float>(square.x) + static_cast<float>(side) / 2 + std::cos(angle) * radius,
           static_cast<float>(square.y) + static_cast<float>(side) / 2 + std::sin(angle) * radius,
           width});
    }
    return points;
  };
  brush(ui.list(), arc(1), track.packed());
  share = std::clamp(share, 0.0f, 1.0f);
  if (share > 0) brush(ui.list(), arc(share), colour.packed());
}

void brush_line(Ui& ui, Rect box, Colour colour) {
  // One quick stroke of a wet brush: it swells, dips, and lifts off.
  constexpr std::array<BrushPoint, 6> shape{{{0, 0.62f, 0.25f},
                                             {0.12f, 0.45f, 0.5f},
                                             {0.38f, 0.52f, 0.62f},
                                             {0.64f, 0.40f, 0.5f},
                                             {0.86f, 0.50f, 0.42f},
                                             {1, 0.36f, 0.14f}}};
  std::vector<BrushPoint> points;
  points.reserve(shape.size());
  for (auto const& p : shape) {
    points.push_back({static_cast<float>(box.x) + p.x * static_cast<float>(box.width),
                      static_cast<float>(box.y) + p.y * static_cast<float>(box.height),
                      std::max(2.0f, p.width * static_cast<float>(box.height))});
  }
  brush(ui.list(), smooth(points), colour.packed());
}

}  // namespace sala::ui
