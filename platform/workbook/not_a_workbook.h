// Files that people hand over by mistake, told by their first bytes, with what to do about each.
#pragma once

#include <optional>
#include <string_view>

#include "platform/base/result.h"

namespace sala::workbook {

// Nothing when the bytes may be a .xlsx workbook or a text file.
std::optional<Error> why_not_a_workbook(std::string_view bytes);
// For a ZIP archive without a workbook in it: `entries` are its names, one a line.
Error why_not_xlsx(std::string_view entries);

}  // namespace sala::workbook
