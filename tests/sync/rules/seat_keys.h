// Keys of states, 64 bits of a hash each, and a set of very many of them: eight bytes a key and the
// room that an open table needs. Of 10⁸ keys two are the same by chance once in four thousand
// times.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

namespace sala::test {

class StateKey {
 public:
  void add(void const* bytes, std::size_t size) {
    auto const* at = static_cast<std::uint8_t const*>(bytes);
    for (; size > 0; at += 8) {
      std::size_t part = size < 8 ? size : 8;
      std::uint64_t word = part;
      std::memcpy(&word, at, part);
      mix(word);
      size -= part;
    }
  }
  template <class Plain>
  void add(Plain const& value) {
    add(&value, sizeof value);
  }
  std::uint64_t value() const { return hash_ == 0 ? 1 : hash_; }

 private:
  void mix(std::uint64_t word) {
    hash_ = (hash_ ^ word) * 0x9E3779B97F4A7C15ULL;
    hash_ ^= hash_ >> 32;
    hash_ *= 0xC2B2AE3D27D4EB4FULL;
    hash_ ^= hash_ >> 29;
  }
  std::uint64_t hash_ = 0x8F1BBCDCBFA53E0BULL;
};

class KeySet {
 public:
  // False: it was there. Zero is no key.
  bool insert(std::uint64_t key) {
    if (10 * (size_ + 1) > 7 * slots_.size()) grow();
    if (!put(key)) return false;
    ++size_;
    return true;
  }
  std::uint64_t size() const { return size_; }

 private:
  bool put(std::uint64_t key) {
    std::size_t at = (key * 0xD6E8FEB86659FD93ULL) >> shift_;
    for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1)) {
      if (slots_[at] == key) return false;
    }
    slots_[at] = key;
    return true;
  }
  void grow() {
    std::vector<std::uint64_t> old(slots_.size() * 2);
    old.swap(slots_);
    --shift_;
    for (std::uint64_t key : old) {
      if (key != 0) put(key);
    }
  }

  std::vector<std::uint64_t> slots_ = std::vector<std::uint64_t>(1 << 12);
  int shift_ = 64 - 12;
  std::uint64_t size_ = 0;
};

}  // namespace sala::test
