// What time it really was: raw clocks and anchors in, a time with its error out. Pure.
//
//   utc = anchor.utc − (anchor.boottime − event.boottime)
//   error = anchor's error + 100 ppm of the distance      (a quartz clock's worst, in heat)
//
// An event of a boot without an anchor has no point in time, only what its box showed; screens mark
// such a time as unconfirmed.
#pragma once

#include <optional>
#include <span>

#include "sync/model/bodies.h"

namespace sala::rules {

struct Anchor {
  BootTime boottime;
  WallTime utc;
  Micros error{0};
};

struct ResolvedTime {
  WallTime at;
  Micros error{0};
  bool confirmed = false;  // false: `at` is what the box's clock showed, nobody vouches for it

  bool operator==(ResolvedTime const&) const = default;
};

// `anchors` are all of the event's own boot; the one that gives the smallest error is used, and of
// equals the one with the smaller UTC, so that every box answers the same.
ResolvedTime resolve(BootTime boottime, WallTime shown, std::span<Anchor const> anchors);

Anchor to_anchor(ClockAnchored const& body);

}  // namespace sala::rules
