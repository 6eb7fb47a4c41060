// Hands this box's own events to headquarters: oldest stream first, one push under way at a time,
// and says to the ledger how far headquarters confirmed. A stream that headquarters will not have
// is set aside for a while and delays no other.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "sync/ledger/reader.h"
#include "sync/link/caller.h"
#include "sync/link/inbox.h"
#include "sync/views/keeper.h"

namespace sala::link {

// What the parts of the courier work with. All outlive them.
struct Tools {
  Caller& caller;
  views::Keeper& keeper;
  ledger::Reader& reader;
  Clock const& clock;
  Random& random;
  crypto::SigningKey const& key;
  std::shared_ptr<Inbox> inbox;
};

class Pusher {
 public:
  explicit Pusher(Tools tools);
  ~Pusher();

  // There may be something new.
  void nudge() { dirty_ = true; }
  // Headquarters answered somebody: what waits only for a network need not wait longer.
  void heard();
  void try_now();
  void tick(BootTime now);
  BootTime next_wake(BootTime now) const;

  // What headquarters told of our streams outside of a push (hello). A smaller number than before
  // counts: it was restored from a backup.
  void confirm(std::vector<EventName> const& upto);

  std::optional<Trouble> trouble() const;
  // When it tries again after what trouble() says.
  BootTime next_try() const;
  // Grows when the ledger has written down what headquarters confirmed.
  std::uint64_t confirmations() const { return confirmations_; }

 private:
  struct Sent {
    StreamId stream;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
  };
  struct Batch {
    std::string frame;
    std::vector<Sent> runs;
    std::size_t events = 0;
    bool full = false;  // there may be more
  };
  // What is known of a stream beyond what the reader says.
  struct Track {
    std::optional<std::uint64_t> confirmed;  // newer than what the reader may see
    std::optional<Trouble> aside;            // why headquarters would not have it
    BootTime not_before{};                   // set aside until then
  };

  void push(BootTime now);
  Result<Batch> make_batch(BootTime now);
  void prepare_next(BootTime now);
  Result<ledger::Runs> read_run(ledger::StreamState const& stream, ledger::ReadLimit const& left);
  void submit(Batch batch);
  void on_reply(Reply const& reply);
  void on_answer(PushAnswer const& answer, BootTime now);
  bool on_stream(Sent const& sent, StreamAnswer const* answer, BootTime now);
  void on_trouble(Trouble trouble, BootTime now);
  void set_aside(StreamId const& stream, Situation situation, std::string_view why, BootTime now);
  void write_confirmed(BootTime now);
  void on_written(std::map<StreamId, std::uint64_t> const& written, Result<void> const& result);

  Tools tools_;
  Backoff backoff_;
  Backoff disk_backoff_;
  bool dirty_ = true;
  BootTime look_again_{};    // also when nobody nudges
  ledger::ReadLimit limit_;  // of a batch; less after one that was unreadable
  std::optional<http::CallId> in_flight_;
  Batch batch_;  // what is in flight
  enum class Next { none, wanted, ready };
  Next next_ = Next::none;
  Batch next_batch_;  // what follows when all of batch_ is accepted
  std::map<StreamId, Track> tracks_;
  std::map<StreamId, std::uint64_t> confirming_;  // to be written to the ledger
  bool writing_ = false;                          // the ledger is at it
  BootTime write_at_{};                           // not before, while pushes follow each other
  std::uint64_t confirmations_ = 0;
  std::optional<Trouble> trouble_;
};

}  // namespace sala::link
