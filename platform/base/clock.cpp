#include "platform/base/clock.h"

namespace sala {

std::uint64_t Random::number() {
  ByteArray<8> bytes{};
  fill(bytes);
  std::uint64_t value = 0;
  for (std::uint8_t byte : bytes) value = (value << 8) | byte;
  return value;
}

}  // namespace sala
