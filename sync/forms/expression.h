// An expression of a form, read once and evaluated many times: XPath 1.0 with the functions of the
// ODK XForms specification. `${name}` is not known here: xlsform/references.h makes paths of it.
//
// No source can hang or crash: its length, depth and the work of one evaluation have limits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace sala::forms {

struct ExpressionLimits {
  std::size_t length = 32'768;  // bytes; the longest cell of Excel has as many characters
  int nesting = 100;            // parentheses, calls and predicates inside one another
  int depth = 600;              // of the whole, chains of operators included
};

enum class Op : std::uint8_t {
  literal,
  number,
  call,    // `text` names the function, operands are its arguments
  path,    // operand 0, if any, is where it starts
  filter,  // operand 0, the others are its predicates
  negate,
  add,
  subtract,
  multiply,
  divide,
  modulo,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  both,    // and, of two or more
  either,  // or, of two or more
  unite,
};

enum class Axis : std::uint8_t {
  child,
  self,
  parent,
  attribute,
  descendant,
  descendant_or_self,
  ancestor,
  ancestor_or_self,
  following_sibling,
  preceding_sibling,
  following,
  preceding,
  name_space,
};

enum class Test : std::uint8_t { name, any_name, node, text, comment, instruction };

using TermId = std::uint32_t;

struct Step {
  Axis axis = Axis::child;
  Test test = Test::name;
  std::string prefix;
  std::string name;
  std::vector<TermId> predicates;
};

struct Term {
  Op op = Op::literal;
  bool absolute = false;  // a path from the document's root
  int depth = 1;
  std::uint32_t at = 0;  // byte in the source
  double number = 0;
  std::string text;
  std::vector<TermId> operands;
  std::vector<Step> steps;
};

// Immutable; an empty one evaluates to the empty text.
class Expression {
 public:
  Expression() = default;
  // ErrorCode::invalid; `advice` is the part of the source that it is about.
  static Result<Expression> parse(std::string_view source, ExpressionLimits const& limits = {});

  bool empty() const { return terms_.empty(); }
  std::string const& source() const { return source_; }
  Term const& term(TermId id) const { return terms_[id]; }
  std::vector<Term> const& terms() const { return terms_; }
  TermId root() const { return static_cast<TermId>(terms_.size() - 1); }

 private:
  friend class Parser;
  std::string source_;
  std::vector<Term> terms_;  // operands before what uses them; the last is the whole
};

}  // namespace sala::forms
