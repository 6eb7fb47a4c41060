#include <algorithm>

#include "sync/forms/value.h"
#include "sync/forms/xlsform/headings.h"
#include "sync/forms/xlsform/reader.h"

namespace sala::forms {

bool is_name(std::string_view text) {
  auto letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
  };
  if (text.empty() || !letter(text[0])) return false;
  return std::ranges::all_of(
      text, [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
}

std::string as_condition(std::string_view text) {
  auto low = plain(text);
  for (std::string_view yes : {"yes", "true", "true()"}) {
    if (low == yes) return "true()";
  }
  for (std::string_view no : {"no", "false", "false()"}) {
    if (low == no) return "false()";
  }
  return std::string(text);
}

void Reader::read_survey() {
  Table const& table = sheets_.survey;
  if (!sheets_.has_survey) return;
  if (!table.find("type")) {
    report(Severity::error, table, 0, {}, word("There is no column “{value}”."),
           word("Put it into the first row of the sheet."), "type");
    return;
  }
  if (table.rows.size() > most_questions) {
    report(Severity::error, table, 0, {}, word("There are more than {value} questions."),
           word("Divide the form."), std::to_string(most_questions));
    return;
  }
  for (Column const& column : table.columns) {
    if (is_known_column(column.name, "survey")) continue;
    report(Severity::note, table, 0, column.name, word("The column “{value}” is not used here."),
           "", column.heading);
  }
  for (Row const& row : table.rows) {
    if (as_condition(text(row, "disabled")) != "true()") read_row(row);
  }
  flatten();
  for (Open const& open : open_) {
    report(Severity::error, table, open.row, "type",
           word("The group or repeat “{value}” has no end."),
           word("Add a row with end_group or end_repeat."),
           form_.questions[static_cast<std::size_t>(open.place)].name);
  }
  if (form_.questions.empty() && count(problems_, Severity::error) == 0) {
    report(Severity::error, table, 0, {}, word("The form asks nothing."),
           word("Write one question a row below the headings."));
  }
}

void Reader::read_row(Row const& row) {
  std::string const& written = text(row, "type");
  if (written.empty()) {
    if (text(row, "name").empty() && text(row, "label").empty()) return;  // a comment
    refuse(row, "type", word("This row has no type."),
           word("Say what it is: text, integer, select_one LIST, note …"));
    return;
  }
  auto type = read_type(written);
  if (!type) {
    refuse(row, "type", word("“{value}” is no type of question."),
           word("See xlsform.org; most are text, integer, date, select_one LIST."), written);
    return;
  }
  if (type->kind == RowKind::end) {
    end(row, *type);
  } else if (type->kind == RowKind::question) {
    read_question(row, *type);
  } else {
    begin(row, *type);
  }
}

std::string Reader::name_of(Row const& row, WrittenType const& type) {
  std::string const& name = text(row, "name");
  if (name.empty()) {
    if (type.type == QuestionType::note) return "generated_note_name_" + std::to_string(row.number);
    if (type.kind == RowKind::begin_group) {
      return "generated_group_name_" + std::to_string(row.number);
    }
    refuse(row, "name", word("This question has no name."),
           word("The name stands for the answer in tables: one word, no spaces."));
    return "unnamed_" + std::to_string(row.number);
  }
  if (!is_name(name)) {
    refuse(row, "name", word("“{value}” cannot be a name."),
           word("A name begins with a letter and has no spaces: letters, digits, “_”, “-”, “.”."),
           name);
  }
  return name;
}

Question Reader::start(Row const& row, WrittenType const& type) {
  Question question;
  question.type = type.type;
  question.name = name_of(row, type);
  question.row = row.number;
  question.parent = open_.empty() ? -1 : open_.back().place;
  Table const& table = sheets_.survey;
  question.label = texts(table, row, "label");
  question.hint = texts(table, row, "hint");
  question.guidance_hint = texts(table, row, "guidance_hint");
  question.required_message = texts(table, row, "required_message");
  question.constraint_message = texts(table, row, "constraint_message");
  question.media = media(table, row);
  question.appearance = text(row, "appearance");
  read_expressions(row, question);
  return question;
}

void Reader::read_expressions(Row const& row, Question& question) {
  question.relevant = as_condition(text(row, "relevant"));
  question.required = as_condition(text(row, "required"));
  if (question.required.empty() && !text(row, "skippable").empty()) {
    question.required = as_condition(text(row, "skippable")) == "true()" ? "false()" : "true()";
  }
  question.read_only = as_condition(text(row, "read_only"));
  question.constraint = as_condition(text(row, "constraint"));
  question.calculation = text(row, "calculation");
}

std::int64_t Reader::add(Question question) {
  form_.questions.push_back(std::move(question));
  raw_triggers_.resize(form_.questions.size());
  return static_cast<std::int64_t>(form_.questions.size()) - 1;
}

void Reader::check_label(Row const& row, Question const& question) {
  tell_of_media(sheets_.survey, row, question.media);
  bool image = false, big = false;
  for (Media const& it : question.media) {
    image = image || it.kind == "image";
    big = big || it.kind == "big-image";
  }
  if (big && !image) {
    refuse(row, "big-image", word("A big-image needs an image beside it."),
           word("Fill the column “image” too."));
  }
  if (!is_visible(question.type) || !question.label.empty() || !question.hint.empty() ||
      !question.media.empty()) {
    return;
  }
  static constexpr std::string_view unseen[] = {
      "csv-external",   "xml-external",     "audit",
      "start-geopoint", "background-audio", "background-geopoint"};
  bool hidden = std::ranges::find(unseen, question.written_type) != std::end(unseen);
  if (hidden || !question.calculation.empty()) return;  // nobody is asked
  refuse(row, "label", word("The question “{value}” has no label."),
         word("Write what the person reads, in the column “label”."), question.name);
}

void Reader::read_question(Row const& row, WrittenType const& type) {
  Question question = start(row, type);
  question.written_type = type.word;
  bool signs =
      type.word == "image" && plain(question.appearance).find("signature") != std::string::npos;
  if (signs) question.type = QuestionType::signature;
  if (question.type == QuestionType::other || *type.instead != '\0') {
    if (!signs) {
      report(Severity::unsupported, sheets_.survey, row.number, "type",
             word("Sala does not ask “{value}”."), type.instead, type.word);
    }
  }
  std::string const& preset = text(row, "default");
  if (is_dynamic(preset, question.type)) {
    question.default_expression = preset;
  } else {
    question.default_value = preset;
  }
  if (question.type == QuestionType::note) question.read_only = "true()";
  if (question.type == QuestionType::calculate && question.calculation.empty() &&
      question.default_expression.empty()) {
    refuse(row, "calculation", word("“{value}” calculates nothing."),
           word("Write what it calculates in the column “calculation”."), question.name);
  }
  check_saved(row, type);
  read_parameters(row, question);
  if (is_select(question.type)) read_select(row, type, question);
  std::string const& trigger = text(row, "trigger");
  Question copy = question;
  auto place = add(std::move(question));
  raw_triggers_[static_cast<std::size_t>(place)] = trigger;
  check_label(row, copy);
  if (type.or_other) ask_for_other(row, copy);
}

// Where another system would keep the answer: Sala does not, but a slip in it is a slip.
void Reader::check_saved(Row const& row, WrittenType const& type) {
  std::string_view saved = text(row, "save_to");
  if (saved.empty()) return;
  report(Severity::note, sheets_.survey, row.number, "save_to",
         word("The column “{value}” is not used here."), "", "save_to");
  auto mark = saved.find('#');
  auto name = mark == std::string_view::npos ? saved : saved.substr(mark + 1);
  auto low = plain(name);
  bool good = is_name(name) && low != "name" && low != "label" && !name.starts_with("__") &&
              type.kind == RowKind::question && sheets_.uses_entities;
  if (good) return;
  refuse(row, "save_to", word("“{value}” is not understood here."),
         word("See xlsform.org for what it needs."), std::string(saved));
}

void Reader::read_select(Row const& row, WrittenType const& type, Question& question) {
  question.choice_filter = text(row, "choice_filter");
  question.list = type.list;
  if (*type.instead != '\0') {
    question.type = QuestionType::other;
    check_file(row, question);
    return;
  }
  if (type.list.starts_with("${")) {
    report(Severity::unsupported, sheets_.survey, row.number, "type",
           word("Sala does not offer the answers of a repeat as choices."),
           word("Put the choices into the sheet “choices”."), type.list);
    question.type = QuestionType::other;
    return;
  }
  if (plain(question.appearance).find("search(") != std::string::npos) {
    report(Severity::unsupported, sheets_.survey, row.number, "appearance",
           word("Sala does not read choices out of another file."),
           word("Put the choices into the sheet “choices”."));
  }
  ChoiceList* list = list_named(type.list);
  if (list == nullptr) {
    bool slip = !sheets_.has_choices && !sheets_.similar_to_choices.empty();
    refuse(row, "type", word("There is no list “{value}” in the sheet “choices”."),
           slip ? word("Is it in the sheet “{other}”? Then name that one choices.")
                : word("Write its choices there, with this name in the column “list_name”."),
           type.list, slip ? sheets_.similar_to_choices.front() : std::string());
    return;
  }
  if (question.type == QuestionType::select_multiple) {
    for (Choice const& choice : list->choices) {
      if (choice.name.find(' ') == std::string::npos) continue;
      refuse(row, "type",
             word("The choice “{value}” of the list “{other}” has a space in its name."),
             word("Answers with several choices are stored with spaces between: use “_”."),
             choice.name, type.list);
      break;
    }
  }
  if (!open_.empty() && open_.back().is_table) {
    std::string& shared = open_.back().table_list;
    if (shared.empty()) {
      shared = type.list;
      Question heading;
      heading.type = question.type;
      heading.written_type = question.written_type;
      heading.name = "reserved_name_for_field_list_labels_" + std::to_string(row.number);
      heading.parent = question.parent;
      heading.list = type.list;
      heading.choice_filter = question.choice_filter;
      heading.appearance = "label";
      add(std::move(heading));
    }
    if (shared != type.list) {
      refuse(row, "type", word("All questions of a table-list need the same list of choices."),
             word("Use “{other}” here too, or end the group before."), type.list, shared);
    }
    question.appearance = "list-nolabel";
  }
}

void Reader::ask_for_other(Row const& row, Question const& question) {
  if (!question.choice_filter.empty()) {
    refuse(row, "choice_filter", word("or_other cannot go with a choice filter."),
           word("Add the choice “other” and a text question by hand."));
  }
  if (ChoiceList* list = list_named(question.list)) {
    if (std::ranges::find(list->choices, "other", &Choice::name) == list->choices.end()) {
      Choice other;
      other.name = "other";
      other.label.assign(form_.languages.size(), "Other");
      list->choices.push_back(std::move(other));
    }
  }
  Question more;
  more.type = QuestionType::text;
  more.written_type = "text";
  more.name = question.name + "_other";
  more.parent = question.parent;
  more.label.assign(form_.languages.size(), "Specify other.");
  more.relevant = "selected(../" + question.name + ", 'other')";
  add(std::move(more));
}

}  // namespace sala::forms
