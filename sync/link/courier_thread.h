// The thread that owns the HTTP client and the courier. It sleeps until the courier wants its turn,
// an answer comes, or somebody nudges it.
#pragma once

#include <memory>
#include <string>

#include "platform/crypto/crypto.h"
#include "sync/link/courier.h"

namespace sala::link {

class CourierThread {
 public:
  struct Options {
    std::string database_path;  // of the keeper's ledger; read through a connection of its own
    std::string ca_file;        // see http::ClientOptions; the pins come from the binding
    Binding binding;
    // On the courier's thread, when the status says something new; must be short. May be empty.
    std::function<void(Status const&)> on_status;
    std::function<void(Binding const&)> on_binding;
    std::function<void()> on_whole = {};  // see Courier::World; on the courier's thread
  };
  // `keeper`, `clock` and `random` outlive the thread and may be used from several threads.
  static Result<std::unique_ptr<CourierThread>> start(Options options, views::Keeper& keeper,
                                                      crypto::SigningKey const& key,
                                                      Clock const& clock, Random& random);
  // Ends what is under way. Within milliseconds, whatever the network does.
  ~CourierThread();

  // Any thread; see Courier.
  void nudge();
  void try_now();
  Status status() const;

 private:
  struct State;
  explicit CourierThread(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sala::link
