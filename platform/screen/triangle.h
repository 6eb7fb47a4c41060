// Exact triangles for what is not an axis-aligned quad. For platform/screen only.
#pragma once

#include <cstdint>

#include "platform/screen/pixmap.h"
#include "platform/text/text_block.h"

namespace sala::screen {

struct Corner {
  float x, y;
  std::uint32_t argb;  // not premultiplied
};

// Fills the pixels whose centres lie inside, top and left edges included, so that neighbours share
// no pixel and leave no gap. Colours are interpolated. Nothing outside `clip` is touched.
void fill_triangle(Pixmap& canvas, text::PixelRect const& clip, Corner a, Corner b, Corner c);

}  // namespace sala::screen
