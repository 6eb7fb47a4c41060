#include "kiosk/ui/ui.h"

#include <imgui.h>

#include <algorithm>

#include "kiosk/ui/brush.h"
#include "platform/base/verify.h"

namespace sala::ui {

namespace {

constexpr Id fnv_offset = 0xcbf29ce484222325u;  // FNV-1a, 64 bits

Id hash(Id seed, std::string_view bytes) {
  for (char c : bytes) seed = (seed ^ static_cast<std::uint8_t>(c)) * 0x100000001b3u;
  return seed;
}

screen::Box box_of(Rect r) {
  return {static_cast<float>(r.x), static_cast<float>(r.y), static_cast<float>(r.width),
          static_cast<float>(r.height)};
}

Size size_of(screen::Stage const& stage) { return {stage.size().width, stage.size().height}; }

}  // namespace

Ui::Ui(screen::Stage& stage, Catalogue const& catalogue)
    : stage_(stage),
      catalogue_(catalogue),
      words_(catalogue.in("th")),
      scale_(size_of(stage), TextSize::normal),
      theme_(&theme_of(ThemeName::light)) {}

int Ui::edge(int design) const { return std::max({1, px(design), theme_->edge_px}); }

ImDrawList& Ui::list() { return *ImGui::GetBackgroundDrawList(); }

void Ui::begin(Look const& look) {
  look_ = look;
  words_ = catalogue_.in(look.language);
  scale_ = Scale(size_of(stage_), look.text);
  theme_ = &theme_of(look.theme);
  probe_.clear();
  clips_.assign(1, {0, 0, scale_.display().width, scale_.display().height});
  scope_ = fnv_offset;
  layer_ = top_layer_ = 0;
  scrolling_ = false;

  auto const& input = stage_.input();
  finger_ = input.pointer_present ? Point{input.x, input.y} : Point{-1, -1};
  finger_down_ = input.down;
  went_down_ = input.pressed;
  went_up_ = input.released;
  if (went_down_) active_ = 0;
  active_seen_ = false;
  fill(clips_.front(), theme_->paper);
}

void Ui::end() {
  VERIFY(clips_.size() == 1 && layer_ == 0 && scope_ == fnv_offset);
  // A dialog that has just opened takes the finger off what lies under it.
  if (!finger_down_ || !active_seen_ || top_layer_ > top_layer_last_) active_ = 0;
  top_layer_last_ = top_layer_;
}

float Ui::progress(BootTime start, Micros length) {
  if (calm() || now() >= start + length) return 1;
  animate();
  float t = static_cast<float>((now() - start).count()) / static_cast<float>(length.count());
  float left = 1 - std::clamp(t, 0.0f, 1.0f);
  return 1 - left * left * left;
}

Ui::Scope::Scope(Ui& ui, std::string_view name) : ui_(ui), outer_(ui.scope_) {
  ui.scope_ = hash(hash(ui.scope_, name), "/");
}
Ui::Scope::Scope(Ui& ui, std::uint64_t number) : ui_(ui), outer_(ui.scope_) {
  ui.scope_ = hash(ui.scope_, {reinterpret_cast<char const*>(&number), sizeof number});
}
Ui::Scope::~Scope() { ui_.scope_ = outer_; }

Id Ui::id_of(std::string_view label) const { return hash(scope_, label); }

bool Ui::reachable(Rect visible) const {
  return layer_ >= top_layer_last_ && visible.holds(finger_);
}

Press Ui::target(Rect box, TargetKind kind, std::string_view label, Enabled enabled) {
  Id id = id_of(label);
  Rect visible = box.common(clips_.back());
  probe_.note(ProbedTarget{.id = id,
                           .kind = kind,
                           .label = std::string(label),
                           .box = box,
                           .visible = visible,
                           .layer = layer_,
                           .enabled = enabled == Enabled::yes,
                           .scrolls = scrolling_});
  if (enabled == Enabled::no) return {};
  Press press;
  if (went_down_ && active_ == 0 && reachable(visible)) {
    active_ = id;
    active_since_ = now();
    press.pressed = true;
  }
  if (active_ != id) return press;
  active_seen_ = true;
  bool inside = box.holds(finger_);
  press.held = finger_down_ && inside;
  press.clicked = went_up_ && inside;
  if (press.held) press.held_for = now() - active_since_;
  return press;
}

bool Ui::takes_finger(Rect box) const {
  return went_down_ && active_ == 0 && reachable(box.common(clips_.back()));
}

void Ui::note(ProbedText text) {
  text.layer = over_ ? layer_ + 100 : layer_;  // never the same as a dialog's
  text.scrolls = scrolling_;
  probe_.note(std::move(text));
}

void Ui::take_finger(Id id) {
  active_ = id;
  active_seen_ = true;
}

bool Ui::touched() const {
  auto const& in = stage_.input();
  return in.pressed || in.released || in.down || in.wheel_y != 0 || !in.typed.empty();
}

std::vector<std::string> Ui::scans() const {
  std::vector<std::string> codes;
  for (auto const& event : stage_.input().typed) {
    if (event.kind == screen::InputKind::scan) codes.push_back(event.text);
  }
  return codes;
}

void Ui::push_clip(Rect clip) {
  clips_.push_back(clip.common(clips_.back()));
  Rect const& now_clip = clips_.back();
  list().PushClipRect({static_cast<float>(now_clip.x), static_cast<float>(now_clip.y)},
                      {static_cast<float>(now_clip.right()), static_cast<float>(now_clip.bottom())},
                      false);
}

void Ui::pop_clip() {
  VERIFY(clips_.size() > 1);
  clips_.pop_back();
  list().PopClipRect();
}

void Ui::push_modal() {
  ++layer_;
  top_layer_ = std::max(top_layer_, layer_);
}

void Ui::pop_modal() { --layer_; }

void Ui::fill(Rect box, Colour colour) { paint().rect(list(), box_of(box), colour.packed()); }

void Ui::rounded(Rect box, int radius, Colour colour) {
  paint().rounded(list(), box_of(box), static_cast<float>(radius), colour.packed());
}

void Ui::card(Rect box, int radius, int edge_px, Colour edge, Colour inside) {
  paint().card(list(), box_of(box), static_cast<float>(radius), static_cast<float>(edge_px),
               edge.packed(), inside.packed());
}

void Ui::disc(Point centre, float radius, Colour colour) {
  paint().disc(list(), centre.x, centre.y, radius, colour.packed());
}

void Ui::stroke(std::vector<Point> const& points, float width, Colour colour) {
  std::vector<BrushPoint> line;
  line.reserve(points.size());
  for (auto point : points) line.push_back({point.x, point.y, width});
  brush(list(), smooth(line), colour.packed());
}

}  // namespace sala::ui
