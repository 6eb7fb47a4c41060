// The expressions of an open engine's own tests, when they are there: shared/data/02-xpath.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <cmath>
#include <map>
#include <pugixml.hpp>
#include <regex>
#include <sstream>

#include "sync/forms/evaluator.h"
#include "tests/support/shared_data.h"

using namespace sala;
using namespace sala::forms;
namespace json = boost::json;

namespace {

using Spaces = std::map<std::string, std::string>;

std::string text_of(json::value const& value) {
  return value.is_string() ? std::string(value.as_string()) : json::serialize(value);
}

void copy_attributes(pugi::xml_node from, Node& to, Spaces const& spaces) {
  for (auto attribute : from.attributes()) {
    std::string name = attribute.name();
    if (name == "xmlns" || name.starts_with("xmlns:")) continue;
    auto colon = name.find(':');
    Node* made = to.add_attribute(name.substr(colon == std::string::npos ? 0 : colon + 1),
                                  attribute.value());
    if (colon == std::string::npos) continue;
    made->prefix = name.substr(0, colon);
    auto space = spaces.find(made->prefix);
    if (space != spaces.end()) made->space = space->second;
  }
}

void copy(pugi::xml_node from, Node& to, Spaces spaces) {
  for (auto child : from.children()) {
    if (child.type() == pugi::node_doctype || child.type() == pugi::node_declaration) continue;
    Node* made = to.add(child.name(), child.type() == pugi::node_element ? "" : child.value());
    if (child.type() == pugi::node_comment) made->kind = NodeKind::comment;
    if (child.type() == pugi::node_pi) made->kind = NodeKind::instruction;
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      made->kind = NodeKind::text;
    }
    if (child.type() != pugi::node_element) continue;
    Spaces inner = spaces;
    for (auto attribute : child.attributes()) {
      std::string name = attribute.name();
      if (name == "xmlns") inner[""] = attribute.value();
      if (name.starts_with("xmlns:")) inner[name.substr(6)] = attribute.value();
    }
    auto colon = made->name.find(':');
    if (colon != std::string::npos) {
      made->prefix = made->name.substr(0, colon);
      made->name = made->name.substr(colon + 1);
    }
    auto space = inner.find(made->prefix);
    bool plain = space == inner.end() || space->second == "http://www.w3.org/2002/xforms";
    if (!plain) made->space = space->second;
    copy_attributes(child, *made, inner);
    copy(child, *made, inner);
  }
}

class Suite final : public World, private Random {
 public:
  Suite(std::string const& xml, std::string language) : language_(std::move(language)) {
    pugi::xml_document document;
    document.load_string(xml.c_str(), pugi::parse_full | pugi::parse_ws_pcdata);
    root.kind = NodeKind::root;
    copy(document, root, {{"xml", "http://www.w3.org/XML/1998/namespace"}});
    number_nodes(root);
  }

  Node root;

  // Forms that stand in a page of XHTML: a path's slash is their primary instance.
  Node const* document(Node const& from) override {
    if (!in_form) return &root;
    for (Node const* up = &from; up != nullptr; up = up->parent) {
      if (up->name == "instance" && up->parent->name == "model") return up;
    }
    Node const* model = find("model", "", "", root);
    Node const* found = model == nullptr ? nullptr : first_child(*model, "instance");
    return found == nullptr ? &root : found;
  }
  bool in_form = false;

  Node const* instance(std::string_view id) override { return find("instance", "id", id, root); }
  std::string choice_label(std::string_view, std::string_view, Node const&) override { return {}; }
  std::string translation(std::string_view id) override {
    Node const* found = find("translation", "lang", language_, root);
    if (language_.empty() || found == nullptr) found = find("translation", "default", "", root);
    if (found == nullptr) found = find("translation", "lang", "", root);
    Node const* text = found == nullptr ? nullptr : find("text", "id", id, *found);
    return text == nullptr ? std::string() : std::string(trimmed(string_value(*text)));
  }
  std::string namespace_of(std::string_view prefix) override {
    if (prefix == "xhtml") return "http://www.w3.org/1999/xhtml";
    return {};
  }
  WallTime now() override { return system_clock().wall(); }
  std::chrono::minutes offset() override { return std::chrono::hours(-7); }  // as they were written
  Random& random() override { return *this; }

 private:
  static Node const* find(std::string_view name, std::string_view key, std::string_view value,
                          Node const& in) {
    for (auto const& child : in.children) {
      if (child->name == name && key.empty()) return child.get();
      if (child->name == name) {
        for (auto const& it : child->attributes) {
          if (it->name == key && (value.empty() || it->text == value)) return child.get();
        }
      }
      if (Node const* found = find(name, key, value, *child)) return found;
    }
    return nullptr;
  }
  void fill(std::span<std::uint8_t> out) override {
    for (auto& byte : out) byte = static_cast<std::uint8_t>(next_ = next_ * 75 % 65537);
  }

  std::string language_;
  std::uint32_t next_ = 7;
};

Result<Value> run(std::string_view source, Node const* at, Suite& suite) {
  auto expression = TRY(Expression::parse(source));
  return evaluate(expression, {at, at}, suite);
}

bool same_number(double found, json::object const& test) {
  auto const& expected = test.at("expected");
  if (expected.is_string() && text_of(expected) == "-0") return found == 0;
  if (expected.is_string()) return to_text(found) == text_of(expected);
  double wanted = expected.to_number<double>();
  auto const* scale = test.if_contains("rounded_to");
  double close = scale == nullptr ? 1e-9 : 0.5 / scale->to_number<double>() + 1e-12;
  return std::abs(found - wanted) <= close * std::max(1.0, std::abs(wanted) * (scale ? 0.0 : 1.0));
}

bool right(json::object const& test, Suite& suite) {
  auto at = run(text_of(test.at("context")), nullptr, suite);
  Node const* node = &suite.root;
  if (text_of(test.at("context")) != "/") {
    at = run(text_of(test.at("context")), &suite.root, suite);
    if (!at || std::get<Nodes>(*at).empty()) return false;
    node = std::get<Nodes>(*at).front();
  }
  auto kind = text_of(test.at("kind"));
  suite.in_form =
      test.at("suite").as_string().starts_with("xforms/") && suite.root.children[0]->name == "html";
  auto value = run(text_of(test.at("expr")), node, suite);
  if (kind == "error") return !value;
  if (!value) return false;
  auto const& expected = test.at("expected");
  if (kind == "boolean") return to_boolean(*value) == expected.as_bool();
  if (kind == "number") return same_number(to_number(*value, suite.offset()), test);
  if (kind == "string") return to_text(*value) == text_of(expected);
  if (kind == "string-length") {
    return static_cast<std::int64_t>(to_text(*value).size()) == expected.to_number<std::int64_t>();
  }
  if (kind == "string-matches") {
    return std::regex_search(to_text(*value), std::regex(text_of(expected)));
  }
  suite.in_form = false;
  auto const* nodes = std::get_if<Nodes>(&*value);
  if (nodes == nullptr || nodes->size() != expected.as_array().size()) return false;
  for (std::size_t i = 0; i < nodes->size(); ++i) {
    auto wanted = run(text_of(expected.as_array()[i]), &suite.root, suite);
    if (!wanted || std::get<Nodes>(*wanted) != Nodes{(*nodes)[i]}) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("expressions that others have tried give what others found") {
  auto tests = test::shared_file("02-xpath/web-forms-xpath.jsonl");
  auto contexts = test::shared_file("02-xpath/contexts.json");
  if (!tests || !contexts) return;
  auto documents = json::parse(test::read_file(*contexts)).as_object();
  std::istringstream lines(test::read_file(*tests));
  int good = 0, total = 0;
  for (std::string line; std::getline(lines, line);) {
    auto test = json::parse(line).as_object();
    auto const* language = test.if_contains("language");
    Suite suite(text_of(documents.at(text_of(test.at("xml")))),
                language == nullptr ? "" : text_of(*language));
    bool is_right = right(test, suite);
    good += is_right;
    ++total;
    if (!is_right && std::getenv("SALA_VERBOSE") != nullptr) MESSAGE("wrong: " << line);
  }
  MESSAGE("expressions right: " << good << " of " << total);
  CHECK(good * 100 >= total * 90);
}
