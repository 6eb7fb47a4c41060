#include "sync/forms/problem.h"

#include <algorithm>

namespace sala::forms {

std::size_t count(Problems const& problems, Severity severity) {
  return static_cast<std::size_t>(std::ranges::count(problems, severity, &Problem::severity));
}

bool can_be_used(Problems const& problems) {
  return count(problems, Severity::error) + count(problems, Severity::unsupported) == 0;
}

std::string in_words(Problem const& problem, Words const& words) {
  Fills fills{{"value", problem.value}, {"other", problem.other}};
  std::string place;
  auto add = [&](std::string const& part) { place += (place.empty() ? "" : ", ") + part; };
  if (!problem.sheet.empty()) add(words.tr("sheet “{sheet}”", {{"sheet", problem.sheet}}));
  if (problem.row > 0) add(words.tr("row {row}", {{"row", std::to_string(problem.row)}}));
  if (!problem.column.empty()) add(words.tr("column {column}", {{"column", problem.column}}));
  std::string out = place.empty() ? "" : place + ": ";
  if (*problem.what == '\0') {
    out += words.tr(problem.value);
    if (!problem.other.empty()) out += "\n    → " + std::string(words.tr(problem.other));
    return out + "\n";
  }
  out += fill(words.tr(problem.what), fills);
  if (*problem.mend != '\0') out += "\n    → " + fill(words.tr(problem.mend), fills);
  return out + "\n";
}

}  // namespace sala::forms
