// Days and times that the cells of a row say. What cannot be read is reported, with how to write
// it.
#pragma once

#include "platform/thai/date.h"
#include "sync/hq/import/planner.h"

namespace sala::importing {

inline constexpr char const* date_mend =
    word("Write day, month and the year with four digits, such as 23/11/2569 or 2026-11-23.");
inline constexpr char const* time_mend =
    word("Write the time with minutes, such as 09.00 or 13:30.");

std::int64_t unix_seconds(thai::LocalTime const& local);

// A day that a cell names; nothing when it is empty or wrong (then it is reported).
std::optional<std::chrono::year_month_day> day_of(
    Row& row, Field field, std::optional<std::chrono::year_month_day> relative);
std::optional<std::chrono::seconds> clock_of(Row& row, Field field);

// "NOW+30": so many minutes from now, down to the half hour.
std::optional<thai::LocalTime> relative_time(std::string_view text, WallTime now);

// A moment, "22 พ.ย. 2569 เวลา 18.00 น.", or a day and, in a column of its own, a time. A day alone
// lasts until its end: the midnight after it. `now` is set where "TODAY+1 09.00" and "NOW+60" are
// understood.
std::optional<std::int64_t> moment_of(Row& row, Field day, Field time, std::optional<WallTime> now);

}  // namespace sala::importing
