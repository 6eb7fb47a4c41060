// What is wrong with a form, where, and what to do about it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/base/catalogue.h"

namespace sala::forms {

enum class Severity : std::uint8_t {
  note,         // is left out, or was taken for something
  unsupported,  // a good XLSForm, but Sala cannot ask this: the form is not taken
  error,        // the form is not taken
};

// `what` and `mend` are message ids; {value} and {other} in them stand for what is in the cell and
// what it should go with. Where `what` is empty, `value` and `other` are message ids themselves:
// what the workbook's reader said of the whole file, and its advice.
struct Problem {
  Severity severity = Severity::error;
  std::string sheet;
  int row = 0;         // as the program shows it, from 1; 0 = no row
  std::string column;  // its heading, or its letters
  char const* what = "";
  char const* mend = "";
  std::string value, other;
};

using Problems = std::vector<Problem>;

std::size_t count(Problems const& problems, Severity severity);
bool can_be_used(Problems const& problems);

// One problem in a person's words, two lines: where and what, then what to do.
std::string in_words(Problem const& problem, Words const& words);

}  // namespace sala::forms
