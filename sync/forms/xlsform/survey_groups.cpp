#include <algorithm>

#include "sync/forms/value.h"
#include "sync/forms/xlsform/reader.h"

namespace sala::forms {
namespace {

void replace_all(std::string& text, std::string_view mark, std::string_view by) {
  for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + by.size())) {
    text.replace(at, mark.size(), by);
  }
}

// What a loop writes for each choice.
void fill_in(Question& question, Choice const& choice) {
  auto each = [&](Texts& texts) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      auto label = i < choice.label.size() ? std::string_view(choice.label[i]) : std::string_view();
      if (label.empty() && !choice.label.empty()) label = choice.label.front();
      replace_all(texts[i], "%(label)s", label);
      replace_all(texts[i], "%(name)s", choice.name);
    }
  };
  each(question.label);
  each(question.hint);
  each(question.guidance_hint);
  each(question.required_message);
  each(question.constraint_message);
  for (std::string* text : {&question.name, &question.relevant, &question.constraint,
                            &question.calculation, &question.default_value}) {
    replace_all(*text, "%(name)s", choice.name);
  }
}

// "a  field-list" without one of its words.
std::string without(std::string_view appearance, std::string_view gone) {
  std::string out;
  for (std::string_view each : split_words(appearance)) {
    if (each == gone) continue;
    if (!out.empty()) out += ' ';
    out += each;
  }
  return out;
}

}  // namespace

void Reader::begin(Row const& row, WrittenType const& type) {
  Question question = start(row, type);
  check_saved(row, type);
  Open open{type.kind, 0, row.number, type.list, {}, false};
  if (open_.size() >= static_cast<std::size_t>(deepest)) {
    refuse(row, "type", word("Groups lie more than {value} deep in one another."),
           word("Divide the form."), std::to_string(deepest));
  }
  if (type.kind == RowKind::begin_loop && list_named(type.list) == nullptr) {
    refuse(row, "type", word("There is no list “{value}” in the sheet “choices”."),
           word("Write its choices there, with this name in the column “list_name”."), type.list);
  }
  if (type.kind == RowKind::begin_repeat) count_repeat(row, question);
  auto looks = split_words(question.appearance);
  open.is_table = std::ranges::find(looks, "table-list") != looks.end();
  Question note;
  if (open.is_table) {
    auto rest = without(question.appearance, "table-list");
    question.appearance = rest.empty() ? "field-list" : "field-list " + rest;
    note.type = QuestionType::note;
    note.written_type = "note";
    note.name = "generated_table_list_label_" + std::to_string(row.number);
    note.read_only = "true()";
    std::swap(note.label, question.label);
    std::swap(note.hint, question.hint);
  }
  open.place = add(std::move(question));
  open_.push_back(open);
  if (note.label.empty() && note.hint.empty()) return;
  note.parent = open.place;
  add(std::move(note));
}

// A count that is more than a reference is worked out in a question of its own before the repeat.
void Reader::count_repeat(Row const& row, Question& question) {
  std::string const& count = text(row, "repeat_count");
  if (count.empty()) return;
  bool reference = count.starts_with("${") && count.find('}') == count.size() - 1;
  if (reference) {
    question.repeat_count = count;
    return;
  }
  Question counter;
  counter.type = QuestionType::calculate;
  counter.written_type = "calculate";
  counter.name = question.name + "_count";
  counter.parent = question.parent;
  counter.row = question.row;
  counter.calculation = count;
  counter.read_only = "true()";
  question.repeat_count = "${" + counter.name + "}";
  add(std::move(counter));
}

void Reader::end(Row const& row, WrittenType const& type) {
  if (open_.empty()) {
    refuse(row, "type", word("Here something ends that did not begin: “{value}”."),
           word("Take the row out, or add the beginning."), text(row, "type"));
    return;
  }
  Open open = open_.back();
  open_.pop_back();
  if (open.kind != type.ends) {
    refuse(row, "type", word("“{value}” does not end what began in row {other}."),
           word("A group ends with end_group, a repeat with end_repeat."), text(row, "type"),
           std::to_string(open.row));
  }
  if (open.kind == RowKind::begin_loop) expand_loop(open);
}

// The old setting "flat": groups are only drawn, their questions lie at the top.
void Reader::flatten() {
  Table const& table = sheets_.settings;
  bool flat =
      !table.rows.empty() && as_condition(table.text(table.rows.front(), "flat")) == "true()";
  if (!flat || !open_.empty()) return;
  std::vector<Question> kept;
  std::vector<std::string> triggers;
  std::vector<std::int64_t> moved(form_.questions.size());  // where children go
  std::vector<std::string> conditions(form_.questions.size());
  for (std::size_t i = 0; i < form_.questions.size(); ++i) {
    Question question = std::move(form_.questions[i]);
    std::string above;
    if (question.parent >= 0) {
      auto parent = static_cast<std::size_t>(question.parent);
      above = conditions[parent];
      question.parent = moved[parent];
    }
    if (!above.empty()) {
      question.relevant =
          question.relevant.empty() ? above : "(" + above + ") and (" + question.relevant + ")";
    }
    if (question.type == QuestionType::group) {
      moved[i] = question.parent;
      conditions[i] = question.relevant;
      continue;
    }
    moved[i] = static_cast<std::int64_t>(kept.size());
    kept.push_back(std::move(question));
    triggers.push_back(raw_triggers_[i]);
  }
  form_.questions = std::move(kept);
  raw_triggers_ = std::move(triggers);
}

void Reader::expand_loop(Open const& loop) {
  ChoiceList const* list = list_named(loop.list);
  if (list == nullptr) return;
  auto first = static_cast<std::size_t>(loop.place) + 1;
  std::vector<Question> pattern(form_.questions.begin() + static_cast<std::ptrdiff_t>(first),
                                form_.questions.end());
  std::vector<std::string> triggers(raw_triggers_.begin() + static_cast<std::ptrdiff_t>(first),
                                    raw_triggers_.end());
  form_.questions.resize(first);
  if (pattern.size() * list->choices.size() > most_questions) {
    report(Severity::error, sheets_.survey, loop.row, "type",
           word("There are more than {value} questions."), word("Divide the form."),
           std::to_string(most_questions));
    return;
  }
  for (Choice const& choice : list->choices) {
    Question group;
    group.type = QuestionType::group;
    group.name = choice.name;
    group.parent = loop.place;
    group.row = loop.row;
    group.label = choice.label;
    auto inside = add(std::move(group));
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      Question question = pattern[i];
      question.parent = question.parent == loop.place
                            ? inside
                            : question.parent - static_cast<std::int64_t>(first) + inside + 1;
      fill_in(question, choice);
      raw_triggers_[static_cast<std::size_t>(add(std::move(question)))] = triggers[i];
    }
  }
}

}  // namespace sala::forms
