#include <algorithm>

#include "sync/forms/moment.h"
#include "sync/forms/session.h"

namespace sala::forms {

Session::Session(Blueprint const& blueprint, SessionClock clock, Random& random)
    : blueprint_(blueprint), form_(blueprint.form()), clock_(clock), random_(random) {
  language_ = static_cast<std::size_t>(form_.default_language);
  build();
}

void Session::build_lists() {
  for (ChoiceList const& list : form_.lists) {
    auto instance = std::make_unique<Node>();
    instance->name = "instance";
    Node* root = instance->add("root");
    for (Choice const& choice : list.choices) {
      Node* item = root->add("item");
      item->add("name", choice.name);
      item->add("label", in_language(choice.label, language_, form_));
      for (Pair const& column : choice.columns) item->add(column.name, column.value);
    }
    number_nodes(*instance);
    lists_[list.name] = std::move(instance);
  }
}

void Session::build() {
  build_lists();
  root_.kind = NodeKind::root;
  Node* top = root_.add(form_.name);
  for (std::int32_t child : blueprint_.top()) grow(*top, child, top->children.size(), true);
  index();
  mark_all();
  work();
  std::vector<Node*> all;
  for (auto const& nodes : nodes_) all.insert(all.end(), nodes.begin(), nodes.end());
  std::ranges::sort(all, {}, [](Node const* node) { return node->order; });
  preset(all);
}

// Adds a node with all that lies in it. A new round has no rounds of its own yet.
Node* Session::grow(Node& parent, std::int32_t at, std::size_t place, bool with_rounds) {
  Question const& question = form_.questions[static_cast<std::size_t>(at)];
  auto node = std::make_unique<Node>();
  node->name = question.name;
  node->parent = &parent;
  node->bind = at;
  node->relevant = parent.relevant;
  node->text = question.default_value.empty() ? metadata(question) : question.default_value;
  node->said = node->text;
  Node* made = node.get();
  parent.children.insert(parent.children.begin() + static_cast<std::ptrdiff_t>(place),
                         std::move(node));
  ++count_;
  for (std::int32_t child : bind(*made).children) {
    auto const& inner = form_.questions[static_cast<std::size_t>(child)];
    bool rounds = inner.type == QuestionType::repeat;
    if (rounds && (!with_rounds || !inner.repeat_count.empty())) continue;
    if (count_ < most_nodes) grow(*made, child, made->children.size(), with_rounds);
  }
  return made;
}

std::string Session::metadata(Question const& question) const {
  double days = to_days(clock_.now);
  switch (question.type) {
    case QuestionType::start:
      return iso_date_time(days, clock_.offset);
    case QuestionType::today:
      return iso_day(days, clock_.offset);
    default:
      return {};
  }
}

// Defaults that are worked out, in the order of the form.
void Session::preset(std::vector<Node*> const& nodes) {
  for (Node* node : nodes) {
    if (bind(*node).preset.empty()) continue;
    store(*node, as_stored(ask(bind(*node).preset, *node), question(*node).type));
    work();
  }
}

void Session::index() {
  number_nodes(root_);
  nodes_.assign(form_.questions.size(), {});
  std::vector<Node*> ahead{root_.children.front().get()};
  while (!ahead.empty()) {
    Node* node = ahead.back();
    ahead.pop_back();
    if (node->bind >= 0) nodes_[static_cast<std::size_t>(node->bind)].push_back(node);
    for (auto child = node->children.rbegin(); child != node->children.rend(); ++child) {
      ahead.push_back(child->get());
    }
  }
}

// Behind its other rounds, else where the form has it.
std::size_t Session::place_for_round(Node const& parent, std::int32_t at) const {
  std::size_t place = 0;
  while (place < parent.children.size() && parent.children[place]->bind <= at) ++place;
  return place;
}

Result<void> Session::repeat_times(Node& parent, std::int32_t at, std::size_t wanted) {
  auto is_round = [&](auto const& node) { return node->bind == at; };
  auto there = static_cast<std::size_t>(std::ranges::count_if(parent.children, is_round));
  if (wanted > most_rounds) {
    return fail(ErrorCode::busy, "repeat", "more than " + std::to_string(most_rounds) + " rounds");
  }
  for (; there < wanted; ++there) {
    if (count_ >= most_nodes) return fail(ErrorCode::busy, "repeat", "too many questions");
    grown_.push_back(grow(parent, at, place_for_round(parent, at), false));
  }
  for (; there > wanted; --there) {
    auto last = std::ranges::find_if(parent.children.rbegin(), parent.children.rend(), is_round);
    parent.children.erase(std::next(last).base());
  }
  return {};
}

Result<void> Session::add_round(std::string_view repeat_path) {
  auto slash = repeat_path.rfind('/');
  Node const* found =
      slash == 0 || slash == std::string_view::npos ? nullptr : find(repeat_path.substr(0, slash));
  auto name = slash == std::string_view::npos ? std::string_view() : repeat_path.substr(slash + 1);
  if (found == nullptr) return fail(ErrorCode::not_found, "add a round", repeat_path);
  auto const& children = found->bind < 0 ? blueprint_.top() : bind(*found).children;
  auto fits = [&](std::int32_t child) {
    auto const& question = form_.questions[static_cast<std::size_t>(child)];
    return question.name == name && question.type == QuestionType::repeat;
  };
  auto child = std::ranges::find_if(children, fits);
  if (child == children.end()) return fail(ErrorCode::not_found, "add a round", repeat_path);
  if (!form_.questions[static_cast<std::size_t>(*child)].repeat_count.empty()) {
    return fail(ErrorCode::refused, "add a round", "the form counts this repeat itself");
  }
  auto& parent = const_cast<Node&>(*found);
  auto is_round = [&](auto const& node) { return node->bind == *child; };
  auto there = static_cast<std::size_t>(std::ranges::count_if(parent.children, is_round));
  TRY(repeat_times(parent, *child, there + 1));
  index();
  mark_all();
  work();
  return {};
}

Result<void> Session::remove_round(std::string_view round_path) {
  Node const* found = find(round_path);
  bool round =
      found != nullptr && found->bind >= 0 && question(*found).type == QuestionType::repeat;
  if (!round) return fail(ErrorCode::not_found, "remove a round", round_path);
  if (!question(*found).repeat_count.empty()) {
    return fail(ErrorCode::refused, "remove a round", "the form counts this repeat itself");
  }
  std::erase_if(found->parent->children, [&](auto const& it) { return it.get() == found; });
  index();
  mark_all();
  work();
  return {};
}

}  // namespace sala::forms
