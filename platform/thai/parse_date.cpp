#include <array>
#include <vector>

#include "platform/thai/date.h"
#include "platform/thai/fold.h"

namespace sala::thai {
namespace {

// A folded month (no dots, no marks ็ ์ and tones) and its number.
struct Month {
  std::string_view name;
  unsigned number;
};
constexpr Month months[] = {
    {"มกราคม", 1},    {"กุมภาพันธ", 2},   {"มีนาคม", 3},     {"เมษายน", 4},    {"พฤษภาคม", 5},
    {"มิถุนายน", 6},    {"กรกฎาคม", 7},   {"กรกฏาคม", 7},   {"สิงหาคม", 8},    {"กันยายน", 9},
    {"ตุลาคม", 10},    {"พฤศจิกายน", 11}, {"ธันวาคม", 12},   {"มกรา", 1},      {"กุมภา", 2},
    {"มีนา", 3},       {"เมษา", 4},      {"พฤษภา", 5},     {"มิถุนา", 6},      {"กรกฎา", 7},
    {"สิงหา", 8},      {"กันยา", 9},      {"ตุลา", 10},      {"พฤศจิกา", 11},   {"ธันวา", 12},
    {"มค", 1},        {"กพ", 2},        {"มีค", 3},        {"เมย", 4},       {"พค", 5},
    {"มิย", 6},        {"กค", 7},        {"สค", 8},        {"กย", 9},        {"ตค", 10},
    {"พย", 11},       {"ธค", 12},       {"january", 1},   {"february", 2},  {"march", 3},
    {"april", 4},     {"may", 5},       {"june", 6},      {"july", 7},      {"august", 8},
    {"september", 9}, {"october", 10},  {"november", 11}, {"december", 12}, {"jan", 1},
    {"feb", 2},       {"mar", 3},       {"apr", 4},       {"jun", 6},       {"jul", 7},
    {"aug", 8},       {"sep", 9},       {"sept", 9},      {"oct", 10},      {"nov", 11},
    {"dec", 12}};

// Digits or letters in a row; white space and punctuation only separate.
struct Word {
  std::string text;
  bool number = false;
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> words;
  bool joined = false;
  while (!text.empty()) {
    char32_t c = take_code_point(text);
    bool digit = c >= '0' && c <= '9';
    bool letter = is_thai(c) || (c >= 'a' && c <= 'z');
    if (!digit && !letter) {
      joined = false;
      continue;
    }
    if (!joined || words.back().number != digit) words.push_back({{}, digit});
    append_code_point(words.back().text, c);
    joined = true;
  }
  return words;
}

enum class Era { unsaid, buddhist, gregorian };

struct Pieces {
  std::vector<std::string> numbers;
  unsigned named_month = 0;
  std::size_t numbers_before_month = 0;
  Era era = Era::unsaid;
  bool unknown_word = false;
};

bool is_filler(std::string_view word) {
  for (std::string_view day : {"จันทร", "อังคาร", "พุธ", "พฤหัสบดี", "พฤหัส", "ศุกร", "เสาร", "อาทิตย"}) {
    if (word == day || word == "วัน" + std::string(day) + "ที" || word == "วัน" + std::string(day)) {
      return true;
    }
  }
  for (std::string_view other :
       {"วันที",    "ที",   "เดือน",   "ปี",       "of",        "the",      "th",     "st",
        "nd",     "rd",  "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
        "sunday", "mon", "tue",    "wed",     "thu",       "fri",      "sat",    "sun"}) {
    if (word == other) return true;
  }
  return false;
}

// Dots belong to abbreviations here (มิ.ย., พ.ศ.), so they go before the text is cut, but not
// between digits (4.6.2548).
std::string without_dots(std::string_view text) {
  std::string lowered = ascii_digits(text), out;
  for (std::size_t i = 0; i < lowered.size(); ++i) {
    bool digit_before = i > 0 && lowered[i - 1] >= '0' && lowered[i - 1] <= '9';
    if (lowered[i] == '.' && !digit_before) continue;
    out += lowered[i] == '.' ? '/' : lowered[i];
  }
  return out;
}

Pieces pieces_of(std::string_view text) {
  Pieces pieces;
  for (Word& word : words_of(search_fold(without_dots(text)))) {
    if (word.number) {
      pieces.numbers.push_back(std::move(word.text));
      continue;
    }
    if (word.text == "พศ" || word.text == "be") {
      pieces.era = Era::buddhist;
      continue;
    }
    if (word.text == "คศ" || word.text == "ad" || word.text == "ce") {
      pieces.era = Era::gregorian;
      continue;
    }
    unsigned found = 0;
    for (Month const& month : months) {
      if (search_fold(month.name) == word.text) found = month.number;
    }
    if (found != 0 && pieces.named_month == 0) {
      pieces.named_month = found;
      pieces.numbers_before_month = pieces.numbers.size();
    } else if (!is_filler(word.text)) {
      pieces.unknown_word = true;
    }
  }
  return pieces;
}

int value_of(std::string const& digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

ParsedDate fault(DateFault fault) {
  ParsedDate parsed;
  parsed.fault = fault;
  return parsed;
}

ParsedDate from_parts(std::string const& year, unsigned month, std::string const& day, Era era) {
  if (day.size() > 2) return fault(DateFault::unreadable);
  if (year.size() <= 2) return fault(DateFault::two_digit_year);
  if (year.size() != 4) return fault(DateFault::unreadable);
  ParsedDate parsed;
  int number = value_of(year);
  parsed.buddhist = era == Era::buddhist || (era == Era::unsaid && number >= 2400);
  if (parsed.buddhist) number -= buddhist_offset;
  parsed.date = std::chrono::year_month_day(std::chrono::year(number), std::chrono::month(month),
                                            std::chrono::day(static_cast<unsigned>(value_of(day))));
  bool sensible = number >= 1800 && number < 2400;
  if (!parsed.date.ok() || !sensible) return fault(DateFault::impossible);
  return parsed;
}

// A time after the date ("2026-11-23 09:30", as a workbook shows date cells) is cut off.
std::string_view without_clock(std::string_view text) {
  auto colon = text.find(':');
  if (colon == std::string_view::npos) return text;
  auto space = text.find_last_of(" T", colon);
  return space == std::string_view::npos ? text : text.substr(0, space);
}

// Digits, at most two, at `at`; -1 without any.
int two_digits(std::string_view text, std::size_t& at) {
  std::size_t start = at;
  int value = 0;
  for (; at < text.size() && at < start + 2 && text[at] >= '0' && text[at] <= '9'; ++at) {
    value = value * 10 + (text[at] - '0');
  }
  return at == start ? -1 : value;
}

void skip_spaces(std::string_view text, std::size_t& at) {
  while (at < text.size() && text[at] == ' ') ++at;
}

bool skip_word(std::string_view text, std::size_t& at, std::string_view word) {
  if (!text.substr(at).starts_with(word)) return false;
  at += word.size();
  return true;
}

std::optional<std::chrono::seconds> clock_at(std::string_view text, std::size_t& at) {
  skip_spaces(text, at);
  int hour = two_digits(text, at);
  if (hour < 0 || at >= text.size() || (text[at] != ':' && text[at] != '.')) return std::nullopt;
  ++at;
  std::size_t minutes_at = at;
  int minute = two_digits(text, at), second = 0;
  if (minute < 0 || at - minutes_at != 2) return std::nullopt;
  if (at < text.size() && text[at] == ':') {
    second = two_digits(text, ++at);
    if (second < 0) return std::nullopt;
  }
  if (at < text.size() && text[at] >= '0' && text[at] <= '9') return std::nullopt;
  skip_spaces(text, at);
  bool after_noon = skip_word(text, at, "PM") || skip_word(text, at, "pm");
  bool before_noon = !after_noon && (skip_word(text, at, "AM") || skip_word(text, at, "am"));
  if ((after_noon || before_noon) && (hour < 1 || hour > 12)) return std::nullopt;
  if (after_noon && hour != 12) hour += 12;
  if (before_noon && hour == 12) hour = 0;
  skip_word(text, at, "น.") || skip_word(text, at, "น");
  skip_spaces(text, at);
  if (hour > 24 || minute > 59 || second > 59 || (hour == 24 && minute + second > 0)) {
    return std::nullopt;
  }
  return std::chrono::seconds(hour * 3600 + minute * 60 + second);
}

}  // namespace

ParsedDate parse_date(std::string_view text) {
  Pieces pieces = pieces_of(without_clock(text));
  auto const& numbers = pieces.numbers;
  if (pieces.unknown_word) return fault(DateFault::unreadable);
  if (pieces.named_month != 0) {
    if (numbers.size() != 2) return fault(DateFault::unreadable);
    bool year_first = numbers[0].size() == 4;
    return from_parts(numbers[year_first ? 0 : 1], pieces.named_month, numbers[year_first ? 1 : 0],
                      pieces.era);
  }
  if (numbers.size() != 3 || numbers[1].size() > 2) return fault(DateFault::unreadable);
  auto month = static_cast<unsigned>(value_of(numbers[1]));
  bool year_first = numbers[0].size() == 4;
  return from_parts(numbers[year_first ? 0 : 2], month, numbers[year_first ? 2 : 0], pieces.era);
}

std::optional<std::chrono::seconds> parse_clock(std::string_view text) {
  std::string clean = tidy(ascii_digits(text));
  std::size_t at = 0;
  auto time = clock_at(clean, at);
  return time && at == clean.size() ? time : std::nullopt;
}

std::optional<TimeRange> parse_time_range(std::string_view text) {
  std::string clean = tidy(ascii_digits(text));
  std::size_t at = 0;
  auto start = clock_at(clean, at);
  if (!start) return std::nullopt;
  bool parted = false;
  for (std::string_view word : {"-", "–", "—", "ถึง", "to", "~"}) {
    parted = parted || skip_word(clean, at, word);
  }
  if (!parted) return std::nullopt;
  auto end = clock_at(clean, at);
  if (!end || at != clean.size() || *end <= *start) return std::nullopt;
  return TimeRange{*start, *end};
}

}  // namespace sala::thai
