#include "sync/hq/import/plan.h"

#include <algorithm>
#include <charconv>

#include "sync/hq/import/planner.h"
#include "sync/hq/import/table.h"

namespace sala::importing {
namespace {

// "read CSV, line 3"
int line_of(Error const& error) {
  auto at = error.operation.rfind(" line ");
  int line = 0;
  if (at != std::string::npos) {
    auto digits = std::string_view(error.operation).substr(at + 6);
    std::from_chars(digits.data(), digits.data() + digits.size(), line);
  }
  return line;
}

}  // namespace

std::size_t Plan::count(Entity entity, Outcome outcome) const {
  return static_cast<std::size_t>(std::count_if(
      entries.begin(), entries.end(),
      [&](Entry const& entry) { return entry.entity == entity && entry.outcome == outcome; }));
}

std::size_t Plan::count(Severity severity) const {
  return static_cast<std::size_t>(
      std::count_if(problems.begin(), problems.end(),
                    [&](Problem const& problem) { return problem.severity == severity; }));
}

bool Plan::changes_anything() const {
  return std::any_of(entries.begin(), entries.end(),
                     [](Entry const& entry) { return entry.outcome != Outcome::same; });
}

bool Plan::can_apply(bool skip_bad_rows) const {
  return count(Severity::fatal) == 0 && (skip_bad_rows || count(Severity::error) == 0);
}

std::vector<ledger::Draft> Plan::drafts() const {
  std::vector<ledger::Draft> drafts;
  for (Entry const& entry : entries) {
    if (entry.outcome != Outcome::same) drafts.push_back(entry.draft);
  }
  return drafts;
}

Plan plan_import(std::span<File const> files, CurrentState const& state, Options const& options,
                 Clock const& clock, Random& random) {
  Plan plan;
  std::vector<Table> tables;
  for (File const& file : files) {
    auto book = workbook::read_workbook(file.bytes, file.name);
    if (!book) {
      plan.problems.push_back({Severity::fatal,
                               {file.name, {}, line_of(book.error()), {}},
                               "",
                               "",
                               book.error().cause,
                               book.error().advice});
      continue;
    }
    for (std::string const& note : book->notes) {
      plan.problems.push_back({Severity::note, {file.name, {}, 0, {}}, "", "", note, {}});
    }
    for (workbook::Sheet& sheet : book->sheets) {
      auto table = recognise(file.name, std::move(sheet), plan);
      if (table) tables.push_back(std::move(*table));
    }
  }
  if (tables.empty() && plan.count(Severity::fatal) == 0) {
    plan.problems.push_back({Severity::fatal,
                             {},
                             word("There is nothing in the files to import."),
                             word("Give each column a heading, such as “ชื่อ” or “given name”."),
                             {},
                             {}});
  }
  Planner planner(state, options, clock, random);
  planner.read(tables, plan);
  return plan;
}

}  // namespace sala::importing
