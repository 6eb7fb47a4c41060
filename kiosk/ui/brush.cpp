#include "kiosk/ui/brush.h"

#include <imgui.h>

#include <cmath>

#include "platform/text/glyph_atlas.h"

namespace sala::ui {

namespace {

constexpr float fringe = 0.5f;  // half a pixel full, half a pixel fading: antialiasing
constexpr float pi = 3.14159265f;

struct Direction {
  float x, y;
};

Direction direction(BrushPoint const& from, BrushPoint const& to) {
  float dx = to.x - from.x, dy = to.y - from.y;
  float length = std::hypot(dx, dy);
  return length > 1e-4f ? Direction{dx / length, dy / length} : Direction{0, 0};
}

class Mesh {
 public:
  Mesh(ImDrawList& list, std::uint32_t colour)
      : list_(list), full_(colour), clear_(colour & 0x00ffffffu) {}

  // A disc, or the round end of a stroke.
  void dot(BrushPoint const& at) {
    float outer = at.width / 2 + fringe, inner = std::max(0.0f, at.width / 2 - fringe);
    int sides = std::clamp(static_cast<int>(outer * 3), 8, 32);
    list_.PrimReserve(sides * 9, sides * 2 + 1);
    auto centre = vertex(at.x, at.y, full_);
    for (int i = 0; i < sides; ++i) {
      float angle = 2 * pi * static_cast<float>(i) / static_cast<float>(sides);
      vertex(at.x + std::cos(angle) * inner, at.y + std::sin(angle) * inner, full_);
      vertex(at.x + std::cos(angle) * outer, at.y + std::sin(angle) * outer, clear_);
    }
    for (int i = 0; i < sides; ++i) {
      auto a = static_cast<ImDrawIdx>(centre + 1 + 2 * i);
      auto b = static_cast<ImDrawIdx>(centre + 1 + 2 * ((i + 1) % sides));
      triangle(centre, a, b);
      band(a, b);
    }
  }

  // A ribbon through points that turn by less than a right angle.
  void ribbon(std::span<BrushPoint const> points) {
    auto count = static_cast<int>(points.size());
    if (count < 2) return;
    list_.PrimReserve((count - 1) * 18, count * 4);
    ImDrawIdx previous = 0;
    for (int i = 0; i < count; ++i) {
      auto row = cross_section(points, static_cast<std::size_t>(i));
      if (i > 0) {
        for (int strip = 0; strip < 3; ++strip) {
          quad(static_cast<ImDrawIdx>(previous + strip), static_cast<ImDrawIdx>(row + strip));
        }
      }
      previous = row;
    }
  }

 private:
  ImDrawIdx vertex(float x, float y, std::uint32_t colour) {
    auto index = static_cast<ImDrawIdx>(list_._VtxCurrentIdx);
    float white = text::GlyphAtlas::white_uv;
    list_.PrimWriteVtx({x, y}, {white, white}, colour);
    return index;
  }
  void triangle(ImDrawIdx a, ImDrawIdx b, ImDrawIdx c) {
    list_.PrimWriteIdx(a);
    list_.PrimWriteIdx(b);
    list_.PrimWriteIdx(c);
  }
  void band(ImDrawIdx a, ImDrawIdx b) {
    triangle(a, static_cast<ImDrawIdx>(a + 1), static_cast<ImDrawIdx>(b + 1));
    triangle(a, static_cast<ImDrawIdx>(b + 1), b);
  }
  void quad(ImDrawIdx a, ImDrawIdx b) { band(a, b); }

  ImDrawIdx cross_section(std::span<BrushPoint const> points, std::size_t i) {
    auto before = direction(points[i > 0 ? i - 1 : 0], points[i > 0 ? i : 1]);
    auto last = points.size() - 1;
    auto after = direction(points[i < last ? i : last - 1], points[i < last ? i + 1 : last]);
    float nx = -(before.y + after.y), ny = before.x + after.x;
    float length = std::hypot(nx, ny);
    if (length < 1e-4f) length = 1;
    nx /= length;
    ny /= length;
    auto const& p = points[i];
    float outer = p.width / 2 + fringe, inner = std::max(0.0f, p.width / 2 - fringe);
    auto first = vertex(p.x + nx * outer, p.y + ny * outer, clear_);
    vertex(p.x + nx * inner, p.y + ny * inner, full_);
    vertex(p.x - nx * inner, p.y - ny * inner, full_);
    vertex(p.x - nx * outer, p.y - ny * outer, clear_);
    return first;
  }

  ImDrawList& list_;
  std::uint32_t full_, clear_;
};

// Ribbons cannot turn sharply: they end there, and a dot joins them.
bool sharp(BrushPoint const& a, BrushPoint const& b, BrushPoint const& c) {
  auto in = direction(a, b), out = direction(b, c);
  return in.x * out.x + in.y * out.y < 0.5f;
}

}  // namespace

void brush(ImDrawList& list, std::span<BrushPoint const> points, std::uint32_t colour) {
  if (points.empty()) return;
  list.PushTextureID(text::GlyphAtlas::texture(0));
  Mesh mesh(list, colour);
  std::size_t start = 0;
  mesh.dot(points.front());
  for (std::size_t i = 1; i < points.size(); ++i) {
    bool ends = i + 1 == points.size();
    // 500 points a ribbon keep its vertices within 16-bit indices.
    if (!ends && !sharp(points[i - 1], points[i], points[i + 1]) && i - start < 500) continue;
    mesh.ribbon(points.subspan(start, i - start + 1));
    mesh.dot(points[i]);
    start = i;
  }
  list.PopTextureID();
}

std::vector<BrushPoint> smooth(std::span<BrushPoint const> points, float step_px) {
  if (points.size() < 3) return {points.begin(), points.end()};
  std::vector<BrushPoint> out;
  auto last = points.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    auto const &a = points[i > 0 ? i - 1 : 0], &b = points[i], &c = points[i + 1];
    auto const& d = points[std::min(i + 2, last)];
    float length = std::hypot(c.x - b.x, c.y - b.y);
    int steps = std::clamp(static_cast<int>(length / step_px), 1, 64);
    for (int k = 0; k < steps; ++k) {
      float t = static_cast<float>(k) / static_cast<float>(steps);
      auto blend = [t](float p, float q, float r, float s) {
        return 0.5f * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t +
                       (3 * q - p - 3 * r + s) * t * t * t);
      };
      out.push_back({blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y),
                     b.width + (c.width - b.width) * t});
    }
  }
  out.push_back(points[last]);
  return out;
}

std::vector<BrushPoint> first_part(std::span<BrushPoint const> points, float share) {
  if (share >= 1 || points.size() < 2) return {points.begin(), points.end()};
  float whole = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    whole += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
  }
  float left = whole * std::max(0.0f, share);
  std::vector<BrushPoint> out{points[0]};
  for (std::size_t i = 1; i < points.size() && left > 0; ++i) {
    auto const &a = points[i - 1], &b = points[i];
    float length = std::hypot(b.x - a.x, b.y - a.y);
    float t = length > left ? left / length : 1;
    out.push_back(
        {a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, a.width + (b.width - a.width) * t});
    left -= length;
  }
  return out;
}

}  // namespace sala::ui
