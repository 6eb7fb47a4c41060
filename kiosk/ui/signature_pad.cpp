#include "kiosk/ui/signature_pad.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "kiosk/ui/brush.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/label.h"

namespace sala::ui {

namespace {

constexpr std::size_t least_points = 8;

// A pen is thick where it is pressed or slow and thin where it flies.
float pen_width(Ui const& ui, SignaturePoint const& from, SignaturePoint const& to) {
  float distance = std::hypot(static_cast<float>(to.x - from.x), static_cast<float>(to.y - from.y));
  float time = std::max(1.0f, static_cast<float>(to.ms - from.ms));
  float speed = distance / time / ui.scale().factor();  // px a millisecond at scale 1
  float press = to.pressure > 0 ? 0.6f + 0.8f * static_cast<float>(to.pressure) / 255.0f : 1.0f;
  return static_cast<float>(ui.px(4)) * press * std::clamp(1.25f - 0.28f * speed, 0.5f, 1.25f);
}

void wipe(std::vector<SignaturePoint>& stroke) {
  if (!stroke.empty()) explicit_bzero(stroke.data(), stroke.size() * sizeof(SignaturePoint));
}

}  // namespace

std::size_t SignaturePad::points() const {
  std::size_t count = 0;
  for (auto const& stroke : drawing_.strokes) count += stroke.size();
  return count;
}

bool SignaturePad::empty() const { return points() < least_points; }

void SignaturePad::clear() {
  for (auto& stroke : drawing_.strokes) wipe(stroke);
  drawing_ = {};
  drawing_now_ = false;
}

void SignaturePad::record(Ui& ui, Rect pad, Press const& press) {
  if (press.pressed) {
    if (drawing_.strokes.empty()) first_ = ui.now();
    drawing_.width = pad.width;
    drawing_.height = pad.height;
    drawing_.strokes.emplace_back();
    drawing_now_ = true;
  }
  if (!drawing_now_ || drawing_.strokes.empty()) return;
  auto& stroke = drawing_.strokes.back();
  for (auto const& sample : ui.input().samples) {
    if (points() >= max_signature_points) break;
    SignaturePoint point;
    point.x = std::clamp(static_cast<int>(sample.x) - pad.x, 0, pad.width);
    point.y = std::clamp(static_cast<int>(sample.y) - pad.y, 0, pad.height);
    auto since = std::max(Micros{0}, sample.time - first_);
    point.ms = static_cast<std::int32_t>(since.count() / 1000);
    bool tells = sample.pressure > 0 && sample.pressure < 1;
    point.pressure = tells ? static_cast<std::int32_t>(sample.pressure * 255) : 0;
    if (stroke.capacity() == stroke.size()) grow(stroke);
    stroke.push_back(point);
  }
  if (!ui.finger_down()) drawing_now_ = false;
}

// A vector that grows leaves its old memory behind as it was: wipe that too.
void SignaturePad::grow(std::vector<SignaturePoint>& stroke) {
  std::vector<SignaturePoint> larger;
  larger.reserve(std::max<std::size_t>(256, stroke.size() * 2));
  larger.insert(larger.end(), stroke.begin(), stroke.end());
  wipe(stroke);
  stroke = std::move(larger);
}

void SignaturePad::draw_strokes(Ui& ui, Rect pad) const {
  for (auto const& stroke : drawing_.strokes) {
    std::vector<BrushPoint> line;
    float width = static_cast<float>(ui.px(4));
    for (std::size_t i = 0; i < stroke.size(); ++i) {
      auto const& p = stroke[i];
      if (i > 0) width = width * 0.7f + 0.3f * pen_width(ui, stroke[i - 1], p);
      BrushPoint next{static_cast<float>(pad.x + p.x), static_cast<float>(pad.y + p.y), width};
      if (line.empty() || std::hypot(next.x - line.back().x, next.y - line.back().y) > 1.5f) {
        line.push_back(next);
      }
    }
    brush(ui.list(), smooth(line, 3), ui.theme().ink.packed());
  }
}

void SignaturePad::draw(Ui& ui, Rect box, std::string_view prompt) {
  auto const& theme = ui.theme();
  Ui::Scope scope(ui, "signature");
  ui.card(box, ui.px(16), ui.edge(2), theme.field_edge, theme.field);
  Rect pad = box.inset(ui.px(4));
  auto clear_words = ui.tr("Clear");
  ButtonLook const quiet{.kind = ButtonKind::quiet,
                         .icon = "undo",
                         .enabled = drawing_.strokes.empty() ? Enabled::no : Enabled::yes,
                         .font = Font::body};
  int column = button_width(ui, clear_words, quiet);
  Rect side = pad.take_right(column);
  auto press = ui.target(pad, TargetKind::pad, prompt);
  record(ui, pad, press);

  // The line to write on.
  int line_y = pad.y + pad.height * 72 / 100;
  ui.fill({pad.x + ui.px(24), line_y, pad.width - ui.px(48), ui.edge(2)}, theme.card_edge);
  if (drawing_.strokes.empty()) {
    Rect words{pad.x + ui.px(24), pad.y, pad.width - ui.px(48), pad.height * 72 / 100};
    auto look = list_text().with(theme.quiet);
    look.align = text::Align::centre;
    label_in(ui, words, box, prompt, look.middle());
  }
  // A line divides the button from the paper, so that a wide hand knows where to stop.
  ui.fill({side.x, side.y + ui.px(20), ui.edge(), side.height - 2 * ui.px(20)}, theme.card_edge);
  if (button(ui, side.middle(column, button_height(ui)), clear_words, quiet)) clear();
  ui.push_clip(pad);
  draw_strokes(ui, pad);
  ui.pop_clip();
}

}  // namespace sala::ui
