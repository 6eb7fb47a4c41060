// The kiosk's side of the link: a state machine without threads or sleep. What it needs comes from
// outside, so that a whole fleet can run inside one test.
//
//   loop: transport's turn (completions run) · courier.tick(clock.boottime())
//         · sleep until courier.next_wake(), a completion, or a call of `wake`
//
// It pushes what this box wrote, pulls what headquarters has, keeps the binding fresh and writes
// clock anchors. Whatever the world does, it tries again on a timer.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "sync/ledger/reader.h"
#include "sync/link/binding.h"
#include "sync/link/trouble.h"

namespace sala::http {
class Transport;
}
namespace sala::views {
class Keeper;
}

namespace sala::link {

// What the storage line and the staff corner say.
struct Status {
  struct Contact {
    WallTime wall;
    BootTime boottime;
  };
  std::int64_t saved = 0;                 // events of this box, on its disk
  std::int64_t at_headquarters = 0;       // of them, confirmed by headquarters
  std::optional<WallTime> waiting_since;  // the oldest that is not confirmed was written then
  std::optional<Contact> last_contact;    // boottime 0: by an earlier process, to ten minutes
  std::optional<Trouble> trouble;         // why it does not go on; none: it does
  std::optional<BootTime> next_try;       // with trouble
  bool safe_to_switch_off = false;        // all that this box wrote is at headquarters
  bool up_to_date = false;                // all that headquarters has for this box is here
  std::int64_t received = 0;              // events from headquarters since the start
};
// Whether a person would read the same; the time of the last contact moves all the time.
bool say_the_same(Status const& a, Status const& b);

class Courier {
 public:
  struct World {
    http::Transport& transport;
    views::Keeper& keeper;
    ledger::Reader& reader;  // on a connection of the courier's thread
    Clock const& clock;
    Random& random;
    crypto::SigningKey const& key;
    // Called on any thread when tick() has something to do before next_wake(); may be empty.
    std::function<void()> wake;
    // Called on the courier's thread inside tick(); may be empty. Status: when it says something
    // new, and when headquarters was heard; Binding: when headquarters changed it.
    std::function<void(Status const&)> on_status;
    std::function<void(Binding const&)> on_binding;
    // Headquarters has just said that it holds nothing of this box that is not here: the box forgot
    // nothing. May be empty.
    std::function<void()> on_whole = {};
  };
  // All of `world` outlives the courier, the keeper's thread included.
  Courier(World world, Binding binding);
  ~Courier();

  void tick(BootTime now);
  BootTime next_wake(BootTime now) const;

  // Any thread: this box wrote something. It leaves at once.
  void nudge();
  // Any thread: a person asks to try now, whatever the back-off says.
  void try_now();

  Status const& status() const;
  Binding const& binding() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sala::link
