#include "platform/text/mark_spacing.h"

#include <algorithm>

namespace sala::text {
namespace {

constexpr std::size_t letter = 3;  // bytes of a Thai character

// A glyph owns a pixel that it covers by half; a touch is a pixel owned twice.
constexpr int own = 128;

}  // namespace

int MarkSpacing::move_left(std::string_view text, std::size_t byte) {
  auto before = text.substr(0, byte);
  auto const mark = text.substr(byte, letter);
  auto const vowel_below = before.ends_with("ุ") || before.ends_with("ู");
  if (vowel_below) before.remove_suffix(letter);
  // The font's rule for marks above a high consonant does not look past a vowel below.
  if (before.ends_with("ฬ") && vowel_below && "่" <= mark && mark <= "์") return 140;
  if (before.ends_with("ป") && mark == "์") return 30;
  return 0;
}

bool MarkSpacing::is_below(std::string_view text, std::size_t byte) {
  auto const mark = text.substr(byte, letter);
  return "ุ" <= mark && mark <= "ฺ";
}

std::size_t MarkSpacing::PairHash::operator()(Pair const& pair) const {
  auto hash = std::uint64_t{pair.font} << 32 | pair.first;
  for (auto const part :
       {pair.second, static_cast<std::uint32_t>(pair.dx), static_cast<std::uint32_t>(pair.dy)}) {
    hash = (hash ^ part) * 0x9E3779B97F4A7C15ULL;
    hash ^= hash >> 31;
  }
  return static_cast<std::size_t>(hash);
}

bool MarkSpacing::touch(Glyph const& a, Glyph const& b) {
  Pair const pair{a.font, a.index, b.index, b.x - a.x, b.y - a.y};
  if (auto const found = known_.find(pair); found != known_.end()) return found->second;
  auto const first = fonts_.rasterise(a.font, a.index), second = fonts_.rasterise(b.font, b.index);
  // Where the second's top left lies in the first's bitmap.
  auto const dx = pair.dx + second.left - first.left, dy = pair.dy + first.top - second.top;
  auto const at = [](GlyphBitmap const& bitmap, int x, int y) {
    return bitmap.coverage[static_cast<std::size_t>(y) * static_cast<std::size_t>(bitmap.width) +
                           static_cast<std::size_t>(x)];
  };
  bool found = false;
  for (int y = std::max(0, dy); !first.coverage.empty() && !second.coverage.empty() &&
                                y < std::min(first.height, dy + second.height);
       ++y) {
    for (int x = std::max(0, dx); x < std::min(first.width, dx + second.width); ++x) {
      found = found || (at(first, x, y) >= own && at(second, x - dx, y - dy) >= own);
    }
  }
  if (known_.size() == most_known) known_.clear();
  known_.emplace(pair, found);
  return found;
}

void MarkSpacing::free(Glyph& mark, std::span<Glyph const> before, bool belongs_below) {
  for (int moved = 0; moved <= limit_px; ++moved) {
    auto tried = mark;
    tried.y += belongs_below ? moved : -moved;
    auto const touches = std::any_of(before.begin(), before.end(), [&](Glyph const& other) {
      return other.font == mark.font && touch(other, tried);
    });
    if (touches) continue;
    mark = tried;
    return;
  }
}

}  // namespace sala::text
