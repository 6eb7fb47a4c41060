#include "kiosk/ui/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sala::ui {

namespace {

constexpr Colour hex(std::uint32_t rgb) { return Colour::hex(rgb); }

constexpr Theme light{
    .paper = hex(0xFBF7EF),
    .card = hex(0xFFFFFF),
    .card_edge = hex(0xE6DECF),
    .ink = hex(0x22303C),
    .quiet = hex(0x55616C),
    .primary = hex(0x0F5C6E),
    .on_primary = hex(0xFFFFFF),
    .link = hex(0x0F5C6E),
    .highlight = hex(0xF2A93B),
    .on_highlight = hex(0x22303C),
    .done = hex(0x2B7A4B),
    .on_done = hex(0xFFFFFF),
    .stop = hex(0xB4412B),
    .on_stop = hex(0xFFFFFF),
    .done_ink = hex(0x236A40),
    .stop_ink = hex(0xA03722),
    .field = hex(0xFFFFFF),
    .field_edge = hex(0x8A8172),
    .key = hex(0xFFFFFF),
    .key_quiet = hex(0xE4DAC7),
    .tray = hex(0xF1E9DA),
    .pressed = hex(0x22303C).faded(0.14f),
    .shade = hex(0x22303C).faded(0.55f),
    .classroom = hex(0x0F5C6E),
    .community = hex(0x2B7A4B),
    .exchange = hex(0xF2A93B),
    .project = hex(0x6B3F74),
    .edge_px = 1,
};

constexpr Theme dark{
    .paper = hex(0x17212B),
    .card = hex(0x212E3A),
    .card_edge = hex(0x3D4E5C),
    .ink = hex(0xF4EEE2),
    .quiet = hex(0xB9C4CC),
    .primary = hex(0x5CC2D4),
    .on_primary = hex(0x0E1A22),
    .link = hex(0x7AD0DF),
    .highlight = hex(0xF2B452),
    .on_highlight = hex(0x17212B),
    .done = hex(0x6FCB95),
    .on_done = hex(0x0E1A22),
    .stop = hex(0xF08A73),
    .on_stop = hex(0x1B0E0B),
    .done_ink = hex(0x8ADBA9),
    .stop_ink = hex(0xFFA491),
    .field = hex(0x0F1820),
    .field_edge = hex(0x7F909D),
    .key = hex(0x2E3D4B),
    .key_quiet = hex(0x3E5060),
    .tray = hex(0x10181F),
    .pressed = hex(0xF4EEE2).faded(0.18f),
    .shade = hex(0x05080B).faded(0.7f),
    .classroom = hex(0x5CC2D4),
    .community = hex(0x6FCB95),
    .exchange = hex(0xF2B452),
    .project = hex(0xC58FD0),
    .edge_px = 1,
};

// Black, white and yellow only; edges of 3 px carry what colour carries elsewhere.
constexpr Theme high_contrast{
    .paper = hex(0x000000),
    .card = hex(0x000000),
    .card_edge = hex(0xFFFFFF),
    .ink = hex(0xFFFFFF),
    .quiet = hex(0xFFFFFF),
    .primary = hex(0xFFE600),
    .on_primary = hex(0x000000),
    .link = hex(0xFFE600),
    .highlight = hex(0xFFE600),
    .on_highlight = hex(0x000000),
    .done = hex(0xFFFFFF),
    .on_done = hex(0x000000),
    .stop = hex(0xFFFFFF),
    .on_stop = hex(0x000000),
    .done_ink = hex(0xFFFFFF),
    .stop_ink = hex(0xFFE600),
    .field = hex(0x000000),
    .field_edge = hex(0xFFFFFF),
    .key = hex(0x000000),
    .key_quiet = hex(0x333333),
    .tray = hex(0x000000),
    .pressed = hex(0xFFE600).faded(0.35f),
    .shade = hex(0x000000).faded(0.8f),
    .classroom = hex(0xFFE600),
    .community = hex(0xFFE600),
    .exchange = hex(0xFFE600),
    .project = hex(0xFFE600),
    .edge_px = 3,
};

constexpr std::array<Theme, 3> themes{light, dark, high_contrast};

// WCAG 2.1, "relative luminance".
double luminance(Colour c) {
  auto channel = [](std::uint8_t value) {
    double share = value / 255.0;
    return share <= 0.03928 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b);
}

}  // namespace

Colour mix(Colour from, Colour to, float share) {
  share = std::clamp(share, 0.0f, 1.0f);
  auto channel = [share](std::uint8_t a, std::uint8_t b) {
    float value = static_cast<float>(a) + (static_cast<float>(b) - static_cast<float>(a)) * share;
    return static_cast<std::uint8_t>(std::lround(value));
  };
  return {channel(from.r, to.r), channel(from.g, to.g), channel(from.b, to.b),
          channel(from.a, to.a)};
}

double contrast(Colour a, Colour b) {
  double one = luminance(a), two = luminance(b);
  return (std::max(one, two) + 0.05) / (std::min(one, two) + 0.05);
}

Theme const& theme_of(ThemeName name) { return themes[static_cast<std::size_t>(name)]; }

}  // namespace sala::ui
