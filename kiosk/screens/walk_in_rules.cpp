#include "kiosk/screens/walk_in_rules.h"

#include <algorithm>
#include <cctype>

#include "platform/thai/date.h"
#include "platform/thai/fold.h"

namespace sala::kiosk {

namespace {

constexpr int oldest = 120;
constexpr int of_age = 20;  // Civil and Commercial Code, section 19

bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

int year_of(WallTime now) { return static_cast<int>(thai::to_local(now).date.year()); }

}  // namespace

std::string phone_digits(std::string_view typed) {
  std::string digits;
  for (char c : thai::ascii_digits(typed)) {
    if (is_digit(c) || (c == '+' && digits.empty())) digits += c;
  }
  return digits == "+" ? std::string() : digits;
}

bool looks_like_phone(std::string_view typed) {
  auto text = thai::tidy(thai::ascii_digits(typed));
  if (text.empty()) return true;
  bool clean = std::all_of(text.begin(), text.end(), [](char c) {
    return is_digit(c) || std::string_view(" ()-.+").find(c) != std::string_view::npos;
  });
  auto digits = std::count_if(text.begin(), text.end(), is_digit);
  return clean && digits >= 9 && digits <= 15;
}

std::optional<std::string> read_birth_year(std::string_view typed, WallTime now) {
  auto text = thai::tidy(thai::ascii_digits(typed));
  if (text.empty()) return std::string();
  if (text.size() != 4 || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  int year = std::stoi(text);
  if (year >= 2400) year -= thai::buddhist_offset;
  int latest = year_of(now);
  if (year > latest || year < latest - oldest) return std::nullopt;
  return std::to_string(year);
}

std::string year_in_both(std::string_view gregorian) {
  std::string year(gregorian);
  return "พ.ศ. " + std::to_string(std::stoi(year) + thai::buddhist_offset) + " / " + year;
}

bool maybe_under_20(std::string_view gregorian_year, WallTime now) {
  // Born late in that year: the birthday of this year is still to come.
  int age = year_of(now) - std::stoi(std::string(gregorian_year)) - 1;
  return age < of_age;
}

}  // namespace sala::kiosk
