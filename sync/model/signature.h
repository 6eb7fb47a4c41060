// A signature drawn by finger: strokes as vectors with time and pressure, never a picture.
//
// Text form: base64url of varints: 1 (format), pad width, pad height, strokes, then for each stroke
// its number of points and, for each point, signed steps of x, y, milliseconds and pressure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace sala {

struct SignaturePoint {
  std::int32_t x = 0;  // pixels of the pad, from its top left
  std::int32_t y = 0;
  std::int32_t ms = 0;        // since the first point of the drawing
  std::int32_t pressure = 0;  // 0 to 255; 0 where the panel does not tell

  bool operator==(SignaturePoint const&) const = default;
};

struct DrawnSignature {
  std::int32_t width = 0;
  std::int32_t height = 0;
  std::vector<std::vector<SignaturePoint>> strokes;

  bool operator==(DrawnSignature const&) const = default;
};

// A minute at 100 points a second; a pad stops recording there.
inline constexpr std::size_t max_signature_points = 6000;

std::string write_signature(DrawnSignature const& drawing);
Result<DrawnSignature> read_signature(std::string_view text);

}  // namespace sala
