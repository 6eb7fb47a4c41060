#include "sync/link/trouble.h"

#include <algorithm>

namespace sala::link {
namespace {

using namespace std::chrono_literals;

constexpr Micros first_window = 1s;
constexpr Micros widest_window = 60s;
// Never at once: ten tries a second at the very worst.
constexpr Micros least_pause = 100ms;
constexpr Micros after_refusal = 5min;
constexpr Micros refusal_spread = 30s;
constexpr int doublings = 6;  // 1 s · 2⁶ is past the widest window

Micros below(Random& random, Micros bound) {
  return Micros(
      static_cast<std::int64_t>(random.number() % static_cast<std::uint64_t>(bound.count())));
}

}  // namespace

std::string_view to_text(Situation situation) {
  switch (situation) {
    case Situation::none:
      return "none";
    case Situation::no_network:
      return "no_network";
    case Situation::wrong_certificate:
      return "wrong_certificate";
    case Situation::not_headquarters:
      return "not_headquarters";
    case Situation::refused:
      return "refused";
    case Situation::revoked:
      return "revoked";
    case Situation::stopped:
      return "stopped";
    case Situation::server_trouble:
      return "server_trouble";
    case Situation::disk:
      return "disk";
  }
  return "";
}

Trouble disk_trouble(Error error) { return {Situation::disk, std::move(error), 0}; }

void Backoff::failed(BootTime now, Situation why) {
  if (is_refusal(why)) {
    not_before_ = now + after_refusal + below(*random_, refusal_spread);
  } else {
    Micros window = std::min(first_window * (1 << std::min(failures_, doublings)), widest_window);
    not_before_ = now + std::max(least_pause, below(*random_, window));
  }
  failures_ = std::min(failures_ + 1, doublings);
}

}  // namespace sala::link
