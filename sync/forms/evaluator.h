// Evaluates an Expression over a tree of nodes.
//
// Pure but for what the World is asked; one evaluation does at most `most_work` small steps and
// makes texts of at most `longest_text` bytes, so that no expression can hang or eat the memory.
#pragma once

#include <optional>
#include <span>

#include "platform/base/clock.h"
#include "sync/forms/expression.h"
#include "sync/forms/value.h"

namespace sala::forms {

// What an expression may ask for besides the nodes around it. Outlives the evaluation.
class World {
 public:
  virtual ~World() = default;
  // Where a path that begins with a slash starts, seen from the question that asks.
  virtual Node const* document(Node const& from);
  // The element that contains the root of a secondary instance; nullptr when there is none.
  virtual Node const* instance(std::string_view id) = 0;
  // The label of the choice `value` of the question at `path`, seen from `from`; in the language
  // of the moment.
  virtual std::string choice_label(std::string_view value, std::string_view path,
                                   Node const& from) = 0;
  virtual std::string translation(std::string_view id) = 0;       // jr:itext
  virtual std::string namespace_of(std::string_view prefix) = 0;  // empty: not known
  virtual WallTime now() = 0;
  virtual std::chrono::minutes offset() = 0;  // of local time
  virtual Random& random() = 0;
};

inline constexpr std::size_t most_work = 2'000'000;
inline constexpr std::size_t longest_text = 1u << 20;

struct Context {
  Node const* node = nullptr;
  Node const* current = nullptr;  // what current() gives: where the whole expression stands
  std::size_t position = 1;
  std::size_t size = 1;
};

class Evaluation {
 public:
  Evaluation(Expression const& expression, World& world) : expression_(expression), world_(world) {}

  Value value(TermId id, Context const& at);
  // Remembers the first fault; everything after it evaluates to nothing, quickly.
  Value refuse(char const* cause, std::string_view detail = {});
  bool failed() const { return fault_.has_value(); }
  std::optional<Error> const& fault() const { return fault_; }
  // False, and a fault, when that was too much.
  bool work(std::size_t steps = 1);

  Expression const& expression() const { return expression_; }
  World& world() { return world_; }

 private:
  Value binary(Term const& term, Context const& at);
  Value path(Term const& term, Context const& at);
  Value filter(Term const& term, Context const& at);
  Nodes step(Nodes const& from, Step const& step, Context const& at);
  Nodes keep(Nodes const& nodes, TermId predicate, Context const& at);
  bool fits(Node const& node, Step const& step);

  Expression const& expression_;
  World& world_;
  std::size_t work_ = 0;
  std::optional<Error> fault_;
};

// The arguments of a call, evaluated when they are asked for: if() must not look at both branches.
class Arguments {
 public:
  Arguments(Evaluation& evaluation, Term const& call, Context const& at)
      : evaluation_(evaluation), call_(call), at_(at) {}

  std::size_t size() const { return call_.operands.size(); }
  Value value(std::size_t i) { return evaluation_.value(call_.operands[i], at_); }
  std::string text(std::size_t i) { return to_text(value(i)); }
  double number(std::size_t i);
  bool boolean(std::size_t i) { return to_boolean(value(i)); }
  // A fault when it is no node-set.
  Nodes nodes(std::size_t i);
  bool is_nodes(std::size_t i);
  // All arguments as texts: of a node-set one a node, of the others one each.
  std::vector<std::string> texts(std::size_t from);

  Evaluation& evaluation() { return evaluation_; }
  World& world() { return evaluation_.world(); }
  Context const& at() const { return at_; }
  Value refuse(char const* cause, std::string_view detail = {}) {
    return evaluation_.refuse(cause, detail.empty() ? std::string_view(call_.text) : detail);
  }

 private:
  Evaluation& evaluation_;
  Term const& call_;
  Context const& at_;
};

// ErrorCode::invalid; `advice` names what it is about.
Result<Value> evaluate(Expression const& expression, Context const& at, World& world);

}  // namespace sala::forms
