// Colours by what they mean. The values are those of the look's table; a test holds every pair that
// carries text to a contrast of at least 4.5:1 (WCAG 2.1, 1.4.3), high contrast to 7:1.
#pragma once

#include <cstdint>
#include <string_view>

namespace sala::ui {

struct Colour {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;

  static constexpr Colour hex(std::uint32_t rgb) {
    return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
            static_cast<std::uint8_t>(rgb)};
  }
  constexpr Colour faded(float share) const {
    return {r, g, b, static_cast<std::uint8_t>(static_cast<float>(a) * share)};
  }
  constexpr bool operator==(Colour const&) const = default;
  // As ImGui's ImU32.
  constexpr std::uint32_t packed() const {
    return std::uint32_t{a} << 24 | std::uint32_t{b} << 16 | std::uint32_t{g} << 8 | r;
  }
};

// `from` where share is 0, `to` where it is 1.
Colour mix(Colour from, Colour to, float share);
// WCAG 2.1 contrast ratio, 1 to 21; both opaque.
double contrast(Colour a, Colour b);

enum class ThemeName : std::uint8_t { light, dark, high_contrast };

struct Theme {
  Colour paper;            // background
  Colour card, card_edge;  // what stands on the paper
  Colour ink, quiet;       // text on paper, card, field and key
  Colour primary, on_primary;
  Colour link;  // primary as a text or outline on paper and card
  Colour highlight, on_highlight;
  Colour done, on_done;
  Colour stop, on_stop;
  Colour done_ink, stop_ink;  // leaf and terracotta as text on paper and card
  Colour field, field_edge;
  Colour key, key_quiet, tray;  // letter key, function key, what the keyboard stands on
  Colour pressed;               // laid over what a finger holds; has alpha
  Colour shade;                 // laid over the screen behind a dialog; has alpha
  Colour classroom, community, exchange, project;  // kinds of learning: edges and accents, no text
  int edge_px;                                     // at 1280×800
};

Theme const& theme_of(ThemeName name);

}  // namespace sala::ui
