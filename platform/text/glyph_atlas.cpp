#include "platform/text/glyph_atlas.h"

#include <sys/mman.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "platform/base/verify.h"

namespace sala::text {
namespace {

// Users of the atlas inside this file; FontContext's glyphs and Paint's images use others.
constexpr std::uint32_t discs = 2;

constexpr std::size_t bytes_per_pixel(PageKind kind) { return kind == PageKind::mask ? 1 : 4; }

}  // namespace

void GlyphAtlas::Unmap::operator()(void* memory) const { munmap(memory, bytes); }

std::size_t GlyphAtlas::KeyHash::operator()(AtlasKey const& key) const {
  std::uint64_t const mixed =
      (std::uint64_t{key.id} << 32 | key.variant) * 0x9E3779B97F4A7C15ULL + key.space;
  return static_cast<std::size_t>(mixed ^ mixed >> 29);
}

GlyphAtlas::GlyphAtlas() {
  new_page(PageKind::mask);
  // White in 3×3, so that its middle is white whatever the sampling.
  AtlasSpot white;
  VERIFY(place_on(*pages_[0], 4, 4, white) && white.x == 0 && white.y == 0);
  auto* const pixels = static_cast<std::uint8_t*>(pages_[0]->pixels.get());
  for (int y = 0; y < 3; ++y) std::memset(pixels + y * page_size, 0xFF, 3);
}

GlyphAtlas::~GlyphAtlas() = default;

void GlyphAtlas::begin_frame() {
  for (auto const kind : {PageKind::mask, PageKind::colour}) {
    auto const limit = kind == PageKind::mask ? max_mask_pages : max_colour_pages;
    while (live_pages(kind) > limit) {
      ++frame_;  // nothing of the last frame counts as in use any more
      auto const page = idle_page(kind);
      VERIFY(page);
      empty(*page);
      pages_[*page]->pixels.reset();
    }
  }
  ++frame_;
}

int GlyphAtlas::live_pages(PageKind kind) const {
  return static_cast<int>(std::count_if(pages_.begin(), pages_.end(), [&](auto const& page) {
    return page->kind == kind && page->pixels;
  }));
}

AtlasSpot const* GlyphAtlas::find(AtlasKey const& key) {
  auto const found = spots_.find(key);
  if (found == spots_.end()) return nullptr;
  touch(found->second.page);
  return &found->second;
}

std::uint16_t GlyphAtlas::new_page(PageKind kind) {
  auto const bytes = bytes_per_pixel(kind) * page_size * page_size;
  void* const memory =
      mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  VERIFY(memory != MAP_FAILED);
  auto page = std::make_unique<Page>();
  page->kind = kind;
  page->pixels = std::unique_ptr<void, Unmap>(memory, Unmap{bytes});
  page->used_in = frame_;
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    if (pages_[i]->pixels) continue;
    pages_[i] = std::move(page);
    return static_cast<std::uint16_t>(i);
  }
  pages_.push_back(std::move(page));
  return static_cast<std::uint16_t>(pages_.size() - 1);
}

bool GlyphAtlas::place_on(Page& page, int width, int height, AtlasSpot& spot) {
  Shelf* best = nullptr;
  for (auto& shelf : page.shelves) {
    if (shelf.height < height || page_size - shelf.used < width) continue;
    if (best == nullptr || shelf.height < best->height) best = &shelf;
  }
  // A shelf much too high wastes more than a new one, while there is room for a new one.
  auto const rows_left = page_size - page.filled;
  if ((best == nullptr || best->height > height + height / 3 + 4) && rows_left >= height) {
    auto const rounded = std::min((height + 3) / 4 * 4, rows_left);
    page.shelves.push_back({page.filled, rounded, 0});
    page.filled += rounded;
    best = &page.shelves.back();
  }
  if (best == nullptr) return false;
  spot.x = static_cast<std::uint16_t>(best->used);
  spot.y = static_cast<std::uint16_t>(best->y);
  best->used += width;
  return true;
}

std::optional<std::uint16_t> GlyphAtlas::idle_page(PageKind kind) const {
  std::optional<std::uint16_t> oldest;
  for (std::size_t i = 1; i < pages_.size(); ++i) {
    auto const& page = *pages_[i];
    if (page.kind != kind || !page.pixels || page.used_in == frame_) continue;
    if (!oldest || page.used_in < pages_[*oldest]->used_in) oldest = static_cast<std::uint16_t>(i);
  }
  return oldest;
}

void GlyphAtlas::empty(std::uint16_t page) {
  auto& emptied = *pages_[page];
  std::erase_if(spots_, [&](auto const& entry) { return entry.second.page == page; });
  emptied.shelves.clear();
  emptied.filled = 0;
  // Zero again, and given back to the kernel until it fills.
  madvise(emptied.pixels.get(), emptied.pixels.get_deleter().bytes, MADV_DONTNEED);
  ++generation_;
}

std::optional<AtlasSpot> GlyphAtlas::place(PageKind kind, int width, int height) {
  if (width > largest || height > largest) return std::nullopt;
  AtlasSpot spot;
  spot.width = static_cast<std::uint16_t>(width);
  spot.height = static_cast<std::uint16_t>(height);
  if (width == 0 || height == 0) return spot;
  for (std::size_t i = 0; i < pages_.size(); ++i) {
    if (pages_[i]->kind != kind || !pages_[i]->pixels) continue;
    spot.page = static_cast<std::uint16_t>(i);
    if (place_on(*pages_[i], width, height, spot)) return spot;
  }
  auto const limit = kind == PageKind::mask ? max_mask_pages : max_colour_pages;
  auto const idle = live_pages(kind) < limit ? std::nullopt : idle_page(kind);
  if (idle) empty(*idle);
  auto const full =
      std::all_of(pages_.begin(), pages_.end(), [](auto const& p) { return p->pixels != nullptr; });
  if (!idle && full && pages_.size() == most_pages) return std::nullopt;
  spot.page = idle ? *idle : new_page(kind);
  VERIFY(place_on(*pages_[spot.page], width, height, spot));
  return spot;
}

AtlasSpot GlyphAtlas::remember(AtlasKey const& key, AtlasSpot spot, int left, int top) {
  spot.left = static_cast<std::int16_t>(left);
  spot.top = static_cast<std::int16_t>(top);
  VERIFY(spots_.emplace(key, spot).second);
  touch(spot.page);
  return spot;
}

std::optional<AtlasSpot> GlyphAtlas::add_mask(AtlasKey const& key, int width, int height,
                                              std::uint8_t const* coverage, int left, int top) {
  auto const spot = place(PageKind::mask, width, height);
  if (!spot) return std::nullopt;
  auto* const pixels = static_cast<std::uint8_t*>(pages_[spot->page]->pixels.get());
  for (int y = 0; y < spot->height; ++y) {
    std::memcpy(pixels + (spot->y + y) * page_size + spot->x,
                coverage + static_cast<std::ptrdiff_t>(y) * width, static_cast<std::size_t>(width));
  }
  return remember(key, *spot, left, top);
}

std::optional<AtlasSpot> GlyphAtlas::add_colour(AtlasKey const& key, int width, int height,
                                                std::uint32_t const* argb, int left, int top) {
  auto const spot = place(PageKind::colour, width, height);
  if (!spot) return std::nullopt;
  auto* const pixels = static_cast<std::uint32_t*>(pages_[spot->page]->pixels.get());
  for (int y = 0; y < spot->height; ++y) {
    std::memcpy(pixels + (spot->y + y) * page_size + spot->x,
                argb + static_cast<std::ptrdiff_t>(y) * width,
                static_cast<std::size_t>(width) * sizeof(std::uint32_t));
  }
  return remember(key, *spot, left, top);
}

AtlasSpot GlyphAtlas::disc(int radius_px) {
  auto const radius = std::clamp(radius_px, 1, largest / 2);
  AtlasKey const key{discs, static_cast<std::uint32_t>(radius), 0};
  if (auto const* const known = find(key)) return *known;
  auto const size = 2 * radius;
  std::vector<std::uint8_t> coverage(static_cast<std::size_t>(size) *
                                     static_cast<std::size_t>(size));
  for (int y = 0; y < size; ++y) {
    for (int x = 0; x < size; ++x) {
      auto const distance = std::hypot(x + 0.5 - radius, y + 0.5 - radius);
      auto const covered = std::clamp(radius - distance + 0.5, 0.0, 1.0);
      coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(size) +
               static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(std::lround(covered * 255));
    }
  }
  auto const spot = add_mask(key, size, size, coverage.data());
  VERIFY(spot);
  return *spot;
}

// ImGui takes a null texture for "none", so pages count from 1 there.
void* GlyphAtlas::texture(std::uint16_t page) {
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(page) + 1);
}

std::uint16_t GlyphAtlas::page_of(void* texture) {
  auto const number = reinterpret_cast<std::uintptr_t>(texture);
  return number == 0 ? std::uint16_t{0} : static_cast<std::uint16_t>(number - 1);
}

}  // namespace sala::text
