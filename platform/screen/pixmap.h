// Pixels in memory, and PNG in and out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace sala::screen {

// 0xAARRGGBB, rows from the top, no padding. A screen's alpha is always 0xFF.
struct Pixmap {
  int width = 0, height = 0;
  std::vector<std::uint32_t> argb;
  std::uint32_t at(int x, int y) const {
    return argb[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                static_cast<std::size_t>(x)];
  }
};

// Opaque RGB, fast rather than small (about 10 ms for 1280×800).
Result<std::string> encode_png(Pixmap const& picture);
Result<void> save_png(Pixmap const& picture, std::filesystem::path const& file);
// Premultiplied. At most 4096×4096; anything that libpng refuses is `invalid`.
Result<Pixmap> load_png(std::filesystem::path const& file);
// The same from memory; `name` is for the error.
Result<Pixmap> decode_png(std::string_view bytes, std::string const& name);
// Area average; `width` and `height` at most the picture's own.
Pixmap shrink(Pixmap const& picture, int width, int height);

}  // namespace sala::screen
