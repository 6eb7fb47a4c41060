// Columns that must not enter the ledger: data that the law protects more than others (Thailand's
// Personal Data Protection Act, section 26), numbers that open doors, and other people's data.
#pragma once

#include <string_view>
#include <vector>

namespace sala::importing {

// A message id that names what the column holds; nullptr for a heading that says nothing of the
// kind.
char const* sensitive_heading(std::string_view heading);

// Thirteen digits with the check digit of a Thai national ID number, written with or without
// hyphens or spaces, in Thai or ASCII digits.
bool is_national_id(std::string_view text);

// True when a column of these cells is one of national ID numbers whatever its heading says: half
// of those filled, and at least two, or the only one.
bool are_national_ids(std::vector<std::string_view> const& cells);

}  // namespace sala::importing
