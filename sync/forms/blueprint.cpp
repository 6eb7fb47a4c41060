#include "sync/forms/blueprint.h"

#include <algorithm>

#include "platform/base/catalogue.h"
#include "sync/forms/functions.h"
#include "sync/forms/labels.h"
#include "sync/forms/unit_order.h"

namespace sala::forms {
namespace {

struct Slot {
  std::string Question::*text;
  Expression Bind::*into;
  char const* column;
};
constexpr Slot slots[] = {
    {&Question::relevant, &Bind::relevant, "relevant"},
    {&Question::required, &Bind::required, "required"},
    {&Question::read_only, &Bind::read_only, "read_only"},
    {&Question::constraint, &Bind::constraint, "constraint"},
    {&Question::calculation, &Bind::calculation, "calculation"},
    {&Question::default_expression, &Bind::preset, "default"},
    {&Question::choice_filter, &Bind::filter, "choice_filter"},
    {&Question::repeat_count, &Bind::count, "repeat_count"},
};

struct Reader {
  std::vector<Fault>& faults;
  std::int64_t question;
  char const* column;

  Expression read(std::string_view source) {
    auto expression = Expression::parse(source);
    if (!expression) {
      faults.push_back({question, column, word("“{value}”: the expression cannot be read."),
                        word("Look here: {other}"), std::string(source.substr(0, 200)),
                        expression.error().advice, false});
      return {};
    }
    check_functions(*expression);
    return std::move(*expression);
  }

  void check_functions(Expression const& expression) {
    for (Term const& term : expression.terms()) {
      if (term.op != Op::call) continue;
      Function const* function = find_function(term.text);
      if (function == nullptr) {
        faults.push_back({question,
                          column,
                          word("There is no function {value}()."),
                          word("See xlsform.org for those that there are."),
                          term.text,
                          {},
                          false});
      } else if (term.operands.size() < function->least || term.operands.size() > function->most) {
        faults.push_back({question,
                          column,
                          word("The function {value}() is given too few or too many values."),
                          word("See xlsform.org for what it needs."),
                          term.text,
                          {},
                          false});
      } else if (term.text == "pulldata" || term.text == "property") {
        faults.push_back({question,
                          column,
                          word("Sala does not know the function {value}()."),
                          word("Put the values into the sheet “choices”, or calculate them."),
                          term.text,
                          {},
                          true});
      }
    }
  }
};

// Names that the instances of a form have: its lists of choices.
void check_instances(Expression const& expression, Form const& form, Reader& reader) {
  for (Term const& term : expression.terms()) {
    if (term.op != Op::call || term.text != "instance" || term.operands.size() != 1) continue;
    Term const& id = expression.term(term.operands[0]);
    if (id.op != Op::literal || find_list(form, id.text) != nullptr) continue;
    reader.faults.push_back({reader.question,
                             reader.column,
                             word("There is no list “{value}” in the sheet “choices”."),
                             word("Put the values into the sheet “choices”, or calculate them."),
                             id.text,
                             {},
                             true});
  }
}

}  // namespace

void Blueprint::lay_out() {
  auto const& questions = form_->questions;
  binds_.resize(questions.size());
  std::vector<std::string> paths(questions.size());
  for (std::size_t i = 0; i < questions.size(); ++i) {
    auto place = static_cast<std::int32_t>(i);
    if (questions[i].parent < 0) {
      top_.push_back(place);
      paths[i] = "/" + form_->name + "/" + questions[i].name;
    } else {
      auto parent = static_cast<std::size_t>(questions[i].parent);
      binds_[parent].children.push_back(place);
      paths[i] = paths[parent] + "/" + questions[i].name;
      binds_[i].in_repeat =
          binds_[parent].in_repeat || questions[parent].type == QuestionType::repeat;
    }
    paths_.emplace(paths[i], place);
  }
}

std::int32_t Blueprint::find(std::string_view path) const {
  auto found = paths_.find(path);
  return found == paths_.end() ? -1 : found->second;
}

void Blueprint::read_expressions(std::vector<Fault>& faults) {
  auto const& questions = form_->questions;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    for (Slot const& slot : slots) {
      std::string const& source = questions[i].*slot.text;
      if (source.empty()) continue;
      Reader reader{faults, static_cast<std::int64_t>(i), slot.column};
      binds_[i].*slot.into = reader.read(source);
      check_instances(binds_[i].*slot.into, *form_, reader);
    }
    for (Pair const& pair : questions[i].parameters) {
      if (pair.name != "seed") continue;
      binds_[i].seed = Reader{faults, static_cast<std::int64_t>(i), "parameters"}.read(pair.value);
    }
    for (std::string const& path : questions[i].triggers) {
      auto source = find(path);
      if (source >= 0) {
        binds_[static_cast<std::size_t>(source)].triggered.push_back(static_cast<std::int32_t>(i));
      }
    }
    for (Texts const* texts : {&questions[i].label, &questions[i].hint}) {
      for (std::string const& text : *texts) {
        for (LabelPiece const& piece : label_pieces(text)) {
          if (piece.is_path) Reader{faults, static_cast<std::int64_t>(i), "label"}.read(piece.text);
        }
      }
    }
  }
}

void Blueprint::find_order(std::vector<Fault>& faults) {
  auto found = order_units(*this);
  order_ = std::move(found.order);
  for (std::size_t i = 0; i < binds_.size(); ++i) binds_[i].readers = std::move(found.readers[i]);
  for (auto const& circle : found.circles) {
    std::string names;
    for (std::int32_t bind : circle) {
      names += (names.empty() ? "" : " → ") + form_->questions[static_cast<std::size_t>(bind)].name;
    }
    auto const& first = form_->questions[static_cast<std::size_t>(circle.front())];
    faults.push_back({circle.front(),
                      first.calculation.empty() ? "relevant" : "calculation",
                      word("These questions wait for one another in a circle: {value}."),
                      word("Let one of them do without the others."),
                      names,
                      {},
                      false});
  }
}

std::vector<Fault> Blueprint::check(Form const& form) {
  std::vector<Fault> faults;
  Blueprint blueprint(form);
  blueprint.lay_out();
  blueprint.read_expressions(faults);
  if (faults.empty()) blueprint.find_order(faults);
  return faults;
}

Result<Blueprint> Blueprint::make(Form const& form) {
  std::vector<Fault> faults;
  Blueprint blueprint(form);
  blueprint.lay_out();
  blueprint.read_expressions(faults);
  std::erase_if(faults, [](Fault const& it) { return it.only_unsupported; });
  if (faults.empty()) blueprint.find_order(faults);
  if (!faults.empty()) {
    auto at = faults.front().question;
    std::string name = at < 0 ? "" : form.questions[static_cast<std::size_t>(at)].name;
    return fail(ErrorCode::invalid, "prepare form " + form.id,
                name + ": " + faults.front().what + " " + faults.front().value);
  }
  return blueprint;
}

}  // namespace sala::forms
