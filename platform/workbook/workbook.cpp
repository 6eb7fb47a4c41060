#include "platform/workbook/workbook.h"

#include <algorithm>

#include "platform/base/catalogue.h"
#include "platform/workbook/not_a_workbook.h"

namespace sala::workbook {
namespace {

bool ends_with_any_case(std::string_view text, std::string_view ending) {
  if (text.size() < ending.size()) return false;
  text.remove_prefix(text.size() - ending.size());
  return std::equal(text.begin(), text.end(), ending.begin(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; });
}

std::string_view base_name(std::string_view path) {
  auto slash = path.find_last_of("/\\");
  if (slash != std::string_view::npos) path.remove_prefix(slash + 1);
  auto dot = path.find_last_of('.');
  return dot == std::string_view::npos || dot == 0 ? path : path.substr(0, dot);
}

}  // namespace

Cell const& Sheet::at(int row, int column) const {
  static Cell const none;
  if (row < 0 || column < 0 || static_cast<std::size_t>(row) >= rows.size()) return none;
  auto const& cells = rows[static_cast<std::size_t>(row)];
  return static_cast<std::size_t>(column) < cells.size() ? cells[static_cast<std::size_t>(column)]
                                                         : none;
}

Cell const& Sheet::shown_at(int row, int column) const {
  Cell const& own = at(row, column);
  if (own.type != CellType::empty) return own;
  for (Range const& range : merged) {
    if (row >= range.first_row && row <= range.last_row && column >= range.first_column &&
        column <= range.last_column) {
      return at(range.first_row, range.first_column);
    }
  }
  return own;
}

std::string column_letters(int column) {
  std::string letters;
  for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

Result<Workbook> read_workbook(std::string_view bytes, std::string_view file_name,
                               Limits const& limits) {
  if (auto reason = why_not_a_workbook(bytes)) return tl::unexpected<Error>(std::move(*reason));
  if (bytes.starts_with("PK")) return read_xlsx(bytes, limits);
  if (ends_with_any_case(file_name, ".xlsx") || ends_with_any_case(file_name, ".xlsm")) {
    return fail(ErrorCode::invalid, "read workbook",
                word("The file is named .xlsx, but is not an Excel workbook."),
                word("Open it in the program that made it and save it as .xlsx."));
  }
  return read_csv(bytes, base_name(file_name), limits);
}

}  // namespace sala::workbook
