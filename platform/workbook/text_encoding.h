// Which encoding a text file is in, and the text as UTF-8.
//
// Thai files come as UTF-8 with or without a byte-order mark, UTF-16 from Excel's "Unicode text",
// and TIS-620 or Windows-874 from everything older. Valid UTF-8 always wins: Thai in Windows-874 is
// practically never valid UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace sala::workbook {

enum class Encoding {
  utf8,
  utf8_damaged,  // mostly UTF-8; each wrong byte became U+FFFD
  utf16_le,
  utf16_be,
  windows_874,   // TIS-620 is a subset
  windows_1252,  // neither UTF-8 nor plausible Thai: a guess
};

struct DecodedText {
  std::string text;  // valid UTF-8, without a byte-order mark
  Encoding encoding = Encoding::utf8;
};

DecodedText decode_text(std::string_view bytes);

// `text` itself when it is valid UTF-8, else with each wrong byte replaced by U+FFFD.
std::string repaired_utf8(std::string_view text);
void append_utf8(std::string& out, char32_t code_point);

}  // namespace sala::workbook
