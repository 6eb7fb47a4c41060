// What is in a cell, as a value: telephones, dates, numbers, yes and no, kinds and levels.
// Texts are tidied before (platform/thai/fold.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/thai/date.h"
#include "platform/workbook/workbook.h"
#include "sync/model/bodies.h"

namespace sala::importing {

// Digits, a leading + for abroad: "081-234 5678", "+66 81 234 5678" and 812345678 (a number that
// lost its zero) are all 0812345678. Of several numbers the first. Nothing when it is none.
std::optional<std::string> phone_of(std::string_view text);

// A date in any form of thai::parse_date, a serial number of Excel whose column lost its format,
// or, with `relative` set, "TODAY+1" from that day on.
thai::ParsedDate date_of(workbook::Cell const& cell,
                         std::optional<std::chrono::year_month_day> relative = std::nullopt);

// "2005-02-28", or "2005" where only a year is written; with the fault else.
struct BirthDate {
  std::string text;
  thai::DateFault fault = thai::DateFault::none;
};
BirthDate birth_date_of(workbook::Cell const& cell, std::chrono::year_month_day today);

// A time of day: "09.00", "9:00 น.", a cell formatted as a time, or the time of a date with one.
std::optional<std::chrono::seconds> time_of(workbook::Cell const& cell);

std::optional<std::int64_t> whole_number(
    std::string_view text);  // "30", "30 คน", "๓๐"; not negative
std::optional<bool> yes_or_no(std::string_view text);
std::optional<Learning> learning_of(std::string_view text);
std::optional<Level> level_of(std::string_view text);
std::optional<bool> core_of(std::string_view text);           // true: core, false: elective
std::optional<bool> status_of(std::string_view text);         // true: has left
std::optional<std::string> colour_of(std::string_view text);  // "#rrggbb"

// "end", "จบ", "any time", …: when a form is offered.
std::optional<FormMoment> form_moment_of(std::string_view text);
std::string_view name_of(FormMoment when, thai::Language language);  // as one would write it

// Parts between commas, semicolons, bars and line ends.
std::vector<std::string> list_of(std::string_view text);

}  // namespace sala::importing
