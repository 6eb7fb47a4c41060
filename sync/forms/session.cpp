#include "sync/forms/session.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sync/forms/labels.h"
#include "sync/forms/moment.h"
#include "sync/forms/shuffle.h"
#include "sync/forms/xlsform/types.h"

namespace sala::forms {
namespace {

std::string_view parameter(Question const& question, std::string_view name) {
  auto found = std::ranges::find(question.parameters, name, &Pair::name);
  return found == question.parameters.end() ? std::string_view() : std::string_view(found->value);
}

bool is_whole_number(std::string_view text) {
  std::int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

Bind const& Session::bind(Node const& node) const {
  return blueprint_.binds()[static_cast<std::size_t>(node.bind)];
}

Question const& Session::question(Node const& node) const {
  return form_.questions[static_cast<std::size_t>(node.bind)];
}

Node const* Session::find(std::string_view path) const {
  Node const* at = &root_;
  while (at != nullptr && !path.empty()) {
    if (path.front() != '/') return nullptr;
    path.remove_prefix(1);
    auto end = std::min(path.find('/'), path.size());
    auto name = path.substr(0, end);
    path = path.substr(end);
    std::size_t round = 1;
    if (auto bracket = name.find('['); bracket != std::string_view::npos) {
      std::from_chars(name.data() + bracket + 1, name.data() + name.size(), round);
      name = name.substr(0, bracket);
    }
    Node const* next = nullptr;
    for (auto const& child : at->children) {
      if (child->name == name && --round == 0) {
        next = child.get();
        break;
      }
    }
    at = next;
  }
  return at;
}

std::string Session::path_of(Node const& node) const {
  if (node.parent == nullptr) return {};
  std::string path = path_of(*node.parent) + "/" + node.name;
  if (node.bind < 0 || question(node).type != QuestionType::repeat) return path;
  std::size_t round = 0;
  for (auto const& sibling : node.parent->children) {
    round += sibling->bind == node.bind;
    if (sibling.get() == &node) break;
  }
  return path + "[" + std::to_string(round) + "]";
}

Result<std::string> Session::as_answer(Node const& node, std::string_view value) {
  auto refuse = [&](char const* cause) {
    return fail(ErrorCode::invalid, "answer " + node.name, cause);
  };
  if (value.size() > longest_answer) return refuse("the answer is too long");
  Question const& asked = question(node);
  if (asked.type == QuestionType::group || asked.type == QuestionType::repeat) {
    return refuse("this is no question");
  }
  auto tidy = trimmed(value);
  if (tidy.empty()) return std::string();
  switch (asked.type) {
    case QuestionType::integer:
      if (!is_whole_number(tidy)) return refuse("it must be a whole number");
      return std::string(tidy);
    case QuestionType::decimal:
    case QuestionType::range:
      if (!std::isfinite(text_to_number(tidy, clock_.offset))) return refuse("it must be a number");
      return std::string(tidy);
    case QuestionType::date:
    case QuestionType::date_time:
      if (!parse_moment(tidy, clock_.offset)) return refuse("it must be a date");
      return std::string(tidy);
    case QuestionType::time:
      if (!parse_time_of_day(tidy)) return refuse("it must be a time");
      return std::string(tidy);
    default:
      break;
  }
  if (!is_select(asked.type)) return std::string(value);
  auto words = split_words(tidy);
  if (asked.type == QuestionType::select_one) words.assign(1, tidy);
  auto offered = this->offered(node);
  std::string kept;
  for (std::string_view word : words) {
    bool there = std::ranges::any_of(
        offered, [&](Node const* item) { return first_child(*item, "name")->text == word; });
    if (!there) return refuse("this choice is not offered");
    kept += (kept.empty() ? "" : " ") + std::string(word);
  }
  return kept;
}

void Session::finish() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (form_.questions[i].type != QuestionType::end) continue;
    for (Node* node : nodes_[i]) store(*node, iso_date_time(to_days(clock_.now), clock_.offset));
  }
  work();
}

Result<void> Session::set(std::string_view path, std::string_view value) {
  auto* node = const_cast<Node*>(find(path));
  if (node == nullptr || node->bind < 0) return fail(ErrorCode::not_found, "answer", path);
  std::string answer = TRY(as_answer(*node, value));
  node->said = answer;
  if (answer == node->text) return {};
  store(*node, std::move(answer));
  auto const& triggered = bind(*node).triggered;
  work();
  for (std::int32_t target : triggered) {
    for (Node* each : nodes_[static_cast<std::size_t>(target)]) {
      Expression const& calculation = bind(*each).calculation;
      store(*each, calculation.empty() ? std::string()
                                       : as_stored(ask(calculation, *each), question(*each).type));
    }
    work();
  }
  return {};
}

bool Session::may_repeat(Node const& parent, std::int32_t repeat) {
  auto const at = static_cast<std::size_t>(repeat);
  if (!parent.relevant || !form_.questions[at].repeat_count.empty()) return false;
  auto rounds = std::ranges::count_if(parent.children,
                                      [&](auto const& child) { return child->bind == repeat; });
  if (static_cast<std::size_t>(rounds) >= most_rounds || count_ >= most_nodes) return false;
  Expression const& relevant = blueprint_.binds()[at].relevant;
  if (relevant.empty()) return true;
  // As a round sees it that would be there.
  Node round;
  round.name = form_.questions[at].name;
  round.bind = repeat;
  round.parent = const_cast<Node*>(&parent);
  return to_boolean(ask(relevant, round));
}

bool Session::is_required(Node const& node) {
  return !bind(node).required.empty() && to_boolean(ask(bind(node).required, node));
}

bool Session::is_read_only(Node const& node) {
  // What lies in something that is read only, is so too.
  for (Node const* up = &node; up != nullptr && up->bind >= 0; up = up->parent) {
    if (!bind(*up).read_only.empty() && to_boolean(ask(bind(*up).read_only, *up))) return true;
  }
  return false;
}

Violation Session::violation(Node const& node) {
  if (!node.relevant || node.bind < 0) return Violation::none;
  if (node.text.empty()) return is_required(node) ? Violation::required : Violation::none;
  Expression const& constraint = bind(node).constraint;
  if (constraint.empty() || to_boolean(ask(constraint, node))) return Violation::none;
  return Violation::constraint;
}

std::vector<Offer> Session::offers(Node const& node) {
  auto items = offered(node);
  Question const& asked = question(node);
  if (parameter(asked, "randomize") == "true" || parameter(asked, "randomize") == "True") {
    bool seeded = !bind(node).seed.empty();
    double seed = seeded ? to_number(ask(bind(node).seed, node), clock_.offset)
                         : static_cast<double>(node.order + 1);
    shuffle(items, seed);
  }
  ChoiceList const* list = find_list(form_, asked.list);
  std::vector<Offer> out;
  std::size_t place = 0;
  for (Node const* item : items) {
    std::string const& name = first_child(*item, "name")->text;
    // Mostly they come in the order of the list: look on from the last one.
    auto const& all = item->parent->children;
    while (all[place].get() != item) place = (place + 1) % all.size();
    auto const& label = list->choices[place].label;
    out.push_back({name, text(node, label)});
  }
  return out;
}

std::string Session::text(Node const& node, Texts const& texts) {
  auto source = in_language(texts, language_, form_);
  if (source.find("${") == std::string_view::npos) return std::string(source);
  std::string out;
  for (LabelPiece const& piece : label_pieces(source)) {
    if (!piece.is_path) {
      out += piece.text;
      continue;
    }
    if (auto path = Expression::parse(piece.text)) out += to_text(ask(*path, node));
  }
  return out;
}

Node const* Session::instance(std::string_view id) {
  auto found = lists_.find(id);
  return found == lists_.end() ? nullptr : found->second.get();
}

std::string Session::choice_label(std::string_view value, std::string_view path, Node const& from) {
  // The path names a question as an expression does; in a repeat relative to the asking one.
  std::int32_t asked = blueprint_.find(path);
  if (asked < 0) {
    auto expression = Expression::parse(path);
    if (!expression) return {};
    auto found = evaluate(*expression, {&from, &from}, *this);
    auto const* nodes = found ? std::get_if<Nodes>(&*found) : nullptr;
    if (nodes == nullptr || nodes->empty()) return {};
    asked = nodes->front()->bind;
  }
  if (asked < 0) return {};
  ChoiceList const* list = find_list(form_, form_.questions[static_cast<std::size_t>(asked)].list);
  if (list == nullptr) return {};
  auto choice = std::ranges::find(list->choices, value, &Choice::name);
  return choice == list->choices.end() ? std::string() : text(from, choice->label);
}

}  // namespace sala::forms
