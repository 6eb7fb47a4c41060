// Short sounds, made on the spot. Never blocks and never fails: without a device there is silence.
#pragma once

#include <memory>

namespace sala::screen {

enum class Chime { done, refused };  // two notes up; one low note

class Sound {
 public:
  Sound();
  ~Sound();
  // Returns at once; a worker opens the device at the first sound and closes it when idle for 10 s.
  // At most 4 chimes wait; more are dropped. Any thread.
  void play(Chime chime);

 private:
  struct Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace sala::screen
