#include "sync/hq/import/table.h"

#include <algorithm>
#include <set>

#include "platform/thai/fold.h"
#include "sync/hq/import/sensitive.h"

namespace sala::importing {
namespace {

constexpr int rows_searched = 25;      // titles, logos and notes stand above a header; never more
constexpr int columns_searched = 200;  // more is no table that a person made

constexpr Field naming_fields[] = {Field::name, Field::given_name, Field::full_name,
                                   Field::nickname, Field::code};

// Cells of merged ranges all hold the range's value; the work is bounded by the cells that exist.
void fill_merged(workbook::Sheet& sheet) {
  std::size_t filled = 0;
  for (workbook::Range const& range : sheet.merged) {
    workbook::Cell const value = sheet.at(range.first_row, range.first_column);
    if (value.type == workbook::CellType::empty) continue;
    int last_row = std::min(range.last_row, static_cast<int>(sheet.rows.size()) - 1);
    int last_column = std::min(range.last_column, columns_searched);
    for (int r = range.first_row; r <= last_row; ++r) {
      auto& row = sheet.rows[static_cast<std::size_t>(r)];
      if (row.size() <= static_cast<std::size_t>(last_column)) {
        row.resize(static_cast<std::size_t>(last_column) + 1);
      }
      for (int c = range.first_column; c <= last_column; ++c) {
        row[static_cast<std::size_t>(c)] = value;
        if (++filled > 500'000) return;  // no honest sheet merges that much
      }
    }
  }
}

struct Header {
  Entity entity = Entity::participant;
  int row = -1;
  int score = 0;
};

bool enough(Entity entity, std::set<Field> const& fields) {
  auto has = [&](Field field) { return fields.contains(field); };
  switch (entity) {
    case Entity::participant:
      return (has(Field::full_name) || has(Field::given_name) || has(Field::nickname)) &&
             fields.size() >= 2;
    case Entity::session:
      return (has(Field::name) || has(Field::course)) &&
             (has(Field::start) || has(Field::time_range) || has(Field::date));
    case Entity::programme:
    case Entity::organisation:
    case Entity::venue:
    case Entity::team:
    case Entity::course:
      return has(Field::name);
  }
  return false;
}

Header score_row(workbook::Sheet const& sheet, int row, Entity entity, bool named_so) {
  std::set<Field> fields;
  auto const& cells = sheet.rows[static_cast<std::size_t>(row)];
  int last = std::min(static_cast<int>(cells.size()), columns_searched);
  for (int column = 0; column < last; ++column) {
    std::string heading = thai::tidy(sheet.at(row, column).text);
    if (auto field = field_of_heading(entity, heading)) fields.insert(*field);
  }
  // Alone, a column "ชื่อ" could be anything: then the sheet's name must say what.
  if (!enough(entity, fields) || (fields.size() < 2 && !named_so)) return {};
  return {entity, row, static_cast<int>(fields.size()) * 2 + (named_so ? 5 : 0)};
}

Header find_header(workbook::Sheet const& sheet) {
  Header best;
  auto named = entity_of_name(thai::tidy(sheet.name));
  int last = std::min(static_cast<int>(sheet.rows.size()), rows_searched);
  for (int row = 0; row < last; ++row) {
    // The commonest last: of equals the later one wins.
    for (Entity entity : all_entities) {
      Header found = score_row(sheet, row, entity, named == entity);
      if (found.score > 0 &&
          (found.score > best.score || (found.score == best.score && found.row == best.row))) {
        best = found;
      }
    }
  }
  return best;
}

std::vector<std::string_view> cells_below(workbook::Sheet const& sheet, int header, int column) {
  std::vector<std::string_view> cells;
  for (int row = header + 1; row < static_cast<int>(sheet.rows.size()); ++row) {
    cells.push_back(sheet.at(row, column).text);
  }
  return cells;
}

bool is_row_number(std::string_view heading) {
  std::string folded = thai::search_fold(heading);
  for (std::string_view known : {"ที่", "ลำดับ", "ลำดับที่", "no", "#", "เลขลำดับ", "order", "number"}) {
    if (folded == thai::search_fold(known)) return true;
  }
  return false;
}

class ColumnReader {
 public:
  ColumnReader(Table& table, Plan& plan) : table_(table), plan_(plan) {}

  void read(int column) {
    std::string heading = thai::tidy(table_.sheet.at(table_.header_row, column).text);
    auto cells = cells_below(table_.sheet, table_.header_row, column);
    bool filled = std::any_of(cells.begin(), cells.end(), [](auto cell) { return !cell.empty(); });
    if (heading.empty() && !filled) return;
    if (char const* why = sensitive_heading(heading)) return leave_out(column, heading, why, true);
    if (are_national_ids(cells)) {
      return leave_out(column, heading, word("national ID or passport numbers"), true);
    }
    if (is_row_number(heading)) return;
    auto field = field_of_heading(table_.entity, heading);
    if (!field && (field = field_near_heading(table_.entity, heading)) && !taken(*field)) {
      plan_.problems.push_back({Severity::note,
                                place(column),
                                word("The heading “{value}” was taken for a slip of the pen."),
                                word("Write the heading as in the guide."),
                                heading,
                                {}});
    }
    if (field && !taken(*field)) {
      table_.columns.push_back({*field, column});
    } else if (filled) {
      leave_out(column, heading,
                field ? word("a second column of the same kind") : word("not needed here"), false);
    }
  }

 private:
  bool taken(Field field) const { return table_.column_of(field).has_value(); }
  Place place(int column) const {
    Place place = table_.place(table_.header_row);
    place.column = workbook::column_letters(column);
    return place;
  }
  void leave_out(int column, std::string const& heading, char const* why, bool sensitive) {
    plan_.left_out.push_back({place(column), heading, why, sensitive});
  }

  Table& table_;
  Plan& plan_;
};

bool says_nothing(std::string_view text) {
  for (std::string_view nothing : {"-", "–", "—", "--", "n/a", "N/A", "null", "NULL", "ไม่มี", "."}) {
    if (text == nothing) return true;
  }
  return text.empty();
}

// "รวม 43 คน", "Total"
bool is_total(std::string_view text) {
  std::string folded = thai::search_fold(text);
  return folded.starts_with("รวม ") || folded == "รวม" || folded.starts_with("รวมทั้งหมด") ||
         folded == "total" || folded.starts_with("total ");
}

bool is_header_again(Table const& table, int row) {
  return std::all_of(table.columns.begin(), table.columns.end(), [&](Column const& column) {
    return table.sheet.at(row, column.index).text ==
           table.sheet.at(table.header_row, column.index).text;
  });
}

// One value across all columns: a caption, or a line of totals.
bool is_caption(Table const& table, int row) {
  if (table.columns.size() < 3) return false;
  std::string const& first = table.sheet.at(row, table.columns.front().index).text;
  return !first.empty() &&
         std::all_of(table.columns.begin(), table.columns.end(), [&](Column const& column) {
           return table.sheet.at(row, column.index).text == first;
         });
}

}  // namespace

std::optional<int> Table::column_of(Field field) const {
  for (Column const& column : columns) {
    if (column.field == field) return column.index;
  }
  return std::nullopt;
}

workbook::Cell const& Table::cell(int row, Field field) const {
  auto column = column_of(field);
  return sheet.at(row, column ? *column : -1);
}

std::string Table::text(int row, Field field) const {
  std::string text = thai::tidy(cell(row, field).text);
  return says_nothing(text) ? std::string() : text;
}

Place Table::place() const { return {file, sheet.name, 0, {}}; }
Place Table::place(int row) const { return {file, sheet.name, row + 1, {}}; }
Place Table::place(int row, Field field) const {
  Place where = place(row);
  if (auto column = column_of(field)) where.column = workbook::column_letters(*column);
  return where;
}

std::optional<Table> recognise(std::string const& file, workbook::Sheet sheet, Plan& plan) {
  if (sheet.rows.empty()) return std::nullopt;
  Table table;
  table.file = file;
  table.sheet = std::move(sheet);
  if (table.sheet.hidden) {
    plan.problems.push_back({Severity::note,
                             table.place(),
                             word("The sheet is hidden and was not read."),
                             word("Show it in the workbook if it belongs to the import."),
                             {},
                             {}});
    return std::nullopt;
  }
  fill_merged(table.sheet);
  Header header = find_header(table.sheet);
  if (header.row < 0) {
    plan.problems.push_back({Severity::warning,
                             table.place(),
                             word("No headings were recognised, so the sheet was not read."),
                             word("Give each column a heading, such as “ชื่อ” or “given name”."),
                             {},
                             {}});
    return std::nullopt;
  }
  table.entity = header.entity;
  table.header_row = header.row;
  std::size_t widest = 0;
  for (auto const& row : table.sheet.rows) widest = std::max(widest, row.size());
  ColumnReader reader(table, plan);
  int last = std::min(static_cast<int>(widest), columns_searched);
  for (int column = 0; column < last; ++column) reader.read(column);
  bool named = std::any_of(std::begin(naming_fields), std::end(naming_fields),
                           [&](Field field) { return table.column_of(field).has_value(); });
  if (!named && table.entity != Entity::session) return std::nullopt;
  return table;
}

std::vector<int> data_rows(Table const& table) {
  std::vector<int> rows;
  for (int row = table.header_row + 1; row < static_cast<int>(table.sheet.rows.size()); ++row) {
    bool filled =
        std::any_of(table.columns.begin(), table.columns.end(), [&](Column const& column) {
          return !says_nothing(thai::tidy(table.sheet.at(row, column.index).text));
        });
    if (!filled || is_header_again(table, row) || is_caption(table, row)) continue;
    if (is_total(table.sheet.at(row, 0).text) ||
        is_total(table.sheet.at(row, table.columns.front().index).text)) {
      continue;
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace sala::importing
