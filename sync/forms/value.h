// The four kinds of value of an expression, and how XPath 1.0 (section 3 and 4) turns one into
// another; https://getodk.github.io/xforms-spec/ adds that a text which is a date counts as its day
// number.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sync/forms/tree.h"

namespace sala::forms {

using Nodes = std::vector<Node const*>;  // in document order, each once
using Value = std::variant<bool, double, std::string, Nodes>;

// `offset` of local time from UTC: the day number of a date is that of its local midnight.
double to_number(Value const& value, std::chrono::minutes offset);
double text_to_number(std::string_view text, std::chrono::minutes offset);
bool to_boolean(Value const& value);
std::string to_text(Value const& value);
// Shortest decimal that reads back as the same number, never with an exponent; "NaN", "Infinity".
std::string to_text(double number);

enum class Comparison { equal, not_equal, less, less_equal, greater, greater_equal };
// Section 3.4: with node-sets, whether any pair of their nodes compares so.
bool compare(Value const& left, Comparison how, Value const& right, std::chrono::minutes offset);

// Words between white space.
std::vector<std::string_view> split_words(std::string_view text);
std::string_view trimmed(std::string_view text);

}  // namespace sala::forms
