// Where every small picture lives: glyphs, rounded corners, icons, emoji, on a few square pages.
//
// A mask page holds one byte a pixel and takes the colour with which it is drawn; a colour page
// holds premultiplied 0xAARRGGBB and follows only alpha. Page 0 is a mask page with the white
// pixel, is never evicted, and is where nearly everything lands, so that a screen is one draw
// command. Packing is in shelves. Memory of a page becomes resident only as it fills. When the
// pages are full, the page not drawn from for longest is emptied as a whole, at the next
// begin_frame() at the earliest if it was used in this frame: what was drawn this frame stays
// right.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

namespace sala::text {

enum class PageKind : std::uint8_t { mask, colour };

// Names a picture: `space` tells users of the atlas apart.
struct AtlasKey {
  std::uint32_t space = 0, id = 0, variant = 0;
  bool operator==(AtlasKey const&) const = default;
};

struct AtlasSpot {
  std::uint16_t page = 0;
  std::uint16_t x = 0, y = 0, width = 0, height = 0;
  std::int16_t left = 0, top = 0;  // the caller's own, e.g. a glyph's bearing
};

class GlyphAtlas {
 public:
  static constexpr int page_size = 1024;
  static constexpr int largest = page_size - 2;  // widest and highest picture
  // Mask pages are 1 MiB, colour pages 4: at most 16 MiB when everything is full.
  // A single frame that needs more than that gets it, and gives it back.
  static constexpr int max_mask_pages = 4, max_colour_pages = 3;
  static constexpr std::size_t most_pages = 32;  // in one frame; beyond, pictures are left out

  GlyphAtlas();
  ~GlyphAtlas();

  void begin_frame();

  // Marks the picture as used in this frame.
  AtlasSpot const* find(AtlasKey const& key);
  // Stores a picture under a key that find() does not know; nothing when it is larger than a page
  // (or the frame uses more pages than anyone could see).
  std::optional<AtlasSpot> add_mask(AtlasKey const& key, int width, int height,
                                    std::uint8_t const* coverage, int left = 0, int top = 0);
  std::optional<AtlasSpot> add_colour(AtlasKey const& key, int width, int height,
                                      std::uint32_t const* argb, int left = 0, int top = 0);
  // A filled disc of this radius, antialiased, on a mask page: its quarters are rounded corners.
  AtlasSpot disc(int radius_px);

  // Grows by one when a page is emptied: spots obtained before are void.
  std::uint32_t generation() const { return generation_; }
  void touch(std::uint16_t page) { pages_[page]->used_in = frame_; }

  // For ImGui: the texture that names a page, and the middle of the white pixel as u = v.
  static void* texture(std::uint16_t page);
  static std::uint16_t page_of(void* texture);
  static constexpr float white_uv = 1.5f / page_size;
  static float uv(int pixel) { return static_cast<float>(pixel) / page_size; }

  // For the rasteriser.
  PageKind kind(std::uint16_t page) const { return pages_[page]->kind; }
  std::uint8_t const* mask(std::uint16_t page) const {
    return static_cast<std::uint8_t const*>(pages_[page]->pixels.get());
  }
  std::uint32_t const* colour(std::uint16_t page) const {
    return static_cast<std::uint32_t const*>(pages_[page]->pixels.get());
  }
  std::size_t page_count() const { return pages_.size(); }

 private:
  struct Unmap {
    std::size_t bytes;
    void operator()(void* memory) const;
  };
  struct Shelf {
    int y, height, used;
  };
  struct Page {
    PageKind kind;
    std::unique_ptr<void, Unmap> pixels;  // null: retired
    std::vector<Shelf> shelves;
    int filled = 0;  // rows taken by shelves
    std::uint64_t used_in = 0;
  };
  struct KeyHash {
    std::size_t operator()(AtlasKey const& key) const;
  };

  std::uint16_t new_page(PageKind kind);
  std::optional<AtlasSpot> place(PageKind kind, int width, int height);
  static bool place_on(Page& page, int width, int height, AtlasSpot& spot);
  std::optional<std::uint16_t> idle_page(PageKind kind) const;
  int live_pages(PageKind kind) const;
  void empty(std::uint16_t page);
  AtlasSpot remember(AtlasKey const& key, AtlasSpot spot, int left, int top);

  std::vector<std::unique_ptr<Page>> pages_;
  std::unordered_map<AtlasKey, AtlasSpot, KeyHash> spots_;
  std::uint64_t frame_ = 1;
  std::uint32_t generation_ = 0;
};

}  // namespace sala::text
