// Dates and times as people in Thailand read and type them. What is stored is Gregorian and UTC;
// what is shown is the Buddhist era (พ.ศ. = ค.ศ. + 543) in Thai and the Gregorian year in English.
// Pure; the offset of local time is a parameter (Thailand: UTC+7, no summer time since 1920).
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"

namespace sala::thai {

inline constexpr std::chrono::minutes bangkok{7 * 60};
inline constexpr int buddhist_offset = 543;

enum class Language { thai, english };

struct LocalTime {
  std::chrono::year_month_day date;
  std::chrono::seconds of_day{0};
};
LocalTime to_local(WallTime utc, std::chrono::minutes offset = bangkok);
WallTime to_utc(LocalTime const& local, std::chrono::minutes offset = bangkok);

// "วันจันทร์ที่ 23 พฤศจิกายน พ.ศ. 2569" / "Monday 23 November 2026"
std::string long_date(std::chrono::year_month_day date, Language language);
// "23 พฤศจิกายน 2569" / "23 November 2026"
std::string full_date(std::chrono::year_month_day date, Language language);
// "23 พ.ย. 2569" / "23 Nov 2026"
std::string short_date(std::chrono::year_month_day date, Language language);
// "08:57 น." / "08:57"
std::string clock_time(std::chrono::seconds of_day, Language language);
// "23 พ.ย. 2569 08:57 น." / "23 Nov 2026 08:57", in Thailand
std::string short_moment(WallTime utc, Language language);
// "2026-11-23", for files and logs
std::string iso_date(std::chrono::year_month_day date);

// A date in any form found in Thai spreadsheets: 4/6/2505, 4-6-05 no, 4 มิ.ย. 2548, 4 มิถุนายน พ.ศ.
// ๒๕๔๘, 23 Nov 2026, 2026-11-23, 2569-11-23, 20261123 no. Day before month, always; with a
// weekday's name in front if need be. A four-digit year from 2400 on is of the Buddhist era, one
// from 1800 to 2399 Gregorian; พ.ศ. or ค.ศ., B.E. or A.D. in the text overrule.
enum class DateFault {
  none,
  unreadable,      // no date in any form that we know
  two_digit_year,  // 4/6/48: 2548 or 2048 or 1948? nobody can know
  impossible,      // 31/2/2548
};
struct ParsedDate {
  DateFault fault = DateFault::none;
  std::chrono::year_month_day date{};
  bool buddhist = false;  // the year was of the Buddhist era
};
ParsedDate parse_date(std::string_view text);

// 09.00, 9:00 น., 9.00น, 09:00:00, ๑๓.๓๐ น., 1:30 PM, 9 โมงเช้า no. Nothing when it is no time.
std::optional<std::chrono::seconds> parse_clock(std::string_view text);

struct TimeRange {
  std::chrono::seconds start{0}, end{0};
};
// "09.00 - 12.00 น.", "9:00–10:30", "09.00 ถึง 12.00"; the end is after the start.
std::optional<TimeRange> parse_time_range(std::string_view text);

}  // namespace sala::thai
