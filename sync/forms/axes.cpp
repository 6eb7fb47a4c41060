#include "sync/forms/axes.h"

#include <algorithm>

namespace sala::forms {
namespace {

bool descend(Node const& from, Visit const& visit) {
  for (auto const& child : from.children) {
    if (!visit(*child) || !descend(*child, visit)) return false;
  }
  return true;
}

bool descend_backwards(Node const& from, Visit const& visit) {
  for (auto child = from.children.rbegin(); child != from.children.rend(); ++child) {
    if (!descend_backwards(**child, visit) || !visit(**child)) return false;
  }
  return true;
}

// Where `node` stands among its siblings; attributes have none.
std::size_t place_of(Node const& node) {
  auto const& all = node.parent->children;
  auto found = std::ranges::find_if(all, [&](auto const& it) { return it.get() == &node; });
  return static_cast<std::size_t>(found - all.begin());
}

bool has_siblings(Node const& node) {
  return node.parent != nullptr && node.kind != NodeKind::attribute;
}

bool following_siblings(Node const& from, Visit const& visit) {
  if (!has_siblings(from)) return true;
  auto const& all = from.parent->children;
  for (std::size_t i = place_of(from) + 1; i < all.size(); ++i) {
    if (!visit(*all[i])) return false;
  }
  return true;
}

bool preceding_siblings(Node const& from, Visit const& visit) {
  if (!has_siblings(from)) return true;
  auto const& all = from.parent->children;
  for (std::size_t i = place_of(from); i > 0; --i) {
    if (!visit(*all[i - 1])) return false;
  }
  return true;
}

bool following(Node const& from, Visit const& visit) {
  if (from.kind == NodeKind::attribute) {
    // After an attribute come its element's children.
    if (!descend(*from.parent, visit)) return false;
    return following(*from.parent, visit);
  }
  for (Node const* node = &from; node != nullptr; node = node->parent) {
    bool go_on =
        following_siblings(*node, [&](Node const& it) { return visit(it) && descend(it, visit); });
    if (!go_on) return false;
  }
  return true;
}

bool preceding(Node const& from, Visit const& visit) {
  for (Node const* node = &from; node != nullptr; node = node->parent) {
    bool go_on = preceding_siblings(
        *node, [&](Node const& it) { return descend_backwards(it, visit) && visit(it); });
    if (!go_on) return false;
  }
  return true;
}

bool ancestors(Node const& from, Visit const& visit) {
  for (Node const* node = from.parent; node != nullptr; node = node->parent) {
    if (!visit(*node)) return false;
  }
  return true;
}

}  // namespace

bool is_backwards(Axis axis) {
  return axis == Axis::ancestor || axis == Axis::ancestor_or_self || axis == Axis::preceding ||
         axis == Axis::preceding_sibling;
}

bool for_each_on(Node const& from, Axis axis, Visit const& visit) {
  switch (axis) {
    case Axis::child:
      return std::ranges::all_of(from.children, [&](auto const& it) { return visit(*it); });
    case Axis::self:
      return visit(from);
    case Axis::parent:
      return from.parent == nullptr || visit(*from.parent);
    case Axis::attribute:
      return std::ranges::all_of(from.attributes, [&](auto const& it) { return visit(*it); });
    case Axis::descendant:
      return descend(from, visit);
    case Axis::descendant_or_self:
      return visit(from) && descend(from, visit);
    case Axis::ancestor:
      return ancestors(from, visit);
    case Axis::ancestor_or_self:
      return visit(from) && ancestors(from, visit);
    case Axis::following_sibling:
      return following_siblings(from, visit);
    case Axis::preceding_sibling:
      return preceding_siblings(from, visit);
    case Axis::following:
      return following(from, visit);
    case Axis::preceding:
      return preceding(from, visit);
    case Axis::name_space:
      break;  // forms have none
  }
  return true;
}

}  // namespace sala::forms
