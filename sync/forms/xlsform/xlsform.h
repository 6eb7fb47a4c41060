// Reads an XLSForm (xlsform.org) as ODK and KoboToolbox know it.
#pragma once

#include "sync/forms/form.h"
#include "sync/forms/problem.h"

namespace sala::forms {

struct Reading {
  Form form;          // whole only when there is no error among the problems
  Problems problems;  // all that were found, in the order of sheets and rows
};

// Pure. Takes .xlsx and CSV (a sheet's name in the first column, as pyxform writes it, or the
// survey alone). `file_name` sharpens the advice.
Reading read_xlsform(std::string_view bytes, std::string_view file_name);

// Whether a file is meant to be a form: it has a sheet with questions.
bool looks_like_form(std::string_view bytes, std::string_view file_name);

inline constexpr std::size_t most_questions = 5'000;
inline constexpr std::size_t most_choices = 50'000;  // of all lists together
inline constexpr int deepest = 32;                   // groups inside one another

}  // namespace sala::forms
