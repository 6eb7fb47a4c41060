#include "platform/base/bytes.h"

#include <algorithm>
#include <cstring>

namespace sala {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";
constexpr char base64_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

// Ids are most of what an event's body says: a table reads them, −1 for what is no digit.
constexpr auto hex_values = [] {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  for (int i = 0; i < 10; ++i)
    values['0' + static_cast<std::size_t>(i)] = static_cast<std::int8_t>(i);
  for (int i = 10; i < 16; ++i) {
    values[static_cast<std::size_t>('a' + i - 10)] = static_cast<std::int8_t>(i);
    values[static_cast<std::size_t>('A' + i - 10)] = static_cast<std::int8_t>(i);
  }
  return values;
}();

int hex_value(char c) { return hex_values[static_cast<unsigned char>(c)]; }

int base64_value(char c) {
  char const* end = base64_digits + 64;
  char const* at = std::find(base64_digits, end, c);
  return at == end ? -1 : static_cast<int>(at - base64_digits);
}

// Length of the well-formed sequence at the front of `text`, 0 when there is none.
// Table 3-7 of the Unicode Standard.
std::size_t utf8_sequence(std::string_view text) {
  auto byte = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  auto tail = [&](std::size_t i) { return (byte(i) & 0xc0U) == 0x80U; };
  unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return tail(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    unsigned low = lead == 0xe0 ? 0xa0 : 0x80;
    unsigned high = lead == 0xed ? 0x9f : 0xbf;
    return byte(1) >= low && byte(1) <= high && tail(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    unsigned low = lead == 0xf0 ? 0x90 : 0x80;
    unsigned high = lead == 0xf4 ? 0x8f : 0xbf;
    return byte(1) >= low && byte(1) <= high && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::string to_hex(ByteSpan bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (std::uint8_t b : bytes) {
    out.push_back(hex_digits[b >> 4]);
    out.push_back(hex_digits[b & 15]);
  }
  return out;
}

bool from_hex(std::string_view text, std::span<std::uint8_t> out) {
  if (text.size() != out.size() * 2) return false;
  int wrong = 0;  // negative once a digit was none
  for (std::size_t i = 0; i < out.size(); ++i) {
    int high = hex_value(text[2 * i]);
    int low = hex_value(text[2 * i + 1]);
    wrong |= high | low;
    out[i] = static_cast<std::uint8_t>((high & 15) << 4 | (low & 15));
  }
  return wrong >= 0;
}

std::string to_base64url(ByteSpan bytes) {
  std::string out;
  out.reserve((bytes.size() * 4 + 2) / 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (std::uint8_t b : bytes) {
    bits = (bits << 8) | b;
    count += 8;
    for (; count >= 6; count -= 6) out.push_back(base64_digits[(bits >> (count - 6)) & 63]);
  }
  if (count > 0) out.push_back(base64_digits[(bits << (6 - count)) & 63]);
  return out;
}

std::optional<std::string> from_base64url(std::string_view text) {
  std::string out;
  std::uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    int value = base64_value(c);
    if (value < 0) return std::nullopt;
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      out.push_back(static_cast<char>((bits >> count) & 0xff));
    }
  }
  if (count == 6 || (bits & ((1U << count) - 1)) != 0) return std::nullopt;
  return out;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    std::uint64_t eight = 0;
    if (text.size() >= sizeof eight) {
      std::memcpy(&eight, text.data(), sizeof eight);
      if ((eight & 0x8080808080808080U) == 0) {  // ASCII, as most of it is
        text.remove_prefix(sizeof eight);
        continue;
      }
    }
    std::size_t length = utf8_sequence(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

void ByteWriter::varint(std::uint64_t value) {
  while (value >= 0x80) {
    out_.push_back(static_cast<char>((value & 0x7f) | 0x80));
    value >>= 7;
  }
  out_.push_back(static_cast<char>(value));
}

void ByteWriter::signed_varint(std::int64_t value) {
  varint((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

std::string_view ByteReader::raw(std::size_t count) {
  if (count > in_.size()) {
    ok_ = false;
    in_ = {};
    return {};
  }
  auto view = in_.substr(0, count);
  in_.remove_prefix(count);
  return view;
}

std::uint64_t ByteReader::varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    auto view = raw(1);
    if (!ok_) return 0;
    auto byte = static_cast<std::uint8_t>(view[0]);
    value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return value;
  }
  ok_ = false;
  in_ = {};
  return 0;
}

std::int64_t ByteReader::signed_varint() {
  std::uint64_t bits = varint();
  return static_cast<std::int64_t>(bits >> 1) ^ -static_cast<std::int64_t>(bits & 1);
}

}  // namespace sala
