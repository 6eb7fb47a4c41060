// Runs the figures that the command line names; without a name all, in their order.
#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/measure.h"

namespace sala::bench {

inline int run_chosen(std::vector<std::pair<std::string, void (*)()>> const& figures,
                      std::vector<std::string> const& names) {
  bool all_known = true;
  for (std::string const& name : names) {
    bool known = std::ranges::any_of(figures, [&](auto const& it) { return it.first == name; });
    if (!known) say(name + ": no such figure");
    all_known = all_known && known;
  }
  if (!all_known) return 2;
  for (auto const& [name, measure] : figures) {
    if (!names.empty() && std::ranges::find(names, name) == names.end()) continue;
    say("measuring " + name + " …");
    measure();
  }
  return 0;
}

}  // namespace sala::bench
