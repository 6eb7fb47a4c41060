// Workbooks for other programs to read, by libxlsxwriter. Texts are texts, whatever they begin
// with: nothing becomes a formula or a link.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "platform/base/result.h"

namespace sala::workbook {

using WrittenCell = std::variant<std::monostate, std::string, double>;

struct WrittenSheet {
  std::string name;  // made fit for Excel: 31 letters, none of []:*?/\, no two the same
  std::vector<std::string> headings;
  std::vector<std::vector<WrittenCell>> rows;
};

// The bytes of the file. ErrorCode::invalid for more than Excel takes: 1,048,575 rows, 16,384
// columns; a text over 32,767 letters is cut there.
Result<std::string> write_xlsx(std::vector<WrittenSheet> const& sheets);

}  // namespace sala::workbook
