// RFC 4180, read as Excel and LibreOffice read it: any of four delimiters, a "sep=" line, any line
// end, line ends inside quotes, quotes inside an unquoted field taken as they are.
#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "platform/base/catalogue.h"
#include "platform/workbook/not_a_workbook.h"
#include "platform/workbook/text_encoding.h"
#include "platform/workbook/workbook.h"

namespace sala::workbook {
namespace {

constexpr std::array<char, 4> delimiters = {',', ';', '\t', '|'};
constexpr std::size_t sniffed_bytes = 64 << 10;  // enough for hundreds of records
constexpr int sniffed_records = 100;

// Cuts one record after another. Views point into `text` or, for quoted fields, own their text.
class RecordReader {
 public:
  RecordReader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  bool at_end() const { return at_ >= text_.size(); }
  int line() const { return line_; }  // 1-based line at which the next record starts
  bool unclosed() const { return unclosed_; }

  // False when a quote is never closed, or when `max_fields` or `max_bytes` is exceeded.
  bool read(std::vector<std::string>& fields, std::size_t max_fields, std::size_t max_bytes) {
    fields.clear();
    while (true) {
      if (fields.size() == max_fields) return false;
      fields.emplace_back();
      if (!field(fields.back()) || fields.back().size() > max_bytes) return false;
      if (at_end()) return true;
      char c = text_[at_++];
      if (c == delimiter_) {
        if (at_end()) fields.emplace_back();
        if (at_end()) return fields.size() <= max_fields;
        continue;
      }
      if (c == '\r' && !at_end() && text_[at_] == '\n') ++at_;
      ++line_;
      return true;
    }
  }

 private:
  bool field(std::string& out) {
    if (!at_end() && text_[at_] == '"' && !quoted(out)) return false;
    std::size_t start = at_;
    while (!at_end() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    out.append(text_.substr(start, at_ - start));
    return true;
  }

  bool quoted(std::string& out) {
    for (++at_; !at_end(); ++at_) {
      char c = text_[at_];
      if (c == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') {
          ++at_;
          return true;
        }
        ++at_;
      }
      if (c == '\n') ++line_;
      out += c;
    }
    unclosed_ = true;
    return false;
  }

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  int line_ = 1;
  bool unclosed_ = false;
};

// How many records agree on the commonest number of fields, and that number.
std::pair<int, int> agreement(std::string_view text, char delimiter) {
  RecordReader reader(text, delimiter);
  std::map<std::size_t, int> counts;
  std::vector<std::string> fields;
  for (int i = 0; i < sniffed_records && !reader.at_end(); ++i) {
    if (!reader.read(fields, 10'000, text.size())) break;
    if (fields.size() > 1) ++counts[fields.size()];
  }
  std::pair<int, int> best = {0, 0};
  for (auto const& [size, count] : counts) {
    best = std::max(best, {count, static_cast<int>(size)});
  }
  return best;
}

char sniff_delimiter(std::string_view text) {
  std::string_view head = text.substr(0, sniffed_bytes);
  if (head.size() < text.size()) {  // up to a line end, so that no record is cut
    auto end = head.find_last_of('\n');
    if (end != std::string_view::npos) head = head.substr(0, end + 1);
  }
  char best = ',';
  std::pair<int, int> best_agreement = {0, 0};
  for (char delimiter : delimiters) {
    auto found = agreement(head, delimiter);
    if (found > best_agreement) {
      best = delimiter;
      best_agreement = found;
    }
  }
  return best;
}

// Excel's own hint: a first line of "sep=;".
std::optional<char> take_separator_line(std::string_view& text) {
  if (!text.starts_with("sep=") && !text.starts_with("SEP=")) return std::nullopt;
  auto end = text.find('\n');
  if (end == std::string_view::npos || end < 5 || end > 6) return std::nullopt;
  if (end == 6 && text[5] != '\r') return std::nullopt;
  char delimiter = text[4];
  text.remove_prefix(end + 1);
  return delimiter;
}

std::vector<Cell> to_cells(std::vector<std::string>& fields) {
  while (!fields.empty() && fields.back().empty()) fields.pop_back();
  std::vector<Cell> cells(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    cells[i].type = fields[i].empty() ? CellType::empty : CellType::text;
    cells[i].text = std::move(fields[i]);
  }
  return cells;
}

std::optional<std::string> encoding_note(Encoding encoding) {
  switch (encoding) {
    case Encoding::utf8:
    case Encoding::utf16_le:
    case Encoding::utf16_be:
      return std::nullopt;
    case Encoding::utf8_damaged:
      return word("Some characters of the file are damaged; they are shown as �.");
    case Encoding::windows_874:
      return word("The file was read as Thai in the old encoding TIS-620 (Windows-874).");
    case Encoding::windows_1252:
      return word("The encoding of the file is unknown; check that names read right.");
  }
  return std::nullopt;
}

Result<Workbook> too_big(std::string_view what) {
  return fail(ErrorCode::busy, "read CSV", what, word("Split it into several files."));
}

}  // namespace

Result<Workbook> read_csv(std::string_view bytes, std::string_view sheet_name,
                          Limits const& limits) {
  if (bytes.size() > limits.file_bytes) return too_big(word("The file is too big."));
  if (auto reason = why_not_a_workbook(bytes)) return tl::unexpected<Error>(std::move(*reason));
  DecodedText decoded = decode_text(bytes);
  if (decoded.text.find('\0') != std::string::npos) {
    return fail(ErrorCode::invalid, "read CSV", word("The file is not a text file."),
                word("Open it in Excel, LibreOffice or Google Sheets and save it as .xlsx."));
  }
  std::string_view text = decoded.text;
  auto hinted = take_separator_line(text);
  RecordReader reader(text, hinted ? *hinted : sniff_delimiter(text));

  Workbook book;
  if (auto note = encoding_note(decoded.encoding)) book.notes.push_back(*note);
  Sheet sheet;
  sheet.name = repaired_utf8(sheet_name);
  std::size_t cells = 0;
  std::vector<std::string> fields;
  while (!reader.at_end()) {
    int line = reader.line();
    if (!reader.read(fields, static_cast<std::size_t>(limits.columns), limits.cell_bytes)) {
      if (!reader.unclosed())
        return too_big(word("A row has too many columns or too long a cell."));
      return fail(ErrorCode::invalid, "read CSV, line " + std::to_string(line),
                  word("A quotation mark is never closed."),
                  word("Close it, or double it when it belongs to the text."));
    }
    if (sheet.rows.size() == static_cast<std::size_t>(limits.rows)) {
      return too_big(word("The file has too many rows."));
    }
    sheet.rows.push_back(to_cells(fields));
    cells += sheet.rows.back().size();
    if (cells > limits.cells) return too_big(word("The file has too many cells."));
  }
  while (!sheet.rows.empty() && sheet.rows.back().empty()) sheet.rows.pop_back();
  book.sheets.push_back(std::move(sheet));
  return book;
}

}  // namespace sala::workbook
