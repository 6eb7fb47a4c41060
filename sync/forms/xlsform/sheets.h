// The sheets of an XLSForm by their names, their columns by their headings.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/workbook/workbook.h"
#include "sync/forms/problem.h"

namespace sala::forms {

// A heading: "label::ไทย (th)" is {label, "ไทย (th)"}, "bind::relevant" is {relevant, ""}.
struct Column {
  std::string name;      // as xlsform.org spells it
  std::string language;  // empty: none said
  std::string heading;   // as it stands
  int index = 0;
};

struct Row {
  int number = 0;                   // as the program shows it
  std::vector<std::string> values;  // by column, tidied
};

struct Table {
  std::string sheet;
  std::vector<Column> columns;
  std::vector<Row> rows;  // those that are not empty

  std::optional<std::size_t> find(std::string_view column) const;
  // Of the first column of that name that says something.
  std::string const& text(Row const& row, std::string_view column) const;
  std::string heading(std::string_view column) const;
};

struct Sheets {
  Table survey, choices, settings;
  bool has_survey = false;
  bool has_choices = false;
  std::vector<std::string> similar_to_choices;  // names that look like a slip
  bool uses_entities = false;
  bool uses_external_choices = false;
};

// Reports what is not there and what cannot be read. The only sheet may be the survey, whatever
// it is called.
enum class Source { csv, workbook };
Sheets find_sheets(workbook::Workbook const& workbook, Source source, Problems& problems);

// Lower case, words joined by "_".
std::string plain(std::string_view text);
// Whether one is a slip of the other's pen: at most two letters differ.
bool is_near(std::string_view a, std::string_view b);

}  // namespace sala::forms
