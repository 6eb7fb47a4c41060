// How much of something long a test does: a number in the environment, or what is usual.
#pragma once

#include <cstdint>
#include <cstdlib>

namespace sala::test {

inline std::uint64_t from_environment(char const* name, std::uint64_t otherwise) {
  char const* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace sala::test
