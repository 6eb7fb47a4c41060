// Strokes as a hand leaves them: of varying width, with round ends, antialiased.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kiosk/ui/geometry.h"

struct ImDrawList;

namespace sala::ui {

struct BrushPoint {
  float x = 0, y = 0;
  float width = 4;
};

// Triangles into `list`; `colour` is an ImU32. One point is a dot.
void brush(ImDrawList& list, std::span<BrushPoint const> points, std::uint32_t colour);

// A curve through `points` (Catmull-Rom), sampled about every `step_px`.
std::vector<BrushPoint> smooth(std::span<BrushPoint const> points, float step_px = 4);

// The first `share` (0 to 1) of a stroke's length.
std::vector<BrushPoint> first_part(std::span<BrushPoint const> points, float share);

}  // namespace sala::ui
