// Answers as a person reads them: the question's text, and what was said in the words of its
// choices.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/forms/blueprint.h"

namespace sala::forms {

struct Said {
  std::string question;
  std::string answer;

  bool operator==(Said const&) const = default;
};

// In the form's order. `answers`: of answers_json(), given to this form. `code`: "th" or "en".
// ErrorCode::invalid for what is no JSON of answers.
Result<std::vector<Said>> in_words(Blueprint const& blueprint, std::string_view answers,
                                   std::string_view code, Random& random);

}  // namespace sala::forms
