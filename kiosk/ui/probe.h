// What a frame drew, for whoever must check or press it without eyes: tests, `--scripted`, and
// tools that read the screen aloud.
//
// Every widget notes its target and every text its ink while it is drawn. It costs under 0.1 ms a
// frame, so it is always on: what tests press is what people press.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/geometry.h"

namespace sala::ui {

enum class TargetKind : std::uint8_t { button, key, field, tile, tick_box, choice, pad };

struct ProbedTarget {
  std::uint64_t id = 0;
  TargetKind kind = TargetKind::button;
  std::string label;  // what is written on it, or what its picture means
  Rect box;           // where a finger counts
  Rect visible;       // what of it is inside the clip; empty when scrolled away
  int layer = 0;      // 0, or 1 for what a dialog shows
  bool enabled = true;
  bool scrolls = false;  // inside a scroll area
};

struct ProbedText {
  std::string text;
  Rect ink;        // every pixel of the letters
  Rect container;  // the box that it was given
  Rect clip;
  int layer = 0;
  bool scrolls = false;
  bool shortened = false;  // ends in an ellipsis
  bool may_shorten = false;
};

class Probe {
 public:
  void clear();
  void note(ProbedTarget target) { targets_.push_back(std::move(target)); }
  void note(ProbedText text) { texts_.push_back(std::move(text)); }

  std::vector<ProbedTarget> const& targets() const { return targets_; }
  std::vector<ProbedText> const& texts() const { return texts_; }
  int top_layer() const;  // of the targets

  // The target that `label` names on the top layer: the exact label first, else the first that
  // contains it. Null when there is none.
  ProbedTarget const* find(std::string_view label) const;
  // Some text on the screen contains `text` (targets' labels count too).
  bool sees(std::string_view text) const;

  // Everything wrong with the frame, a sentence each: targets below `least_target` pixels, targets
  // that overlap, two targets of one id, ink outside its container, its clip or the display, text
  // cut off that may not be.
  std::vector<std::string> faults(Size display, int least_target) const;

 private:
  void text_faults(Size display, std::vector<std::string>& out) const;
  void target_faults(Size display, int least_target, std::vector<std::string>& out) const;

  std::vector<ProbedTarget> targets_;
  std::vector<ProbedText> texts_;
};

}  // namespace sala::ui
