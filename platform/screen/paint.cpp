#include "platform/screen/paint.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <vector>

#include "platform/screen/pixmap.h"

namespace sala::screen {
namespace {

using text::AtlasSpot;
using text::GlyphAtlas;
using text::PageKind;

// Of AtlasKey; glyphs are 1 and discs 2.
constexpr std::uint32_t icon_space = 3, image_space = 4;

int pixel(float value) { return static_cast<int>(std::floor(value + 0.5F)); }
ImVec2 at(int x, int y) { return {static_cast<float>(x), static_cast<float>(y)}; }

struct Sides {
  int x0, y0, x1, y1;
};

Sides sides(Box const& box) {
  return {pixel(box.x), pixel(box.y), pixel(box.x + box.width), pixel(box.y + box.height)};
}

void fill(ImDrawList& list, int x0, int y0, int x1, int y1, std::uint32_t colour) {
  if (x0 >= x1 || y0 >= y1) return;
  list.PrimReserve(6, 4);
  list.PrimRect(at(x0, y0), at(x1, y1), colour);
}

// `u`, `v`: the part of the spot that starts there, of the quad's own size.
void sprite(ImDrawList& list, Sides const& quad, AtlasSpot const& spot, int u, int v,
            std::uint32_t colour) {
  auto* const texture = GlyphAtlas::texture(spot.page);
  auto const other = list._CmdHeader.TextureId != texture;
  if (other) list.PushTextureID(texture);
  auto const left = spot.x + u, top = spot.y + v;
  list.PrimReserve(6, 4);
  list.PrimRectUV(
      at(quad.x0, quad.y0), at(quad.x1, quad.y1), {GlyphAtlas::uv(left), GlyphAtlas::uv(top)},
      {GlyphAtlas::uv(left + quad.x1 - quad.x0), GlyphAtlas::uv(top + quad.y1 - quad.y0)}, colour);
  if (other) list.PopTextureID();
}

// Mixes the tints by a drawing's weights. Both pictures are premultiplied: a weight already holds
// its pixel's coverage.
void tint(Pixmap& picture, Tints const& tints) {
  for (auto& pixel : picture.argb) {
    auto const alpha = pixel >> 24;
    if (alpha == 0) continue;
    auto const ink = pixel >> 16 & 0xFF, accent = pixel >> 8 & 0xFF, paper = pixel & 0xFF;
    auto const channel = [&](int shift) {
      auto const of = [shift](std::uint32_t colour) { return colour >> shift & 0xFF; };
      auto const sum = ink * of(tints.ink) + accent * of(tints.accent) + paper * of(tints.paper);
      return std::min(alpha, (sum + 127) / 255);  // rounding may leave the three above the whole
    };
    // ImU32 has red lowest.
    pixel = alpha << 24 | channel(0) << 16 | channel(8) << 8 | channel(16);
  }
}

}  // namespace

struct Paint::Masters {
  struct Master {
    std::uint32_t id;
    ImageSize size;                // zero: there is none
    std::optional<Pixmap> pixels;  // only in the frame that needed them
  };
  std::filesystem::path folder;
  std::map<std::string, Master, std::less<>> by_name;

  // `png` empty: of the folder.
  Master& find(std::string_view name, std::string_view png = {});
  Pixmap const* pixels(std::string_view name, std::string_view png, Master& master);
  void load(std::string_view name, std::string_view png, Master& master);
};

void Paint::Masters::load(std::string_view name, std::string_view png, Master& master) {
  // What follows a '#' tells variants of one file apart.
  auto loaded = png.empty()
                    ? load_png(folder / (std::string(name.substr(0, name.find('#'))) + ".png"))
                    : decode_png(png, std::string(name));
  if (!loaded) {
    std::fprintf(stderr, "<4>%s\n", loaded.error().message().c_str());
    return;
  }
  master.size = {loaded->width, loaded->height};
  master.pixels = std::move(*loaded);
}

Paint::Masters::Master& Paint::Masters::find(std::string_view name, std::string_view png) {
  auto const known = by_name.find(name);
  if (known != by_name.end()) return known->second;
  auto const id = static_cast<std::uint32_t>(by_name.size());
  auto& master = by_name.emplace(std::string(name), Master{id, {}, {}}).first->second;
  load(name, png, master);
  return master;
}

Pixmap const* Paint::Masters::pixels(std::string_view name, std::string_view png, Master& master) {
  if (!master.pixels && master.size.width > 0) load(name, png, master);
  return master.pixels ? &*master.pixels : nullptr;
}

Paint::Paint(GlyphAtlas& atlas, std::filesystem::path images_folder)
    : atlas_(atlas), masters_(std::make_unique<Masters>()) {
  masters_->folder = std::move(images_folder);
}
Paint::~Paint() = default;

void Paint::begin_frame() {
  for (auto& [name, master] : masters_->by_name) master.pixels.reset();
}

void Paint::rect(ImDrawList& list, Box box, std::uint32_t colour) {
  auto const s = sides(box);
  fill(list, s.x0, s.y0, s.x1, s.y1, colour);
}

namespace {

void corners(ImDrawList& list, Sides const& s, int r, AtlasSpot const& disc, std::uint32_t colour) {
  sprite(list, {s.x0, s.y0, s.x0 + r, s.y0 + r}, disc, 0, 0, colour);
  sprite(list, {s.x1 - r, s.y0, s.x1, s.y0 + r}, disc, r, 0, colour);
  sprite(list, {s.x0, s.y1 - r, s.x0 + r, s.y1}, disc, 0, r, colour);
  sprite(list, {s.x1 - r, s.y1 - r, s.x1, s.y1}, disc, r, r, colour);
}

}  // namespace

void Paint::rounded(ImDrawList& list, Box box, float radius, std::uint32_t colour) {
  auto const s = sides(box);
  auto const r = std::min({pixel(radius), (s.x1 - s.x0) / 2, (s.y1 - s.y0) / 2});
  if (r <= 0) return fill(list, s.x0, s.y0, s.x1, s.y1, colour);
  corners(list, s, r, atlas_.disc(r), colour);
  fill(list, s.x0 + r, s.y0, s.x1 - r, s.y0 + r, colour);
  fill(list, s.x0, s.y0 + r, s.x1, s.y1 - r, colour);
  fill(list, s.x0 + r, s.y1 - r, s.x1 - r, s.y1, colour);
}

void Paint::card(ImDrawList& list, Box box, float radius, float edge_px, std::uint32_t edge,
                 std::uint32_t inner) {
  auto const s = sides(box);
  auto const width = std::max(1, pixel(edge_px));
  auto const r = std::min({pixel(radius), (s.x1 - s.x0) / 2, (s.y1 - s.y0) / 2});
  if (r <= width) {  // no room for a ring
    rounded(list, box, radius, edge);
  } else {
    // Of the edge only what stays visible: a card's middle is large and would be filled twice.
    corners(list, s, r, atlas_.disc(r), edge);
    fill(list, s.x0 + r, s.y0, s.x1 - r, s.y0 + width, edge);
    fill(list, s.x0 + r, s.y1 - width, s.x1 - r, s.y1, edge);
    fill(list, s.x0, s.y0 + r, s.x0 + width, s.y1 - r, edge);
    fill(list, s.x1 - width, s.y0 + r, s.x1, s.y1 - r, edge);
  }
  auto const in = static_cast<float>(width);
  rounded(list,
          {static_cast<float>(s.x0) + in, static_cast<float>(s.y0) + in,
           static_cast<float>(s.x1 - s.x0) - 2 * in, static_cast<float>(s.y1 - s.y0) - 2 * in},
          static_cast<float>(r - width), inner);
}

void Paint::disc(ImDrawList& list, float centre_x, float centre_y, float radius,
                 std::uint32_t colour) {
  auto const spot = atlas_.disc(pixel(radius));
  auto const x = pixel(centre_x) - spot.width / 2, y = pixel(centre_y) - spot.height / 2;
  sprite(list, {x, y, x + spot.width, y + spot.height}, spot, 0, 0, colour);
}

void Paint::picture(ImDrawList& list, std::string_view name, Box box, std::uint32_t colour,
                    PageKind kind, Tints const* tints, std::string_view png) {
  auto& master = masters_->find(name, png);
  auto const size = master.size;
  if (size.width == 0 || box.width < 1 || box.height < 1) return;
  auto const scale = std::min({box.width / static_cast<float>(size.width),
                               box.height / static_cast<float>(size.height), 1.0F,
                               static_cast<float>(GlyphAtlas::largest) /
                                   static_cast<float>(std::max(size.width, size.height))});
  auto const width = std::max(1, pixel(static_cast<float>(size.width) * scale));
  auto const height = std::max(1, pixel(static_cast<float>(size.height) * scale));
  text::AtlasKey const key{kind == PageKind::mask ? icon_space : image_space, master.id,
                           static_cast<std::uint32_t>(width << 16 | height)};
  std::optional<AtlasSpot> spot;
  if (auto const* const known = atlas_.find(key)) {
    spot = *known;
  } else if (auto const* const pixels = masters_->pixels(name, png, master)) {
    auto small = shrink(*pixels, width, height);
    if (tints) tint(small, *tints);
    if (kind == PageKind::colour) {
      spot = atlas_.add_colour(key, width, height, small.argb.data());
    } else {
      std::vector<std::uint8_t> alpha(small.argb.size());
      std::transform(small.argb.begin(), small.argb.end(), alpha.begin(),
                     [](std::uint32_t argb) { return static_cast<std::uint8_t>(argb >> 24); });
      spot = atlas_.add_mask(key, width, height, alpha.data());
    }
  }
  if (!spot) return;
  auto const x = pixel(box.x + (box.width - static_cast<float>(width)) / 2);
  auto const y = pixel(box.y + (box.height - static_cast<float>(height)) / 2);
  sprite(list, {x, y, x + width, y + height}, *spot, 0, 0, colour);
}

void Paint::icon(ImDrawList& list, std::string_view name, Box box, std::uint32_t colour) {
  picture(list, name, box, colour, PageKind::mask);
}

void Paint::image(ImDrawList& list, std::string_view name, Box box, std::uint8_t alpha) {
  picture(list, name, box, 0x00FFFFFFU | std::uint32_t{alpha} << 24, PageKind::colour);
}

void Paint::drawing(ImDrawList& list, std::string_view name, Box box, Tints const& tints) {
  char variant[32];
  std::snprintf(variant, sizeof variant, "#%08x%08x%08x", tints.ink, tints.accent, tints.paper);
  picture(list, std::string(name) + variant, box, 0xFFFFFFFFU, PageKind::colour, &tints);
}

ImageSize Paint::image_size(std::string_view name) { return masters_->find(name).size; }

void Paint::photo(ImDrawList& list, std::string_view name, std::string_view png, Box box) {
  picture(list, name, box, 0xFFFFFFFFU, PageKind::colour, nullptr, png);
}

ImageSize Paint::photo_size(std::string_view name, std::string_view png) {
  return masters_->find(name, png).size;
}

}  // namespace sala::screen
