#include "sync/forms/moment.h"

#include <cmath>
#include <cstdio>

namespace sala::forms {
namespace {

using std::chrono::minutes;

constexpr double day_ms = 86'400'000;

// Reads fixed fields one after another; `good` tells in the end.
struct Reader {
  std::string_view text;
  bool good = true;

  bool at(char c) const { return !text.empty() && text.front() == c; }
  bool skip(char c) {
    if (!at(c)) return false;
    text.remove_prefix(1);
    return true;
  }
  void expect(char c) { good = skip(c) && good; }
  int digits(int count) {
    int number = 0;
    for (int i = 0; i < count; ++i) {
      if (text.empty() || text.front() < '0' || text.front() > '9') {
        good = false;
        return 0;
      }
      number = number * 10 + (text.front() - '0');
      text.remove_prefix(1);
    }
    return number;
  }
};

// "HH:MM[:SS[.sss]]" in milliseconds.
double read_clock(Reader& in) {
  int hour = in.digits(2);
  in.expect(':');
  int minute = in.digits(2);
  double second = 0;
  if (in.skip(':')) {
    second = in.digits(2);
    if (in.skip('.')) {
      double unit = 0.1;
      if (in.text.empty()) in.good = false;
      for (; !in.text.empty() && in.text[0] >= '0' && in.text[0] <= '9'; unit /= 10) {
        second += unit * in.digits(1);
      }
    }
  }
  if (hour > 23 || minute > 59 || second >= 60) in.good = false;
  return ((hour * 60.0 + minute) * 60 + second) * 1000;
}

// "Z", "+07:00", "-0700", "+07" or nothing.
std::optional<minutes> read_offset(Reader& in) {
  if (in.skip('Z')) return minutes{0};
  int sign = in.at('-') ? -1 : 1;
  if (!in.skip('+') && !in.skip('-')) return std::nullopt;
  int hour = in.digits(2);
  int minute = 0;
  if (in.skip(':') || !in.text.empty()) minute = in.digits(2);
  if (hour > 14 || minute > 59) in.good = false;
  return minutes{sign * (hour * 60 + minute)};
}

struct Fields {
  std::chrono::year_month_day date;
  unsigned weekday = 0;
  int hour = 0, minute = 0, second = 0, millisecond = 0;
};

Fields fields_of(double days, minutes offset) {
  double local = std::round(days * day_ms) + static_cast<double>(offset.count()) * 60'000;
  double whole = std::floor(local / day_ms);
  auto rest = static_cast<int>(local - whole * day_ms);
  std::chrono::sys_days day{std::chrono::days{static_cast<int>(whole)}};
  Fields out;
  out.date = day;
  out.weekday = std::chrono::weekday(day).c_encoding();
  out.hour = rest / 3'600'000;
  out.minute = rest / 60'000 % 60;
  out.second = rest / 1000 % 60;
  out.millisecond = rest % 1000;
  return out;
}

std::string padded(int number, int width) {
  char text[16];
  std::snprintf(text, sizeof text, "%0*d", width, number);
  return text;
}

std::string date_text(Fields const& at) {
  return padded(int(at.date.year()), 4) + "-" + padded(int(unsigned(at.date.month())), 2) + "-" +
         padded(int(unsigned(at.date.day())), 2);
}

// Years that a calendar date can be worked out for; beyond them a number is no date.
bool in_reach(double days) { return days > -719'000 && days < 2'900'000; }

constexpr char const* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr char const* weekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};

std::string format_letter(char letter, Fields const& at) {
  int year = int(at.date.year());
  int month = int(unsigned(at.date.month()));
  int day = int(unsigned(at.date.day()));
  switch (letter) {
    case 'Y':
      return padded(year, 4);
    case 'y':
      return padded(year % 100, 2);
    case 'm':
      return padded(month, 2);
    case 'n':
      return std::to_string(month);
    case 'b':
      return months[month - 1];
    case 'd':
      return padded(day, 2);
    case 'e':
      return std::to_string(day);
    case 'H':
      return padded(at.hour, 2);
    case 'h':
      return std::to_string(at.hour);
    case 'M':
      return padded(at.minute, 2);
    case 'S':
      return padded(at.second, 2);
    case '3':
      return padded(at.millisecond, 3);
    case 'a':
      return weekdays[at.weekday];
    case 'u':
      return std::to_string(at.weekday == 0 ? 7 : at.weekday);
    default:
      return {};
  }
}

}  // namespace

std::optional<Moment> parse_moment(std::string_view text, minutes offset) {
  Reader in{text};
  int year = in.digits(4);
  in.expect('-');
  // A day without its leading zero is what people write in expressions: date('2026-3-5').
  auto one_or_two = [&] {
    int first = in.digits(1);
    bool more = !in.text.empty() && in.text[0] >= '0' && in.text[0] <= '9';
    return more ? first * 10 + in.digits(1) : first;
  };
  int month = one_or_two();
  in.expect('-');
  int day = one_or_two();
  std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(unsigned(month)),
                                   std::chrono::day(unsigned(day))};
  if (!in.good || year < 1 || !date.ok()) return std::nullopt;
  double ms = static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count()) * day_ms;
  Moment out;
  minutes zone = offset;
  if (in.skip('T') || in.skip(' ')) {
    out.has_time = true;
    ms += read_clock(in);
    if (auto written = read_offset(in)) zone = *written;
  }
  if (!in.good || !in.text.empty()) return std::nullopt;
  out.days = (ms - static_cast<double>(zone.count()) * 60'000) / day_ms;
  return out;
}

std::optional<double> parse_time_of_day(std::string_view text) {
  Reader in{text};
  double ms = read_clock(in);
  read_offset(in);
  if (!in.good || !in.text.empty()) return std::nullopt;
  return ms / day_ms;
}

std::string iso_day(double days, minutes offset) {
  return std::isfinite(days) && in_reach(days) ? date_text(fields_of(days, offset)) : std::string();
}

std::string iso_date_time(double days, minutes offset) {
  if (!std::isfinite(days) || !in_reach(days)) return {};
  Fields at = fields_of(days, offset);
  auto zone = static_cast<int>(std::abs(offset.count()));
  return date_text(at) + "T" + padded(at.hour, 2) + ":" + padded(at.minute, 2) + ":" +
         padded(at.second, 2) + "." + padded(at.millisecond, 3) + (offset.count() < 0 ? "-" : "+") +
         padded(zone / 60, 2) + ":" + padded(zone % 60, 2);
}

double to_days(WallTime time) {
  return static_cast<double>(time.time_since_epoch().count()) / 1000 / day_ms;
}

std::string format_moment(double days, std::string_view format, minutes offset) {
  if (!std::isfinite(days) || !in_reach(days)) return {};
  Fields at = fields_of(days, offset);
  std::string out;
  for (std::size_t i = 0; i < format.size(); ++i) {
    if (format[i] != '%' || i + 1 == format.size()) {
      out += format[i];
      continue;
    }
    char letter = format[++i];
    out += letter == '%' ? "%" : format_letter(letter, at);
  }
  return out;
}

}  // namespace sala::forms
