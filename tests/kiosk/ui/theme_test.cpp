#include "kiosk/ui/theme.h"

#include <doctest/doctest.h>

#include <array>

using namespace sala::ui;

namespace {

struct Pair {
  char const* name;
  Colour Theme::*words;
  Colour Theme::*under;
};

// Every pair in which words stand on a colour.
constexpr std::array<Pair, 22> pairs{{{"ink on paper", &Theme::ink, &Theme::paper},
                                      {"ink on card", &Theme::ink, &Theme::card},
                                      {"ink on field", &Theme::ink, &Theme::field},
                                      {"ink on key", &Theme::ink, &Theme::key},
                                      {"ink on function key", &Theme::ink, &Theme::key_quiet},
                                      {"quiet on paper", &Theme::quiet, &Theme::paper},
                                      {"quiet on card", &Theme::quiet, &Theme::card},
                                      {"quiet on field", &Theme::quiet, &Theme::field},
                                      {"primary button", &Theme::on_primary, &Theme::primary},
                                      {"link on paper", &Theme::link, &Theme::paper},
                                      {"link on card", &Theme::link, &Theme::card},
                                      {"highlight", &Theme::on_highlight, &Theme::highlight},
                                      {"done", &Theme::on_done, &Theme::done},
                                      {"stop", &Theme::on_stop, &Theme::stop},
                                      {"done words on paper", &Theme::done_ink, &Theme::paper},
                                      {"done words on card", &Theme::done_ink, &Theme::card},
                                      {"stop words on paper", &Theme::stop_ink, &Theme::paper},
                                      {"stop words on card", &Theme::stop_ink, &Theme::card},
                                      {"plain notice", &Theme::paper, &Theme::ink},
                                      {"link on field", &Theme::link, &Theme::field},
                                      {"ink on tray", &Theme::ink, &Theme::tray},
                                      {"quiet on tray", &Theme::quiet, &Theme::tray}}};

}  // namespace

TEST_CASE("words stand out from what they stand on, in every theme") {
  struct Row {
    ThemeName theme;
    double least;
  };
  for (auto row : {Row{ThemeName::light, 4.5}, Row{ThemeName::dark, 4.5},
                   Row{ThemeName::high_contrast, 7.0}}) {
    auto const& theme = theme_of(row.theme);
    for (auto const& pair : pairs) {
      CAPTURE(static_cast<int>(row.theme));
      CAPTURE(pair.name);
      CHECK(contrast(theme.*pair.words, theme.*pair.under) >= row.least);
    }
    // The edge of a field says where to touch: WCAG 1.4.11 asks for 3:1.
    CHECK(contrast(theme.field_edge, theme.paper) >= 3.0);
  }
}

TEST_CASE("the light theme is the one that was designed") {
  auto const& light = theme_of(ThemeName::light);
  CHECK(light.paper == Colour::hex(0xFBF7EF));
  CHECK(light.primary == Colour::hex(0x0F5C6E));
  CHECK(contrast(light.ink, light.paper) >= 12.5);
  CHECK(contrast(light.quiet, light.paper) >= 5.5);
  CHECK(contrast(light.on_primary, light.primary) >= 7.0);
}

TEST_CASE("contrast is that of WCAG") {
  CHECK(contrast(Colour::hex(0x000000), Colour::hex(0xFFFFFF)) == doctest::Approx(21));
  CHECK(contrast(Colour::hex(0x777777), Colour::hex(0xFFFFFF)) ==
        doctest::Approx(4.48).epsilon(0.01));
  CHECK(contrast(Colour::hex(0x123456), Colour::hex(0x123456)) == doctest::Approx(1));
}

TEST_CASE("high contrast is black, white and yellow with edges of 3 px") {
  auto const& theme = theme_of(ThemeName::high_contrast);
  CHECK(theme.edge_px == 3);
  for (auto colour : {theme.paper, theme.card, theme.ink, theme.primary, theme.link, theme.stop,
                      theme.done, theme.card_edge, theme.highlight, theme.project}) {
    bool allowed = colour == Colour::hex(0x000000) || colour == Colour::hex(0xFFFFFF) ||
                   colour == Colour::hex(0xFFE600);
    CHECK(allowed);
  }
}

TEST_CASE("mixing goes from one colour to the other") {
  auto black = Colour::hex(0x000000), white = Colour::hex(0xFFFFFF);
  CHECK(mix(black, white, 0) == black);
  CHECK(mix(black, white, 1) == white);
  CHECK(mix(black, white, 0.5f) == Colour::hex(0x808080));
  CHECK(mix(black, white, 7) == white);
}
