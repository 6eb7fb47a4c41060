// Pixel arithmetic on opaque 0xFFRRGGBB rows. For platform/screen only.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace sala::screen {

// ImU32 (0xAABBGGRR) to 0xAARRGGBB and back: the same exchange.
inline std::uint32_t swap_red_blue(std::uint32_t colour) {
  return (colour & 0xFF00FF00U) | (colour & 0xFFU) << 16 | (colour >> 16 & 0xFFU);
}

// 0 to 255 stretched to 0 to 256, so that full means full after a shift by 8.
inline std::uint32_t to_256(std::uint32_t alpha) { return alpha + (alpha >> 7); }

// `part` of 256 of `source` over `below`; the result is opaque.
inline std::uint32_t mix(std::uint32_t below, std::uint32_t source, std::uint32_t part) {
  auto const rest = 256 - part;
  auto const red_blue =
      ((below & 0x00FF00FFU) * rest + (source & 0x00FF00FFU) * part) >> 8 & 0x00FF00FFU;
  auto const green =
      ((below & 0x0000FF00U) * rest + (source & 0x0000FF00U) * part) >> 8 & 0x0000FF00U;
  return 0xFF000000U | red_blue | green;
}

// `premultiplied`, faded to `part` of 256, over `below`.
inline std::uint32_t over(std::uint32_t below, std::uint32_t premultiplied, std::uint32_t part) {
  auto const red_blue = (premultiplied & 0x00FF00FFU) * part >> 8 & 0x00FF00FFU;
  auto const green = ((premultiplied & 0x0000FF00U) >> 8) * part & 0x0000FF00U;
  auto const rest = 256 - to_256((premultiplied >> 24) * part >> 8);
  auto const below_red_blue = (below & 0x00FF00FFU) * rest >> 8 & 0x00FF00FFU;
  auto const below_green = ((below & 0x0000FF00U) >> 8) * rest & 0x0000FF00U;
  return 0xFF000000U | (red_blue + below_red_blue) | (green + below_green);
}

// Two pixels at once, a byte in a 16-bit lane: GCC turns this into SSE2 or NEON.
using Lanes = std::uint16_t __attribute__((vector_size(16)));
using Pair = std::uint8_t __attribute__((vector_size(8)));

inline Lanes widen(std::uint32_t const* two) {
  Pair bytes;
  std::memcpy(&bytes, two, sizeof bytes);
  return __builtin_convertvector(bytes, Lanes);
}

inline void narrow(Lanes const& lanes, std::uint32_t* two) {
  auto const bytes = __builtin_convertvector(lanes, Pair);
  std::memcpy(two, &bytes, sizeof bytes);
}

inline void fill_row(std::uint32_t* row, int count, std::uint32_t argb) {
  auto const part = to_256(argb >> 24);
  if (part == 256) {
    int i = 0;
    std::uint32_t const four[] = {argb, argb, argb, argb};
    for (; i + 4 <= count; i += 4) std::memcpy(row + i, four, sizeof four);
    for (; i < count; ++i) row[i] = argb;
  } else if (part > 0) {
    for (int i = 0; i < count; ++i) row[i] = mix(row[i], argb, part);
  }
}

// Coverage is mostly nothing, and then mostly everything: both go four pixels at a time.
inline void mask_row(std::uint32_t* row, std::uint8_t const* coverage, int count,
                     std::uint32_t argb) {
  auto const alpha = to_256(argb >> 24);
  auto const solid = argb | 0xFF000000U;
  std::uint32_t const twice[] = {solid, solid};
  auto const source = widen(twice);
  int i = 0;
  for (; i + 4 <= count; i += 4) {
    std::uint32_t four;
    std::memcpy(&four, coverage + i, sizeof four);
    if (four == 0) continue;
    if (four == ~0U && alpha == 256) {
      std::fill_n(row + i, 4, solid);
      continue;
    }
    for (int j = i; j < i + 4; j += 2) {
      auto const a = static_cast<std::uint16_t>(to_256(coverage[j]) * alpha >> 8);
      auto const b = static_cast<std::uint16_t>(to_256(coverage[j + 1]) * alpha >> 8);
      Lanes const part{a, a, a, a, b, b, b, b};
      narrow((widen(row + j) * (256 - part) + source * part) >> 8, row + j);
    }
  }
  for (; i < count; ++i) {
    auto const part = to_256(coverage[i]) * alpha >> 8;
    if (part != 0) row[i] = mix(row[i], solid, part);
  }
}

inline void colour_row(std::uint32_t* row, std::uint32_t const* premultiplied, int count,
                       std::uint32_t alpha) {
  auto const part = to_256(alpha);
  for (int i = 0; i < count; ++i) {
    if (premultiplied[i] == 0) continue;
    row[i] = over(row[i], premultiplied[i], part);
  }
}

}  // namespace sala::screen
