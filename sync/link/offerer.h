// Gives a headquarters that was restored from an older copy what it wrote or received since and has
// no more, as far as this box holds it: headquarters' own events and those of neighbours. They are
// pushed as own events are; the heads that their devices signed vouch for them, whoever brings
// them.
//
// How far headquarters holds a stream its answers tell: the last signed event is sent alone, and is
// accepted (it has all), or refused as a gap after what it has; then the rest follows. What no
// signature reaches (its end had not arrived here yet) cannot be offered.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "sync/link/pusher.h"

namespace sala::link {

class Offerer {
 public:
  explicit Offerer(Tools tools);
  ~Offerer();

  // Everything of these programmes, what `headquarters` wrote first; begins anew when it was at it.
  Result<void> offer(std::vector<ProgrammeId> programmes, DeviceId const& headquarters);
  // The programmes of offer(), once: headquarters has answered for all.
  std::optional<std::vector<ProgrammeId>> take_done();

  void heard();
  void try_now() { backoff_.succeeded(); }
  void tick(BootTime now);
  BootTime next_wake(BootTime now) const;

  std::optional<Trouble> const& trouble() const { return trouble_; }
  BootTime next_try() const { return backoff_.not_before(); }

 private:
  struct Offer {
    ledger::StreamState stream;
    std::uint64_t after = 0;  // headquarters holds it up to here, or we try whether it holds all
    bool is_rest = false;     // it told us so
    bool is_its_own = false;  // headquarters wrote it: it says which boxes there are
  };

  Result<std::string> make_frame();
  // The events up to the signed one; nothing when they are too many for one frame.
  Result<std::optional<ledger::Runs>> read(Offer const& offer);
  void on_reply(Reply const& reply);
  // True: headquarters has said its last word about the stream.
  bool is_settled(Offer& offer, PushAnswer const& answer) const;

  Tools tools_;
  Backoff backoff_;
  std::vector<ProgrammeId> programmes_;
  bool at_it_ = false;
  std::deque<Offer> offers_;
  std::size_t sent_ = 0;     // the first so many are in the request under way
  std::size_t at_once_ = 0;  // fewer after a frame that headquarters would not read
  std::optional<http::CallId> in_flight_;
  std::optional<Trouble> trouble_;
};

}  // namespace sala::link
