// Every place of a short needle in a long run of bytes, as fast as memory can be read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace sala::rules {

// Calls `found(position)` for each occurrence in order; it returns from where to go on (at least
// position + 1). The needle has at least one byte.
template <class Found>
void scan_bytes(std::string_view text, std::string_view needle, Found found) {
  std::size_t at = 0;
  auto rest_equal = [&](std::size_t position) {
    return needle.size() <= 2 ||
           std::memcmp(text.data() + position + 1, needle.data() + 1, needle.size() - 2) == 0;
  };
#if defined(__SSE2__)
  // 16 candidates at once: those whose first and last byte agree.
  __m128i const first = _mm_set1_epi8(needle.front()), last = _mm_set1_epi8(needle.back());
  std::size_t const span = needle.size() - 1;
  while (at + span + 16 <= text.size()) {
    auto const* data = text.data() + at;
    __m128i a = _mm_loadu_si128(reinterpret_cast<__m128i const*>(data));
    __m128i b = _mm_loadu_si128(reinterpret_cast<__m128i const*>(data + span));
    auto hits = static_cast<unsigned>(
        _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(a, first), _mm_cmpeq_epi8(b, last))));
    std::size_t next = at + 16;
    while (hits != 0) {
      std::size_t position = at + static_cast<std::size_t>(__builtin_ctz(hits));
      hits &= hits - 1;
      if (!rest_equal(position)) continue;
      std::size_t go_on = found(position);
      if (go_on >= next) {
        next = go_on;
        break;
      }
      hits &= ~0u << (go_on - at);
    }
    at = next;
  }
#endif
  while (at + needle.size() <= text.size()) {
    auto const* place = static_cast<char const*>(
        std::memchr(text.data() + at, needle.front(), text.size() - at - needle.size() + 1));
    if (place == nullptr) return;
    auto position = static_cast<std::size_t>(place - text.data());
    bool equal = std::memcmp(place, needle.data(), needle.size()) == 0;
    at = equal ? found(position) : position + 1;
  }
}

// As scan_bytes for a needle of the one byte `letter`, but only where a word begins: behind a space
// or a byte from 1 to `last_mark`. The first byte of the text begins none.
template <class Found>
void scan_beginnings(std::string_view text, char letter, char last_mark, Found found) {
  std::size_t at = 1;
  auto begins = [&](std::size_t position) {
    char before = text[position - 1];
    return before == ' ' || (before >= 1 && before <= last_mark);
  };
#if defined(__SSE2__)
  __m128i const wanted = _mm_set1_epi8(letter), space = _mm_set1_epi8(' ');
  __m128i const mark = _mm_set1_epi8(last_mark);
  while (at + 16 <= text.size()) {
    auto const* data = text.data() + at;
    __m128i here = _mm_loadu_si128(reinterpret_cast<__m128i const*>(data));
    __m128i before = _mm_loadu_si128(reinterpret_cast<__m128i const*>(data - 1));
    __m128i starts = _mm_or_si128(_mm_cmpeq_epi8(before, space),
                                  _mm_cmpeq_epi8(_mm_min_epu8(before, mark), before));
    auto hits = static_cast<unsigned>(
        _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(here, wanted), starts)));
    std::size_t next = at + 16;
    while (hits != 0) {
      std::size_t go_on = found(at + static_cast<std::size_t>(__builtin_ctz(hits)));
      if (go_on >= next) {
        next = go_on;
        break;
      }
      hits &= hits - 1;
      hits &= ~0u << (go_on - at);
    }
    at = next;
  }
#endif
  while (at < text.size()) {
    at = text[at] == letter && begins(at) ? found(at) : at + 1;
  }
}

}  // namespace sala::rules
