#include "sync/model/id.h"

#include <algorithm>

namespace sala {

ByteArray<16> new_uuid_v7(WallTime now, Random& random) {
  ByteArray<16> bytes{};
  random.fill(bytes);
  auto ms = static_cast<std::uint64_t>(
      std::chrono::floor<std::chrono::milliseconds>(now).time_since_epoch().count());
  for (std::size_t i = 0; i < 6; ++i) {
    bytes[i] = static_cast<std::uint8_t>((ms >> (8 * (5 - i))) & 0xff);
  }
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x70);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80);
  return bytes;
}

std::string uuid_text(ByteArray<16> const& bytes) {
  std::string hex = to_hex(bytes);
  for (std::size_t at : {20U, 16U, 12U, 8U}) hex.insert(at, 1, '-');
  return hex;
}

std::optional<ByteArray<16>> uuid_from_text(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  ByteArray<16> bytes{};
  std::span<std::uint8_t> left = bytes;
  bool good = true;
  for (std::size_t digits : {8U, 4U, 4U, 4U, 12U}) {
    good = good && from_hex(text.substr(0, digits), left.first(digits / 2));
    left = left.subspan(digits / 2);
    text.remove_prefix(digits);
    good = good && (text.empty() || text.front() == '-');
    if (!text.empty()) text.remove_prefix(1);
  }
  return good ? std::optional(bytes) : std::nullopt;
}

std::string to_text(DeviceId const& id) { return to_hex(id.bytes); }

std::optional<DeviceId> device_from_text(std::string_view text) {
  auto bytes = hex_array<32>(text);
  if (!bytes) return std::nullopt;
  return DeviceId{*bytes};
}

}  // namespace sala
