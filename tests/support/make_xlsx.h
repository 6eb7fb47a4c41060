// Workbooks for tests, honest and hostile: a ZIP writer that stores, and the parts of a workbook.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sala::test {

using Parts = std::vector<std::pair<std::string, std::string>>;  // name → content

std::string make_zip(Parts const& parts);
// One part deflated, for ratios.
std::string deflated_zip(std::string_view name, std::string_view content);

// The parts around sheets whose XML is given: content between <worksheet …> and </worksheet>.
struct XlsxSheet {
  std::string name;
  std::string xml;
  std::string state = "visible";
};
struct XlsxExtras {
  std::string shared_strings;  // the <si> elements
  std::string styles;          // inside <styleSheet>
  std::string workbook_properties;
};
Parts xlsx_parts(std::vector<XlsxSheet> const& sheets, XlsxExtras const& extras = {});
std::string make_xlsx(std::vector<XlsxSheet> const& sheets, XlsxExtras const& extras = {});

// A sheet of inline strings, row by row; an empty string leaves the cell out.
std::string sheet_of(std::vector<std::vector<std::string>> const& rows);

}  // namespace sala::test
