// The work behind read_xlsform: sheets in, a Form and its problems out. Internal to this folder.
//
// Each step reports all that it finds and goes on with what can be understood.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sync/forms/xlsform/sheets.h"
#include "sync/forms/xlsform/types.h"
#include "sync/forms/xlsform/xlsform.h"

namespace sala::forms {

class Reader {
 public:
  explicit Reader(Sheets sheets) : sheets_(std::move(sheets)) {}

  Reading read(Problems before);

 private:
  // A group, repeat or loop whose end has not been read.
  struct Open {
    RowKind kind;
    std::int64_t place;  // in questions
    int row;
    std::string list;        // of a loop
    std::string table_list;  // of a group drawn as a table: the list of its first select
    bool is_table = false;
  };

  // settings_reader.cpp, choices_reader.cpp
  void read_settings();
  void find_languages();
  void read_choices();
  void read_choice(Row const& row);
  void check_choices();
  Texts texts(Table const& table, Row const& row, std::string_view column) const;
  std::vector<Media> media(Table const& table, Row const& row) const;
  void tell_of_media(Table const& table, Row const& row, std::vector<Media> const& media);

  // survey_reader.cpp, survey_groups.cpp
  void read_survey();
  void read_row(Row const& row);
  void begin(Row const& row, WrittenType const& type);
  void end(Row const& row, WrittenType const& type);
  void expand_loop(Open const& loop);
  void flatten();
  void count_repeat(Row const& row, Question& question);
  void read_question(Row const& row, WrittenType const& type);
  void read_select(Row const& row, WrittenType const& type, Question& question);
  void check_saved(Row const& row, WrittenType const& type);
  void ask_for_other(Row const& row, Question const& question);
  Question start(Row const& row, WrittenType const& type);
  void read_expressions(Row const& row, Question& question);
  std::string name_of(Row const& row, WrittenType const& type);
  void check_label(Row const& row, Question const& question);
  std::int64_t add(Question question);

  // parameters.cpp
  void read_parameters(Row const& row, Question& question);
  void check_range(Row const& row, Question const& question);
  void check_ticks(Row const& row, Question const& question);
  void check_file(Row const& row, Question const& question);
  void check_place(Row const& row, Question const& question);

  // references.cpp
  void resolve();
  std::string resolved(std::string_view text, std::size_t place, std::string_view column,
                       bool is_label);
  std::string path_to(std::string_view name, std::size_t from, std::string_view column, bool whole,
                      bool inside);
  void resolve_triggers(std::size_t place);
  void check_choice_references();

  // names.cpp
  void check_names();

  void report(Severity severity, Table const& table, int row, std::string_view column,
              char const* what, char const* mend, std::string value = {}, std::string other = {});
  void refuse(Row const& row, std::string_view column, char const* what, char const* mend,
              std::string value = {}, std::string other = {}) {
    report(Severity::error, sheets_.survey, row.number, column, what, mend, std::move(value),
           std::move(other));
  }
  std::string const& text(Row const& row, std::string_view column) const {
    return sheets_.survey.text(row, column);
  }
  ChoiceList* list_named(std::string_view name);

  Sheets sheets_;
  Form form_;
  Problems problems_;
  std::vector<Open> open_;
  bool may_repeat_choices_ = false;
  std::map<std::string, std::size_t, std::less<>> list_places_;
  std::vector<std::string> raw_triggers_;                        // by question
  std::multimap<std::string, std::size_t, std::less<>> places_;  // by name
};

// "yes" and the like as expressions; anything else as it is.
std::string as_condition(std::string_view text);
// Whether a default is worked out rather than taken as it stands.
bool is_dynamic(std::string_view text, QuestionType type);
bool is_name(std::string_view text);

}  // namespace sala::forms
