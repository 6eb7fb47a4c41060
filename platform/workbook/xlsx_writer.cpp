#include "platform/workbook/xlsx_writer.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <filesystem>
#include <memory>
#include <set>

#include "platform/posix/files.h"

namespace sala::workbook {
namespace {

constexpr std::size_t most_rows = 1'048'575;  // and the headings
constexpr std::size_t most_columns = 16'384;
constexpr std::size_t longest_text = 32'767;  // letters; here in bytes, which are never fewer
constexpr std::size_t longest_name = 31;

// At most so many bytes, cut between letters.
std::string cut(std::string text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  text.resize(bytes);
  return text;
}

std::string fit_name(std::string name, std::set<std::string>& taken) {
  for (char& c : name) {
    if (std::string_view("[]:*?/\\'").find(c) != std::string_view::npos) c = '_';
  }
  if (name.empty()) name = "sheet";
  auto wanted = cut(name, longest_name);
  for (int i = 2; !taken.insert(wanted).second; ++i) {
    auto number = "_" + std::to_string(i);
    wanted = cut(name, longest_name - number.size()) + number;
  }
  return wanted;
}

// A file of its own in the folder for such, gone at the end: the library of Debian 12 writes files.
class Scratch {
 public:
  Scratch() {
    std::error_code error;
    auto folder = std::filesystem::temp_directory_path(error);
    path_ = (error ? std::filesystem::path("/tmp") : folder) / "sala-xlsx-XXXXXX";
    int file = mkstemp(path_.data());
    made_ = file >= 0;
    if (made_) close(file);
  }
  Scratch(Scratch const&) = delete;
  Scratch& operator=(Scratch const&) = delete;
  ~Scratch() {
    if (made_) unlink(path_.c_str());
  }
  bool made() const { return made_; }
  std::string const& path() const { return path_; }

 private:
  std::string path_;
  bool made_ = false;
};

struct Closer {
  void operator()(lxw_workbook* book) const { workbook_close(book); }
};

lxw_error write_cell(lxw_worksheet* sheet, std::size_t row, std::size_t column,
                     WrittenCell const& cell) {
  auto at_row = static_cast<lxw_row_t>(row);
  auto at_column = static_cast<lxw_col_t>(column);
  if (auto const* number = std::get_if<double>(&cell)) {
    return worksheet_write_number(sheet, at_row, at_column, *number, nullptr);
  }
  if (auto const* text = std::get_if<std::string>(&cell); text != nullptr && !text->empty()) {
    auto fit = cut(*text, longest_text);
    return worksheet_write_string(sheet, at_row, at_column, fit.c_str(), nullptr);
  }
  return LXW_NO_ERROR;
}

Result<void> write_sheet(lxw_worksheet* to, lxw_format* bold, WrittenSheet const& sheet) {
  if (sheet.rows.size() > most_rows || sheet.headings.size() > most_columns) {
    return fail(ErrorCode::invalid, "write workbook", "it is larger than a spreadsheet can be",
                "write CSV instead");
  }
  auto broken = [] { return fail(ErrorCode::internal, "write workbook", "a cell was refused"); };
  for (std::size_t i = 0; i < sheet.headings.size(); ++i) {
    if (write_cell(to, 0, i, sheet.headings[i]) != LXW_NO_ERROR) return broken();
  }
  worksheet_set_row(to, 0, LXW_DEF_ROW_HEIGHT, bold);
  worksheet_freeze_panes(to, 1, 0);
  for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
    for (std::size_t i = 0; i < sheet.rows[row].size(); ++i) {
      if (write_cell(to, row + 1, i, sheet.rows[row][i]) != LXW_NO_ERROR) return broken();
    }
  }
  return {};
}

}  // namespace

Result<std::string> write_xlsx(std::vector<WrittenSheet> const& sheets) {
  Scratch scratch;
  if (!scratch.made()) {
    return fail(ErrorCode::disk, "write workbook", "no temporary file can be made",
                "free some space in the folder for temporary files");
  }
  std::unique_ptr<lxw_workbook, Closer> book(workbook_new(scratch.path().c_str()));
  if (!book) return fail(ErrorCode::internal, "write workbook", "the library has no memory");
  lxw_format* bold = workbook_add_format(book.get());
  format_set_bold(bold);
  std::set<std::string> taken;
  for (WrittenSheet const& sheet : sheets) {
    auto* made = workbook_add_worksheet(book.get(), fit_name(sheet.name, taken).c_str());
    if (made == nullptr) return fail(ErrorCode::internal, "write workbook", "a sheet was refused");
    TRY(write_sheet(made, bold, sheet));
  }
  auto closed = workbook_close(book.release());
  if (closed != LXW_NO_ERROR) {
    return fail(ErrorCode::disk, "write workbook", lxw_strerror(closed),
                "free some space in the folder for temporary files");
  }
  return files::read(scratch.path());
}

}  // namespace sala::workbook
