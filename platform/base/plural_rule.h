// The "Plural-Forms" line of a gettext catalogue: "nplurals=2; plural=(n != 1);".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace sala {

// A compiled C expression over n with ?: || && == != < <= > >= + - * / % ! and parentheses, as
// GNU gettext defines it (manual, section "Plural forms"). Immutable; thread-safe.
class PluralRule {
 public:
  PluralRule();  // "nplurals=2; plural=n != 1;"
  static Result<PluralRule> parse(std::string_view header_value);

  std::uint32_t count() const { return count_; }
  // Which form n takes; always below count().
  std::uint32_t form(std::uint64_t n) const;

 private:
  enum class Op : std::uint8_t;
  struct Node {
    Op op;
    std::uint64_t number = 0;
    int a = -1, b = -1, c = -1;  // children, by index into nodes_
  };
  class Parser;
  std::uint64_t value(int node, std::uint64_t n) const;

  std::uint32_t count_ = 1;
  int root_ = -1;
  std::vector<Node> nodes_;
};

}  // namespace sala
