// A QR code as dark and light modules, for whoever draws it.
#pragma once

#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace sala {

// Readers need so many light modules around the code.
inline constexpr int qr_quiet_zone = 4;

struct QrCode {
  int side = 0;  // modules, without the quiet zone
  std::vector<bool> dark;

  bool is_dark(int x, int y) const {
    bool inside = x >= 0 && y >= 0 && x < side && y < side;
    return inside && dark[static_cast<std::size_t>(y) * static_cast<std::size_t>(side) +
                          static_cast<std::size_t>(x)];
  }
};

// Low correction makes the largest modules: for a screen, which nobody tears or stains.
enum class QrCorrection { low, medium };
// UTF-8, byte for byte. ErrorCode::invalid: the text is empty or too long for a QR code.
Result<QrCode> qr_code(std::string_view text, QrCorrection correction);

}  // namespace sala
