#include "platform/workbook/text_encoding.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "platform/base/bytes.h"

namespace sala::workbook {
namespace {

constexpr char32_t replacement = 0xFFFD;

// Length of the valid sequence at `at`, or 0.
std::size_t sequence_length(std::string_view text, std::size_t at) {
  for (std::size_t length = 1; length <= 4 && at + length <= text.size(); ++length) {
    if (is_utf8(text.substr(at, length))) return length;
  }
  return 0;
}

// Windows-874 0x80–0x9F; 0 where nothing is assigned.
constexpr std::array<char32_t, 32> thai_controls = {
    0x20AC, 0,      0,      0,      0,      0x2026, 0,      0,      0, 0, 0, 0, 0, 0, 0, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0, 0, 0, 0, 0, 0, 0, 0};
// Windows-1252 0x80–0x9F.
constexpr std::array<char32_t, 32> latin_controls = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

char32_t from_windows_874(std::uint8_t byte) {
  if (byte < 0x80) return byte;
  if (byte < 0xA0) return thai_controls[byte - 0x80u];
  if (byte == 0xA0) return 0xA0;
  if ((byte >= 0xA1 && byte <= 0xDA) || (byte >= 0xDF && byte <= 0xFB))
    return 0x0E00u + byte - 0xA0u;
  return 0;
}

char32_t from_windows_1252(std::uint8_t byte) {
  if (byte < 0x80 || byte >= 0xA0) return byte;
  return latin_controls[byte - 0x80u];
}

template <class Table>
std::string from_single_bytes(std::string_view bytes, Table table) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (char c : bytes) {
    char32_t code_point = table(static_cast<std::uint8_t>(c));
    append_utf8(out, code_point == 0 && c != 0 ? replacement : code_point);
  }
  return out;
}

// Thai: nearly all high bytes are assigned, and upper and lower vowels and tone marks follow a
// consonant or each other.
bool plausible_thai(std::string_view bytes) {
  std::size_t high = 0, odd = 0;
  std::uint8_t before = 0;
  for (char c : bytes) {
    auto byte = static_cast<std::uint8_t>(c);
    if (byte >= 0x80) {
      ++high;
      bool mark = byte == 0xD1 || (byte >= 0xD4 && byte <= 0xDA) || (byte >= 0xE7 && byte <= 0xEE);
      bool after_letter = (before >= 0xA1 && before <= 0xCE) || before == 0xD1 ||
                          (before >= 0xD4 && before <= 0xD9) || (before >= 0xE7 && before <= 0xEC);
      if (from_windows_874(byte) == 0 || (mark && !after_letter)) ++odd;
    }
    before = byte;
  }
  return high > 0 && odd * 20 <= high;
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
  auto unit = [&](std::size_t at) {
    auto a = static_cast<std::uint8_t>(bytes[at]), b = static_cast<std::uint8_t>(bytes[at + 1]);
    return static_cast<char32_t>(big_endian ? a << 8 | b : b << 8 | a);
  };
  std::string out;
  out.reserve(bytes.size() * 3 / 2);
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t code = unit(i);
    if (code >= 0xD800 && code < 0xDC00 && i + 3 < bytes.size()) {
      char32_t low = unit(i + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        i += 2;
      }
    }
    append_utf8(out, code);
  }
  return out;
}

// UTF-16 without a mark: Latin letters, digits, commas and line ends have a zero on one side.
bool zeros_say_utf16(std::string_view bytes, bool& big_endian) {
  std::size_t pairs = std::min<std::size_t>(bytes.size() / 2, 4096), even = 0, odd = 0;
  for (std::size_t i = 0; i < pairs; ++i) {
    even += bytes[2 * i] == 0;
    odd += bytes[2 * i + 1] == 0;
  }
  big_endian = even > odd;
  return pairs > 1 && std::max(even, odd) * 10 >= pairs && std::min(even, odd) * 20 <= pairs;
}

bool mostly_utf8(std::string_view bytes) {
  std::size_t good = 0, bad = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    std::size_t length = sequence_length(bytes, i);
    if (length > 1) ++good;
    if (length == 0) ++bad;
    i += std::max<std::size_t>(length, 1);
  }
  return good >= 10 * bad && good > 0;
}

}  // namespace

void append_utf8(std::string& out, char32_t code) {
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = replacement;
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    out += static_cast<char>(0x80 | (code >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (code & 0x3F));
  }
}

std::string repaired_utf8(std::string_view text) {
  if (is_utf8(text)) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t length = sequence_length(text, i);
    if (length == 0) {
      append_utf8(out, replacement);
      ++i;
    } else {
      out.append(text.substr(i, length));
      i += length;
    }
  }
  return out;
}

DecodedText decode_text(std::string_view bytes) {
  bool big_endian = false;
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
    return {repaired_utf8(bytes), is_utf8(bytes) ? Encoding::utf8 : Encoding::utf8_damaged};
  }
  if (bytes.starts_with("\xFF\xFE"))
    return {from_utf16(bytes.substr(2), false), Encoding::utf16_le};
  if (bytes.starts_with("\xFE\xFF")) return {from_utf16(bytes.substr(2), true), Encoding::utf16_be};
  if (bytes.find('\0') != std::string_view::npos && zeros_say_utf16(bytes, big_endian)) {
    return {from_utf16(bytes, big_endian), big_endian ? Encoding::utf16_be : Encoding::utf16_le};
  }
  if (is_utf8(bytes)) return {std::string(bytes), Encoding::utf8};
  if (mostly_utf8(bytes)) return {repaired_utf8(bytes), Encoding::utf8_damaged};
  if (plausible_thai(bytes)) {
    return {from_single_bytes(bytes, from_windows_874), Encoding::windows_874};
  }
  return {from_single_bytes(bytes, from_windows_1252), Encoding::windows_1252};
}

}  // namespace sala::workbook
