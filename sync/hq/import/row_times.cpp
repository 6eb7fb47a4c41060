#include "sync/hq/import/row_times.h"

#include <charconv>

#include "platform/thai/fold.h"
#include "sync/hq/import/values.h"

namespace sala::importing {
namespace {

constexpr std::chrono::seconds end_of_day = std::chrono::hours(24);

char const* what_is_wrong(thai::DateFault fault) {
  switch (fault) {
    case thai::DateFault::two_digit_year:
      return word("The year of “{value}” has two digits: it could be of either era.");
    case thai::DateFault::impossible:
      return word("“{value}” is no day of any calendar.");
    default:
      return word("“{value}” is not understood as a date.");
  }
}

// "เวลา 18.00 น.", "at 6:00 PM"
std::optional<std::chrono::seconds> clock_in(std::string_view text) {
  for (std::string_view before : {"เวลา", "ก่อน", "at", ",", "-"}) {
    if (text.starts_with(before)) text.remove_prefix(before.size());
    while (text.starts_with(' ')) text.remove_prefix(1);
  }
  return thai::parse_clock(text);
}

struct Moment {
  std::chrono::year_month_day date;
  std::optional<std::chrono::seconds> of_day;
};

// A day with a time behind it, wherever the one ends and the other begins.
std::optional<Moment> moment_in(std::string const& text,
                                std::optional<std::chrono::year_month_day> today) {
  for (auto space = text.find(' '); space != std::string::npos; space = text.find(' ', space + 1)) {
    auto time = clock_in(std::string_view(text).substr(space + 1));
    if (!time) continue;
    workbook::Cell day;
    day.text = thai::tidy(std::string_view(text).substr(0, space));
    auto parsed = date_of(day, today);
    if (parsed.fault == thai::DateFault::none) return Moment{parsed.date, time};
  }
  return std::nullopt;
}

}  // namespace

std::int64_t unix_seconds(thai::LocalTime const& local) {
  return std::chrono::floor<std::chrono::seconds>(thai::to_utc(local)).time_since_epoch().count();
}

std::optional<std::chrono::year_month_day> day_of(
    Row& row, Field field, std::optional<std::chrono::year_month_day> relative) {
  std::string written = row.text(field);
  if (written.empty()) return std::nullopt;
  auto parsed = date_of(row.cell(field), relative);
  if (parsed.fault == thai::DateFault::none) return parsed.date;
  row.report(Severity::error, field, what_is_wrong(parsed.fault), date_mend, written);
  return std::nullopt;
}

std::optional<std::chrono::seconds> clock_of(Row& row, Field field) {
  std::string written = row.text(field);
  if (written.empty()) return std::nullopt;
  auto time = time_of(row.cell(field));
  if (!time) {
    row.report(Severity::error, field, word("“{value}” is not understood as a time."), time_mend,
               written);
  }
  return time;
}

std::optional<thai::LocalTime> relative_time(std::string_view text, WallTime now) {
  if (!text.starts_with("NOW")) return std::nullopt;
  text.remove_prefix(3);
  if (text.starts_with('+')) text.remove_prefix(1);
  int minutes = 0;
  auto parsed = std::from_chars(text.data(), text.data() + text.size(), minutes);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  if (std::abs(minutes) > 100'000) return std::nullopt;
  auto half_hour = std::chrono::minutes(30);
  auto at = (now + std::chrono::minutes(minutes)).time_since_epoch();
  return thai::to_local(WallTime(at - (at % half_hour + half_hour) % half_hour));
}

std::optional<std::int64_t> moment_of(Row& row, Field day, Field time,
                                      std::optional<WallTime> now) {
  std::string written = row.text(day);
  if (written.empty()) return std::nullopt;
  std::optional<std::chrono::year_month_day> today;
  if (now) {
    if (auto relative = relative_time(written, *now)) return unix_seconds(*relative);
    today = thai::to_local(*now).date;
  }
  auto own_time = clock_of(row, time);
  if (auto both = moment_in(written, today)) {
    return unix_seconds({both->date, own_time.value_or(*both->of_day)});
  }
  auto date = day_of(row, day, today);
  if (!date || row.bad()) return std::nullopt;
  return unix_seconds({*date, own_time.value_or(end_of_day)});
}

}  // namespace sala::importing
