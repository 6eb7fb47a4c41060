// Dates and times as answers hold them: ISO 8601, "2026-03-15", "2026-03-15T10:00:00.000+07:00",
// "08:30:00.000+07:00". Pure; the offset of local time is a parameter.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "platform/base/clock.h"

namespace sala::forms {

struct Moment {
  double days = 0;        // since 1970-01-01T00:00Z
  bool has_time = false;  // else it is a local midnight
};

// Nothing for what is no such date: 2026-02-30, a trailing letter, the year 0.
std::optional<Moment> parse_moment(std::string_view text, std::chrono::minutes offset);
// "06:00:00", with or without an offset: the share of its day, in the zone that it is written in.
std::optional<double> parse_time_of_day(std::string_view text);

// "2026-03-15T10:00:00.000+07:00"
std::string iso_date_time(double days, std::chrono::minutes offset);
// "2026-03-15"
std::string iso_day(double days, std::chrono::minutes offset);
double to_days(WallTime time);

// The format letters of the ODK specification: %Y %y %m %n %b %d %e %H %h %M %S %3 %a %W.
std::string format_moment(double days, std::string_view format, std::chrono::minutes offset);

}  // namespace sala::forms
