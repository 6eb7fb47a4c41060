#include "platform/text/text_engine.h"

#include <imgui.h>

#include <cmath>
#include <functional>
#include <list>
#include <string>
#include <unordered_map>

#include "platform/text/layout_maker.h"

namespace sala::text {
namespace {

constexpr std::uint32_t glyph_space = 1;  // of AtlasKey

struct KeyView {
  TextStyle style;
  int width_px;
  std::string_view text;
  bool operator==(KeyView const&) const = default;
};

struct Entry {
  TextStyle style;
  int width_px;
  std::string text;
  TextBlock block;
  KeyView key() const { return {style, width_px, text}; }
};

struct KeyHash {
  std::size_t operator()(KeyView const& key) const {
    auto const& style = key.style;
    auto const look = static_cast<std::uint64_t>(style.size_px) << 40 ^
                      static_cast<std::uint64_t>(style.line_pitch_px) << 28 ^
                      static_cast<std::uint64_t>(style.max_lines) << 20 ^
                      static_cast<std::uint64_t>(style.weight) << 18 ^
                      static_cast<std::uint64_t>(style.align) << 16 ^
                      static_cast<std::uint64_t>(key.width_px);
    return std::hash<std::string_view>{}(key.text) ^
           static_cast<std::size_t>(look * 0x9E3779B97F4A7C15ULL);
  }
};

}  // namespace

struct TextEngine::Cache {
  Cache(FontContext& font_context, GlyphAtlas& glyph_atlas)
      : fonts(font_context), atlas(glyph_atlas), maker(font_context) {}

  FontContext& fonts;
  GlyphAtlas& atlas;
  LayoutMaker maker;
  std::list<Entry> entries;  // most recently used first
  std::unordered_map<KeyView, std::list<Entry>::iterator, KeyHash> by_key;  // views into entries
  Counters counters;

  AtlasSpot spot(Glyph const& glyph) {
    AtlasKey const key{glyph_space, glyph.font, glyph.index};
    if (auto const* const known = atlas.find(key)) return *known;
    auto const bitmap = fonts.rasterise(glyph.font, glyph.index);
    auto const added = bitmap.argb.empty()
                           ? atlas.add_mask(key, bitmap.width, bitmap.height,
                                            bitmap.coverage.data(), bitmap.left, bitmap.top)
                           : atlas.add_colour(key, bitmap.width, bitmap.height, bitmap.argb.data(),
                                              bitmap.left, bitmap.top);
    if (added) return *added;
    return atlas.add_mask(key, 0, 0, nullptr).value_or(AtlasSpot{});  // larger than a page
  }

  void resolve(TextBlock const& block) {
    if (block.generation_ == atlas.generation()) {
      for (auto pages = block.pages_; pages != 0; pages &= pages - 1) {
        atlas.touch(static_cast<std::uint16_t>(__builtin_ctz(pages)));
      }
      return;
    }
    block.quads_.clear();
    block.pages_ = 0;
    for (auto const& glyph : block.glyphs_) {
      auto const at = spot(glyph);
      if (at.width == 0) continue;
      block.quads_.push_back({at, glyph.x + at.left, glyph.y - at.top});
      block.pages_ |= 1U << at.page;
    }
    block.quads_.shrink_to_fit();
    // Making room for a glyph never empties a page of this frame, so the earlier ones still hold.
    block.generation_ = atlas.generation();
  }
};

TextEngine::TextEngine(FontContext& fonts, GlyphAtlas& atlas)
    : cache_(std::make_unique<Cache>(fonts, atlas)) {}
TextEngine::~TextEngine() = default;

void TextEngine::begin_frame() {
  auto& entries = cache_->entries;
  while (entries.size() > cached_blocks) {
    cache_->by_key.erase(entries.back().key());
    entries.pop_back();
  }
}

TextBlock const& TextEngine::measure(std::string_view text, TextStyle const& style, int width_px) {
  auto& cache = *cache_;
  if (auto const known = cache.by_key.find({style, width_px, text}); known != cache.by_key.end()) {
    ++cache.counters.hits;
    cache.entries.splice(cache.entries.begin(), cache.entries, known->second);
    return known->second->block;
  }
  ++cache.counters.layouts;
  cache.entries.push_front(
      {style, width_px, std::string(text), cache.maker.block(text, style, width_px)});
  auto const entry = cache.entries.begin();
  cache.by_key.emplace(entry->key(), entry);
  return entry->block;
}

std::span<GlyphQuad const> TextEngine::quads(TextBlock const& block) {
  cache_->resolve(block);
  return block.quads_;
}

namespace {

void write_quads(ImDrawList& list, std::span<GlyphQuad const> quads, float x, float y,
                 std::uint32_t colour) {
  list.PrimReserve(static_cast<int>(quads.size()) * 6, static_cast<int>(quads.size()) * 4);
  for (auto const& quad : quads) {
    auto const x0 = x + static_cast<float>(quad.x), y0 = y + static_cast<float>(quad.y);
    auto const& spot = quad.spot;
    list.PrimRectUV(
        {x0, y0}, {x0 + static_cast<float>(spot.width), y0 + static_cast<float>(spot.height)},
        {GlyphAtlas::uv(spot.x), GlyphAtlas::uv(spot.y)},
        {GlyphAtlas::uv(spot.x + spot.width), GlyphAtlas::uv(spot.y + spot.height)}, colour);
  }
}

}  // namespace

void TextEngine::draw(ImDrawList& list, float x, float y, std::uint32_t colour,
                      TextBlock const& block) {
  auto const left = std::floor(x + 0.5F), top = std::floor(y + 0.5F);
  auto const ink = block.ink();
  auto const clip_min = list.GetClipRectMin(), clip_max = list.GetClipRectMax();
  if (ink.empty() || left + static_cast<float>(ink.x0) >= clip_max.x ||
      left + static_cast<float>(ink.x1) <= clip_min.x ||
      top + static_cast<float>(ink.y0) >= clip_max.y ||
      top + static_cast<float>(ink.y1) <= clip_min.y) {
    return;
  }
  auto const all = quads(block);
  for (std::size_t first = 0; first < all.size();) {
    auto const page = all[first].spot.page;
    auto last = first;
    while (last < all.size() && all[last].spot.page == page) ++last;
    auto const run = all.subspan(first, last - first);
    auto* const texture = GlyphAtlas::texture(page);
    auto const other = list._CmdHeader.TextureId != texture;
    if (other) list.PushTextureID(texture);
    write_quads(list, run, left, top, colour);
    if (other) list.PopTextureID();
    first = last;
  }
}

TextBlock const& TextEngine::draw(ImDrawList& list, float x, float y, std::uint32_t colour,
                                  std::string_view text, TextStyle const& style, int width_px) {
  auto const& block = measure(text, style, width_px);
  draw(list, x, y, colour, block);
  return block;
}

EditLayout TextEngine::edit_layout(std::string_view text, TextStyle const& style, int width_px) {
  return cache_->maker.edit_layout(text, style, width_px);
}

TextEngine::Counters TextEngine::counters() const {
  auto counters = cache_->counters;
  counters.blocks = cache_->entries.size();
  return counters;
}

}  // namespace sala::text
