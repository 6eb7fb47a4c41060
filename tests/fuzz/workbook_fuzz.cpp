// What an officer uploads. The first byte says how the rest is to be taken:
//   x  the bytes of a file, as they are
//   c  the text of a CSV file
//   p  the parts of an .xlsx around which the archive is whole: the sheet's XML, the shared
//   strings,
//      the styles and the properties, a zero byte between them (past the archive's check sums)
#include <array>
#include <cstdint>
#include <cstdlib>

#include "platform/base/bytes.h"
#include "platform/workbook/workbook.h"
#include "tests/support/make_xlsx.h"

using namespace sala;
using namespace sala::workbook;

namespace {

// Small, so that the limits are met.
Limits small_limits() {
  Limits limits;
  limits.file_bytes = limits.part_bytes = 1u << 20;
  limits.inflated_bytes = 2u << 20;
  limits.entries = 50;
  limits.sheets = 8;
  limits.rows = 500;
  limits.columns = 40;
  limits.cells = 4'000;
  limits.cell_bytes = 400;
  limits.merged = 20;
  return limits;
}

void hold(bool what) {
  if (!what) std::abort();
}

void keeps_to(Workbook const& book, Limits const& limits) {
  std::size_t cells = 0;
  hold(book.sheets.size() <= static_cast<std::size_t>(limits.sheets));
  for (auto const& sheet : book.sheets) {
    hold(is_utf8(sheet.name));
    hold(sheet.rows.size() <= static_cast<std::size_t>(limits.rows));
    hold(sheet.merged.size() <= limits.merged);
    for (auto const& row : sheet.rows) {
      hold(row.size() <= static_cast<std::size_t>(limits.columns));
      hold(row.empty() || row.back().type != CellType::empty);
      cells += row.size();
      for (auto const& cell : row)
        hold(is_utf8(cell.text) && cell.text.size() <= limits.cell_bytes);
    }
    for (auto const& range : sheet.merged) (void)sheet.shown_at(range.last_row, range.last_column);
  }
  hold(cells <= limits.cells);
}

std::string from_parts(std::string_view text) {
  std::array<std::string, 4> parts;
  for (auto& part : parts) {
    auto end = text.find('\0');
    part = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return test::make_xlsx({{"Sheet1", parts[0]}}, {parts[1], parts[2], parts[3]});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view rest(reinterpret_cast<char const*>(data) + 1, size - 1);
  static Limits const limits = small_limits();
  auto book = data[0] == 'c'   ? read_csv(rest, "Sheet1", limits)
              : data[0] == 'p' ? read_workbook(from_parts(rest), "people.xlsx", limits)
                               : read_workbook(rest, "people.xlsx", limits);
  if (book) keeps_to(*book, limits);
  hold(book || !book.error().cause.empty());
  return 0;
}
