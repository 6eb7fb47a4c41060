// What the heading of a column means.
#pragma once

#include "sync/forms/xlsform/sheets.h"

namespace sala::forms {

// `sheet` is "survey", "choices" or "settings". A heading that is not known keeps its own words as
// name: choice filters may use them.
Column read_heading(std::string_view heading, std::string_view sheet);

bool is_known_column(std::string_view name, std::string_view sheet);

}  // namespace sala::forms
