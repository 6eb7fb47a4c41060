// The fonts that we ship, and nothing else of the machine: the same picture everywhere.
//
// Fonts come from `<share>/fonts` alone. Their files are mapped, not read; colour emoji are opened
// at the first emoji. Fontconfig keeps one *current* configuration a process, so all contexts of a
// process must name the same folder. One thread uses a context (Pango's font maps are not shared).
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "platform/base/result.h"

namespace sala::text {

// A glyph as FreeType drew it. `coverage` has one byte a pixel; a colour glyph has `argb` instead
// (premultiplied, 0xAARRGGBB). `left` and `top` place the bitmap against the pen: its top row is
// `top` pixels above the baseline.
struct GlyphBitmap {
  int width = 0, height = 0, left = 0, top = 0;
  std::vector<std::uint8_t> coverage;
  std::vector<std::uint32_t> argb;
};

class FontContext {
 public:
  // `cache_folder` holds fontconfig's index so that the next start need not read the fonts; empty
  // means the user's cache folder. A cache that cannot be written only costs time.
  static Result<std::unique_ptr<FontContext>> open(std::filesystem::path const& fonts_folder,
                                                   std::filesystem::path const& cache_folder = {});
  ~FontContext();

  // The picture of a glyph of a block that this context's engine laid out.
  GlyphBitmap rasterise(std::uint32_t font, std::uint32_t glyph);

  struct Pango;  // for platform/text only
  Pango& pango() { return *pango_; }

 private:
  FontContext();
  std::unique_ptr<Pango> pango_;
};

}  // namespace sala::text
