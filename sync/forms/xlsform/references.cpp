// ${name} becomes a path: relative inside a repeat, so that each round sees its own answers.
#include <algorithm>

#include "sync/forms/labels.h"
#include "sync/forms/value.h"
#include "sync/forms/xlsform/headings.h"
#include "sync/forms/xlsform/reader.h"

namespace sala::forms {
namespace {

// Where in an expression a reference stands: what the path must look like depends on it.
class Surroundings {
 public:
  void pass(char c) {
    if (quote_ != '\0') {
      if (c == quote_) quote_ = '\0';
      return;
    }
    switch (c) {
      case '"':
      case '\'':
        quote_ = c;
        break;
      case '(':
        calls_.push_back({name_, 0});
        break;
      case ')':
        if (!calls_.empty()) calls_.pop_back();
        break;
      case ',':
        if (!calls_.empty()) ++calls_.back().argument;
        break;
      case '[':
        ++brackets_;
        break;
      case ']':
        brackets_ -= brackets_ > 0;
        break;
      default:
        break;
    }
    bool letter = (c >= 'a' && c <= 'z') || c == '-' || c == ':';
    if (!letter) name_.clear();
    if (letter) name_ += c;
  }

  bool in_brackets() const { return brackets_ > 0; }
  // indexed-repeat() looks at all rounds; only its numbers belong to this one.
  bool needs_whole_path() const {
    return std::ranges::any_of(calls_, [](Call const& call) {
      return call.name == "indexed-repeat" && (call.argument == 0 || call.argument % 2 == 1);
    });
  }

 private:
  struct Call {
    std::string name;
    int argument = 0;
  };
  std::vector<Call> calls_;
  std::string name_;
  char quote_ = '\0';
  int brackets_ = 0;
};

int depth_of(Form const& form, std::int64_t place) {
  int depth = 0;
  for (; place >= 0; place = form.questions[static_cast<std::size_t>(place)].parent) ++depth;
  return depth;
}

}  // namespace

std::string Reader::path_to(std::string_view name, std::size_t from, std::string_view column,
                            bool whole, bool inside) {
  Question const& asking = form_.questions[from];
  auto fault = [&](char const* what, char const* mend) {
    report(Severity::error, sheets_.survey, static_cast<int>(asking.row), column, what, mend,
           std::string(name));
    return std::string("''");
  };
  if (name.starts_with("last-saved#")) {
    report(Severity::unsupported, sheets_.survey, static_cast<int>(asking.row), column,
           word("Sala does not know what was answered last time: “{value}”."),
           word("Leave it out: the kiosk is shared."), std::string(name));
    return "''";
  }
  if (!is_name(name)) {
    return fault(word("“{value}” is no name of a question."),
                 word("Between the braces of a reference stands the name of one question."));
  }
  auto [first, last] = places_.equal_range(name);
  if (first == last) {
    return fault(word("There is no question named “{value}”."),
                 word("Write the name as it stands in the column “name”."));
  }
  if (std::next(first) != last) {
    return fault(word("Several questions are named “{value}”: which one is meant?"),
                 word("Give each a name of its own."));
  }
  auto target = static_cast<std::int64_t>(first->second);
  std::string path = path_of(form_, target);
  if (whole) return path;
  // The innermost repeat in which both lie.
  auto parent = [&](std::int64_t place) {
    return form_.questions[static_cast<std::size_t>(place)].parent;
  };
  for (auto up = parent(target); up >= 0; up = parent(up)) {
    if (form_.questions[static_cast<std::size_t>(up)].type != QuestionType::repeat) continue;
    auto mine = parent(static_cast<std::int64_t>(from));
    while (mine >= 0 && mine != up) mine = parent(mine);
    if (mine != up) continue;
    std::string steps = inside ? "current()" : "";
    int climbs = depth_of(form_, static_cast<std::int64_t>(from)) - depth_of(form_, up);
    for (int i = 0; i < climbs; ++i) steps += steps.empty() ? ".." : "/..";
    return steps + path.substr(path_of(form_, up).size());
  }
  return path;
}

std::string Reader::resolved(std::string_view text, std::size_t place, std::string_view column,
                             bool is_label) {
  std::string out;
  Surroundings around;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto end = text.substr(i, 2) == "${" ? text.find('}', i) : std::string_view::npos;
    if (end == std::string_view::npos) {
      out += text[i];
      around.pass(text[i]);
      continue;
    }
    auto name = text.substr(i + 2, end - i - 2);
    bool inside = !is_label && (around.in_brackets() || column == "choice_filter");
    auto path = path_to(name, place, column, !is_label && around.needs_whole_path(), inside);
    out += is_label ? "${" + path + "}" : " " + path + " ";
    i = end;
  }
  return out;
}

void Reader::resolve_triggers(std::size_t place) {
  std::string_view rest = raw_triggers_[place];
  while (!trimmed(rest).empty()) {
    auto end = std::min(rest.find(','), rest.size());
    auto one = trimmed(rest.substr(0, end));
    rest = end < rest.size() ? rest.substr(end + 1) : std::string_view();
    bool reference = one.starts_with("${") && one.find('}') == one.size() - 1;
    int row = static_cast<int>(form_.questions[place].row);
    if (one.empty()) continue;
    if (!reference) {
      report(Severity::error, sheets_.survey, row, "trigger",
             word("“{value}” is not understood here."),
             word("Write one or more references with commas between."), std::string(one));
      continue;
    }
    auto name = one.substr(2, one.size() - 3);
    auto path = path_to(name, place, "trigger", true, false);
    if (path == "''") continue;
    Question const& source = form_.questions[places_.find(name)->second];
    if (!is_visible(source.type)) {
      report(Severity::error, sheets_.survey, row, "trigger",
             word("Nobody answers “{value}”, so it triggers nothing."),
             word("Name a question that is seen."), std::string(name));
      continue;
    }
    form_.questions[place].triggers.push_back(std::move(path));
  }
}

// Labels of choices may name answers too; they are seen from the top of the form.
void Reader::check_choice_references() {
  Table const& table = sheets_.choices;
  for (Row const& row : table.rows) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (!is_known_column(table.columns[i].name, "choices")) continue;
      std::string const& text = row.values[i];
      for (auto at = text.find("${"); at != std::string::npos; at = text.find("${", at + 2)) {
        auto end = text.find('}', at);
        if (end == std::string::npos) break;
        std::string name = text.substr(at + 2, end - at - 2);
        if (places_.contains(name)) continue;
        report(Severity::error, table, row.number, table.columns[i].name,
               word("There is no question named “{value}”."),
               word("Write the name as it stands in the column “name”."), name);
      }
    }
  }
  for (ChoiceList& list : form_.lists) {
    for (Choice& choice : list.choices) {
      for (std::string& text : choice.label) {
        for (LabelPiece const& piece : label_pieces(text)) {
          auto found = piece.is_path ? places_.find(piece.text) : places_.end();
          if (found == places_.end()) continue;
          auto path = path_of(form_, static_cast<std::int64_t>(found->second));
          auto at = text.find("${" + piece.text + "}");
          if (at != std::string::npos) text.replace(at + 2, piece.text.size(), path);
        }
      }
    }
  }
}

void Reader::resolve() {
  places_.clear();
  for (std::size_t i = 0; i < form_.questions.size(); ++i) {
    places_.emplace(form_.questions[i].name, i);
  }
  for (std::size_t i = 0; i < form_.questions.size(); ++i) {
    struct Slot {
      std::string Question::*text;
      char const* column;
    };
    static constexpr Slot slots[] = {
        {&Question::relevant, "relevant"},           {&Question::required, "required"},
        {&Question::read_only, "read_only"},         {&Question::constraint, "constraint"},
        {&Question::calculation, "calculation"},     {&Question::default_expression, "default"},
        {&Question::choice_filter, "choice_filter"}, {&Question::repeat_count, "repeat_count"},
    };
    for (Slot const& slot : slots) {
      std::string& text = form_.questions[i].*slot.text;
      if (text.find("${") != std::string::npos) text = resolved(text, i, slot.column, false);
    }
    for (Pair& pair : form_.questions[i].parameters) {
      if (pair.name == "seed") pair.value = resolved(pair.value, i, "parameters", false);
    }
    struct Label {
      Texts Question::*texts;
      char const* column;
    };
    static constexpr Label labels[] = {
        {&Question::label, "label"},
        {&Question::hint, "hint"},
        {&Question::guidance_hint, "guidance_hint"},
        {&Question::required_message, "required_message"},
        {&Question::constraint_message, "constraint_message"},
    };
    for (Label const& label : labels) {
      for (std::string& text : form_.questions[i].*label.texts) {
        if (text.find("${") != std::string::npos) text = resolved(text, i, label.column, true);
      }
    }
    resolve_triggers(i);
  }
  check_choice_references();
}

}  // namespace sala::forms
