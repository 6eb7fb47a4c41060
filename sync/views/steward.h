// Tends the seats of this box: whenever something about them changes, and at the start, it has the
// events written that rules/seat_policy.h works out. Headquarters supplies, serves and answers; a
// box asks when it runs low and gives back what it does not need. All of it happens in jobs of the
// keeper, a few courses each.
//
// **Its own past.** What earlier starts of this box hold is not spent until somebody vouches that
// the box forgot nothing: headquarters (its greeting), a neighbour, staff, or the witness: a small
// file in memory that outlives the process and not the boot. What was known of the own streams at
// that moment is then written as `seats.resumed`, wherever seats wait for it.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "sync/views/keeper.h"

namespace sala::views {

class Steward {
 public:
  enum class Role { office, box };
  struct Options {
    Role role = Role::box;
    // As Keeper::write, or through whoever tells others of new events. The keeper finishes what
    // waits before the steward goes.
    std::function<void(Compose, Done<std::vector<EventName>>)> write;
    // The witness file, in memory (tmpfs); empty: none.
    std::string witness_path;
    // Office: whether the box may be given seats, say because it was heard of late. Any thread.
    std::function<bool(DeviceId const&)> serves;
  };
  Steward(Options options, Clock const& clock);
  ~Steward();

  // Reads the witness and looks at all courses.
  void start();
  // The keeper's on_change; its thread, outside of jobs.
  void changed(Projector::Changes const& changes);
  // Something that is not in the ledger changed: a box was heard again, a cut-off passed.
  void look_again();

  // Any thread. The box knows all that it ever wrote, says `by`: what its earlier starts hold may
  // be spent. (Staff at a kiosk say so through its desk, which writes who it was.)
  void vouch(Assurance by);
  // Whether headquarters gives no seats for want of somebody's word. Any thread.
  bool stands_still() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

// A folder in memory for what is to be forgotten with the boot: $RUNTIME_DIRECTORY (systemd's),
// $XDG_RUNTIME_DIR, else /run/sala, made when need be. Empty when there is none.
std::string folder_of_this_boot();

}  // namespace sala::views
