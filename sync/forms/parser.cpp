#include <algorithm>
#include <array>
#include <optional>

#include "sync/forms/expression.h"
#include "sync/forms/lexer.h"

namespace sala::forms {

namespace {

struct Operator {
  std::string_view sign;
  Op op;
};

// From the loosest to the tightest; all associate to the left.
constexpr std::array<std::array<Operator, 4>, 6> levels{{
    {{{"or", Op::either}}},
    {{{"and", Op::both}}},
    {{{"=", Op::equal}, {"!=", Op::not_equal}}},
    {{{"<", Op::less}, {"<=", Op::less_equal}, {">", Op::greater}, {">=", Op::greater_equal}}},
    {{{"+", Op::add}, {"-", Op::subtract}}},
    {{{"*", Op::multiply}, {"div", Op::divide}, {"mod", Op::modulo}}},
}};

struct AxisName {
  std::string_view name;
  Axis axis;
};
constexpr AxisName axes[] = {
    {"child", Axis::child},
    {"self", Axis::self},
    {"parent", Axis::parent},
    {"attribute", Axis::attribute},
    {"descendant", Axis::descendant},
    {"descendant-or-self", Axis::descendant_or_self},
    {"ancestor", Axis::ancestor},
    {"ancestor-or-self", Axis::ancestor_or_self},
    {"following-sibling", Axis::following_sibling},
    {"preceding-sibling", Axis::preceding_sibling},
    {"following", Axis::following},
    {"preceding", Axis::preceding},
    {"namespace", Axis::name_space},
};

std::optional<Test> node_test(std::string_view name) {
  if (name == "node") return Test::node;
  if (name == "text") return Test::text;
  if (name == "comment") return Test::comment;
  if (name == "processing-instruction") return Test::instruction;
  return std::nullopt;
}

// A chain is copied when it grows; a very long one is nested instead, to keep that linear.
constexpr std::size_t longest_chain = 64;

constexpr char const* not_understood = "the expression is not understood from here on";
constexpr char const* too_deep = "the expression is nested too deeply";

}  // namespace

class Parser {
 public:
  Parser(std::string_view source, ExpressionLimits const& limits) : limits_(limits) {
    out_.source_ = source;
  }

  Result<Expression> parse() {
    tokens_ = TRY(read_tokens(out_.source_));
    if (tokens_.size() == 1) return refuse("there is no expression");
    TRY(expression());
    if (kind() != TokenKind::end) return refuse(not_understood);
    return std::move(out_);
  }

 private:
  TokenKind kind(std::size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)].kind;
  }
  Token const& token() const { return tokens_[at_]; }
  Token const& take() { return tokens_[at_++]; }

  tl::unexpected<Error> refuse(char const* cause) const {
    auto rest = std::string_view(out_.source_).substr(token().at);
    return fail(ErrorCode::invalid, "read expression", cause, rest.substr(0, 40));
  }

  Result<void> expect(TokenKind wanted) {
    if (kind() != wanted) return refuse(not_understood);
    ++at_;
    return {};
  }

  Result<TermId> push(Term term) {
    for (TermId id : term.operands) term.depth = std::max(term.depth, out_.terms_[id].depth + 1);
    for (Step const& step : term.steps) {
      for (TermId id : step.predicates) {
        term.depth = std::max(term.depth, out_.terms_[id].depth + 1);
      }
    }
    if (term.depth > limits_.depth) return refuse(too_deep);
    out_.terms_.push_back(std::move(term));
    return out_.root();
  }

  Term start(Op op) const {
    Term term;
    term.op = op;
    term.at = token().at;
    return term;
  }

  Result<TermId> expression() {
    if (++nested_ > limits_.nesting) return refuse(too_deep);
    auto result = binary(0);
    --nested_;
    return result;
  }

  std::optional<Op> operator_of(std::size_t level) const {
    if (kind() != TokenKind::operation) return std::nullopt;
    for (Operator const& it : levels[level]) {
      if (!it.sign.empty() && it.sign == token().text) return it.op;
    }
    return std::nullopt;
  }

  Result<TermId> binary(std::size_t level) {
    if (level == levels.size()) return unary();
    TermId left = TRY(binary(level + 1));
    while (auto op = operator_of(level)) {
      Term term = start(*op);
      ++at_;
      TermId right = TRY(binary(level + 1));
      bool joins = *op == Op::both || *op == Op::either;
      if (joins && out_.terms_[left].op == *op &&
          out_.terms_[left].operands.size() < longest_chain) {
        // A chain of the same word is one term: it may be long without being deep.
        Term chain = out_.terms_[left];
        chain.operands.push_back(right);
        left = TRY(push(std::move(chain)));
      } else {
        term.operands = {left, right};
        left = TRY(push(std::move(term)));
      }
    }
    return left;
  }

  Result<TermId> unary() {
    int minuses = 0;
    Term term = start(Op::negate);
    while (kind() == TokenKind::operation && token().text == "-") {
      ++at_;
      ++minuses;
    }
    TermId operand = TRY(united());
    if (minuses == 0) return operand;
    term.operands = {operand};
    TermId once = TRY(push(std::move(term)));
    if (minuses % 2 == 1) return once;
    Term twice = start(Op::negate);
    twice.operands = {once};
    return push(std::move(twice));
  }

  Result<TermId> united() {
    TermId left = TRY(path());
    while (kind() == TokenKind::operation && token().text == "|") {
      Term term = start(Op::unite);
      ++at_;
      term.operands = {left, TRY(path())};
      left = TRY(push(std::move(term)));
    }
    return left;
  }

  bool starts_step() const {
    switch (kind()) {
      case TokenKind::wildcard:
      case TokenKind::dot:
      case TokenKind::double_dot:
      case TokenKind::at:
      case TokenKind::axis:
        return true;
      case TokenKind::name:
        return kind(1) != TokenKind::open || node_test(token().text).has_value();
      default:
        return false;
    }
  }

  Result<TermId> path() {
    Term term = start(Op::path);
    if (kind() == TokenKind::slash || kind() == TokenKind::double_slash) {
      term.absolute = true;
      bool any = kind() == TokenKind::double_slash;
      if (!any) ++at_;
      if (any || starts_step()) TRY(steps(term));
      return push(std::move(term));
    }
    if (starts_step()) {
      TRY(one_step(term));
      TRY(steps(term));
      return push(std::move(term));
    }
    TermId origin = TRY(filtered());
    if (kind() != TokenKind::slash && kind() != TokenKind::double_slash) return origin;
    term.operands = {origin};
    TRY(steps(term));
    return push(std::move(term));
  }

  // The steps that follow, each behind its slash; the first may stand without one.
  Result<void> steps(Term& term) {
    if (starts_step()) TRY(one_step(term));
    while (kind() == TokenKind::slash || kind() == TokenKind::double_slash) {
      if (take().kind == TokenKind::double_slash) {
        term.steps.push_back({Axis::descendant_or_self, Test::node, {}, {}, {}});
      }
      TRY(one_step(term));
    }
    return {};
  }

  Result<void> one_step(Term& term) {
    if (!starts_step()) return refuse(not_understood);
    Step step;
    if (kind() == TokenKind::dot || kind() == TokenKind::double_dot) {
      step.axis = take().kind == TokenKind::dot ? Axis::self : Axis::parent;
      step.test = Test::node;
    } else {
      TRY(axis_of(step));
      TRY(test_of(step));
    }
    step.predicates = TRY(predicates());
    term.steps.push_back(std::move(step));
    return {};
  }

  Result<void> axis_of(Step& step) {
    if (kind() == TokenKind::at) {
      ++at_;
      step.axis = Axis::attribute;
    } else if (kind() == TokenKind::axis) {
      auto const* found = std::ranges::find(axes, token().text, &AxisName::name);
      if (found == std::end(axes)) return refuse(not_understood);
      step.axis = found->axis;
      ++at_;
    }
    return {};
  }

  Result<void> test_of(Step& step) {
    if (kind() != TokenKind::name && kind() != TokenKind::wildcard) return refuse(not_understood);
    std::string_view text = take().text;
    auto test = node_test(text);
    if (test && kind() == TokenKind::open) {
      ++at_;
      step.test = *test;
      if (*test == Test::instruction && kind() == TokenKind::literal) step.name = take().text;
      return expect(TokenKind::close);
    }
    auto colon = text.find(':');
    if (colon != std::string_view::npos) {
      step.prefix = text.substr(0, colon);
      text = text.substr(colon + 1);
    }
    step.test = text == "*" ? Test::any_name : Test::name;
    if (step.test == Test::name) step.name = text;
    return {};
  }

  Result<std::vector<TermId>> predicates() {
    std::vector<TermId> found;
    while (kind() == TokenKind::open_bracket) {
      ++at_;
      found.push_back(TRY(expression()));
      TRY(expect(TokenKind::close_bracket));
    }
    return found;
  }

  Result<TermId> filtered() {
    TermId inner = TRY(primary());
    auto found = TRY(predicates());
    if (found.empty()) return inner;
    Term term = start(Op::filter);
    term.operands = {inner};
    term.operands.insert(term.operands.end(), found.begin(), found.end());
    return push(std::move(term));
  }

  Result<TermId> primary() {
    Term term = start(Op::literal);
    switch (kind()) {
      case TokenKind::literal:
        term.text = take().text;
        return push(std::move(term));
      case TokenKind::number:
        term.op = Op::number;
        term.number = take().number;
        return push(std::move(term));
      case TokenKind::open: {
        ++at_;
        TermId inner = TRY(expression());
        TRY(expect(TokenKind::close));
        return inner;
      }
      case TokenKind::name:
        return call(std::move(term));
      default:
        return refuse(not_understood);
    }
  }

  Result<TermId> call(Term term) {
    term.op = Op::call;
    term.text = take().text;
    TRY(expect(TokenKind::open));
    if (kind() != TokenKind::close) {
      term.operands.push_back(TRY(expression()));
      while (kind() == TokenKind::comma) {
        ++at_;
        term.operands.push_back(TRY(expression()));
      }
    }
    TRY(expect(TokenKind::close));
    return push(std::move(term));
  }

  ExpressionLimits limits_;
  Expression out_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  int nested_ = 0;
};

Result<Expression> Expression::parse(std::string_view source, ExpressionLimits const& limits) {
  if (source.size() > limits.length) {
    return fail(ErrorCode::invalid, "read expression", "the expression is too long",
                source.substr(0, 40));
  }
  return Parser(source, limits).parse();
}

}  // namespace sala::forms
