#include "platform/screen/sound.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <numbers>
#include <thread>
#include <vector>

#include "tests/support/box.h"

using namespace sala;
using screen::Chime;
using screen::Sound;

namespace {

constexpr double rate = 44'100;

// What a loudspeaker was given: SDL's "disk" device writes it into a file.
std::vector<std::int16_t> heard(Chime chime, std::size_t least) {
  test::TemporaryFolder folder;
  auto const file = folder / "heard.raw";
  setenv("SDL_AUDIODRIVER", "disk", 1);
  setenv("SDL_DISKAUDIOFILE", file.c_str(), 1);
  Sound sound;
  sound.play(chime);
  std::string bytes;
  for (int i = 0; i < 2000 && bytes.size() < 2 * least; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    if (std::filesystem::exists(file)) bytes = test::read_file(file);
  }
  std::vector<std::int16_t> samples(bytes.size() / 2);
  std::memcpy(samples.data(), bytes.data(), samples.size() * 2);
  return samples;
}

// How much of one pitch is in it: the magnitude of a single term of the Fourier transform.
double loudness(std::vector<std::int16_t> const& samples, double hertz) {
  double real = 0, imaginary = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    double const turn = 2 * std::numbers::pi * hertz * static_cast<double>(i) / rate;
    real += samples[i] * std::cos(turn);
    imaginary += samples[i] * std::sin(turn);
  }
  return std::hypot(real, imaginary);
}

}  // namespace

TEST_CASE("done is heard as two notes upwards, refused as a low one") {
  auto const done = heard(Chime::done, 30'000);
  auto const refused = heard(Chime::refused, 14'000);
  REQUIRE(done.size() >= 30'000);
  REQUIRE(refused.size() >= 14'000);
  for (double note : {783.99, 1046.50}) {
    CAPTURE(note);
    CHECK(loudness(done, note) > 5 * loudness(done, 220));
    CHECK(loudness(refused, 220) > 5 * loudness(refused, note));
  }
  // Nothing clicks: it begins from silence.
  CHECK(std::abs(done.front()) < 200);
  CHECK(std::abs(refused.front()) < 200);
}

TEST_CASE(
    "a hundred chimes with a device and without one hold nobody up and leave nothing behind") {
  for (auto const* const driver : {"dummy", "no-such-driver"}) {
    setenv("SDL_AUDIODRIVER", driver, 1);
    Sound sound;
    for (int i = 0; i < 100; ++i) sound.play(i % 2 == 0 ? Chime::done : Chime::refused);
  }
  Sound const never_played;
}
