#include "platform/screen/triangle.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "platform/screen/blend.h"

namespace sala::screen {
namespace {

// Coordinates in 1/256 pixel. Screens are below 2^13 pixels and ImGui's fringes a pixel outside, so
// products stay below 2^44.
using Fixed = std::int64_t;
constexpr Fixed one = 256;
constexpr float far_away = 16'384;

struct Point {
  Fixed x, y;
};

Point to_fixed(Corner const& corner) {
  auto const bounded = [](float value) {
    return static_cast<Fixed>(std::lround(std::clamp(value, -far_away, far_away) * one));
  };
  return {bounded(corner.x), bounded(corner.y)};
}

// Positive on the inner side of the edge from `from` to `to`: at pixel centre (x, y) the value is
// start + x·across + y·down.
struct Edge {
  Fixed start, across, down;
  Edge(Point from, Point to) {
    across = (from.y - to.y) * one;
    down = (to.x - from.x) * one;
    start = (to.x - from.x) * (one / 2 - from.y) - (to.y - from.y) * (one / 2 - from.x);
    auto const top_or_left = to.y < from.y || (to.y == from.y && to.x > from.x);
    if (!top_or_left) --start;  // zero is outside for the other edges
  }
};

Fixed floor_divide(Fixed a, Fixed b) {
  auto const quotient = a / b;
  return quotient * b > a ? quotient - 1 : quotient;
}

// Narrows [x0, x1) to where the edge is not negative in row y.
void narrow(Edge const& edge, int y, int& x0, int& x1) {
  auto const row = edge.start + edge.down * y;
  if (edge.across > 0) {
    auto const first = -floor_divide(row, edge.across);
    x0 = static_cast<int>(std::max<Fixed>(x0, first));
  } else if (edge.across < 0) {
    auto const last = floor_divide(row, -edge.across);
    x1 = static_cast<int>(std::min<Fixed>(x1, last + 1));
  } else if (row < 0) {
    x1 = x0;
  }
}

// A plane through the three corners for one colour channel.
struct Plane {
  float start, across, down;
  Plane(Corner const& a, Corner const& b, Corner const& c, int shift, float area) {
    auto const value = [shift](Corner const& corner) {
      return static_cast<float>(corner.argb >> shift & 0xFF);
    };
    auto const ab = value(b) - value(a), ac = value(c) - value(a);
    across = (ab * (c.y - a.y) - ac * (b.y - a.y)) / area;
    down = (ac * (b.x - a.x) - ab * (c.x - a.x)) / area;
    start = value(a) + across * (0.5F - a.x) + down * (0.5F - a.y);
  }
  std::uint32_t at(int x, int y) const {
    auto const value = start + across * static_cast<float>(x) + down * static_cast<float>(y);
    return static_cast<std::uint32_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
  }
};

struct Paint4 {
  Plane alpha, red, green, blue;
  Paint4(Corner const& a, Corner const& b, Corner const& c, float area)
      : alpha(a, b, c, 24, area),
        red(a, b, c, 16, area),
        green(a, b, c, 8, area),
        blue(a, b, c, 0, area) {}
  std::uint32_t at(int x, int y) const {
    return alpha.at(x, y) << 24 | red.at(x, y) << 16 | green.at(x, y) << 8 | blue.at(x, y);
  }
};

}  // namespace

void fill_triangle(Pixmap& canvas, text::PixelRect const& clip, Corner a, Corner b, Corner c) {
  auto area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  if (!(std::abs(area) > 1e-6F)) return;  // also when a coordinate is not a number
  if (area < 0) {
    std::swap(b, c);
    area = -area;
  }
  auto const pa = to_fixed(a), pb = to_fixed(b), pc = to_fixed(c);
  Edge const edges[] = {{pa, pb}, {pb, pc}, {pc, pa}};
  auto const lowest = [&](Fixed Point::*axis) { return std::min({pa.*axis, pb.*axis, pc.*axis}); };
  auto const highest = [&](Fixed Point::*axis) { return std::max({pa.*axis, pb.*axis, pc.*axis}); };
  auto const to_pixel = [](Fixed value) { return static_cast<int>(floor_divide(value, one)); };
  auto const left = std::max(clip.x0, to_pixel(lowest(&Point::x)));
  auto const right = std::min(clip.x1, to_pixel(highest(&Point::x)) + 1);
  auto const top = std::max(clip.y0, to_pixel(lowest(&Point::y)));
  auto const bottom = std::min(clip.y1, to_pixel(highest(&Point::y)) + 1);
  auto const plain = a.argb == b.argb && b.argb == c.argb;
  Paint4 const paint(a, b, c, area);
  for (int y = top; y < bottom; ++y) {
    int x0 = left, x1 = right;
    for (auto const& edge : edges) narrow(edge, y, x0, x1);
    if (x0 >= x1) continue;
    auto* const row = canvas.argb.data() +
                      static_cast<std::ptrdiff_t>(y) * static_cast<std::ptrdiff_t>(canvas.width);
    if (plain) {
      fill_row(row + x0, x1 - x0, a.argb);
      continue;
    }
    for (int x = x0; x < x1; ++x) {
      auto const argb = paint.at(x, y);
      row[x] = mix(row[x], argb, to_256(argb >> 24));
    }
  }
}

}  // namespace sala::screen
