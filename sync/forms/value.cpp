#include "sync/forms/value.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include "sync/forms/moment.h"

namespace sala::forms {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "-12.50", ".5", "3."; an exponent too, because engines write small numbers so.
bool is_numeral(std::string_view text) {
  std::size_t i = !text.empty() && text[0] == '-' ? 1 : 0;
  std::size_t digits = 0;
  for (; i < text.size() && is_digit(text[i]); ++i) ++digits;
  if (i < text.size() && text[i] == '.') {
    for (++i; i < text.size() && is_digit(text[i]); ++i) ++digits;
  }
  if (digits == 0) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    std::size_t from = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    if (i == from || i - from > 4) return false;
  }
  return i == text.size();
}

bool is_relational(Comparison how) {
  return how != Comparison::equal && how != Comparison::not_equal;
}

bool looks_like_date(std::string_view text) {
  return text.size() >= 8 && is_digit(text[0]) && text[4] == '-';
}

template <class T>
bool holds(T const& left, Comparison how, T const& right) {
  switch (how) {
    case Comparison::equal:
      return left == right;
    case Comparison::not_equal:
      return left != right;
    case Comparison::less:
      return left < right;
    case Comparison::less_equal:
      return left <= right;
    case Comparison::greater:
      return left > right;
    case Comparison::greater_equal:
      break;
  }
  return left >= right;
}

// Neither side is a node-set.
bool compare_simple(Value const& left, Comparison how, Value const& right,
                    std::chrono::minutes offset) {
  if (is_relational(how)) return holds(to_number(left, offset), how, to_number(right, offset));
  auto either = [&](auto type) {
    using T = decltype(type);
    return std::holds_alternative<T>(left) || std::holds_alternative<T>(right);
  };
  if (either(bool{})) return holds(to_boolean(left), how, to_boolean(right));
  if (either(double{})) return holds(to_number(left, offset), how, to_number(right, offset));
  std::string some = to_text(left), other = to_text(right);
  if (some != other && looks_like_date(some) && looks_like_date(other)) {
    // The same moment may be written in several ways.
    auto first = parse_moment(some, offset), second = parse_moment(other, offset);
    if (first && second) return holds(first->days, how, second->days);
  }
  return holds(some, how, other);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text.size();) {
    while (i < text.size() && is_space(text[i])) ++i;
    std::size_t from = i;
    while (i < text.size() && !is_space(text[i])) ++i;
    if (i > from) words.push_back(text.substr(from, i - from));
  }
  return words;
}

double text_to_number(std::string_view text, std::chrono::minutes offset) {
  text = trimmed(text);
  if (text.empty()) return not_a_number;
  if (is_numeral(text)) {
    double number = 0;
    auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::result_out_of_range) {
      return text[0] == '-' ? -std::numeric_limits<double>::infinity()
                            : std::numeric_limits<double>::infinity();
    }
    return number;
  }
  if (auto moment = parse_moment(text, offset)) return moment->days;
  if (auto share = parse_time_of_day(text)) return *share;
  return not_a_number;
}

double to_number(Value const& value, std::chrono::minutes offset) {
  if (auto const* number = std::get_if<double>(&value)) return *number;
  if (auto const* boolean = std::get_if<bool>(&value)) return *boolean ? 1 : 0;
  if (auto const* text = std::get_if<std::string>(&value)) return text_to_number(*text, offset);
  auto const& nodes = std::get<Nodes>(value);
  return nodes.empty() ? not_a_number : text_to_number(string_value(*nodes.front()), offset);
}

bool to_boolean(Value const& value) {
  if (auto const* boolean = std::get_if<bool>(&value)) return *boolean;
  if (auto const* number = std::get_if<double>(&value)) return *number != 0 && !std::isnan(*number);
  if (auto const* text = std::get_if<std::string>(&value)) return !text->empty();
  return !std::get<Nodes>(value).empty();
}

std::string to_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  if (number == 0) return "0";
  char buffer[512];  // the longest: 1.8e308 in full, or 5e-324 with all its zeros
  auto [end, error] =
      std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::fixed);
  return error == std::errc{} ? std::string(buffer, end) : "NaN";
}

std::string to_text(Value const& value) {
  if (auto const* text = std::get_if<std::string>(&value)) return *text;
  if (auto const* boolean = std::get_if<bool>(&value)) return *boolean ? "true" : "false";
  if (auto const* number = std::get_if<double>(&value)) return to_text(*number);
  auto const& nodes = std::get<Nodes>(value);
  return nodes.empty() ? std::string() : string_value(*nodes.front());
}

bool compare(Value const& left, Comparison how, Value const& right, std::chrono::minutes offset) {
  auto const* from = std::get_if<Nodes>(&left);
  auto const* to = std::get_if<Nodes>(&right);
  if (from == nullptr && to == nullptr) return compare_simple(left, how, right, offset);
  auto other_is_boolean = [](Value const& value) { return std::holds_alternative<bool>(value); };
  // Engines compare sizes node by node even with a boolean.
  if (!is_relational(how) && (other_is_boolean(left) || other_is_boolean(right))) {
    return compare_simple(to_boolean(left), how, to_boolean(right), offset);
  }
  if (to == nullptr) {
    return std::ranges::any_of(*from, [&](Node const* node) {
      return compare_simple(string_value(*node), how, right, offset);
    });
  }
  if (from == nullptr) {
    return std::ranges::any_of(*to, [&](Node const* node) {
      return compare_simple(left, how, string_value(*node), offset);
    });
  }
  return std::ranges::any_of(*from, [&](Node const* node) {
    Value text = string_value(*node);
    return std::ranges::any_of(*to, [&](Node const* other) {
      return compare_simple(text, how, string_value(*other), offset);
    });
  });
}

}  // namespace sala::forms
