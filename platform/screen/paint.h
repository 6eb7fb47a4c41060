// Shapes and images as axis-aligned quads of the atlas, into ImGui's draw lists. Colours are ImU32;
// positions are rounded to whole pixels.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "platform/base/result.h"
#include "platform/text/glyph_atlas.h"

struct ImDrawList;

namespace sala::screen {

struct Box {
  float x, y, width, height;
};

struct ImageSize {
  int width = 0, height = 0;
};

// ImU32, opaque.
struct Tints {
  std::uint32_t ink, accent, paper;
};

class Paint {
 public:
  // Images are PNG masters `<images_folder>/<name>.png`, where a name is like "icons/back" or
  // "doodles/sprout", loaded at first use and shrunk by area average to the size at which they are
  // drawn (never enlarged, and at most 1022 pixels a side).
  Paint(text::GlyphAtlas& atlas, std::filesystem::path images_folder);
  ~Paint();

  void rect(ImDrawList& list, Box box, std::uint32_t colour);
  void rounded(ImDrawList& list, Box box, float radius, std::uint32_t colour);
  // A filled rounded rectangle with an edge of `edge_px` inside the box.
  void card(ImDrawList& list, Box box, float radius, float edge_px, std::uint32_t edge,
            std::uint32_t fill);
  void disc(ImDrawList& list, float centre_x, float centre_y, float radius, std::uint32_t colour);

  // A one-colour picture (icon): only the master's alpha counts, drawn in `colour`. Fits into `box`
  // keeping its proportions, centred. An unknown name draws nothing and is logged once.
  void icon(ImDrawList& list, std::string_view name, Box box, std::uint32_t colour);
  // A picture with its own colours (doodle); `alpha` 0 to 255.
  void image(ImDrawList& list, std::string_view name, Box box, std::uint8_t alpha = 255);
  // A drawing whose master holds weights instead of colours: red is how much of a pixel is ink,
  // green accent, blue paper. So one master serves every theme.
  void drawing(ImDrawList& list, std::string_view name, Box box, Tints const& tints);
  // Size of the master; zero when there is none.
  ImageSize image_size(std::string_view name);

  // A picture that came from elsewhere, as PNG bytes: known by `name`, which no other bytes may
  // have. What libpng refuses draws nothing, has no size, and is logged once.
  void photo(ImDrawList& list, std::string_view name, std::string_view png, Box box);
  ImageSize photo_size(std::string_view name, std::string_view png);

  // Drops decoded masters of the last frame. The stage calls it.
  void begin_frame();

 private:
  struct Masters;
  void picture(ImDrawList& list, std::string_view name, Box box, std::uint32_t colour,
               text::PageKind kind, Tints const* tints = nullptr, std::string_view png = {});

  text::GlyphAtlas& atlas_;
  std::unique_ptr<Masters> masters_;
};

}  // namespace sala::screen
