// The words of an expression: XPath 1.0, section 3.7.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.h"

namespace sala::forms {

enum class TokenKind : std::uint8_t {
  number,
  literal,    // text without its quotes
  name,       // "a", "jr:choice-name"
  wildcard,   // "*" and "prefix:*" where a name may stand
  operation,  // + - * = != < <= > >= | and or div mod
  slash,
  double_slash,
  dot,
  double_dot,
  at,
  axis,  // "child" of "child::"
  open,
  close,
  open_bracket,
  close_bracket,
  comma,
  end,
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;  // lives as long as the source
  double number = 0;
  std::uint32_t at = 0;  // byte in the source
};

// ErrorCode::invalid; `advice` is where in the source.
Result<std::vector<Token>> read_tokens(std::string_view source);

}  // namespace sala::forms
