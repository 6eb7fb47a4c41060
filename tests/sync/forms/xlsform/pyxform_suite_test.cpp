// The small forms of the reference converter's own tests, when they are there: what it takes we
// take, what it refuses we refuse. What it takes and Sala refuses by name counts as taken: it is a
// good XLSForm.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <sstream>

#include "sync/forms/problem.h"
#include "sync/forms/value.h"
#include "sync/forms/xlsform/xlsform.h"
#include "tests/support/make_xlsx.h"
#include "tests/support/shared_data.h"

using namespace sala;
using namespace sala::forms;

namespace {

std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells{""};
  for (std::size_t i = 1; i < line.size(); ++i) {
    bool escaped = line.substr(i, 2) == "\\|";
    if (escaped) ++i;
    if (line[i] == '|' && !escaped) {
      cells.emplace_back();
    } else {
      cells.back() += line[i];
    }
  }
  cells.pop_back();
  for (std::string& cell : cells) cell = std::string(trimmed(cell));
  return cells;
}

// "| survey |" and the rows below it, as a workbook.
std::string workbook_of(std::string const& markdown) {
  std::vector<std::pair<std::string, std::vector<std::vector<std::string>>>> sheets;
  std::istringstream in(markdown);
  for (std::string line; std::getline(in, line);) {
    auto tidy = trimmed(line);
    if (tidy.size() < 2 || tidy.front() != '|') continue;
    auto cells = cells_of(tidy);
    if (cells.empty()) continue;
    std::vector<std::string> rest(cells.begin() + 1, cells.end());
    if (!cells[0].empty()) sheets.push_back({cells[0], {}});
    bool says = std::ranges::any_of(rest, [](auto const& it) { return !it.empty(); });
    if (!sheets.empty() && says) sheets.back().second.push_back(rest);
  }
  std::vector<test::XlsxSheet> out;
  for (auto const& [name, rows] : sheets) out.push_back({name, test::sheet_of(rows)});
  return test::make_xlsx(out);
}

}  // namespace

TEST_CASE("forms are taken and refused as the reference converter does") {
  auto path = test::shared_file("01-xlsforms/pyxform-unit/cases-open.jsonl");
  if (!path) return;
  std::istringstream lines(test::read_file(*path));
  int agreed = 0, total = 0, by_name = 0;
  for (std::string line; std::getline(lines, line);) {
    auto test = boost::json::parse(line).as_object();
    std::string markdown(test.at("md").as_string());
    bool taken = test.at("ok").as_bool();
    auto problems = read_xlsform(workbook_of(markdown), "form.xlsx").problems;
    bool good = count(problems, Severity::error) == 0;
    ++total;
    agreed += good == taken;
    by_name += good && taken && !can_be_used(problems);
  }
  MESSAGE("forms judged alike: " << agreed << " of " << total << "; of those taken, " << by_name
                                 << " ask something that Sala refuses by name");
  CHECK(agreed * 100 >= total * 88);
}

TEST_CASE("real forms are read or refused with a reason, never half") {
  for (char const* ending : {".xlsx", ".csv", ".xls"}) {
    for (std::string const& path : test::shared_files("01-xlsforms/forms", ending)) {
      CAPTURE(path);
      auto reading = read_xlsform(test::read_file(path), path.substr(path.rfind('/') + 1));
      bool old = std::string_view(ending) == ".xls";
      CHECK((count(reading.problems, Severity::error) > 0) ==
            (old || path.find("xl_date_ambiguous") != std::string::npos));
    }
  }
}
