// Writes clock anchors: what true time it was, whenever somebody trustworthy says so. The raw times
// of events are never rewritten; anchors fix them later (sync/rules/time.h).
#pragma once

#include <memory>
#include <optional>

#include "sync/link/pusher.h"
#include "sync/rules/time.h"

namespace sala::link {

class Anchorer {
 public:
  explicit Anchorer(Tools tools);

  // A genuine answer with headquarters' time. It was stamped between sending and receiving, so the
  // middle is right give or take half of the round trip, and 1 ms for what clocks do not resolve.
  void heard(Answer const& answer);
  // Looks at the kernel's own word (NTP) now and then.
  void tick(BootTime now);
  BootTime next_wake(BootTime now) const;
  // True once after an anchor was written: there is something to push.
  bool take_written() { return std::exchange(written_, false); }

 private:
  void consider(rules::Anchor const& anchor, AnchorSource source, BootTime now);

  Tools tools_;
  std::optional<rules::Anchor> best_;
  BootTime best_at_{};
  BootTime next_look_{};
  bool writing_ = false;
  bool written_ = false;
};

}  // namespace sala::link
