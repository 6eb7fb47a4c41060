#include "sync/forms/lexer.h"

#include <charconv>
#include <optional>

namespace sala::forms {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Every letter that is not ASCII may stand in a name: Thai names are names.
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}

bool continues_name(char c) { return starts_name(c) || is_digit(c) || c == '-' || c == '.'; }

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) {}

  Result<std::vector<Token>> read() {
    for (skip_space(); at_ < source_.size(); skip_space()) {
      if (!read_one()) {
        return fail(ErrorCode::invalid, "read expression",
                    "the expression is not understood from here on",
                    std::string(source_.substr(at_, 20)));
      }
    }
    push(TokenKind::end, 0);
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }

  void skip_space() {
    while (at_ < source_.size() && (peek() == ' ' || peek() == '\t' || peek() == '\n' ||
                                    peek() == '\r' || at_no_break_space())) {
      at_ += at_no_break_space() ? 2 : 1;
    }
  }

  // What a word processor puts between words.
  bool at_no_break_space() const { return source_.substr(at_, 2) == "\xc2\xa0"; }

  void push(TokenKind kind, std::size_t length) {
    tokens_.push_back({kind, source_.substr(at_, length), 0, static_cast<std::uint32_t>(at_)});
    at_ += length;
  }

  // Section 3.7: after these, "*" and "and" are operators.
  bool after_operand() const {
    if (tokens_.empty()) return false;
    switch (tokens_.back().kind) {
      case TokenKind::number:
      case TokenKind::literal:
      case TokenKind::name:
      case TokenKind::wildcard:
      case TokenKind::dot:
      case TokenKind::double_dot:
      case TokenKind::close:
      case TokenKind::close_bracket:
        return true;
      default:
        return false;
    }
  }

  bool read_one() {
    char c = peek();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) return read_number();
    if (c == '"' || c == '\'') return read_literal(c);
    if (starts_name(c)) return read_name();
    return read_sign(c);
  }

  bool read_number() {
    std::size_t end = at_;
    while (end < source_.size() && is_digit(source_[end])) ++end;
    if (end < source_.size() && source_[end] == '.') {
      for (++end; end < source_.size() && is_digit(source_[end]);) ++end;
    }
    if (end + 1 < source_.size() && (source_[end] == 'e' || source_[end] == 'E')) {
      std::size_t exponent = end + 1;
      if (source_[exponent] == '-' || source_[exponent] == '+') ++exponent;
      std::size_t from = exponent;
      while (exponent < source_.size() && is_digit(source_[exponent])) ++exponent;
      if (exponent > from) end = exponent;
    }
    double number = 0;
    std::from_chars(source_.data() + at_, source_.data() + end, number);
    push(TokenKind::number, end - at_);
    tokens_.back().number = number;
    return true;
  }

  bool read_literal(char quote) {
    auto end = source_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return false;
    push(TokenKind::literal, end + 1 - at_);
    auto& text = tokens_.back().text;
    text = text.substr(1, text.size() - 2);
    return true;
  }

  bool read_name() {
    if (after_operand()) {
      for (std::string_view word : {"and", "or", "div", "mod"}) {
        if (source_.substr(at_, word.size()) != word) continue;
        push(TokenKind::operation, word.size());
        return true;
      }
      return false;
    }
    std::size_t end = name_end(at_);
    if (end + 1 < source_.size() && source_[end] == ':' && source_[end + 1] != ':') {
      if (source_[end + 1] == '*') {
        push(TokenKind::wildcard, end + 2 - at_);
        return true;
      }
      if (starts_name(source_[end + 1])) end = name_end(end + 1);
    }
    std::size_t after = end;
    while (after < source_.size() && (source_[after] == ' ' || source_[after] == '\t')) ++after;
    if (source_.substr(after, 2) == "::") {
      push(TokenKind::axis, end - at_);
      at_ = after + 2;
      return true;
    }
    push(TokenKind::name, end - at_);
    return true;
  }

  std::size_t name_end(std::size_t from) const {
    while (from < source_.size() && continues_name(source_[from]) &&
           source_.substr(from, 2) != "\xc2\xa0") {
      ++from;
    }
    return from;
  }

  bool read_sign(char c) {
    struct Sign {
      std::string_view text;
      TokenKind kind;
    };
    static constexpr Sign signs[] = {
        {"//", TokenKind::double_slash},
        {"/", TokenKind::slash},
        {"..", TokenKind::double_dot},
        {".", TokenKind::dot},
        {"@", TokenKind::at},
        {"(", TokenKind::open},
        {")", TokenKind::close},
        {"[", TokenKind::open_bracket},
        {"]", TokenKind::close_bracket},
        {",", TokenKind::comma},
        {"!=", TokenKind::operation},
        {"<=", TokenKind::operation},
        {">=", TokenKind::operation},
        {"=", TokenKind::operation},
        {"<", TokenKind::operation},
        {">", TokenKind::operation},
        {"+", TokenKind::operation},
        {"-", TokenKind::operation},
        {"|", TokenKind::operation},
    };
    if (c == '*') {
      push(after_operand() ? TokenKind::operation : TokenKind::wildcard, 1);
      return true;
    }
    for (Sign const& sign : signs) {
      if (source_.substr(at_, sign.text.size()) != sign.text) continue;
      push(sign.kind, sign.text.size());
      return true;
    }
    return false;
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

Result<std::vector<Token>> read_tokens(std::string_view source) { return Lexer(source).read(); }

}  // namespace sala::forms
