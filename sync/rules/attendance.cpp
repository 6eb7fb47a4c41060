#include "sync/rules/attendance.h"

#include <algorithm>
#include <set>

namespace sala::rules {
namespace {

// Earliest first; of equal times the smaller name, so that every box picks the same.
bool comes_before(Fact const& a, Fact const& b) {
  if (a.time.at != b.time.at) return a.time.at < b.time.at;
  return a.name < b.name;
}

std::set<EventName> named_by(std::span<Fact const> facts, FactKind kind,
                             std::set<EventName> const& undone) {
  std::set<EventName> names;
  for (Fact const& fact : facts) {
    if (fact.kind != kind || undone.contains(fact.name)) continue;
    names.insert(fact.names.begin(), fact.names.end());
  }
  return names;
}

}  // namespace

Attendance attendance(std::span<Fact const> facts) {
  auto const undone = named_by(facts, FactKind::undone, {});
  auto const closed = named_by(facts, FactKind::signed_out, undone);
  Attendance result;
  Fact const* first = nullptr;
  Fact const* last_out = nullptr;
  for (Fact const& fact : facts) {
    if (fact.kind == FactKind::undone || undone.contains(fact.name)) continue;
    if (fact.kind == FactKind::signed_out) {
      result.closing.push_back(fact.name);
      if (last_out == nullptr || comes_before(*last_out, fact)) last_out = &fact;
      continue;
    }
    ++result.witnesses;
    result.has_signature = result.has_signature || fact.has_signature;
    if (!closed.contains(fact.name)) result.open.push_back(fact.name);
    if (first == nullptr || comes_before(fact, *first)) first = &fact;
  }
  std::sort(result.open.begin(), result.open.end());
  std::sort(result.closing.begin(), result.closing.end());
  if (first == nullptr) return result;
  result.came = first->time;
  result.method = first->method;
  result.by_staff = first->by_staff;
  result.presence = result.open.empty() ? Presence::left : Presence::here;
  if (result.presence == Presence::left && last_out != nullptr) result.went = last_out->time;
  return result;
}

Timing timing(SessionSet const& session, Attendance const& attendance) {
  using std::chrono::seconds;
  if (!attendance.came) return Timing::unknown;
  WallTime start(Micros(seconds(session.starts_s)));
  if (attendance.came->at > start + std::chrono::minutes(session.late_after_min)) {
    return Timing::late;
  }
  if (attendance.came->at < start - std::chrono::hours(1)) return Timing::early;
  return Timing::on_time;
}

}  // namespace sala::rules
