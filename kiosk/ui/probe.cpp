#include "kiosk/ui/probe.h"

#include <algorithm>
#include <unordered_map>

namespace sala::ui {

namespace {

std::string describe(Rect const& r) {
  return "(" + std::to_string(r.x) + "," + std::to_string(r.y) + " " + std::to_string(r.width) +
         "×" + std::to_string(r.height) + ")";
}

std::string quoted(std::string const& text) { return "'" + text + "'"; }

}  // namespace

void Probe::clear() {
  targets_.clear();
  texts_.clear();
}

int Probe::top_layer() const {
  int top = 0;
  for (auto const& target : targets_) top = std::max(top, target.layer);
  return top;
}

ProbedTarget const* Probe::find(std::string_view label) const {
  int top = top_layer();
  ProbedTarget const* containing = nullptr;
  for (auto const& target : targets_) {
    if (target.layer != top) continue;
    if (target.label == label) return &target;
    if (!containing && target.label.find(label) != std::string::npos) containing = &target;
  }
  return containing;
}

bool Probe::sees(std::string_view text) const {
  auto within = [text](std::string const& whole) { return whole.find(text) != std::string::npos; };
  return std::any_of(texts_.begin(), texts_.end(), [&](auto const& t) { return within(t.text); }) ||
         std::any_of(targets_.begin(), targets_.end(),
                     [&](auto const& t) { return !t.visible.empty() && within(t.label); });
}

std::vector<std::string> Probe::faults(Size display, int least_target) const {
  std::vector<std::string> out;
  target_faults(display, least_target, out);
  text_faults(display, out);
  return out;
}

void Probe::target_faults(Size display, int least_target, std::vector<std::string>& out) const {
  Rect const screen{0, 0, display.width, display.height};
  std::unordered_map<std::uint64_t, std::string> ids;
  for (auto const& target : targets_) {
    auto name = quoted(target.label) + " " + describe(target.box);
    // A key may be narrower where twelve of them share an upright display, but not lower.
    int least_width = target.kind == TargetKind::key ? least_target * 3 / 4 : least_target;
    if (target.box.width < least_width || target.box.height < least_target) {
      out.push_back("target too small: " + name);
    }
    if (!target.scrolls && !screen.holds(target.box)) out.push_back("target off screen: " + name);
    if (auto [other, fresh] = ids.emplace(target.id, target.label); !fresh) {
      out.push_back("two targets of one id: " + name);
    }
  }
  for (std::size_t i = 0; i < targets_.size(); ++i) {
    for (std::size_t j = i + 1; j < targets_.size(); ++j) {
      auto const &a = targets_[i], &b = targets_[j];
      if (a.layer == b.layer && !a.visible.empty() && a.visible.meets(b.visible)) {
        out.push_back("targets overlap: " + quoted(a.label) + " " + describe(a.box) + " and " +
                      quoted(b.label) + " " + describe(b.box));
      }
    }
  }
}

void Probe::text_faults(Size display, std::vector<std::string>& out) const {
  Rect const screen{0, 0, display.width, display.height};
  for (auto const& text : texts_) {
    if (text.ink.empty()) continue;
    auto name = quoted(text.text) + " ink " + describe(text.ink);
    if (!text.container.holds(text.ink)) {
      out.push_back("text leaves its box: " + name + " box " + describe(text.container));
    }
    if (!text.scrolls && !text.clip.common(screen).holds(text.ink)) {
      out.push_back("text clipped: " + name + " clip " + describe(text.clip));
    }
    if (text.shortened && !text.may_shorten) out.push_back("text cut off: " + name);
  }
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    for (std::size_t j = i + 1; j < texts_.size(); ++j) {
      auto const &a = texts_[i], &b = texts_[j];
      // Grace: ink is bounded two pixels wide of what is drawn, on either side.
      bool same_place = a.layer == b.layer && a.scrolls == b.scrolls;
      // What is scrolled out of sight lies under nothing.
      Rect seen_a = a.ink.inset(3).common(a.clip), seen_b = b.ink.inset(3).common(b.clip);
      if (same_place && !seen_a.empty() && !seen_b.empty() && seen_a.meets(seen_b)) {
        out.push_back("texts overlap: " + quoted(a.text) + " " + describe(a.ink) + " and " +
                      quoted(b.text) + " " + describe(b.ink));
      }
    }
  }
}

}  // namespace sala::ui
