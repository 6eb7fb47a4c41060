// A sheet whose columns are understood.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/workbook/workbook.h"
#include "sync/hq/import/plan.h"

namespace sala::importing {

enum class Field {
  code,
  name,
  name_en,
  programme,
  team,
  organisation,
  nickname,
  title,
  given_name,
  surname,
  full_name,
  romanised,
  romanised_surname,
  phone,
  birth_date,
  status,
  cohort,
  organisers,
  province,
  colour,
  summary,
  summary_en,
  learning,
  core,
  level,
  topics,
  capacity,
  minimum,
  slot,
  cutoff,
  cutoff_time,
  prerequisites,
  subject,
  bring,
  bring_en,
  course,
  venue,
  room,
  trainers,
  date,
  end_date,
  start,
  end,
  time_range,
  late_after,
  teams,
  signature,
  leaving,
  forms,
  cancelled,
};

struct Column {
  Field field;
  int index;
};

struct Table {
  Entity entity = Entity::participant;
  std::string file;
  workbook::Sheet sheet;  // merged cells filled
  int header_row = 0;
  std::vector<Column> columns;

  std::optional<int> column_of(Field field) const;
  // The cell's text, tidied; empty for "-", "n/a" and the like, and for a column that is not there.
  std::string text(int row, Field field) const;
  workbook::Cell const& cell(int row, Field field) const;
  Place place(int row, Field field) const;
  Place place(int row) const;
  Place place() const;
};

// What a heading means in a sheet of `entity`.
std::optional<Field> field_of_heading(Entity entity, std::string_view heading);
// The same for a heading with a slip of the pen.
std::optional<Field> field_near_heading(Entity entity, std::string_view heading);
// The entity that a sheet's name speaks of.
std::optional<Entity> entity_of_name(std::string_view sheet_name);

// Finds the header row and what the sheet is about. Sensitive and unused columns go to
// `plan.left_out`, a sheet that is not understood becomes a problem of the plan.
std::optional<Table> recognise(std::string const& file, workbook::Sheet sheet, Plan& plan);

// Rows below the header that say something: not empty, not the header again, not a line of totals
// or a caption merged across.
std::vector<int> data_rows(Table const& table);

}  // namespace sala::importing
