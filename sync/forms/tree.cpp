#include "sync/forms/tree.h"

namespace sala::forms {

Node* Node::add(std::string_view child_name, std::string_view child_text) {
  auto& child = children.emplace_back(std::make_unique<Node>());
  child->name = child_name;
  child->text = child_text;
  child->parent = this;
  return child.get();
}

Node* Node::add_attribute(std::string_view attribute_name, std::string_view value) {
  auto& attribute = attributes.emplace_back(std::make_unique<Node>());
  attribute->kind = NodeKind::attribute;
  attribute->name = attribute_name;
  attribute->text = value;
  attribute->parent = this;
  return attribute.get();
}

Node const* first_child(Node const& node, std::string_view name) {
  for (auto const& child : node.children) {
    if (child->name == name) return child.get();
  }
  return nullptr;
}

std::uint32_t number_nodes(Node& root, std::uint32_t first) {
  root.order = first++;
  for (auto& attribute : root.attributes) attribute->order = first++;
  for (auto& child : root.children) first = number_nodes(*child, first);
  return first;
}

namespace {

void append_text(Node const& node, std::string& out) {
  if (node.kind == NodeKind::comment || node.kind == NodeKind::instruction || !node.relevant)
    return;
  out += node.text;
  for (auto const& child : node.children) append_text(*child, out);
}

}  // namespace

std::string string_value(Node const& node) {
  if (!node.relevant) return {};
  if (node.children.empty()) return node.text;
  std::string out;
  append_text(node, out);
  return out;
}

}  // namespace sala::forms
