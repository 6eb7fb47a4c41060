// Office Open XML workbooks: ECMA-376 (transitional and strict), read by the local names of
// elements so that any namespace prefix will do.
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <map>
#include <optional>
#include <pugixml.hpp>

#include "platform/base/catalogue.h"
#include "platform/workbook/not_a_workbook.h"
#include "platform/workbook/text_encoding.h"
#include "platform/workbook/workbook.h"
#include "platform/workbook/xlsx_parts.h"
#include "platform/workbook/zip_archive.h"

namespace sala::workbook {
namespace {

constexpr std::string_view operation = "read workbook";

tl::unexpected<Error> damaged(std::string_view part) {
  return fail(ErrorCode::invalid, std::string(operation) + ", " + std::string(part),
              word("The workbook is damaged."), word("Open it in Excel and save it again."));
}

tl::unexpected<Error> too_big(std::string_view what) {
  return fail(ErrorCode::busy, operation, what, word("Split it into several workbooks."));
}

Result<void> parse_part(ZipArchive& archive, std::string const& name, XmlPart& part) {
  part.bytes = TRY(archive.read(name));
  auto parsed = part.document.load_buffer_inplace(part.bytes.data(), part.bytes.size(), xml_flags);
  if (!parsed) return damaged(name);
  return {};
}

// "/xl/worksheets/a.xml" or "../a.xml", seen from the folder of `from`.
std::string resolve(std::string_view from, std::string_view target) {
  std::string path;
  if (!target.starts_with('/')) path = from.substr(0, from.find_last_of('/') + 1);
  while (target.starts_with('/')) target.remove_prefix(1);
  while (target.starts_with("../") || target.starts_with("./")) {
    if (target.starts_with("./")) {
      target.remove_prefix(2);
      continue;
    }
    target.remove_prefix(3);
    if (!path.empty()) path.pop_back();
    path.resize(path.find_last_of('/') == std::string::npos ? 0 : path.find_last_of('/') + 1);
  }
  return path + std::string(target);
}

struct Relations {
  std::map<std::string, std::string, std::less<>> by_id;    // id → path
  std::map<std::string, std::string, std::less<>> by_type;  // last word of the type → path
};

Relations read_relations(ZipArchive& archive, std::string const& of_part) {
  Relations relations;
  auto slash = of_part.find_last_of('/');
  std::size_t name_at = slash == std::string::npos ? 0 : slash + 1;
  XmlPart part;
  std::string path = of_part.substr(0, name_at) + "_rels/" + of_part.substr(name_at) + ".rels";
  if (!parse_part(archive, path, part)) return relations;
  for (pugi::xml_node relation :
       children(child(part.document.root(), "Relationships"), "Relationship")) {
    std::string_view type = attribute(relation, "Type");
    std::string target = resolve(of_part, attribute(relation, "Target"));
    relations.by_id.emplace(attribute(relation, "Id"), target);
    relations.by_type.emplace(type.substr(type.find_last_of('/') + 1), target);
  }
  return relations;
}

Result<std::vector<std::string>> read_shared_strings(ZipArchive& archive, std::string const& path,
                                                     Limits const& limits) {
  std::vector<std::string> strings;
  if (path.empty() || !archive.has(path)) return strings;
  XmlPart part;
  TRY(parse_part(archive, path, part));
  for (pugi::xml_node item : children(child(part.document.root(), "sst"), "si")) {
    strings.push_back(rich_text(item));
    if (strings.back().size() > limits.cell_bytes)
      return too_big(word("A cell's text is too long."));
    if (strings.size() > limits.cells) return too_big(word("The workbook has too many cells."));
  }
  return strings;
}

struct Styles {
  struct Format {
    FormatKind kind = FormatKind::general;
    std::string code;
  };
  std::vector<Format> by_style;  // cellXfs
};

Styles read_styles(ZipArchive& archive, std::string const& path) {
  Styles styles;
  XmlPart part;
  if (path.empty() || !parse_part(archive, path, part)) return styles;  // plain numbers then
  pugi::xml_node sheet = child(part.document.root(), "styleSheet");
  std::map<int, std::string> codes;
  for (pugi::xml_node format : children(child(sheet, "numFmts"), "numFmt")) {
    codes[number_attribute(format, "numFmtId", -1)] = attribute(format, "formatCode");
  }
  for (pugi::xml_node style : children(child(sheet, "cellXfs"), "xf")) {
    int id = number_attribute(style, "numFmtId", 0);
    auto own = codes.find(id);
    std::string code(own != codes.end() ? std::string_view(own->second) : builtin_format(id));
    FormatKind kind = kind_of_format(code);
    styles.by_style.push_back({kind, std::move(code)});
    if (styles.by_style.size() > 100'000) break;  // Excel's own limit is 65,490
  }
  return styles;
}

// What all sheets of a workbook share.
struct Shared {
  std::vector<std::string> strings;
  Styles styles;
  bool from_1904 = false;
  Limits limits;
  std::size_t cells = 0;
};

void number_cell(Cell& cell, double value, int style, Shared const& shared) {
  static Styles::Format const general;
  auto const& styles = shared.styles.by_style;
  auto const& format = style >= 0 && static_cast<std::size_t>(style) < styles.size()
                           ? styles[static_cast<std::size_t>(style)]
                           : general;
  cell.type = CellType::number;
  cell.number = value;
  if (format.kind == FormatKind::number) {
    cell.text = formatted_number(value, format.code);
    return;
  }
  cell.text = general_number(value);
  if (format.kind == FormatKind::general || format.kind == FormatKind::text) return;
  bool clock_only = format.kind == FormatKind::time || format.kind == FormatKind::elapsed;
  double serial = shared.from_1904 && !clock_only ? value + 1462 : value;
  if (auto text = serial_text(serial, format.kind)) {
    cell.type = CellType::date;
    cell.number = serial;
    cell.text = *text;
  }
}

void date_cell(Cell& cell, std::string_view iso) {
  cell.text = std::string(iso);
  cell.type = CellType::text;
  auto serial = serial_from_iso(iso);
  if (!serial) return;
  bool clock = iso.find(':') != std::string_view::npos;
  bool day = iso.find('-') != std::string_view::npos;
  auto kind = clock && day ? FormatKind::date_time : clock ? FormatKind::time : FormatKind::date;
  if (kind == FormatKind::date_time && *serial == static_cast<double>(static_cast<int>(*serial))) {
    kind = FormatKind::date;  // strict writers put T00:00:00 on plain dates
  }
  if (auto text = serial_text(*serial, kind)) {
    cell.type = CellType::date;
    cell.number = *serial;
    cell.text = *text;
  }
}

std::optional<double> to_number(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '+')) text.remove_prefix(1);
  double value = 0;
  auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc() || text.empty()) return std::nullopt;
  return value;
}

void fill(Cell& cell, pugi::xml_node node, Shared const& shared) {
  std::string_view type = attribute(node, "t");
  cell.has_formula = !child(node, "f").empty();
  std::string value = plain_text(child(node, "v"));
  if (type == "inlineStr") {
    cell.text = rich_text(child(node, "is"));
    cell.type = CellType::text;
  } else if (type == "s") {
    auto index = to_number(value);
    if (index && *index >= 0 && *index < static_cast<double>(shared.strings.size())) {
      cell.text = shared.strings[static_cast<std::size_t>(*index)];
    }
    cell.type = CellType::text;
  } else if (type == "str") {
    cell.text = unescaped(value);
    cell.type = CellType::text;
  } else if (type == "e") {
    cell.text = std::move(value);
    cell.type = CellType::error;
  } else if (type == "b") {
    cell.number = value == "1" || value == "true" ? 1 : 0;
    if (!value.empty()) cell.text = cell.number == 1 ? "TRUE" : "FALSE";
    cell.type = CellType::boolean;
  } else if (type == "d") {
    date_cell(cell, value);
  } else if (auto number = to_number(value)) {
    number_cell(cell, *number, number_attribute(node, "s", 0), shared);
  }
  if (cell.text.empty()) cell.type = CellType::empty;
}

Result<void> read_row(pugi::xml_node row, std::vector<Cell>& cells, Shared& shared) {
  int column = 0;
  for (pugi::xml_node node : children(row, "c")) {
    if (auto place = parse_reference(attribute(node, "r"))) column = place->column;
    Cell cell;
    fill(cell, node, shared);
    if (cell.type != CellType::empty) {
      if (column >= shared.limits.columns) return too_big(word("A sheet has too many columns."));
      if (cell.text.size() > shared.limits.cell_bytes)
        return too_big(word("A cell's text is too long."));
      auto at = static_cast<std::size_t>(column);
      if (at >= cells.size()) {
        shared.cells += at + 1 - cells.size();
        if (shared.cells > shared.limits.cells)
          return too_big(word("The workbook has too many cells."));
        cells.resize(at + 1);
      }
      cells[at] = std::move(cell);
    }
    ++column;
  }
  return {};
}

Result<void> read_sheet(ZipArchive& archive, std::string const& path, Sheet& sheet,
                        Shared& shared) {
  XmlPart part;
  TRY(parse_part(archive, path, part));
  pugi::xml_node root = child(part.document.root(), "worksheet");
  int at = 0;
  for (pugi::xml_node row : children(child(root, "sheetData"), "row")) {
    at = std::max(number_attribute(row, "r", at + 1) - 1, 0);
    std::vector<Cell> cells;
    TRY(read_row(row, cells, shared));
    if (!cells.empty()) {
      if (at >= shared.limits.rows) return too_big(word("A sheet has too many rows."));
      auto index = static_cast<std::size_t>(at);
      if (index >= sheet.rows.size()) sheet.rows.resize(index + 1);
      sheet.rows[index] = std::move(cells);
    }
    ++at;
  }
  for (pugi::xml_node merge : children(child(root, "mergeCells"), "mergeCell")) {
    if (auto range = parse_range(attribute(merge, "ref"))) sheet.merged.push_back(*range);
    if (sheet.merged.size() > shared.limits.merged) return too_big(word("Too many merged cells."));
  }
  return {};
}

std::string find_workbook(ZipArchive& archive) {
  auto relations = read_relations(archive, "");
  auto found = relations.by_type.find("officeDocument");
  if (found != relations.by_type.end() && archive.has(found->second)) return found->second;
  return "xl/workbook.xml";
}

std::string path_of(Relations const& relations, std::string_view type) {
  auto found = relations.by_type.find(type);
  return found == relations.by_type.end() ? std::string() : found->second;
}

}  // namespace

Result<Workbook> read_xlsx(std::string_view bytes, Limits const& limits) {
  if (auto reason = why_not_a_workbook(bytes)) return tl::unexpected<Error>(std::move(*reason));
  ZipArchive archive = TRY(ZipArchive::open(bytes, limits));
  std::string main = find_workbook(archive);
  if (!archive.has(main) || main.ends_with(".bin") || !main.ends_with(".xml") ||
      main.find("document.xml") != std::string::npos) {
    return tl::unexpected<Error>(why_not_xlsx(archive.names()));
  }
  XmlPart part;
  TRY(parse_part(archive, main, part));
  pugi::xml_node root = child(part.document.root(), "workbook");
  if (!root) return tl::unexpected<Error>(why_not_xlsx(archive.names()));

  Relations relations = read_relations(archive, main);
  Shared shared;
  shared.limits = limits;
  shared.strings = TRY(read_shared_strings(archive, path_of(relations, "sharedStrings"), limits));
  shared.styles = read_styles(archive, path_of(relations, "styles"));
  std::string_view from_1904 = attribute(child(root, "workbookPr"), "date1904");
  shared.from_1904 = from_1904 == "1" || from_1904 == "true";

  Workbook book;
  for (pugi::xml_node node : children(child(root, "sheets"), "sheet")) {
    if (book.sheets.size() == static_cast<std::size_t>(limits.sheets)) {
      return too_big(word("The workbook has too many sheets."));
    }
    auto path = relations.by_id.find(attribute(node, "id"));
    if (path == relations.by_id.end()) return damaged("a sheet without a relation");
    if (path->second.find("worksheets/") == std::string::npos) continue;  // charts, dialogs, macros
    Sheet sheet;
    sheet.name = repaired_utf8(attribute(node, "name"));
    std::string_view state = attribute(node, "state");
    sheet.hidden = state == "hidden" || state == "veryHidden";
    TRY(read_sheet(archive, path->second, sheet, shared));
    book.sheets.push_back(std::move(sheet));
  }
  if (book.sheets.empty()) return damaged("no sheet");
  return book;
}

}  // namespace sala::workbook
