// A spreadsheet as the rows that a person sees, whatever program wrote it: .xlsx or CSV.
//
// Cells hold text as shown, so that "00042", "0812345678" and "1.50" stay what they were. Two
// things are brought to one form, because every program shows them otherwise: a date is
// "2026-11-23", a date with a time "2026-11-23 09:30" (seconds only when not zero), a time of day
// "09:30". The year is the one that the file holds; a sheet in which somebody typed a Buddhist-era
// year into a Gregorian cell says 2569, and only the reader of the sheet can know that.
//
// The readers survive any bytes and every size: they fail with an Error that says what to do, never
// crash, and never use more than a small multiple of Limits. They do no I/O; the caller has the
// bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace sala::workbook {

enum class CellType : std::uint8_t { empty, text, number, boolean, date, error };

struct Cell {
  std::string text;   // UTF-8; "TRUE" / "FALSE" for a boolean, "#N/A" and the like for an error
  double number = 0;  // number: the value; date: Excel's serial in the 1900 system; boolean: 0 or 1
  CellType type = CellType::empty;
  bool has_formula = false;  // the text is what the formula gave when the file was saved

  bool operator==(Cell const&) const = default;
};

// Zero-based and inclusive.
struct Range {
  int first_row = 0, first_column = 0, last_row = 0, last_column = 0;

  bool operator==(Range const&) const = default;
};

struct Sheet {
  std::string name;
  bool hidden = false;
  std::vector<std::vector<Cell>> rows;  // ragged: a row ends at its last cell that is not empty
  std::vector<Range> merged;

  // The empty cell outside the rows, at any position.
  Cell const& at(int row, int column) const;
  // As at(), but every cell of a merged range shows the range's value.
  Cell const& shown_at(int row, int column) const;
};

struct Workbook {
  std::vector<Sheet> sheets;
  // What the reader had to assume, in English sentences that are message ids of the catalogue; for
  // example that a CSV file was read as Windows-874.
  std::vector<std::string> notes;
};

// Each limit is far above an honest roster (100,000 people in 12 columns are 1.2 million cells in
// 55 MB of XML) and far below what would trouble a small server.
struct Limits {
  std::size_t file_bytes = 32u << 20;
  std::size_t entries = 2'000;              // files inside the .xlsx
  std::size_t part_bytes = 96u << 20;       // one inflated file
  std::size_t inflated_bytes = 128u << 20;  // all that were read
  std::size_t ratio = 250;                  // inflated to packed, of a part above ratio_from_bytes;
  std::size_t ratio_from_bytes = 4u << 20;  // sheets reach about 60, deflate's worst is 1,032
  int sheets = 200;
  int rows = 250'000;
  int columns = 1'024;
  std::size_t cells = 2'000'000;     // with the empty ones to the left of a filled one
  std::size_t cell_bytes = 100'000;  // Excel's 32,767 characters, in UTF-8
  std::size_t merged = 20'000;
};

// Tells the format from the bytes; the file's name only names the one sheet of a CSV file and
// sharpens the advice.
Result<Workbook> read_workbook(std::string_view bytes, std::string_view file_name,
                               Limits const& limits = {});
Result<Workbook> read_xlsx(std::string_view bytes, Limits const& limits = {});
Result<Workbook> read_csv(std::string_view bytes, std::string_view sheet_name,
                          Limits const& limits = {});

// 0 → "A", 25 → "Z", 26 → "AA": the letters above a column.
std::string column_letters(int column);

}  // namespace sala::workbook
