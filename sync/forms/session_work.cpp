#include <algorithm>
#include <cmath>

#include "sync/forms/moment.h"
#include "sync/forms/session.h"

namespace sala::forms {
namespace {

// Filters may clear answers that others look at; a form in which that never ends is stopped.
constexpr int most_turns = 32;

}  // namespace

void Session::mark(std::int32_t at) {
  for (std::uint32_t unit : blueprint_.binds()[static_cast<std::size_t>(at)].readers) {
    dirty_[unit] = true;
  }
}

void Session::mark_all() { dirty_.assign(blueprint_.order().size(), true); }

Value Session::ask(Expression const& expression, Node const& at) {
  auto value = evaluate(expression, {&at, &at}, *this);
  // What cannot be worked out with these answers is blank.
  return value ? std::move(*value) : Value(std::string());
}

void Session::work() {
  auto const& order = blueprint_.order();
  dirty_.resize(order.size());
  for (int turn = 0; turn < most_turns; ++turn) {
    bool any = false;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (!dirty_[i]) continue;
      dirty_[i] = false;
      any = true;
      work_unit(order[i]);
    }
    auto grown = std::move(grown_);
    grown_.clear();
    for (Node* round : grown) {
      // A later unit may have taken it away again.
      std::vector<Node*> inside;
      for (auto const& nodes : nodes_) {
        for (Node* node : nodes) {
          for (Node* up = node; up != nullptr; up = up->parent) {
            if (up == round) inside.push_back(node);
          }
        }
      }
      std::ranges::sort(inside, {}, [](Node const* node) { return node->order; });
      for (Node* node : inside) {
        if (bind(*node).preset.empty()) continue;
        store(*node, as_stored(ask(bind(*node).preset, *node), question(*node).type));
      }
    }
    if (!any && grown.empty()) return;
  }
}

void Session::work_unit(Unit const& unit) {
  if (unit.kind == UnitKind::count) return work_count(unit.bind);
  Bind const& bind = blueprint_.binds()[static_cast<std::size_t>(unit.bind)];
  for (Node* node : nodes_[static_cast<std::size_t>(unit.bind)]) {
    switch (unit.kind) {
      case UnitKind::relevant:
        work_relevant(*node, bind);
        break;
      case UnitKind::calculation:
        work_calculation(*node, bind);
        break;
      default:
        work_filter(*node, bind);
        break;
    }
  }
}

void Session::work_relevant(Node& node, Bind const& bind) {
  bool relevant = to_boolean(ask(bind.relevant, node));
  if (relevant == node.self_relevant) return;
  node.self_relevant = relevant;
  spread_relevance(node, node.parent == nullptr || node.parent->relevant);
}

void Session::spread_relevance(Node& node, bool parent_is) {
  bool relevant = parent_is && node.self_relevant;
  if (relevant == node.relevant) return;
  node.relevant = relevant;
  mark(node.bind);
  for (auto& child : node.children) spread_relevance(*child, relevant);
}

void Session::work_calculation(Node& node, Bind const& bind) {
  store(node, as_stored(ask(bind.calculation, node), question(node).type));
}

void Session::store(Node& node, std::string value) {
  if (node.text == value) return;
  node.text = std::move(value);
  mark(node.bind);
}

// A choice that is no longer offered counts for nothing, until it is offered again.
void Session::work_filter(Node& node, Bind const&) {
  auto type = question(node).type;
  bool selects = type == QuestionType::select_one || type == QuestionType::select_multiple;
  if (node.said.empty() || !selects) return;
  Nodes offered = this->offered(node);
  std::string kept;
  for (std::string_view word : split_words(node.said)) {
    bool there = std::ranges::any_of(offered, [&](Node const* item) {
      Node const* name = first_child(*item, "name");
      return name != nullptr && name->text == word;
    });
    if (!there) continue;
    if (!kept.empty()) kept += ' ';
    kept += word;
  }
  store(node, std::move(kept));
}

void Session::work_count(std::int32_t at) {
  auto parent_bind = form_.questions[static_cast<std::size_t>(at)].parent;
  std::vector<Node*> parents{root_.children.front().get()};
  if (parent_bind >= 0) parents = nodes_[static_cast<std::size_t>(parent_bind)];
  bool changed = false;
  for (Node* parent : parents) {
    if (!parent->relevant) continue;  // what was answered there comes back with it
    // The count stands at a round; where there is none yet, at one that would be there.
    Node round;
    round.name = form_.questions[static_cast<std::size_t>(at)].name;
    round.parent = parent;
    double wanted = to_number(ask(blueprint_.binds()[static_cast<std::size_t>(at)].count, round),
                              clock_.offset);
    bool sensible = wanted >= 0 && std::isfinite(wanted);
    auto rounds = sensible ? std::min(static_cast<std::size_t>(wanted), most_rounds) : 0;
    auto is_round = [&](auto const& node) { return node->bind == at; };
    auto there = static_cast<std::size_t>(std::ranges::count_if(parent->children, is_round));
    if (there == rounds) continue;
    (void)repeat_times(*parent, at, rounds);  // as many as the limits allow
    changed = true;
  }
  if (!changed) return;
  index();
  std::erase_if(grown_, [&](Node* round) {
    return std::ranges::none_of(
        nodes_, [&](auto const& nodes) { return std::ranges::find(nodes, round) != nodes.end(); });
  });
  mark_all();
}

std::string Session::as_stored(Value const& value, QuestionType type) {
  if (auto const* number = std::get_if<double>(&value); number != nullptr) {
    if (!std::isfinite(*number)) return {};
    if (type == QuestionType::integer) return to_text(std::trunc(*number));
    if (type == QuestionType::date) return iso_day(*number, clock_.offset);
    if (type == QuestionType::date_time) return iso_date_time(*number, clock_.offset);
  }
  std::string text = to_text(value);
  if (text.size() > longest_answer) text.clear();
  if (type == QuestionType::date) {
    if (auto moment = parse_moment(text, clock_.offset))
      return iso_day(moment->days, clock_.offset);
  }
  if (type == QuestionType::integer || type == QuestionType::decimal) {
    double number = text_to_number(text, clock_.offset);
    if (!std::isfinite(number)) return {};
    return to_text(type == QuestionType::integer ? std::trunc(number) : number);
  }
  return text;
}

Nodes Session::offered(Node const& node) {
  Question const& asked = question(node);
  auto list = lists_.find(asked.list);
  if (list == lists_.end()) return {};
  Bind const& its = bind(node);
  Nodes kept;
  auto const& items = list->second->children.front()->children;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!its.filter.empty()) {
      Context at{items[i].get(), &node, i + 1, items.size()};
      auto verdict = evaluate(its.filter, at, *this);
      if (!verdict || !to_boolean(*verdict)) continue;
    }
    kept.push_back(items[i].get());
  }
  return kept;
}

}  // namespace sala::forms
