// CSV that opens right in Excel: UTF-8 with a byte-order mark, CRLF, quotes where needed.
//
// A cell that starts with = + - @ tab or carriage return gets a leading apostrophe: a spreadsheet
// would take it for a formula, and names come from strangers (OWASP, "CSV Injection"). Plain
// numbers such as -5 and telephone numbers such as +66 81 234 5678 are no formulas and stay as they
// are.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sala::workbook {

class CsvWriter {
 public:
  CsvWriter() : out_("\xEF\xBB\xBF") {}
  CsvWriter& cell(std::string_view text);
  CsvWriter& number(double value);  // shortest form that reads back the same
  CsvWriter& end_row();
  void row(std::span<std::string_view const> cells);
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  bool row_started_ = false;
};

}  // namespace sala::workbook
