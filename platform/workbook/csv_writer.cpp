#include "platform/workbook/csv_writer.h"

#include <charconv>

namespace sala::workbook {
namespace {

bool is_formula(std::string_view text) {
  if (text.empty()) return false;
  char first = text.front();
  if (first == '=' || first == '@' || first == '\t' || first == '\r') return true;
  if (first != '+' && first != '-') return false;
  return text.find_first_not_of("0123456789 .,", 1) != std::string_view::npos || text.size() == 1;
}

}  // namespace

CsvWriter& CsvWriter::cell(std::string_view text) {
  if (row_started_) out_ += ',';
  row_started_ = true;
  bool formula = is_formula(text);
  bool quote = text.find_first_of(",\"\r\n;\t") != std::string_view::npos ||
               (!text.empty() && (text.front() == ' ' || text.back() == ' '));
  if (quote) out_ += '"';
  if (formula) out_ += '\'';
  for (char c : text) {
    if (c == '"') out_ += '"';
    out_ += c;
  }
  if (quote) out_ += '"';
  return *this;
}

CsvWriter& CsvWriter::number(double value) {
  char digits[32];
  auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return cell({digits, static_cast<std::size_t>(end - digits)});
}

CsvWriter& CsvWriter::end_row() {
  out_ += "\r\n";
  row_started_ = false;
  return *this;
}

void CsvWriter::row(std::span<std::string_view const> cells) {
  for (std::string_view text : cells) cell(text);
  end_row();
}

}  // namespace sala::workbook
