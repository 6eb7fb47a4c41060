// An engine on the shipped fonts.
#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "platform/text/text_engine.h"

namespace sala::text {

struct TextFixture {
  std::unique_ptr<FontContext> fonts;
  GlyphAtlas atlas;
  std::unique_ptr<TextEngine> engine;

  TextFixture() {
    auto opened = FontContext::open(std::filesystem::path(SALA_SHARE) / "fonts",
                                    std::filesystem::path(SALA_BINARIES) / "font-cache");
    REQUIRE_MESSAGE(opened.has_value(), (opened ? std::string() : opened.error().message()));
    fonts = std::move(*opened);
    engine = std::make_unique<TextEngine>(*fonts, atlas);
  }
  TextBlock const& lay_out(std::string_view text, TextStyle const& style = {}, int width_px = 0) {
    return engine->measure(text, style, width_px);
  }
};

// The folder with shared test material, or empty.
inline std::filesystem::path shared_data() {
  if (auto const* named = std::getenv("SALA_SHARED")) return std::filesystem::path(named) / "data";
  auto const beside = std::filesystem::path(SALA_SOURCE) / "../shared/data";
  return std::filesystem::exists(beside) ? beside : std::filesystem::path();
}

}  // namespace sala::text
