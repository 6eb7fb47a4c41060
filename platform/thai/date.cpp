#include "platform/thai/date.h"

#include <array>
#include <cstdio>

namespace sala::thai {
namespace {

using Names = std::array<std::string_view, 12>;
constexpr Names thai_months = {"มกราคม",  "กุมภาพันธ์", "มีนาคม",  "เมษายน", "พฤษภาคม",  "มิถุนายน",
                               "กรกฎาคม", "สิงหาคม",  "กันยายน", "ตุลาคม",  "พฤศจิกายน", "ธันวาคม"};
constexpr Names thai_months_short = {"ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
                                     "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.",  "พ.ย.", "ธ.ค."};
constexpr Names english_months = {"January",   "February", "March",    "April",
                                  "May",       "June",     "July",     "August",
                                  "September", "October",  "November", "December"};
constexpr std::array<std::string_view, 7> thai_days = {"อาทิตย์",  "จันทร์", "อังคาร", "พุธ",
                                                       "พฤหัสบดี", "ศุกร์",  "เสาร์"};
constexpr std::array<std::string_view, 7> english_days = {
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

std::string year_text(std::chrono::year_month_day date, Language language) {
  int year = static_cast<int>(date.year());
  return std::to_string(language == Language::thai ? year + buddhist_offset : year);
}

std::string_view month_name(std::chrono::year_month_day date, Names const& names) {
  return names[(static_cast<unsigned>(date.month()) - 1) % 12];
}

std::string day_text(std::chrono::year_month_day date) {
  return std::to_string(static_cast<unsigned>(date.day()));
}

}  // namespace

LocalTime to_local(WallTime utc, std::chrono::minutes offset) {
  auto seconds = std::chrono::floor<std::chrono::seconds>(utc + offset);
  auto day = std::chrono::floor<std::chrono::days>(seconds);
  return {std::chrono::year_month_day(day), seconds - day};
}

WallTime to_utc(LocalTime const& local, std::chrono::minutes offset) {
  return WallTime(std::chrono::sys_days(local.date).time_since_epoch() + local.of_day - offset);
}

std::string long_date(std::chrono::year_month_day date, Language language) {
  auto day = std::chrono::weekday(std::chrono::sys_days(date)).c_encoding();
  if (language == Language::english) {
    return std::string(english_days[day]) + " " + full_date(date, language);
  }
  return "วัน" + std::string(thai_days[day]) + "ที่ " + day_text(date) + " " +
         std::string(month_name(date, thai_months)) + " พ.ศ. " + year_text(date, language);
}

std::string full_date(std::chrono::year_month_day date, Language language) {
  auto const& names = language == Language::thai ? thai_months : english_months;
  return day_text(date) + " " + std::string(month_name(date, names)) + " " +
         year_text(date, language);
}

std::string short_date(std::chrono::year_month_day date, Language language) {
  std::string_view month = language == Language::thai
                               ? month_name(date, thai_months_short)
                               : month_name(date, english_months).substr(0, 3);
  return day_text(date) + " " + std::string(month) + " " + year_text(date, language);
}

std::string clock_time(std::chrono::seconds of_day, Language language) {
  auto minutes = of_day.count() / 60;
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%02d:%02d", static_cast<int>(minutes / 60 % 24),
                static_cast<int>(minutes % 60));
  return std::string(buffer) + (language == Language::thai ? " น." : "");
}

std::string short_moment(WallTime utc, Language language) {
  auto local = to_local(utc);
  return short_date(local.date, language) + " " + clock_time(local.of_day, language);
}

std::string iso_date(std::chrono::year_month_day date) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  return buffer;
}

}  // namespace sala::thai
