#include "platform/base/plural_rule.h"

#include <array>
#include <cctype>

#include "platform/base/verify.h"

namespace sala {

enum class PluralRule::Op : std::uint8_t {
  number,
  n,
  negate,
  choose,
  either,
  both,
  equal,
  unequal,
  less,
  less_equal,
  greater,
  greater_equal,
  add,
  subtract,
  multiply,
  divide,
  remainder,
};

// Precedence climbing over the few operators that gettext allows.
class PluralRule::Parser {
 public:
  Parser(std::string_view text, std::vector<Node>& nodes) : rest_(text), nodes_(nodes) {}

  // Index of the root, or -1 when the text is no such expression.
  int whole() {
    int root = conditional(0);
    skip_space();
    return rest_.empty() ? root : -1;
  }

 private:
  struct Binary {
    std::string_view sign;
    int level;  // higher binds tighter
    Op op;
  };
  // Longer signs before their prefixes.
  static constexpr std::array<Binary, 13> binaries{{{"||", 1, Op::either},
                                                    {"&&", 2, Op::both},
                                                    {"==", 3, Op::equal},
                                                    {"!=", 3, Op::unequal},
                                                    {"<=", 4, Op::less_equal},
                                                    {">=", 4, Op::greater_equal},
                                                    {"<", 4, Op::less},
                                                    {">", 4, Op::greater},
                                                    {"+", 5, Op::add},
                                                    {"-", 5, Op::subtract},
                                                    {"*", 6, Op::multiply},
                                                    {"/", 6, Op::divide},
                                                    {"%", 6, Op::remainder}}};
  static constexpr int max_depth = 64;  // real rules nest to about 8

  void skip_space() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front()))) {
      rest_.remove_prefix(1);
    }
  }
  bool take(std::string_view sign) {
    skip_space();
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(sign.size());
    return true;
  }
  int node(Op op, int a = -1, int b = -1, int c = -1, std::uint64_t number = 0) {
    nodes_.push_back({op, number, a, b, c});
    return static_cast<int>(nodes_.size()) - 1;
  }

  int conditional(int depth) {
    if (depth > max_depth) return -1;
    int condition = binary(1, depth + 1);
    if (condition < 0 || !take("?")) return condition;
    int yes = conditional(depth + 1);
    if (yes < 0 || !take(":")) return -1;
    int no = conditional(depth + 1);
    return no < 0 ? -1 : node(Op::choose, condition, yes, no);
  }

  int binary(int level, int depth) {
    int left = unary(depth + 1);
    while (left >= 0) {
      Binary const* found = next_binary(level);
      if (!found) return left;
      rest_.remove_prefix(found->sign.size());
      int right = binary(found->level + 1, depth + 1);
      if (right < 0) return -1;
      left = node(found->op, left, right);
    }
    return -1;
  }

  Binary const* next_binary(int level) {
    skip_space();
    for (auto const& candidate : binaries) {
      if (rest_.starts_with(candidate.sign)) return candidate.level >= level ? &candidate : nullptr;
    }
    return nullptr;
  }

  int unary(int depth) {
    if (depth > max_depth) return -1;
    if (take("!")) {
      int inner = unary(depth + 1);
      return inner < 0 ? -1 : node(Op::negate, inner);
    }
    if (take("(")) {
      int inner = conditional(depth + 1);
      return inner >= 0 && take(")") ? inner : -1;
    }
    if (take("n")) return node(Op::n);
    return literal();
  }

  int literal() {
    std::uint64_t number = 0;
    std::size_t digits = 0;
    while (digits < rest_.size() && digits < 9 && rest_[digits] >= '0' && rest_[digits] <= '9') {
      number = number * 10 + static_cast<std::uint64_t>(rest_[digits++] - '0');
    }
    rest_.remove_prefix(digits);
    return digits == 0 ? -1 : node(Op::number, -1, -1, -1, number);
  }

  std::string_view rest_;
  std::vector<Node>& nodes_;
};

PluralRule::PluralRule() {
  count_ = 2;
  root_ = Parser("n != 1", nodes_).whole();
}

Result<PluralRule> PluralRule::parse(std::string_view header_value) {
  auto bad = [&] {
    return fail(ErrorCode::invalid, "read a plural rule",
                "cannot understand '" + std::string(header_value) + "'");
  };
  constexpr std::string_view count_key = "nplurals=", rule_key = "plural=";
  auto semicolon = header_value.find(';');
  auto count_at = header_value.find(count_key);
  if (semicolon == std::string_view::npos || count_at == std::string_view::npos) return bad();
  auto count = header_value.substr(count_at + count_key.size(), 1);
  auto rest = header_value.substr(semicolon + 1);
  auto rule_at = rest.find(rule_key);
  if (rule_at == std::string_view::npos || count < "1" || count > "9") return bad();
  rest.remove_prefix(rule_at + rule_key.size());
  rest = rest.substr(0, rest.find(';'));

  PluralRule rule;
  rule.nodes_.clear();
  rule.count_ = static_cast<std::uint32_t>(count[0] - '0');
  rule.root_ = Parser(rest, rule.nodes_).whole();
  if (rule.root_ < 0) return bad();
  return rule;
}

std::uint32_t PluralRule::form(std::uint64_t n) const {
  auto form = value(root_, n);
  return form < count_ ? static_cast<std::uint32_t>(form) : 0;
}

std::uint64_t PluralRule::value(int index, std::uint64_t n) const {
  Node const& node = nodes_[static_cast<std::size_t>(index)];
  auto a = [&] { return value(node.a, n); };
  auto b = [&] { return value(node.b, n); };
  switch (node.op) {
    case Op::number:
      return node.number;
    case Op::n:
      return n;
    case Op::negate:
      return a() == 0;
    case Op::choose:
      return a() != 0 ? b() : value(node.c, n);
    case Op::either:
      return a() != 0 || b() != 0;
    case Op::both:
      return a() != 0 && b() != 0;
    case Op::equal:
      return a() == b();
    case Op::unequal:
      return a() != b();
    case Op::less:
      return a() < b();
    case Op::less_equal:
      return a() <= b();
    case Op::greater:
      return a() > b();
    case Op::greater_equal:
      return a() >= b();
    case Op::add:
      return a() + b();
    case Op::subtract:
      return a() - b();
    case Op::multiply:
      return a() * b();
    case Op::divide:
      return b() == 0 ? 0 : a() / b();
    case Op::remainder:
      return b() == 0 ? 0 : a() % b();
  }
  VERIFY(false);
}

}  // namespace sala
