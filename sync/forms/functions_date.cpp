#include <cmath>
#include <limits>

#include "sync/forms/functions.h"
#include "sync/forms/moment.h"

namespace sala::forms {
namespace {

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

Value today(Arguments& in) { return iso_day(to_days(in.world().now()), in.world().offset()); }
Value now(Arguments& in) { return iso_date_time(to_days(in.world().now()), in.world().offset()); }

// The day number that an argument stands for: a number, or a text that is a date.
double days_of(Arguments& in) {
  Value value = in.value(0);
  if (std::holds_alternative<bool>(value)) return not_a_number;
  if (auto const* number = std::get_if<double>(&value)) return *number;
  auto text = to_text(value);
  if (auto moment = parse_moment(trimmed(text), in.world().offset())) return moment->days;
  return parse_time_of_day(text) ? not_a_number : text_to_number(text, in.world().offset());
}

// A day when that is all there is to it, else with the time.
Value date(Arguments& in) {
  double days = days_of(in);
  auto offset = in.world().offset();
  double local_ms = std::round(days * 86'400'000.0) + static_cast<double>(offset.count()) * 60'000;
  bool midnight = std::fmod(local_ms, 86'400'000.0) == 0;
  return midnight ? iso_day(days, offset) : iso_date_time(days, offset);
}

Value decimal_date_time(Arguments& in) { return days_of(in); }

Value decimal_time(Arguments& in) {
  auto text = in.text(0);
  auto share = parse_time_of_day(trimmed(text));
  return share ? *share : not_a_number;
}

Value format_date(Arguments& in) {
  auto format = in.text(1);
  auto first = in.text(0);
  double days = days_of(in);
  if (auto share = parse_time_of_day(trimmed(first))) {
    // A time alone: the day is nobody's, only the hours count.
    days = *share - static_cast<double>(in.world().offset().count()) / 1440;
  }
  return format_moment(days, format, in.world().offset());
}

constexpr Function table[] = {
    {"today", 0, 0, today},
    {"now", 0, 0, now},
    {"date", 1, 1, date},
    {"date-time", 1, 1, date},
    {"decimal-date-time", 1, 1, decimal_date_time},
    {"decimal-time", 1, 1, decimal_time},
    {"format-date", 2, 2, format_date},
    {"format-date-time", 2, 2, format_date},
};

}  // namespace

std::span<Function const> date_functions() { return table; }

}  // namespace sala::forms
