// The ledger thread: keeps the ledger and its views, does one job after another, tells who asked
// when it is on disk. Kiosk and headquarters run the same one.
//
// Jobs wait in a bounded mailbox; when it is full, a job is refused at once (ErrorCode::busy) by
// its own completion. Pushes and pages that wait together share one commit. Completions and
// `on_change` run on the keeper's thread and must be short: they post to a mailbox of their owner.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sync/ledger/ledger.h"
#include "sync/views/projector.h"

namespace sala::views {

template <class T>
using Done = std::function<void(Result<T>)>;

class Queries;

// What a writer sees at the moment of writing: the tables with everything that is written so far,
// and nobody writes meanwhile.
struct Standing {
  Queries& queries;
  ledger::Ledger const& ledger;  // device(), own_stream()
  std::optional<DeviceId> headquarters;
};
// What to write; nothing is a good answer, and an error refuses the whole.
using Compose = std::function<Result<std::vector<ledger::Draft>>(Standing const&)>;

class Keeper {
 public:
  enum class Mode {
    thread,  // work happens on a thread of its own
    manual   // work happens inside run_waiting(): for simulations, which own all time
  };
  struct Options {
    std::string database_path;
    db::Access access = db::Access::read_write;
    std::string program;
    // Without it headquarters' settings are not believed. Headquarters itself gives its own id.
    std::optional<DeviceId> headquarters;
    Mode mode = Mode::thread;
    // As many pushes as the server's connections may have under way at once.
    std::size_t max_waiting = 1024;
    std::function<void(Projector::Changes const&)> on_change;
    std::function<void(std::int64_t)> rebuild_progress;
  };

  static Result<std::unique_ptr<Keeper>> start(Options options, crypto::SigningKey key,
                                               Clock const& clock, Random& random);
  // Finishes what waits, then stops.
  ~Keeper();

  DeviceId device() const;

  // Any thread. `done` is called exactly once.
  void append(std::vector<ledger::Draft> drafts, Done<std::vector<EventName>> done);
  // The same with events that are worked out on the keeper's thread, against the tables as they
  // stand when its turn has come: two that want the same thing never both get it.
  void write(Compose compose, Done<std::vector<EventName>> done);
  void take_in(ledger::Intake intake, Done<std::vector<ledger::Outcome>> done);
  void acknowledge(std::vector<EventName> upto, Done<void> done);
  // For the rare rest (meta, quarantine, stop and release a device): `work` runs on the keeper's
  // thread with the ledger.
  void with_ledger(std::function<Result<void>(ledger::Ledger&)> work, Done<void> done);
  void set_headquarters(DeviceId const& device, Done<void> done);

  // Mode::manual: does all that waits or is due; true when somebody had asked for something.
  bool run_waiting();

 private:
  struct State;
  explicit Keeper(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sala::views
