#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "sync/forms/axes.h"
#include "sync/forms/functions.h"
#include "sync/forms/shuffle.h"

namespace sala::forms {
namespace {

Value count(Arguments& in) { return static_cast<double>(in.nodes(0).size()); }

Value count_non_empty(Arguments& in) {
  auto nodes = in.nodes(0);
  return static_cast<double>(
      std::ranges::count_if(nodes, [](Node const* node) { return !string_value(*node).empty(); }));
}

Value last(Arguments& in) { return static_cast<double>(in.at().size); }

// Of a node: its place among the siblings of its name, which is the number of a repeat.
Value position(Arguments& in) {
  if (in.size() == 0) return static_cast<double>(in.at().position);
  auto nodes = in.nodes(0);
  if (nodes.empty()) return 0.0;
  Node const& node = *nodes.front();
  if (node.parent == nullptr) return 1.0;
  double place = 0;
  for (auto const& sibling : node.parent->children) {
    place += sibling->name == node.name && sibling->kind == node.kind;
    if (sibling.get() == &node) break;
  }
  return place;
}

Value current(Arguments& in) { return Nodes{in.at().current}; }

Value instance(Arguments& in) {
  auto id = in.text(0);
  Node const* found = in.world().instance(id);
  return found == nullptr ? Nodes{} : Nodes{found};
}

bool lies_in(Node const& node, Node const& other) {
  for (Node const* up = &node; up != nullptr; up = up->parent) {
    if (up == &other) return true;
  }
  return false;
}

// indexed-repeat(question, repeat, number, inner repeat, number, …)
Value indexed_repeat(Arguments& in) {
  auto wanted = in.nodes(0);
  if (in.size() % 2 == 0) return in.refuse("the function is given too few or too many values");
  Node const* within = nullptr;
  for (std::size_t i = 1; i + 1 < in.size(); i += 2) {
    auto repeats = in.nodes(i);
    if (within != nullptr) {
      std::erase_if(repeats, [&](Node const* it) { return !lies_in(*it, *within); });
    }
    double number = in.number(i + 1);
    bool there = number >= 1 && number <= static_cast<double>(repeats.size());
    if (!there) return std::string();
    within = repeats[static_cast<std::size_t>(number) - 1];
  }
  std::erase_if(wanted, [&](Node const* it) { return !lies_in(*it, *within); });
  return wanted;
}

std::string name_of(Arguments& in, bool local) {
  Node const* node = in.at().node;
  if (in.size() > 0) {
    auto nodes = in.nodes(0);
    node = nodes.empty() ? nullptr : nodes.front();
  }
  if (node == nullptr) return {};
  return local || node->prefix.empty() ? node->name : node->prefix + ":" + node->name;
}

Value name(Arguments& in) { return name_of(in, false); }
Value local_name(Arguments& in) { return name_of(in, true); }

Value namespace_uri(Arguments& in) {
  Node const* node = in.at().node;
  if (in.size() > 0) {
    auto nodes = in.nodes(0);
    node = nodes.empty() ? nullptr : nodes.front();
  }
  return node == nullptr ? std::string() : node->space;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return out;
}

Value lang(Arguments& in) {
  auto wanted = lower(in.text(0));
  for (Node const* node = in.at().node; node != nullptr; node = node->parent) {
    for (auto const& attribute : node->attributes) {
      if (attribute->name != "lang" || attribute->prefix != "xml") continue;
      auto found = lower(attribute->text);
      return found == wanted || found.starts_with(wanted + "-");
    }
  }
  return false;
}

Value by_id(Arguments& in) {
  std::set<std::string, std::less<>> wanted;
  for (std::string const& text : in.texts(0)) {
    for (std::string_view id : split_words(text)) wanted.emplace(id);
  }
  Node const* root = in.at().current;
  while (root != nullptr && root->parent != nullptr) root = root->parent;
  Nodes found;
  if (root == nullptr) return found;
  for_each_on(*root, Axis::descendant, [&](Node const& node) {
    bool fits = std::ranges::any_of(node.attributes, [&](auto const& it) {
      return it->name == "id" && wanted.contains(it->text);
    });
    if (fits) found.push_back(&node);
    return in.evaluation().work();
  });
  return found;
}

Value randomize(Arguments& in) {
  auto nodes = in.nodes(0);
  bool seeded = in.size() > 1;
  double seed =
      seeded ? in.number(1) : static_cast<double>(in.world().random().number() % 2147483646 + 1);
  shuffle(nodes, seed);
  return nodes;
}

constexpr Function table[] = {
    {"count", 1, 1, count},
    {"count-non-empty", 1, 1, count_non_empty},
    {"last", 0, 0, last},
    {"position", 0, 1, position},
    {"current", 0, 0, current},
    {"instance", 1, 1, instance},
    {"indexed-repeat", 3, 21, indexed_repeat},
    {"name", 0, 1, name},
    {"local-name", 0, 1, local_name},
    {"namespace-uri", 0, 1, namespace_uri},
    {"lang", 1, 1, lang},
    {"id", 1, 1, by_id},
    {"randomize", 1, 2, randomize},
};

}  // namespace

std::span<Function const> node_functions() { return table; }

}  // namespace sala::forms
