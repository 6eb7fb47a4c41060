// Asks headquarters now and then what this box is bound to, and at the start what it holds of this
// box's streams: a memory card may have forgotten, and headquarters may have been restored.
#pragma once

#include <optional>

#include "sync/link/pusher.h"

namespace sala::link {

class Greeter {
 public:
  explicit Greeter(Tools tools);
  ~Greeter();

  // Ask at once: headquarters refused somebody.
  void ask_now() { next_ = BootTime{}; }
  void ask_for_streams() { next_ = next_streams_ = BootTime{}; }
  void try_now();
  void heard();
  void tick(BootTime now);
  BootTime next_wake(BootTime now) const;

  // The latest answer, once.
  std::optional<HelloAnswer> take_answer() { return std::exchange(answer_, std::nullopt); }
  // Whether `answer_` names all streams that headquarters holds.
  bool asked_for_streams() const { return with_streams_; }
  bool has_tried() const { return tried_; }
  std::optional<Trouble> const& trouble() const { return trouble_; }
  BootTime next_try() const { return backoff_.not_before(); }

 private:
  Result<std::int64_t> digest();
  void on_reply(Reply const& reply);

  Tools tools_;
  Backoff backoff_;
  BootTime next_{};
  BootTime next_streams_{};
  std::int64_t confirmed_ = 0;  // digest_of() what was, when the request under way was sent
  bool with_streams_ = false;   // in the request under way or the answer that came last
  bool tried_ = false;
  std::optional<http::CallId> in_flight_;
  std::optional<HelloAnswer> answer_;
  std::optional<Trouble> trouble_;
};

}  // namespace sala::link
