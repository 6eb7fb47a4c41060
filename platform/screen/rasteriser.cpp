#include "platform/screen/rasteriser.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "platform/base/verify.h"
#include "platform/screen/blend.h"
#include "platform/screen/triangle.h"

namespace sala::screen {
namespace {

using text::GlyphAtlas;
using text::PixelRect;

// A long stroke is cut into shapes of this many triangles, so that its end repaints only its end.
constexpr std::uint32_t indices_together = 3 * 32;

int pixel(float value) { return static_cast<int>(std::floor(value + 0.5F)); }

PixelRect meet(PixelRect const& a, PixelRect const& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

PixelRect join(PixelRect const& a, PixelRect const& b) {
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {std::min(a.x0, b.x0), std::min(a.y0, b.y0), std::max(a.x1, b.x1), std::max(a.y1, b.y1)};
}

bool is_white(ImVec2 uv) { return uv.x == GlyphAtlas::white_uv && uv.y == GlyphAtlas::white_uv; }

// The order in which ImGui and we write a rectangle: a b c, a c d, clockwise from the top left.
bool is_quad(ImDrawIdx const* index, ImDrawVert const* vertices) {
  if (index[3] != index[0] || index[4] != index[2]) return false;
  auto const& a = vertices[index[0]];
  auto const& b = vertices[index[1]];
  auto const& c = vertices[index[2]];
  auto const& d = vertices[index[5]];
  return a.pos.y == b.pos.y && b.pos.x == c.pos.x && c.pos.y == d.pos.y && d.pos.x == a.pos.x &&
         a.col == b.col && b.col == c.col && c.col == d.col && a.pos.x <= c.pos.x &&
         a.pos.y <= c.pos.y;
}

void add_to(std::uint64_t& hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15ULL;
  hash ^= hash >> 32;
}

std::uint64_t pair(int high, int low) {
  return static_cast<std::uint64_t>(static_cast<std::uint32_t>(high)) << 32 |
         static_cast<std::uint32_t>(low);
}

std::uint64_t pair(float high, float low) {
  std::uint32_t bits[2];
  std::memcpy(&bits[0], &high, sizeof high);
  std::memcpy(&bits[1], &low, sizeof low);
  return std::uint64_t{bits[0]} << 32 | bits[1];
}

}  // namespace

std::uint64_t Rasteriser::hash_of(Shape const& shape) const {
  std::uint64_t hash =
      static_cast<std::uint64_t>(shape.kind) << 48 | std::uint64_t{shape.page} << 32 | shape.colour;
  for (auto const& rect : {shape.box, shape.whole, shape.source}) {
    add_to(hash, pair(rect.x0, rect.y0));
    add_to(hash, pair(rect.x1, rect.y1));
  }
  for (std::uint32_t i = 0; i < shape.count; ++i) {
    auto const index = shape.list->IdxBuffer[static_cast<int>(shape.first + i)];
    auto const& vertex = shape.list->VtxBuffer[static_cast<int>(shape.vertices + index)];
    add_to(hash, pair(vertex.pos.x, vertex.pos.y));
    add_to(hash, vertex.col);
  }
  return hash;
}

void Rasteriser::stamp(Shape const& shape, std::uint64_t hash) {
  auto const& box = shape.box;
  for (int row = box.y0 / tile_px; row <= (box.y1 - 1) / tile_px; ++row) {
    for (int column = box.x0 / tile_px; column <= (box.x1 - 1) / tile_px; ++column) {
      add_to(fresh_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                    static_cast<std::size_t>(column)],
             hash);
    }
  }
}

void Rasteriser::collect_command(ImDrawData const& data, ImDrawList const& list,
                                 ImDrawCmd const& command, PixelRect const& screen) {
  auto const& clip_rect = command.ClipRect;
  auto const left = data.DisplayPos.x, top = data.DisplayPos.y;
  auto const clip = meet(screen, {pixel(clip_rect.x - left), pixel(clip_rect.y - top),
                                  pixel(clip_rect.z - left), pixel(clip_rect.w - top)});
  if (clip.empty()) return;
  auto const* const vertices = list.VtxBuffer.Data + command.VtxOffset;
  auto const page = GlyphAtlas::page_of(command.GetTexID());
  auto const keep = [&](Shape& shape) {
    shape.box = meet(shape.box, clip);
    if (shape.box.empty()) return;
    shapes_.push_back(shape);
    stamp(shape, hash_of(shape));
  };
  auto const end = command.IdxOffset + command.ElemCount;
  for (auto at = command.IdxOffset; at < end;) {
    auto const* const index = list.IdxBuffer.Data + at;
    Shape shape;
    if (at + 6 <= end && is_quad(index, vertices)) {
      auto const& a = vertices[index[0]];
      auto const& c = vertices[index[2]];
      shape.whole = {pixel(a.pos.x - left), pixel(a.pos.y - top), pixel(c.pos.x - left),
                     pixel(c.pos.y - top)};
      shape.box = shape.whole;
      shape.colour = swap_red_blue(a.col);
      if (!(is_white(a.uv) && is_white(c.uv))) {
        VERIFY(page < atlas_.page_count());
        shape.page = page;
        shape.kind = atlas_.kind(page) == text::PageKind::mask ? Kind::mask : Kind::colour;
        auto const texel = [](float uv) {
          return pixel(std::clamp(uv, 0.0F, 1.0F) * GlyphAtlas::page_size);
        };
        shape.source = {texel(a.uv.x), texel(a.uv.y), texel(c.uv.x), texel(c.uv.y)};
      }
      at += 6;
      ++counters_.quads;
      keep(shape);
      continue;
    }
    shape.kind = Kind::triangles;
    shape.list = &list;
    shape.first = at;
    shape.vertices = command.VtxOffset;
    while (at + 3 <= end && shape.count < indices_together) {
      auto const* const corner = list.IdxBuffer.Data + at;
      if (shape.count > 0 && at + 6 <= end && is_quad(corner, vertices)) break;
      for (int i = 0; i < 3; ++i) {
        auto const& position = vertices[corner[i]].pos;
        auto const x = static_cast<int>(std::floor(position.x - left));
        auto const y = static_cast<int>(std::floor(position.y - top));
        shape.box = join(shape.box, {x, y, x + 1, y + 1});
      }
      at += 3;
      shape.count += 3;
      ++counters_.triangles;
    }
    VERIFY(shape.count > 0);
    keep(shape);
  }
}

void Rasteriser::collect(ImDrawData const& data, PixelRect const& screen) {
  shapes_.clear();
  counters_ = {};
  offset_x_ = data.DisplayPos.x;
  offset_y_ = data.DisplayPos.y;
  for (int i = 0; i < data.CmdListsCount; ++i) {
    auto const& list = *data.CmdLists[i];
    for (auto const& command : list.CmdBuffer) {
      if (command.UserCallback != nullptr || command.ElemCount < 3) continue;
      collect_command(data, list, command, screen);
    }
  }
}

void Rasteriser::paint_quad(Shape const& shape, PixelRect const& area, Pixmap& canvas) const {
  auto const& source = shape.source;
  auto const& whole = shape.whole;
  auto const same_size = source.width() == whole.width() && source.height() == whole.height();
  auto const count = area.width();
  std::uint8_t mask_buffer[tile_px * 64];
  std::uint32_t colour_buffer[tile_px * 64];
  VERIFY(same_size || count <= tile_px * 64);
  for (int y = area.y0; y < area.y1; ++y) {
    auto* const row = canvas.argb.data() + static_cast<std::ptrdiff_t>(y) * canvas.width + area.x0;
    if (shape.kind == Kind::solid) {
      fill_row(row, count, shape.colour);
      continue;
    }
    auto const v = same_size ? source.y0 + y - whole.y0
                             : source.y0 + (y - whole.y0) * source.height() / whole.height();
    auto const start = static_cast<std::ptrdiff_t>(v) * GlyphAtlas::page_size + source.x0;
    auto const first = area.x0 - whole.x0;
    auto const texel = [&](int i) { return (first + i) * source.width() / whole.width(); };
    if (shape.kind == Kind::mask) {
      auto const* pixels = atlas_.mask(shape.page) + start + (same_size ? first : 0);
      if (!same_size) {
        for (int i = 0; i < count; ++i) mask_buffer[i] = pixels[texel(i)];
        pixels = mask_buffer;
      }
      mask_row(row, pixels, count, shape.colour);
    } else {
      auto const* pixels = atlas_.colour(shape.page) + start + (same_size ? first : 0);
      if (!same_size) {
        for (int i = 0; i < count; ++i) colour_buffer[i] = pixels[texel(i)];
        pixels = colour_buffer;
      }
      colour_row(row, pixels, count, shape.colour >> 24);
    }
  }
}

void Rasteriser::paint(PixelRect const& area, std::uint32_t background, Pixmap& canvas) const {
  // What lies under the last opaque shape that covers all of the area cannot be seen.
  auto const covers = [&](Shape const& shape) {
    return shape.kind == Kind::solid && shape.colour >> 24 == 0xFF && meet(shape.box, area) == area;
  };
  auto const last = std::find_if(shapes_.rbegin(), shapes_.rend(), covers);
  if (last == shapes_.rend()) {
    for (int y = area.y0; y < area.y1; ++y) {
      fill_row(canvas.argb.data() + static_cast<std::ptrdiff_t>(y) * canvas.width + area.x0,
               area.width(), background);
    }
  }
  auto const first = last == shapes_.rend() ? shapes_.begin() : last.base() - 1;
  for (auto at = first; at != shapes_.end(); ++at) {
    auto const& shape = *at;
    auto const part = meet(shape.box, area);
    if (part.empty()) continue;
    if (shape.kind != Kind::triangles) {
      paint_quad(shape, part, canvas);
      continue;
    }
    auto const corner = [&](std::uint32_t i) {
      auto const index = shape.list->IdxBuffer[static_cast<int>(shape.first + i)];
      auto const& vertex = shape.list->VtxBuffer[static_cast<int>(shape.vertices + index)];
      return Corner{vertex.pos.x - offset_x_, vertex.pos.y - offset_y_, swap_red_blue(vertex.col)};
    };
    for (std::uint32_t i = 0; i + 2 < shape.count; i += 3) {
      fill_triangle(canvas, part, corner(i), corner(i + 1), corner(i + 2));
    }
  }
}

PixelRect Rasteriser::paint_changed_tiles(std::uint32_t background, Pixmap& canvas) {
  PixelRect const screen{0, 0, canvas.width, canvas.height};
  PixelRect changed;
  auto const differs = [&](int row, int column) {
    auto const tile = static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
                      static_cast<std::size_t>(column);
    return tiles_[tile] != fresh_[tile];
  };
  std::vector<PixelRect> areas;  // in tiles; runs of a row, joined with the same run above
  for (int row = 0; row < rows_; ++row) {
    for (int column = 0; column < columns_;) {
      auto const first = column;
      while (column < columns_ && differs(row, column)) ++column;
      if (column == first) {
        ++column;
        continue;
      }
      counters_.tiles_painted += static_cast<std::uint64_t>(column - first);
      auto const above = std::find_if(areas.begin(), areas.end(), [&](PixelRect const& area) {
        return area.y1 == row && area.x0 == first && area.x1 == column;
      });
      if (above != areas.end()) {
        above->y1 = row + 1;
      } else {
        areas.push_back({first, row, column, row + 1});
      }
    }
  }
  for (auto const& area : areas) {
    auto const pixels =
        meet(screen, {area.x0 * tile_px, area.y0 * tile_px, area.x1 * tile_px, area.y1 * tile_px});
    paint(pixels, background, canvas);
    changed = join(changed, pixels);
  }
  return changed;
}

PixelRect Rasteriser::draw(ImDrawData const& data, std::uint32_t background, Pixmap& canvas) {
  columns_ = (canvas.width + tile_px - 1) / tile_px;
  rows_ = (canvas.height + tile_px - 1) / tile_px;
  auto const count = static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_);
  // Emptying an atlas page may put other pixels where a command points: all tiles change.
  auto const seed = std::uint64_t{atlas_.generation()} << 32 | background;
  fresh_.assign(count, seed);
  collect(data, {0, 0, canvas.width, canvas.height});
  if (tiles_.size() != count || width_ != canvas.width || height_ != canvas.height) {
    width_ = canvas.width;
    height_ = canvas.height;
    tiles_ = fresh_;
    for (auto& tile : tiles_) ++tile;  // different from all
  }
  auto const changed = paint_changed_tiles(background, canvas);
  tiles_.swap(fresh_);
  return changed;
}

}  // namespace sala::screen
