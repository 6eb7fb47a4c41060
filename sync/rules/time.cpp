#include "sync/rules/time.h"

#include <algorithm>

namespace sala::rules {

ResolvedTime resolve(BootTime boottime, WallTime shown, std::span<Anchor const> anchors) {
  ResolvedTime best{shown, Micros(0), false};
  for (Anchor const& anchor : anchors) {
    Micros distance = anchor.boottime - boottime;
    Micros drift = Micros(std::abs(distance.count()) / 10'000);
    ResolvedTime candidate{anchor.utc - distance, anchor.error + drift, true};
    bool better = !best.confirmed || candidate.error < best.error ||
                  (candidate.error == best.error && candidate.at < best.at);
    if (better) best = candidate;
  }
  return best;
}

Anchor to_anchor(ClockAnchored const& body) {
  return {BootTime(Micros(body.boottime_us)), WallTime(Micros(body.utc_us)), Micros(body.error_us)};
}

}  // namespace sala::rules
