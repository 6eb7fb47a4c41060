#include "platform/text/edit_layout.h"

#include <pango/pango.h>

#include <algorithm>
#include <cmath>

#include "platform/base/verify.h"

namespace sala::text {

CaretStop EditLayout::at(std::size_t byte) const {
  VERIFY(!stops.empty());
  auto const after = std::upper_bound(
      stops.begin(), stops.end(), byte,
      [](std::size_t wanted, CaretStop const& stop) { return wanted < stop.byte; });
  return after == stops.begin() ? stops.front() : *(after - 1);
}

std::size_t EditLayout::nearest(float x, float y) const {
  VERIFY(!stops.empty());
  auto const line =
      std::clamp(static_cast<int>(std::floor(y / static_cast<float>(block.line_pitch()))), 0,
                 block.lines() - 1);
  CaretStop const* best = nullptr;
  for (auto const& stop : stops) {
    if (stop.line != line) continue;
    auto const distance = [&](CaretStop const& s) { return std::abs(static_cast<float>(s.x) - x); };
    if (best == nullptr || distance(stop) < distance(*best)) best = &stop;
  }
  return best == nullptr ? stops.back().byte : best->byte;
}

std::vector<PixelRect> EditLayout::selection(std::size_t first, std::size_t last) const {
  std::vector<PixelRect> out;
  for (std::size_t i = 0; i + 1 < stops.size(); ++i) {
    auto const& here = stops[i];
    auto const& next = stops[i + 1];
    if (here.byte < first || here.byte >= last || here.line != next.line) continue;
    PixelRect const part{std::min(here.x, next.x), here.line * block.line_pitch(),
                         std::max(here.x, next.x), (here.line + 1) * block.line_pitch()};
    if (!out.empty() && out.back().y0 == part.y0 && out.back().x1 == part.x0) {
      out.back().x1 = part.x1;
    } else if (!out.empty() && out.back().y0 == part.y0 && out.back().x0 == part.x1) {
      out.back().x0 = part.x0;  // right to left
    } else {
      out.push_back(part);
    }
  }
  return out;
}

std::vector<CharacterBreak> character_breaks(std::string_view utf8) {
  auto const characters =
      static_cast<std::size_t>(g_utf8_strlen(utf8.data(), static_cast<gssize>(utf8.size())));
  std::vector<PangoLogAttr> attributes(characters + 1);
  pango_get_log_attrs(utf8.data(), static_cast<int>(utf8.size()), -1,
                      pango_language_from_string("th"), attributes.data(),
                      static_cast<int>(attributes.size()));
  std::vector<CharacterBreak> out;
  out.reserve(attributes.size());
  char const* at = utf8.data();
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    auto const& attribute = attributes[i];
    out.push_back({static_cast<std::uint32_t>(at - utf8.data()),
                   attribute.is_cursor_position != 0 || i == 0 || i == characters,
                   attribute.is_word_start != 0, attribute.backspace_deletes_character != 0});
    if (i < characters) at = g_utf8_next_char(at);
  }
  return out;
}

}  // namespace sala::text
