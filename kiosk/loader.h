// Reads the views for the screens, on a thread of its own with a read-only connection: no query
// makes a frame late.
//
// The ledger's thread tells what changed; the loader works out what screens must know and leaves it
// for the UI thread, which is woken to fetch it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "kiosk/day.h"
#include "sync/views/projector.h"

namespace sala::kiosk {

class Loader {
 public:
  struct Options {
    std::string database_path;
    DeviceId device;  // whose events the tally counts
    BootId boot{};    // whose anchors tell the time
    std::vector<ProgrammeId> programmes;
    std::function<void()> wake;  // on the loader's thread: an update waits
    // Whose gifts of seats count; without it there are no seats.
    std::optional<DeviceId> headquarters;
  };
  // The first update, with everything, is under way when this returns. Start it before this process
  // writes anything: what is there of this box's streams is taken for an earlier process's.
  static Result<std::unique_ptr<Loader>> start(Options options);
  ~Loader();

  // Any thread.
  void set_headquarters(DeviceId const& device);
  void changed(views::Projector::Changes const& changes);
  void tally_changed();
  void set_programmes(std::vector<ProgrammeId> programmes);

  // UI thread: what is new since the last call; nothing when nothing is.
  std::optional<DayUpdate> fetch();
  // The last reading failed: the disk does not answer.
  std::optional<Error> fault() const;

 private:
  struct State;
  explicit Loader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sala::kiosk
