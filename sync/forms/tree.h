// A document that expressions walk over: the answers of a form, its lists of choices, any XML.
//
// A tree of nodes with owned children. A leaf of the answers keeps its text in `text`; documents
// that come from XML have text nodes of their own. number_nodes() must be called after nodes were
// added or removed and before an expression is evaluated: node-sets are in document order.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sala::forms {

enum class NodeKind : std::uint8_t { root, element, attribute, text, comment, instruction };

struct Node {
  NodeKind kind = NodeKind::element;
  bool relevant = true;       // with all that it lies in
  bool self_relevant = true;  // by its own condition
  std::int32_t bind = -1;     // of an answer: which question of the form, see blueprint.h
  std::uint32_t order = 0;    // in the document
  std::string name;           // without prefix
  std::string prefix;         // as written
  std::string space;          // URI of its namespace
  std::string text;           // of a leaf, an attribute, a text, a comment, an instruction
  std::string said;           // of an answer: all that was said, also what counts for nothing now
  Node* parent = nullptr;
  std::vector<std::unique_ptr<Node>> children;
  std::vector<std::unique_ptr<Node>> attributes;

  Node* add(std::string_view child_name, std::string_view child_text = {});
  Node* add_attribute(std::string_view attribute_name, std::string_view value);
};

Node const* first_child(Node const& node, std::string_view name);

// Document order from `first` on; returns the next free number.
std::uint32_t number_nodes(Node& root, std::uint32_t first = 1);

// What XPath calls the string-value; that of an answer which is not relevant is empty.
std::string string_value(Node const& node);

}  // namespace sala::forms
