#include "platform/pattern/pattern.h"

#include <doctest/doctest.h>

#include <string>

using namespace sala;

TEST_CASE("a pattern matches the whole text or not at all") {
  CHECK(*pattern::matches_whole("0812345678", "0[0-9]{9}"));
  CHECK_FALSE(*pattern::matches_whole("x0812345678", "0[0-9]{9}"));
  CHECK(*pattern::matches_whole("น้ำ", "..."));
  CHECK(*pattern::matches_whole("", ""));
  CHECK_FALSE(pattern::matches_whole("a", "(unclosed"));
}

TEST_CASE("no pattern takes long, however it is built") {
  std::string text(40, 'a');
  auto slow = pattern::matches_whole(text + "!", "(a+)+");
  CHECK((!slow || !*slow));
  CHECK_FALSE(pattern::matches_whole(std::string(200'000, 'a'), "a*"));
}
