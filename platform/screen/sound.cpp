#include "platform/screen/sound.h"

#include <SDL.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <numbers>
#include <span>
#include <stop_token>
#include <thread>
#include <vector>

namespace sala::screen {
namespace {

constexpr int rate = 44'100;
constexpr std::size_t most_waiting = 4;
constexpr std::chrono::seconds idle_before_close{10};

struct Note {
  double hertz, start_s, length_s;
};

// G5 then C6: a fourth upwards, heard as "yes". A low A3: heard as "no".
constexpr std::array done_notes{Note{783.99, 0.0, 0.35}, Note{1046.50, 0.12, 0.55}};
constexpr std::array refused_notes{Note{220.0, 0.0, 0.30}};

// A struck bar: a sine and its quiet octave, dying away; 6 ms of rise so that nothing clicks.
std::vector<std::int16_t> synthesise(std::span<Note const> notes) {
  double length = 0;
  for (auto const& note : notes) length = std::max(length, note.start_s + note.length_s);
  std::vector<double> mixed(static_cast<std::size_t>(length * rate));
  for (auto const& note : notes) {
    auto const first = static_cast<std::size_t>(note.start_s * rate);
    auto const count = static_cast<std::size_t>(note.length_s * rate);
    for (std::size_t i = 0; i < count && first + i < mixed.size(); ++i) {
      auto const t = static_cast<double>(i) / rate;
      auto const turn = 2 * std::numbers::pi * note.hertz * t;
      auto const rise = std::min(1.0, t / 0.006);
      auto const fall = std::exp(-5 * t / note.length_s) * (1 - t / note.length_s);
      mixed[first + i] += rise * fall * (std::sin(turn) + 0.25 * std::sin(2 * turn));
    }
  }
  std::vector<std::int16_t> out(mixed.size());
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::int16_t>(std::clamp(mixed[i] * 0.3, -1.0, 1.0) * 32'767);
  }
  return out;
}

// An open device, or none.
class Speaker {
 public:
  ~Speaker() { close(); }
  void play(std::span<std::int16_t const> samples) {
    if (id_ == 0 && !open()) return;
    SDL_QueueAudio(id_, samples.data(), static_cast<Uint32>(samples.size_bytes()));
  }
  bool is_open() const { return id_ != 0; }
  void close() {
    if (id_ != 0) SDL_CloseAudioDevice(id_);
    if (started_) SDL_QuitSubSystem(SDL_INIT_AUDIO);
    id_ = 0;
    started_ = false;
  }

 private:
  bool open() {
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return false;
    started_ = true;
    SDL_AudioSpec wanted{};
    wanted.freq = rate;
    wanted.format = AUDIO_S16SYS;
    wanted.channels = 1;
    wanted.samples = 1024;
    id_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
    if (id_ == 0) {
      close();
      return false;
    }
    SDL_PauseAudioDevice(id_, 0);
    return true;
  }
  SDL_AudioDeviceID id_ = 0;
  bool started_ = false;
};

}  // namespace

struct Sound::Worker {
  std::mutex mutex;  // guards waiting
  std::condition_variable_any something;
  std::deque<Chime> waiting;
  std::jthread thread;  // last: joins before the rest goes

  void run(std::stop_token const& stop) {
    Speaker device;
    while (!stop.stop_requested()) {
      std::unique_lock lock(mutex);
      auto const arrived = [&] { return !waiting.empty(); };
      if (!device.is_open()) {
        something.wait(lock, stop, arrived);
      } else if (!something.wait_for(lock, stop, idle_before_close, arrived)) {
        lock.unlock();
        device.close();
        continue;
      }
      if (waiting.empty()) continue;
      auto const chime = waiting.front();
      waiting.pop_front();
      lock.unlock();
      device.play(chime == Chime::done ? synthesise(done_notes) : synthesise(refused_notes));
    }
  }
};

Sound::Sound() : worker_(std::make_unique<Worker>()) {}
Sound::~Sound() = default;

void Sound::play(Chime chime) {
  auto& worker = *worker_;
  {
    std::lock_guard const lock(worker.mutex);
    if (worker.waiting.size() >= most_waiting) return;
    worker.waiting.push_back(chime);
    if (!worker.thread.joinable()) {
      worker.thread = std::jthread([&worker](std::stop_token const& stop) {
        worker.run(stop);
        SDL_TLSCleanup();  // SDL does so by itself only in threads that it started
      });
    }
  }
  worker.something.notify_one();
}

}  // namespace sala::screen
