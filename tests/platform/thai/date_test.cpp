#include "platform/thai/date.h"

#include <doctest/doctest.h>

#include "platform/thai/collate.h"
#include "tests/support/shared_data.h"

using namespace sala;
using namespace sala::thai;
using namespace std::chrono;

namespace {

constexpr year_month_day monday = year(2026) / 11 / 23;

std::string shown(std::string_view text) {
  auto parsed = parse_date(text);
  switch (parsed.fault) {
    case DateFault::none:
      return iso_date(parsed.date);
    case DateFault::unreadable:
      return "unreadable";
    case DateFault::two_digit_year:
      return "two digits";
    case DateFault::impossible:
      return "impossible";
  }
  return {};
}

}  // namespace

TEST_CASE("dates are shown in the Buddhist era in Thai and the Gregorian in English") {
  CHECK(long_date(monday, Language::thai) == "วันจันทร์ที่ 23 พฤศจิกายน พ.ศ. 2569");
  CHECK(long_date(monday, Language::english) == "Monday 23 November 2026");
  CHECK(full_date(monday, Language::thai) == "23 พฤศจิกายน 2569");
  CHECK(short_date(monday, Language::thai) == "23 พ.ย. 2569");
  CHECK(short_date(monday, Language::english) == "23 Nov 2026");
  CHECK(clock_time(8h + 57min, Language::thai) == "08:57 น.");
  CHECK(clock_time(8h + 57min, Language::english) == "08:57");
}

TEST_CASE("local time is seven hours ahead, over midnight and before 1970 too") {
  auto local = to_local(WallTime(sys_days(monday).time_since_epoch() + 18h + 30min));
  CHECK(iso_date(local.date) == "2026-11-24");
  CHECK(local.of_day == 1h + 30min);
  CHECK(to_utc(local) == WallTime(sys_days(monday).time_since_epoch() + 18h + 30min));
  CHECK(iso_date(to_local(WallTime(-8h)).date) == "1969-12-31");
}

TEST_CASE("dates are read in every form that Thai spreadsheets hold") {
  struct {
    char const *typed, *date;
  } const rows[] = {
      {"4/6/2505", "1962-06-04"},
      {"04-06-2548", "2005-06-04"},
      {"4 มิ.ย. 2548", "2005-06-04"},
      {"4 มิย 2548", "2005-06-04"},
      {"4 มิถุนายน พ.ศ. ๒๕๔๘", "2005-06-04"},
      {"๔/๖/๒๕๔๘", "2005-06-04"},
      {"4มิ.ย.2548", "2005-06-04"},
      {"วันเสาร์ที่ 4 มิถุนายน 2548", "2005-06-04"},
      {"2026-11-23", "2026-11-23"},
      {"2569-11-23", "2026-11-23"},
      {"2026-11-23 09:30", "2026-11-23"},
      {"2026-11-23T09:30:00", "2026-11-23"},
      {"23 Nov 2026", "2026-11-23"},
      {"Nov 23, 2026", "2026-11-23"},
      {"23rd of November 2026", "2026-11-23"},
      {"23.11.2569", "2026-11-23"},
      {"23/11/2026 ค.ศ.", "2026-11-23"},
      {"1 ม.ค. ค.ศ. 2026", "2026-01-01"},
      {"29/2/2567", "2024-02-29"},
      {"29/2/2566", "impossible"},
      {"31/2/2548", "impossible"},
      {"11/23/2026", "impossible"},
      {"4/6/48", "two digits"},
      {"4 มิ.ย. 48", "two digits"},
      {"", "unreadable"},
      {"วันนี้", "unreadable"},
      {"4/6", "unreadable"},
      {"44887", "unreadable"},
      {"4/6/25481", "unreadable"},
      {"99999999999/1/2548", "unreadable"},
      {"1/1/0543", "impossible"},
      {"0/1/2548", "impossible"},
  };
  for (auto const& row : rows) {
    CAPTURE(row.typed);
    CHECK(shown(row.typed) == row.date);
  }
  CHECK(parse_date("4/6/2548").buddhist);
  CHECK_FALSE(parse_date("4/6/2005").buddhist);
}

TEST_CASE("times are read with dots, colons, Thai digits and น.") {
  struct {
    char const* typed;
    int minutes;
  } const rows[] = {{"09.00", 540},    {"9:00 น.", 540},  {"9.00น", 540}, {"๑๓.๓๐ น.", 810},
                    {"09:00:00", 540}, {"1:30 PM", 810},  {"12:05am", 5}, {"24:00", 1440},
                    {"25:00", -1},     {"9", -1},         {"9:5", -1},    {"เช้า", -1},
                    {"9:00 x", -1},    {"0812.3456", -1}, {"", -1}};
  for (auto const& row : rows) {
    CAPTURE(row.typed);
    auto time = parse_clock(row.typed);
    CHECK((time ? time->count() / 60 : -1) == row.minutes);
  }
  auto range = parse_time_range("09.00 - 12.30 น.");
  REQUIRE(range);
  CHECK(range->start == 9h);
  CHECK(range->end == 12h + 30min);
  CHECK(parse_time_range("9:00 น. ถึง 10:30 น."));
  CHECK(parse_time_range("9:00–10:30"));
  CHECK_FALSE(parse_time_range("12:00-09:00"));
  CHECK_FALSE(parse_time_range("09:00"));
}

TEST_CASE("words sort as in the dictionary of the Royal Institute") {
  Collator collator;
  char const* const order[] = {"ก", "กก", "กรรม", "กา", "ก้า", "กาง", "เก", "แก", "ไก่", "ขวัญ", "ฮา"};
  for (std::size_t i = 0; i + 1 < std::size(order); ++i) {
    CAPTURE(order[i]);
    CHECK(collator.compare(order[i], order[i + 1]) < 0);
    CHECK(collator.sort_key(order[i]) < collator.sort_key(order[i + 1]));
  }
  CHECK(collator.sort_key(std::string(5'000, 'a')) < collator.sort_key(std::string(5'001, 'a')));
  CHECK(collator.sort_key("").size() < 4);

  auto list = test::shared_file("03-thai/collation/icu-riwords.txt");
  if (!list) return;
  std::string text = test::read_file(*list), before, before_word;
  std::size_t words = 0, wrong = 0;
  for (std::size_t at = 0; at < text.size();) {
    auto end = std::min(text.find('\n', at), text.size());
    std::string word = text.substr(at, end - at);
    at = end + 1;
    if (!word.empty() && word.back() == '\r') word.pop_back();
    if (word.empty() || word.starts_with("#") || word.starts_with("\xEF\xBB\xBF")) continue;
    std::string key = collator.sort_key(word);
    wrong += key < before;
    before = key;
    ++words;
  }
  CHECK(words > 30'000);
  CHECK(wrong == 0);
}
