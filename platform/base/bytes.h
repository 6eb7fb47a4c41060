// Bytes, their text forms, and a small binary writer and reader.
//
// Binary layout everywhere in Sala: little-endian fixed integers; varint = LEB128 (at most 10
// bytes); a signed varint is zigzag-encoded first; text and blobs are a varint length and the
// bytes.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "platform/base/result.h"

namespace sala {

template <std::size_t N>
using ByteArray = std::array<std::uint8_t, N>;
using Hash = ByteArray<32>;
using Signature = ByteArray<64>;
using Salt = ByteArray<16>;
using ByteSpan = std::span<std::uint8_t const>;

inline ByteSpan as_bytes(std::string_view text) {
  return {reinterpret_cast<std::uint8_t const*>(text.data()), text.size()};
}
inline std::string_view as_text(ByteSpan bytes) {
  return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
}

std::string to_hex(ByteSpan bytes);
// Exactly 2N lower- or upper-case digits; anything else is nothing.
bool from_hex(std::string_view text, std::span<std::uint8_t> out);
template <std::size_t N>
std::optional<ByteArray<N>> hex_array(std::string_view text) {
  ByteArray<N> out{};
  if (!from_hex(text, out)) return std::nullopt;
  return out;
}

// RFC 4648 section 5 alphabet, no padding.
std::string to_base64url(ByteSpan bytes);
std::optional<std::string> from_base64url(std::string_view text);

// True when `text` is well-formed UTF-8 (no surrogates, no overlong forms).
bool is_utf8(std::string_view text);

class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}
  void raw(ByteSpan bytes) { out_.append(as_text(bytes)); }
  void raw(std::string_view bytes) { out_.append(bytes); }
  template <class Integer>
  void fixed(Integer value) {
    auto bits = static_cast<std::make_unsigned_t<Integer>>(value);
    for (std::size_t i = 0; i < sizeof(Integer); ++i) {
      out_.push_back(static_cast<char>((bits >> (8 * i)) & 0xff));
    }
  }
  void varint(std::uint64_t value);
  void signed_varint(std::int64_t value);
  void text(std::string_view value) {
    varint(value.size());
    out_.append(value);
  }

 private:
  std::string& out_;
};

// Reads what ByteWriter wrote. After the first read past the end or malformed varint, ok() is false
// and every further read gives zero or an empty view; check ok() once at the end. Views point into
// the input.
class ByteReader {
 public:
  explicit ByteReader(std::string_view in) : in_(in) {}
  bool ok() const { return ok_; }
  bool at_end() const { return in_.empty(); }
  std::string_view raw(std::size_t count);
  template <std::size_t N>
  ByteArray<N> array() {
    ByteArray<N> out{};
    auto view = raw(N);
    if (ok_) std::copy(view.begin(), view.end(), out.begin());
    return out;
  }
  template <class Integer>
  Integer fixed() {
    auto view = raw(sizeof(Integer));
    std::make_unsigned_t<Integer> bits = 0;
    for (std::size_t i = view.size(); i-- > 0;) {
      bits = static_cast<std::make_unsigned_t<Integer>>((static_cast<std::uint64_t>(bits) << 8) |
                                                        static_cast<std::uint8_t>(view[i]));
    }
    return static_cast<Integer>(bits);
  }
  std::uint64_t varint();
  std::int64_t signed_varint();
  std::string_view text() { return raw(varint()); }

 private:
  std::string_view in_;
  bool ok_ = true;
};

}  // namespace sala
