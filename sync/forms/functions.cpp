#include "sync/forms/functions.h"

#include <algorithm>
#include <map>

namespace sala::forms {

Function const* find_function(std::string_view name) {
  static std::map<std::string_view, Function const*> const all = [] {
    std::map<std::string_view, Function const*> found;
    for (auto table : {text_functions(), number_functions(), node_functions(), date_functions(),
                       form_functions(), place_functions()}) {
      for (Function const& function : table) found.emplace(function.name, &function);
    }
    return found;
  }();
  auto found = all.find(name);
  return found == all.end() ? nullptr : found->second;
}

Value call_function(Evaluation& evaluation, Term const& call, Context const& at) {
  Function const* function = find_function(call.text);
  if (function == nullptr) {
    return evaluation.refuse("there is no function of this name", call.text);
  }
  Arguments arguments(evaluation, call, at);
  if (arguments.size() < function->least || arguments.size() > function->most) {
    return evaluation.refuse("the function is given too few or too many values", call.text);
  }
  Value value = function->call(arguments);
  if (auto const* text = std::get_if<std::string>(&value)) {
    if (text->size() > longest_text) {
      return evaluation.refuse("the expression makes too long a text", call.text);
    }
    evaluation.work(text->size() / 64);
  }
  return value;
}

}  // namespace sala::forms
