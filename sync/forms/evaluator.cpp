#include "sync/forms/evaluator.h"

#include <algorithm>
#include <cmath>

#include "sync/forms/axes.h"
#include "sync/forms/functions.h"

namespace sala::forms {
namespace {

Comparison comparison_of(Op op) {
  switch (op) {
    case Op::not_equal:
      return Comparison::not_equal;
    case Op::less:
      return Comparison::less;
    case Op::less_equal:
      return Comparison::less_equal;
    case Op::greater:
      return Comparison::greater;
    case Op::greater_equal:
      return Comparison::greater_equal;
    default:
      return Comparison::equal;
  }
}

double arithmetic(Op op, double left, double right) {
  switch (op) {
    case Op::add:
      return left + right;
    case Op::subtract:
      return left - right;
    case Op::multiply:
      return left * right;
    case Op::divide:
      return left / right;
    default:
      return std::fmod(left, right);
  }
}

void sort_nodes(Nodes& nodes) {
  auto before = [](Node const* a, Node const* b) { return a->order < b->order; };
  if (!std::is_sorted(nodes.begin(), nodes.end(), before)) std::ranges::sort(nodes, before);
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
}

}  // namespace

Node const* World::document(Node const& from) {
  Node const* node = &from;
  while (node->parent != nullptr) node = node->parent;
  return node;
}

Value Evaluation::refuse(char const* cause, std::string_view detail) {
  if (!fault_) fault_ = Error{ErrorCode::invalid, "evaluate", cause, std::string(detail)};
  return std::string();
}

bool Evaluation::work(std::size_t steps) {
  work_ += steps;
  if (work_ > most_work) {
    refuse("the expression takes too long", expression_.source().substr(0, 60));
  }
  return !failed();
}

Value Evaluation::value(TermId id, Context const& at) {
  if (!work()) return std::string();
  Term const& term = expression_.term(id);
  switch (term.op) {
    case Op::literal:
      return term.text;
    case Op::number:
      return term.number;
    case Op::call:
      return call_function(*this, term, at);
    case Op::path:
      return path(term, at);
    case Op::filter:
      return filter(term, at);
    case Op::negate:
      return -to_number(value(term.operands[0], at), world_.offset());
    case Op::both:
      return std::ranges::all_of(term.operands,
                                 [&](TermId each) { return to_boolean(value(each, at)); });
    case Op::either:
      return std::ranges::any_of(term.operands,
                                 [&](TermId each) { return to_boolean(value(each, at)); });
    default:
      return binary(term, at);
  }
}

Value Evaluation::binary(Term const& term, Context const& at) {
  Value left = value(term.operands[0], at);
  Value right = value(term.operands[1], at);
  auto count = [](Value const& it) {
    auto const* nodes = std::get_if<Nodes>(&it);
    return nodes == nullptr ? 1 : nodes->size();
  };
  if (!work(std::min(count(left), most_work) * std::min(count(right), most_work))) {
    return std::string();
  }
  if (term.op == Op::unite) {
    auto* some = std::get_if<Nodes>(&left);
    auto* more = std::get_if<Nodes>(&right);
    if (some == nullptr || more == nullptr) {
      return refuse("only paths can be joined with “|”");
    }
    some->insert(some->end(), more->begin(), more->end());
    sort_nodes(*some);
    return left;
  }
  bool compares = term.op >= Op::equal && term.op <= Op::greater_equal;
  if (compares) return compare(left, comparison_of(term.op), right, world_.offset());
  return arithmetic(term.op, to_number(left, world_.offset()), to_number(right, world_.offset()));
}

Value Evaluation::path(Term const& term, Context const& at) {
  Nodes nodes;
  if (!term.operands.empty()) {
    Value origin = value(term.operands[0], at);
    auto* found = std::get_if<Nodes>(&origin);
    if (found == nullptr) return refuse("a path must start at a question");
    nodes = std::move(*found);
  } else {
    Node const* start = at.node;
    if (term.absolute) start = at.current == nullptr ? nullptr : world_.document(*at.current);
    if (start != nullptr) nodes.push_back(start);
  }
  for (Step const& each : term.steps) {
    if (nodes.empty() || failed()) break;
    nodes = step(nodes, each, at);
  }
  // An answer that is not relevant is not there.
  std::erase_if(nodes, [](Node const* node) { return node->bind >= 0 && !node->relevant; });
  return nodes;
}

Value Evaluation::filter(Term const& term, Context const& at) {
  Value inner = value(term.operands[0], at);
  auto* nodes = std::get_if<Nodes>(&inner);
  if (nodes == nullptr) return refuse("only a path can have a condition in brackets");
  for (std::size_t i = 1; i < term.operands.size(); ++i) {
    *nodes = keep(*nodes, term.operands[i], at);
  }
  return inner;
}

bool Evaluation::fits(Node const& node, Step const& step) {
  switch (step.test) {
    case Test::node:
      return true;
    case Test::text:
      return node.kind == NodeKind::text;
    case Test::comment:
      return node.kind == NodeKind::comment;
    case Test::instruction:
      return node.kind == NodeKind::instruction && (step.name.empty() || step.name == node.name);
    case Test::name:
      if (node.name != step.name) return false;
      break;
    case Test::any_name:
      break;
  }
  auto principal = step.axis == Axis::attribute ? NodeKind::attribute : NodeKind::element;
  if (node.kind != principal) return false;
  if (step.prefix.empty()) return step.test == Test::any_name || node.space.empty();
  auto space = world_.namespace_of(step.prefix);
  return space.empty() ? node.prefix == step.prefix : node.space == space;
}

Nodes Evaluation::step(Nodes const& from, Step const& step, Context const& at) {
  Nodes all;
  bool backwards = is_backwards(step.axis);
  for (Node const* node : from) {
    Nodes found;
    bool complete = for_each_on(*node, step.axis, [&](Node const& candidate) {
      if (fits(candidate, step)) found.push_back(&candidate);
      return work();
    });
    if (!complete) return {};
    for (TermId predicate : step.predicates) {
      found = keep(found, predicate, at);
    }
    all.insert(all.end(), found.begin(), found.end());
  }
  if (from.size() > 1 || backwards) sort_nodes(all);
  return all;
}

Nodes Evaluation::keep(Nodes const& nodes, TermId predicate, Context const& at) {
  Nodes kept;
  for (std::size_t i = 0; i < nodes.size() && !failed(); ++i) {
    Context inside{nodes[i], at.current, i + 1, nodes.size()};
    Value verdict = value(predicate, inside);
    auto const* number = std::get_if<double>(&verdict);
    bool holds = number != nullptr ? *number == static_cast<double>(i + 1) : to_boolean(verdict);
    if (holds) kept.push_back(nodes[i]);
  }
  return kept;
}

double Arguments::number(std::size_t i) { return to_number(value(i), world().offset()); }

Nodes Arguments::nodes(std::size_t i) {
  Value it = value(i);
  if (auto* nodes = std::get_if<Nodes>(&it)) return std::move(*nodes);
  refuse("this function needs a question, not a value");
  return {};
}

bool Arguments::is_nodes(std::size_t i) {
  Term const& term = evaluation_.expression().term(call_.operands[i]);
  return term.op == Op::path || term.op == Op::filter || term.op == Op::unite;
}

std::vector<std::string> Arguments::texts(std::size_t from) {
  std::vector<std::string> all;
  for (std::size_t i = from; i < size(); ++i) {
    Value it = value(i);
    auto const* nodes = std::get_if<Nodes>(&it);
    if (nodes == nullptr) {
      all.push_back(to_text(it));
      continue;
    }
    if (!evaluation_.work(nodes->size())) break;
    for (Node const* node : *nodes) all.push_back(string_value(*node));
  }
  return all;
}

Result<Value> evaluate(Expression const& expression, Context const& at, World& world) {
  if (expression.empty()) return std::string();
  Evaluation evaluation(expression, world);
  Value value = evaluation.value(expression.root(), at);
  if (evaluation.failed()) return tl::unexpected<Error>(*evaluation.fault());
  return value;
}

}  // namespace sala::forms
