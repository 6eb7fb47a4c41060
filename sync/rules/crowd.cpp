#include "sync/rules/crowd.h"

#include "platform/thai/date.h"
#include "sync/rules/schedule.h"

namespace sala::rules {

Gathering gathering(SessionSet const* session, std::string_view last_day, WallTime now) {
  bool over = false;
  if (session == nullptr) {
    over = std::string_view(thai::iso_date(thai::to_local(now, local_offset).date)) > last_day;
  } else {
    auto end = WallTime(std::chrono::seconds(session->ends_s)) + answering_after_end;
    over = session->cancelled || now >= end;
  }
  return over ? Gathering::over : Gathering::open;
}

std::int64_t may_leave(std::int64_t waiting, Gathering gathering) {
  if (gathering == Gathering::over) return waiting < smallest_crowd ? 0 : waiting;
  if (waiting < 2 * smallest_crowd) return 0;
  return (waiting - smallest_crowd) / smallest_crowd * smallest_crowd;
}

WallTime next_release(WallTime now) {
  return now - now.time_since_epoch() % release_rhythm + release_rhythm;
}

bool may_show(std::int64_t batch_size) { return batch_size >= smallest_crowd; }

std::vector<bool> shown_batches(std::span<std::int64_t const> answered) {
  std::vector<bool> shown(answered.size(), false);
  std::size_t first = 0;  // of those that wait
  std::int64_t together = 0;
  for (std::size_t i = 0; i < answered.size(); ++i) {
    together += answered[i];
    if (together < smallest_crowd) continue;
    for (; first <= i; ++first) shown[first] = true;
    together = 0;
  }
  return shown;
}

}  // namespace sala::rules
