#include "kiosk/screens/walk_in_rules.h"

#include <doctest/doctest.h>

using namespace sala;
using namespace sala::kiosk;

namespace {
WallTime const now{std::chrono::seconds(1'795'399'020)};  // 2026
}

TEST_CASE("a phone number is what has nine to fifteen digits and nothing strange") {
  CHECK(looks_like_phone(""));
  CHECK(looks_like_phone("081-234-5678"));
  CHECK(looks_like_phone("๐๘๑ ๒๓๔ ๕๖๗๘"));
  CHECK(looks_like_phone("+66 81 234 5678"));
  CHECK_FALSE(looks_like_phone("0812"));
  CHECK_FALSE(looks_like_phone("08123456781234567890"));
  CHECK_FALSE(looks_like_phone("081 234 abcd 5678"));
  CHECK(phone_digits("+66 (81) 234-5678") == "+66812345678");
  CHECK(phone_digits("+") == "");
}

TEST_CASE("a year of birth is understood in either era, and only where a person can be alive") {
  CHECK(read_birth_year("", now) == "");
  CHECK(read_birth_year("2548", now) == "2005");
  CHECK(read_birth_year("๒๕๔๘", now) == "2005");
  CHECK(read_birth_year("2005", now) == "2005");
  CHECK(read_birth_year("2569", now) == "2026");
  CHECK_FALSE(read_birth_year("2570", now).has_value());
  CHECK_FALSE(read_birth_year("1905", now).has_value());
  CHECK_FALSE(read_birth_year("48", now).has_value());
  CHECK_FALSE(read_birth_year("20O5", now).has_value());
  CHECK(year_in_both("2005") == "พ.ศ. 2548 / 2005");
}

TEST_CASE("who may still be 19 counts as under 20") {
  CHECK(maybe_under_20("2007", now));
  CHECK(maybe_under_20("2006", now));
  CHECK_FALSE(maybe_under_20("2005", now));
}
