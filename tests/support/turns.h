// Which of many looks a thing is drawn in: all of them, or, with SALA_DRAW_ONCE in the environment,
// one of them, and the next thing in another. So each thing is drawn and each look is used also in
// the sanitizers' builds, which take many minutes over all.
#pragma once

#include <cstddef>
#include <cstdlib>

namespace sala::test {

inline bool has_turn(std::size_t thing, std::size_t look, std::size_t looks) {
  static bool const once = std::getenv("SALA_DRAW_ONCE") != nullptr;
  return !once || thing % looks == look;
}

}  // namespace sala::test
