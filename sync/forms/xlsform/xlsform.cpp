#include "sync/forms/xlsform/xlsform.h"

#include <algorithm>

#include "sync/forms/blueprint.h"
#include "sync/forms/value.h"
#include "sync/forms/xlsform/headings.h"
#include "sync/forms/xlsform/reader.h"

namespace sala::forms {
namespace {

// Far above what a form needs: a hostile archive shall not cost more than a large one.
workbook::Limits limits() {
  workbook::Limits limits;
  limits.file_bytes = 16u << 20;
  limits.inflated_bytes = 64u << 20;
  limits.part_bytes = 48u << 20;
  limits.rows = 60'000;
  limits.cells = 1'000'000;
  return limits;
}

Source source_of(std::string_view bytes) {
  return bytes.starts_with("PK") ? Source::workbook : Source::csv;
}

std::string without_ending(std::string_view file_name) {
  return std::string(file_name.substr(0, file_name.find('.')));
}

}  // namespace

// Signs that make a default something to be worked out. What looks like a date, a time or a place
// has hyphens of its own.
bool is_dynamic(std::string_view text, QuestionType type) {
  if (text.find("${") != std::string_view::npos) return true;
  bool hyphens = type == QuestionType::date || type == QuestionType::time ||
                 type == QuestionType::date_time || type == QuestionType::other ||
                 type == QuestionType::signature;
  auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || (c & 0x80) != 0;
  };
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
      continue;
    }
    bool closes = (c == '"' || c == '\'') && text.find(c, i + 1) != std::string_view::npos;
    if (closes) quote = c;
    char before = i == 0 ? '\0' : text[i - 1];
    if (c == '(' && letter(before)) return true;
    if (c == '*' || c == '+' || c == '|' || c == '[') return true;
    // A minus between words; one before digits is a sign, one inside a word a hyphen.
    bool loose = c == '-' && before == ' ' && i + 1 < text.size() && text[i + 1] == ' ';
    if (loose && !hyphens) return true;
  }
  return text.find(" div ") != std::string_view::npos ||
         text.find(" mod ") != std::string_view::npos;
}

void Reader::report(Severity severity, Table const& table, int row, std::string_view column,
                    char const* what, char const* mend, std::string value, std::string other) {
  problems_.push_back({severity, table.sheet, row, table.heading(column), what, mend,
                       std::move(value), std::move(other)});
}

Reading Reader::read(Problems before) {
  problems_ = std::move(before);
  read_settings();
  find_languages();
  read_choices();
  read_survey();
  check_names();
  resolve();
  bool external = std::ranges::any_of(
      form_.questions, [](Question const& it) { return it.written_type == "select_one_external"; });
  if (external && !sheets_.uses_external_choices) {
    report(Severity::error, sheets_.survey, 0, {}, word("There is no sheet named “{value}”."),
           word("Put the choices into the sheet “choices”."), "external_choices");
  }
  if (sheets_.uses_entities) {
    problems_.push_back({Severity::note,
                         "entities",
                         0,
                         {},
                         word("Sala keeps no entities; this sheet is not used."),
                         "",
                         {},
                         {}});
  }
  if (count(problems_, Severity::error) == 0) {
    for (Fault const& fault : Blueprint::check(form_)) {
      auto at = static_cast<std::size_t>(fault.question);
      int row = fault.question < 0 ? 0 : static_cast<int>(form_.questions[at].row);
      report(fault.only_unsupported ? Severity::unsupported : Severity::error, sheets_.survey, row,
             fault.column, fault.what, fault.mend, fault.value, fault.other);
    }
  }
  std::ranges::stable_sort(problems_, {}, [](Problem const& it) {
    int sheet = it.sheet == "survey" ? 1 : it.sheet == "choices" ? 2 : it.sheet.empty() ? 0 : 3;
    return std::pair(sheet, it.row);
  });
  return {std::move(form_), std::move(problems_)};
}

bool looks_like_form(std::string_view bytes, std::string_view file_name) {
  auto workbook = workbook::read_workbook(bytes, file_name, limits());
  if (!workbook) return false;
  Problems ignored;
  auto sheets = find_sheets(*workbook, source_of(bytes), ignored);
  return sheets.has_survey && sheets.survey.find("type").has_value();
}

Reading read_xlsform(std::string_view bytes, std::string_view file_name) {
  Problems problems;
  auto workbook = workbook::read_workbook(bytes, file_name, limits());
  if (!workbook) {
    problems.push_back(
        {Severity::error, {}, 0, {}, "", "", workbook.error().cause, workbook.error().advice});
    return {Form(), std::move(problems)};
  }
  auto sheets = find_sheets(*workbook, source_of(bytes), problems);
  auto reading = Reader(std::move(sheets)).read(std::move(problems));
  if (reading.form.id.empty()) reading.form.id = without_ending(file_name);
  if (reading.form.title.empty()) reading.form.title = reading.form.id;
  return reading;
}

}  // namespace sala::forms
