// What a spreadsheet's number format makes of a number: ECMA-376 part 1, 18.8.30 and 18.8.31.
//
// Only what a roster needs: is it a date or a time, and how many digits does it show ("0000000000"
// keeps the first zero of a telephone number). Colours, conditions and fractions are left out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sala::workbook {

enum class FormatKind { general, number, date, time, date_time, elapsed, text };

// The code of a built-in format id, "General" for an unknown one. Ids 27–36 and 50–58 are dates of
// East Asian locales; 59–81 belong to th-TH, where 71–81 are dates and times.
std::string_view builtin_format(int id);

FormatKind kind_of_format(std::string_view code);

// "1.5", "42", "1234567890123": what was typed, at most 15 significant digits like the program.
std::string general_number(double value);
// With the digits, separators and literals of the first section of `code`.
std::string formatted_number(double value, std::string_view code);

// A serial as "2026-11-23", "2026-11-23 09:30" or "09:30" by `kind`; nothing when it is no date
// (negative, after the year 9999). `serial` counts in the 1900 system with its 29 February 1900.
std::optional<std::string> serial_text(double serial, FormatKind kind);

// Serial of the 1900 system for an ISO 8601 date, time or both, as strict OOXML stores dates.
std::optional<double> serial_from_iso(std::string_view iso);

}  // namespace sala::workbook
