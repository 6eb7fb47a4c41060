#include "sync/forms/unit_order.h"

#include <algorithm>
#include <queue>

#include "sync/forms/reads.h"

namespace sala::forms {
namespace {

class Sorter {
 public:
  explicit Sorter(Blueprint const& blueprint)
      : blueprint_(blueprint), deciders_(blueprint.binds().size()) {}

  UnitOrder sort() {
    collect();
    connect();
    UnitOrder out;
    auto place = arrange(out);
    out.readers.resize(blueprint_.binds().size());
    for (std::size_t i = 0; i < units_.size(); ++i) {
      for (std::int32_t bind : reads_[i].binds) {
        out.readers[static_cast<std::size_t>(bind)].push_back(place[i]);
      }
    }
    return out;
  }

 private:
  Bind const& bind(std::int32_t at) const {
    return blueprint_.binds()[static_cast<std::size_t>(at)];
  }
  Question const& question(std::int32_t at) const {
    return blueprint_.form().questions[static_cast<std::size_t>(at)];
  }

  void collect() {
    for (std::size_t i = 0; i < blueprint_.binds().size(); ++i) {
      auto at = static_cast<std::int32_t>(i);
      auto take = [&](Expression const& expression, UnitKind kind) {
        if (expression.empty()) return;
        // A choice filter decides about no other question than its own, and late.
        if (kind != UnitKind::filter) deciders_[i].push_back(units_.size());
        units_.push_back({at, kind});
        reads_.push_back(reads_of(expression, at, blueprint_));
      };
      take(bind(at).count, UnitKind::count);
      take(bind(at).relevant, UnitKind::relevant);
      bool waits = !question(at).triggers.empty();
      if (!waits) take(bind(at).calculation, UnitKind::calculation);
      take(bind(at).filter, UnitKind::filter);
    }
  }

  // A running total of a repeat looks at its own row before; once() at what it said itself.
  bool may_see_itself(std::size_t unit) const {
    return units_[unit].kind == UnitKind::calculation &&
           (reads_[unit].sees_itself_only_once || bind(units_[unit].bind).in_repeat);
  }

  void connect() {
    after_.resize(units_.size());
    waits_for_.assign(units_.size(), 0);
    for (std::size_t reader = 0; reader < units_.size(); ++reader) {
      std::set<std::size_t> before;
      for (std::int32_t read : reads_[reader].binds) {
        for (std::int64_t up = read; up >= 0; up = question(static_cast<std::int32_t>(up)).parent) {
          for (std::size_t decider : deciders_[static_cast<std::size_t>(up)]) {
            bool is_value = units_[decider].kind == UnitKind::calculation;
            if (is_value && up != read) continue;
            before.insert(decider);
          }
        }
      }
      // Only that it is itself relevant does not make a calculation wait for itself.
      if (may_see_itself(reader)) before.erase(reader);
      if (units_[reader].kind == UnitKind::filter) before.erase(reader);
      for (std::size_t each : before) {
        after_[each].push_back(reader);
        ++waits_for_[reader];
      }
    }
  }

  std::vector<std::uint32_t> arrange(UnitOrder& out) {
    std::vector<std::uint32_t> place(units_.size(), 0);
    std::priority_queue<std::size_t, std::vector<std::size_t>, std::greater<>> ready;
    auto waiting = waits_for_;
    for (std::size_t i = 0; i < units_.size(); ++i) {
      if (waiting[i] == 0) ready.push(i);
    }
    while (!ready.empty()) {
      std::size_t next = ready.top();
      ready.pop();
      place[next] = static_cast<std::uint32_t>(out.order.size());
      out.order.push_back(units_[next]);
      for (std::size_t each : after_[next]) {
        if (--waiting[each] == 0) ready.push(each);
      }
    }
    if (out.order.size() < units_.size()) find_circle(waiting, out);
    return place;
  }

  // From any unit that still waits, back along what it waits for, until one comes again.
  void find_circle(std::vector<int> const& waiting, UnitOrder& out) {
    std::vector<std::vector<std::size_t>> before(units_.size());
    for (std::size_t i = 0; i < units_.size(); ++i) {
      for (std::size_t each : after_[i]) {
        if (waiting[i] > 0 && waiting[each] > 0) before[each].push_back(i);
      }
    }
    auto first = std::ranges::find_if(waiting, [](int count) { return count > 0; });
    std::vector<std::size_t> way{static_cast<std::size_t>(first - waiting.begin())};
    while (true) {
      std::size_t next = before[way.back()].front();
      auto again = std::ranges::find(way, next);
      if (again == way.end()) {
        way.push_back(next);
        continue;
      }
      std::vector<std::int32_t> circle;
      for (auto it = way.end(); it != again;) circle.push_back(units_[*--it].bind);
      circle.push_back(circle.front());
      circle.erase(std::unique(circle.begin(), circle.end()), circle.end());
      out.circles.push_back(std::move(circle));
      return;
    }
  }

  Blueprint const& blueprint_;
  std::vector<Unit> units_;
  std::vector<Reads> reads_;
  std::vector<std::vector<std::size_t>> deciders_;  // units, by bind
  std::vector<std::vector<std::size_t>> after_;     // who waits for it
  std::vector<int> waits_for_;
};

}  // namespace

UnitOrder order_units(Blueprint const& blueprint) { return Sorter(blueprint).sort(); }

}  // namespace sala::forms
