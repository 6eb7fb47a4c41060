// The functions that an expression may call, one line each in the tables of functions_*.cpp.
//
// To add one: its line (name, least and most arguments, what it does) in the table that fits.
// Which there are: https://getodk.github.io/xforms-spec/#xpath-functions
#pragma once

#include <span>

#include "sync/forms/evaluator.h"

namespace sala::forms {

inline constexpr std::size_t any_number = 1'000;

struct Function {
  std::string_view name;
  std::size_t least = 0;
  std::size_t most = 0;
  Value (*call)(Arguments&);
};

std::span<Function const> text_functions();
std::span<Function const> number_functions();
std::span<Function const> node_functions();
std::span<Function const> date_functions();
std::span<Function const> form_functions();
std::span<Function const> place_functions();

Function const* find_function(std::string_view name);

Value call_function(Evaluation& evaluation, Term const& call, Context const& at);

}  // namespace sala::forms
