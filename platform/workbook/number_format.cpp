#include "platform/workbook/number_format.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <utility>
#include <vector>

namespace sala::workbook {
namespace {

struct Builtin {
  int first, last;
  std::string_view code;  // of dates only the kind matters
};
constexpr Builtin builtins[] = {
    {1, 1, "0"},           {2, 2, "0.00"},        {3, 3, "#,##0"},
    {4, 4, "#,##0.00"},    {9, 9, "0%"},          {10, 10, "0.00%"},
    {14, 17, "d/m/yyyy"},  {18, 21, "h:mm"},      {22, 22, "d/m/yyyy h:mm"},
    {27, 31, "d/m/yyyy"},  {32, 33, "h:mm"},      {34, 36, "d/m/yyyy"},
    {37, 38, "#,##0"},     {39, 40, "#,##0.00"},  {45, 45, "mm:ss"},
    {46, 46, "[h]:mm:ss"}, {47, 47, "mm:ss"},     {49, 49, "@"},
    {50, 54, "d/m/yyyy"},  {55, 56, "h:mm"},      {57, 58, "d/m/yyyy"},
    {59, 59, "0"},         {60, 60, "0.00"},      {61, 61, "#,##0"},
    {62, 62, "#,##0.00"},  {67, 67, "0%"},        {68, 68, "0.00%"},
    {71, 74, "d/m/yyyy"},  {75, 76, "h:mm"},      {77, 77, "d/m/yyyy h:mm"},
    {78, 78, "mm:ss"},     {79, 79, "[h]:mm:ss"}, {80, 80, "mm:ss"},
    {81, 81, "d/m/bb"},
};

constexpr double last_serial = 2'958'466;  // the day after 9999-12-31

// Letters of a date code by Unicode code point, Latin and as Thai Excel writes them (ว ด ป ช น ท).
enum Seen : unsigned {
  day = 1,
  month = 2,
  year = 4,
  hour = 8,
  second = 16,
  elapsed = 32,
  text = 64
};

unsigned seen_latin(char c) {
  switch (c) {
    case 'd':
    case 'D':
      return day;
    case 'm':
    case 'M':
      return month;
    case 'y':
    case 'Y':
    case 'b':
    case 'B':
    case 'g':
    case 'e':
      return year;
    case 'h':
    case 'H':
      return hour;
    case 's':
    case 'S':
      return second;
    case '@':
      return text;
    default:
      return 0;
  }
}

unsigned seen_thai(std::string_view three) {
  if (three == "ว") return day;
  if (three == "ด") return month;
  if (three == "ป") return year;
  if (three == "ช") return hour;
  if (three == "ท") return second;
  return 0;
}

// Skips what is written literally; returns how many bytes at the front of `code` are no code.
std::size_t literal_length(std::string_view code) {
  if (code[0] == '\\' || code[0] == '_' || code[0] == '*') return code.size() < 2 ? 1 : 2;
  if (code[0] == '"') {
    auto end = code.find('"', 1);
    return end == std::string_view::npos ? code.size() : end + 1;
  }
  return 0;
}

bool is_elapsed(std::string_view inside) {
  if (inside.empty()) return false;
  if (inside.find_first_not_of("hH") == std::string_view::npos) return true;
  if (inside.find_first_not_of("mM") == std::string_view::npos) return true;
  if (inside.find_first_not_of("sS") == std::string_view::npos) return true;
  return inside == "ช" || inside == "น" || inside == "ท";
}

unsigned seen_in(std::string_view code) {
  unsigned seen = 0;
  for (std::size_t i = 0; i < code.size();) {
    if (std::size_t skip = literal_length(code.substr(i)); skip > 0) {
      i += skip;
    } else if (code[i] == ';') {
      break;
    } else if (code[i] == '[') {
      auto end = std::min(code.find(']', i), code.size());
      if (is_elapsed(code.substr(i + 1, end - i - 1))) seen |= elapsed;
      i = end + 1;
    } else if (code.substr(i, 5) == "AM/PM" || code.substr(i, 5) == "am/pm") {
      seen |= hour;
      i += 5;
    } else if ((code[i] == 'E' || code[i] == 'e') && i + 1 < code.size() &&
               (code[i + 1] == '+' || code[i + 1] == '-')) {
      i += 2;
    } else if (static_cast<unsigned char>(code[i]) >= 0xE0) {
      seen |= seen_thai(code.substr(i, 3));
      i += 3;
    } else {
      seen |= seen_latin(code[i]);
      ++i;
    }
  }
  return seen;
}

std::string two(int value) {
  std::string digits = std::to_string(value);
  return digits.size() < 2 ? "0" + digits : digits;
}

std::string clock_text(std::int64_t seconds) {
  auto hours = static_cast<int>(seconds / 3600), minutes = static_cast<int>(seconds / 60 % 60);
  auto rest = static_cast<int>(seconds % 60);
  std::string shown = two(hours) + ":" + two(minutes);
  return rest == 0 ? shown : shown + ":" + two(rest);
}

struct Pattern {
  int whole_zeros = 0;  // least digits before the point
  int decimals_least = 0, decimals_most = 0;
  bool thousands = false, percent = false, plain = true;  // plain: no literals between digits
};

Pattern pattern_of(std::string_view section) {
  Pattern pattern;
  bool after_point = false, digits_begun = false;
  for (std::size_t i = 0; i < section.size();) {
    char c = section[i];
    if (std::size_t skip = literal_length(section.substr(i)); skip > 0) {
      if (digits_begun && section[i] != '_') pattern.plain = false;
      i += skip;
      continue;
    }
    if (c == '[') {
      i = std::min(section.find(']', i), section.size()) + 1;
      continue;
    }
    bool digit = c == '0' || c == '#' || c == '?';
    digits_begun = digits_begun || digit;
    if (digit && !after_point) pattern.whole_zeros += c == '0';
    if (digit && after_point) ++pattern.decimals_most;
    if (c == '0' && after_point) pattern.decimals_least = pattern.decimals_most;
    if (c == '.') after_point = true;
    if (c == ',' && !after_point) pattern.thousands = true;
    if (c == '%') pattern.percent = true;
    if (c == '-' || c == '(' || c == ')' || c == ' ' || c == '/') pattern.plain = !digits_begun;
    ++i;
  }
  return pattern;
}

std::string with_thousands(std::string_view digits) {
  auto point = std::min(digits.find('.'), digits.size());
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    bool separate = i > 0 && i < point && (point - i) % 3 == 0 && digits[i - 1] != '-';
    if (separate) out += ',';
    out += digits[i];
  }
  return out;
}

// The absolute value with the pattern's decimals; '#' places after the point show no zero at the
// end.
std::string rounded(double value, Pattern const& pattern) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", std::min(pattern.decimals_most, 15),
                std::fabs(value));
  std::string digits = buffer;
  auto point = digits.find('.');
  if (point == std::string::npos) return digits;
  auto keep = point + 1 + static_cast<std::size_t>(std::min(pattern.decimals_least, 15));
  while (digits.size() > keep && digits.back() == '0') digits.pop_back();
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

// A digit's place ('0', '#', '?') or text that stands as it is.
struct Piece {
  char place = 0;
  std::string literal;
};

std::vector<Piece> pieces_of(std::string_view section) {
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < section.size();) {
    std::size_t skip = literal_length(section.substr(i));
    if (skip > 0) {
      bool quoted = section[i] == '"', shown = quoted || section[i] == '\\';
      std::string_view literal = section.substr(i + 1, skip - 1);
      if (quoted && literal.ends_with('"')) literal.remove_suffix(1);
      if (shown) pieces.push_back({0, std::string(literal)});
      i += skip;
    } else if (section[i] == '[') {
      i = std::min(section.find(']', i), section.size()) + 1;
    } else {
      bool place = section[i] == '0' || section[i] == '#' || section[i] == '?';
      pieces.push_back({place ? section[i] : '\0', std::string(1, section[i])});
      ++i;
    }
  }
  return pieces;
}

// "0##-###-####" and the like: digits go into their places from the right, literals stay.
std::string into_places(std::string digits, std::string_view section) {
  auto pieces = pieces_of(section);
  auto first = std::find_if(pieces.begin(), pieces.end(), [](Piece const& p) { return p.place; });
  std::string out;
  for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
    if (piece->place == 0) {
      out.insert(0, piece->literal);
      continue;
    }
    if (!digits.empty()) {
      out.insert(out.begin(), digits.back());
      digits.pop_back();
    } else if (piece->place == '0') {
      out.insert(out.begin(), '0');
    }
    if (piece.base() - 1 == first) out.insert(0, std::exchange(digits, {}));
  }
  return out;
}

}  // namespace

std::string_view builtin_format(int id) {
  for (Builtin const& each : builtins) {
    if (id >= each.first && id <= each.last) return each.code;
  }
  return "General";
}

FormatKind kind_of_format(std::string_view code) {
  if (code.empty() || code == "General" || code == "GENERAL" || code == "general") {
    return FormatKind::general;
  }
  unsigned seen = seen_in(code);
  if ((seen & elapsed) != 0) return FormatKind::elapsed;
  bool clock = (seen & (hour | second)) != 0;
  if ((seen & (day | year)) != 0) return clock ? FormatKind::date_time : FormatKind::date;
  if (clock) return FormatKind::time;
  if ((seen & month) != 0) return FormatKind::date;
  if ((seen & text) != 0) return FormatKind::text;
  if (code.find("General") != std::string_view::npos) return FormatKind::general;
  return FormatKind::number;
}

std::string general_number(double value) {
  if (std::isnan(value) || std::isinf(value)) return "#NUM!";
  char buffer[64];
  if (value == std::floor(value) && std::fabs(value) < 1e15) {
    std::snprintf(buffer, sizeof buffer, "%.0f", value == 0 ? 0.0 : value);
  } else {
    std::snprintf(buffer, sizeof buffer, "%.15g", value);
  }
  return buffer;
}

std::string formatted_number(double value, std::string_view code) {
  std::string_view section = code.substr(0, code.find(';'));
  bool digits_shown = section.find_first_of("#?0") != std::string_view::npos;
  bool scientific_or_fraction = section.find("E+") != std::string_view::npos ||
                                section.find("E-") != std::string_view::npos ||
                                section.find("?/") != std::string_view::npos;
  if (!(std::fabs(value) < 1e15) || !digits_shown || scientific_or_fraction) {
    return general_number(value);
  }
  Pattern pattern = pattern_of(section);
  std::string digits = rounded(pattern.percent ? value * 100 : value, pattern);
  if (!pattern.plain && pattern.decimals_most == 0) return into_places(digits, section);
  std::size_t whole = std::min(digits.find('.'), digits.size());
  auto wanted = static_cast<std::size_t>(std::min(pattern.whole_zeros, 30));
  if (whole < wanted) digits.insert(0, wanted - whole, '0');
  if (pattern.thousands) digits = with_thousands(digits);
  bool negative = value < 0 && digits.find_first_of("123456789") != std::string::npos;
  return (negative ? "-" : "") + digits + (pattern.percent ? "%" : "");
}

std::optional<std::string> serial_text(double serial, FormatKind kind) {
  if (!(serial >= 0 && serial < last_serial)) return std::nullopt;
  auto seconds = static_cast<std::int64_t>(std::llround(serial * 86'400));
  if (kind == FormatKind::elapsed) return clock_text(seconds);
  std::int64_t days = seconds / 86'400, rest = seconds % 86'400;
  if (kind == FormatKind::time || days == 0) return clock_text(rest);
  // Day 60 is a 29 February 1900 that never was; from there on the count is one too high.
  auto epoch = std::chrono::sys_days(std::chrono::year(1899) / 12 / (days < 60 ? 31 : 30));
  std::chrono::year_month_day date(epoch + std::chrono::days(days));
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (kind == FormatKind::date && rest == 0) return buffer;
  if (rest == 0) return std::string(buffer) + " 00:00";
  return std::string(buffer) + " " + clock_text(rest);
}

std::optional<double> serial_from_iso(std::string_view iso) {
  int y = 0, mo = 0, d = 0, h = 0, mi = 0;
  double s = 0;
  std::string text(iso.substr(0, 40));
  double serial = 0;
  char const* clock = text.c_str();
  if (std::sscanf(text.c_str(), "%4d-%2d-%2d", &y, &mo, &d) == 3) {
    std::chrono::year_month_day date(std::chrono::year(y),
                                     std::chrono::month(static_cast<unsigned>(mo)),
                                     std::chrono::day(static_cast<unsigned>(d)));
    if (!date.ok() || y < 1900) return std::nullopt;
    auto days =
        (std::chrono::sys_days(date) - std::chrono::sys_days(std::chrono::year(1899) / 12 / 30));
    serial = static_cast<double>(days.count() < 61 ? days.count() - 1 : days.count());
    auto t = text.find('T');
    if (t == std::string::npos) return serial;
    clock = text.c_str() + t + 1;
  }
  if (std::sscanf(clock, "%2d:%2d:%lf", &h, &mi, &s) < 2) return std::nullopt;
  if (h < 0 || h > 24 || mi < 0 || mi > 59 || !(s >= 0 && s < 61)) return std::nullopt;
  return serial + (h * 3600 + mi * 60 + s) / 86'400;
}

}  // namespace sala::workbook
