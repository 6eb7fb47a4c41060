#include "sync/rules/packed_text.h"

#include "platform/thai/fold.h"

namespace sala::rules {

std::string packed(std::string_view folded) {
  std::string out;
  out.reserve(folded.size());
  while (!folded.empty()) {
    char32_t c = thai::take_code_point(folded);
    if (c < 0x20) continue;
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else if (thai::is_thai(c)) {
      out += static_cast<char>(c - 0x0E00 + 0xA0);  // 0xA1–0xFB, as in TIS-620
    } else {
      out += '\xFC';
      for (int shift = 20; shift >= 0; shift -= 5)
        out += static_cast<char>(0x80 | (c >> shift & 31));
    }
  }
  return out;
}

std::size_t letters_of(std::string_view text) {
  std::size_t count = 0;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    count += byte < 0x80 || byte >= 0xA0;  // six-byte characters have one byte of 0xFC
  }
  return count;
}

}  // namespace sala::rules
