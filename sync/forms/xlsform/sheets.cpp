#include "sync/forms/xlsform/sheets.h"

#include <algorithm>
#include <numeric>

#include "sync/forms/value.h"
#include "sync/forms/xlsform/headings.h"

namespace sala::forms {
namespace {

constexpr std::string_view known_sheets[] = {"survey",   "choices",          "settings",
                                             "entities", "external_choices", "osm"};

// Without what cannot be seen, several spaces as one, quotes as a typewriter has them.
std::string tidy(std::string_view text) {
  static constexpr std::pair<std::string_view, std::string_view> replaced[] = {
      {"\xe2\x80\x98", "'"},  {"\xe2\x80\x99", "'"}, {"\xe2\x80\x9c", "\""},
      {"\xe2\x80\x9d", "\""}, {"\xc2\xa0", " "},     {"\xef\xbb\xbf", ""},
  };
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    auto rest = text.substr(i);
    auto const* found =
        std::ranges::find_if(replaced, [&](auto const& it) { return rest.starts_with(it.first); });
    std::string_view piece = found == std::end(replaced) ? rest.substr(0, 1) : found->second;
    i += found == std::end(replaced) ? 1 : found->first.size();
    if (piece == " " && !out.empty() && out.back() == ' ') continue;
    out += piece;
  }
  return std::string(trimmed(out));
}

bool is_empty(std::vector<workbook::Cell> const& row) {
  return std::ranges::all_of(row, [](auto const& cell) { return tidy(cell.text).empty(); });
}

void check_cell(workbook::Cell const& cell, Row const& row, Column const& column,
                Table const& table, Problems& problems) {
  if (cell.type == workbook::CellType::error) {
    problems.push_back({Severity::error,
                        table.sheet,
                        row.number,
                        column.heading,
                        word("The spreadsheet shows an error here: {value}."),
                        word("Mend the formula, or type the value."),
                        cell.text,
                        {}});
  } else if (cell.has_formula) {
    problems.push_back({Severity::unsupported,
                        table.sheet,
                        row.number,
                        column.heading,
                        word("This cell is a formula, and what it gives may change unseen."),
                        word("Copy the column and paste it as values only."),
                        cell.text,
                        {}});
  }
}

void read_headings(workbook::Sheet const& sheet, std::size_t row, Table& table) {
  for (std::size_t i = 0; i < sheet.rows[row].size(); ++i) {
    std::string heading = tidy(sheet.rows[row][i].text);
    if (heading.empty()) continue;
    Column column = read_heading(heading, table.sheet);
    column.index = static_cast<int>(i);
    table.columns.push_back(std::move(column));
  }
}

Table read_table(workbook::Sheet const& sheet, std::string name, Problems& problems) {
  Table table;
  table.sheet = std::move(name);
  std::size_t header = 0;
  while (header < sheet.rows.size() && is_empty(sheet.rows[header])) ++header;
  if (header == sheet.rows.size()) return table;
  read_headings(sheet, header, table);
  for (std::size_t i = header + 1; i < sheet.rows.size(); ++i) {
    if (is_empty(sheet.rows[i])) continue;
    Row row;
    row.number = static_cast<int>(i) + 1;
    bool says_something = false;
    for (Column const& column : table.columns) {
      auto const& cell = sheet.at(static_cast<int>(i), column.index);
      row.values.push_back(tidy(cell.text));
      says_something = says_something || !row.values.back().empty();
      if (!column.name.empty()) check_cell(cell, row, column, table, problems);
    }
    if (says_something) table.rows.push_back(std::move(row));
  }
  return table;
}

// A CSV file holds all sheets: a line with the sheet's name in the first column, below it its rows,
// their first column empty.
std::vector<workbook::Sheet> split_sheets(workbook::Sheet const& all) {
  std::vector<workbook::Sheet> sheets;
  for (std::size_t i = 0; i < all.rows.size(); ++i) {
    auto const& row = all.rows[i];
    std::string first = row.empty() ? std::string() : tidy(row[0].text);
    auto filled = std::ranges::count_if(row, [](auto const& it) { return !tidy(it.text).empty(); });
    if (!first.empty() && filled == 1) {
      sheets.emplace_back();
      sheets.back().name = first;
      sheets.back().rows.resize(i + 1);  // so that a row keeps its number in the file
    } else if (!sheets.empty()) {
      sheets.back().rows.push_back(row);
    }
  }
  return sheets;
}

bool is_csv_of_sheets(workbook::Workbook const& workbook) {
  if (workbook.sheets.size() != 1) return false;
  auto const& rows = workbook.sheets[0].rows;
  auto named = [](auto const& row) {
    if (row.empty()) return false;
    auto first = plain(tidy(row[0].text));
    bool known = std::ranges::find(known_sheets, first) != std::end(known_sheets);
    return known &&
           std::ranges::count_if(row, [](auto const& it) { return !it.text.empty(); }) == 1;
  };
  return std::ranges::any_of(rows, named);
}

// A workbook's only sheet may have any name but one that was meant to be "survey": then its author
// should know. A CSV file's name is the file's.
bool is_misspelt(std::string_view name, Source source) {
  return source == Source::workbook && is_near(plain(name), "survey");
}

void miss_survey(std::vector<workbook::Sheet> const& sheets, Problems& problems) {
  std::string near;
  for (auto const& sheet : sheets) {
    bool fits = is_near(plain(sheet.name), "survey") && !sheet.name.starts_with("_");
    if (fits && near.empty()) near = sheet.name;
  }
  problems.push_back({Severity::error,
                      {},
                      0,
                      {},
                      word("There is no sheet named “survey”."),
                      near.empty() ? word("The questions stand in a sheet of this name.")
                                   : word("Is it the one named “{value}”? Then rename it."),
                      near,
                      {}});
}

}  // namespace

std::string plain(std::string_view text) {
  std::string out;
  for (char c : trimmed(text)) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    if (c != ' ') {
      out += c;
    } else if (!out.empty() && out.back() != '_') {
      out += '_';
    }
  }
  return out;
}

bool is_near(std::string_view a, std::string_view b) {
  if (a.size() > 40 || b.size() > 40) return false;
  std::vector<std::size_t> line(b.size() + 1);
  std::iota(line.begin(), line.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = line[0];
    line[0] = i;
    for (std::size_t k = 1; k <= b.size(); ++k) {
      std::size_t above = line[k];
      std::size_t changed = diagonal + (a[i - 1] == b[k - 1] ? 0 : 1);
      line[k] = std::min({line[k - 1] + 1, above + 1, changed});
      diagonal = above;
    }
  }
  return line.back() <= 2;
}

std::optional<std::size_t> Table::find(std::string_view column) const {
  auto found = std::ranges::find(columns, column, &Column::name);
  if (found == columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - columns.begin());
}

std::string const& Table::text(Row const& row, std::string_view column) const {
  static std::string const none;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == column && !row.values[i].empty()) return row.values[i];
  }
  return none;
}

std::string Table::heading(std::string_view column) const {
  auto found = find(column);
  return found ? columns[*found].heading : std::string(column);
}

Sheets find_sheets(workbook::Workbook const& workbook, Source source, Problems& problems) {
  Sheets out;
  auto sheets = workbook.sheets;
  if (is_csv_of_sheets(workbook)) {
    sheets = split_sheets(workbook.sheets[0]);
  } else if (sheets.size() == 1 && !is_misspelt(sheets[0].name, source)) {
    bool named = std::ranges::find(known_sheets, plain(sheets[0].name)) != std::end(known_sheets);
    auto table = named ? Table() : read_table(sheets[0], "survey", problems);
    if (table.find("type") && table.find("name")) sheets[0].name = "survey";
  }
  for (auto const& sheet : sheets) {
    std::string name = plain(sheet.name);
    if (name == "survey" && !out.has_survey) {
      out.survey = read_table(sheet, "survey", problems);
      out.has_survey = true;
    } else if (name == "choices" && !out.has_choices) {
      out.choices = read_table(sheet, "choices", problems);
      out.has_choices = true;
    } else if (name == "settings") {
      out.settings = read_table(sheet, "settings", problems);
    } else if (name == "entities") {
      out.uses_entities = true;
    } else if (name == "external_choices") {
      out.uses_external_choices = true;
    } else if (is_near(name, "choices") && !name.starts_with("_")) {
      out.similar_to_choices.push_back(sheet.name);
    }
  }
  if (!out.has_survey) miss_survey(sheets, problems);
  return out;
}

}  // namespace sala::forms
