#include "platform/screen/sound.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>

namespace sala::screen {

TEST_CASE("a chime returns at once, with a device, without one, and a hundred times") {
  for (auto const* const driver : {"dummy", "no-such-driver"}) {
    setenv("SDL_AUDIODRIVER", driver, 1);
    Sound sound;
    auto const started = std::chrono::steady_clock::now();
    for (int i = 0; i < 100; ++i) sound.play(i % 2 == 0 ? Chime::done : Chime::refused);
    CHECK(std::chrono::steady_clock::now() - started < std::chrono::milliseconds(100));
  }
  Sound never_played;
}

}  // namespace sala::screen
