#include "sync/link/anchorer.h"

#include <algorithm>

namespace sala::link {
namespace {

using namespace std::chrono_literals;

constexpr Micros resolution = 1ms;
constexpr Micros between_looks = 60s;
constexpr Micros renew_after = 1h;            // a quartz clock drifts by a third of a second in it
constexpr std::int64_t ppm_divisor = 10'000;  // 100 ppm

}  // namespace

Anchorer::Anchorer(Tools tools) : tools_(std::move(tools)) {}

void Anchorer::heard(Answer const& answer) {
  Micros half = (answer.received - answer.sent) / 2;
  consider({answer.sent + half, answer.server_time, half + resolution}, AnchorSource::server,
           answer.received);
}

void Anchorer::tick(BootTime now) {
  if (now < next_look_) return;
  next_look_ = now + between_looks;
  Micros error{0};
  if (!tools_.clock.synchronised(error)) return;
  consider({now, tools_.clock.wall(), error + resolution}, AnchorSource::ntp, now);
}

BootTime Anchorer::next_wake(BootTime now) const { return std::max(now, next_look_); }

void Anchorer::consider(rules::Anchor const& anchor, AnchorSource source, BootTime now) {
  if (writing_) return;
  if (best_) {
    bool much_better = anchor.error * 2 <= best_->error;
    Micros drifted = best_->error + (now - best_at_) / ppm_divisor;
    bool renews = now - best_at_ >= renew_after && anchor.error < drifted;
    if (!much_better && !renews) return;
  }
  ClockAnchored body;
  body.boot = tools_.clock.boot_id();
  body.boottime_us = anchor.boottime.time_since_epoch().count();
  body.utc_us = anchor.utc.time_since_epoch().count();
  body.error_us = anchor.error.count();
  body.source = source;
  writing_ = true;
  tools_.keeper.append(
      {{common_programme, body}},
      deliver<std::vector<EventName>>(
          tools_.inbox, [this, anchor, now](Result<std::vector<EventName>> const& names) {
            writing_ = false;
            if (!names) return;  // the next answer brings another chance
            best_ = anchor;
            best_at_ = now;
            written_ = true;
          }));
}

}  // namespace sala::link
