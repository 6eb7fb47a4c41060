#include "sync/forms/evaluator.h"

#include <doctest/doctest.h>

#include "tests/sync/forms/small_world.h"

using namespace sala;
using namespace sala::forms;

namespace {

// What an expression gives over <data><a>3</a><b>x y</b><c/><r><n>1</n></r><r><n>5</n></r></data>,
// asked at /data/a; "!" for a fault.
std::string text_of(std::string_view source) {
  test::SmallWorld world;
  auto expression = Expression::parse(source);
  if (!expression) return "!";
  Node const* at = world.at("a");
  auto value = evaluate(*expression, {at, at}, world);
  return value ? to_text(*value) : "!";
}

struct Case {
  char const* source;
  char const* expected;
};
constexpr Case cases[] = {
    {"1 + 2 * 3", "7"},
    {"(1 + 2) * 3", "9"},
    {"7 mod 3", "1"},
    {"-7 mod 3", "-1"},
    {"1 div 0", "Infinity"},
    {"0.1 + 0.2", "0.30000000000000004"},
    {"100000000000000000000", "100000000000000000000"},
    {"0.000001", "0.000001"},
    {"--5", "5"},
    {". + 1", "4"},
    {"../b", "x y"},
    {"/data/a = 3", "true"},
    {"/data/r/n", "1"},
    {"/data/r[2]/n", "5"},
    {"/data/r/n > 4", "true"},
    {"/data/r/n < 0", "false"},
    {"count(/data/r)", "2"},
    {"sum(/data/r/n)", "6"},
    {"max(/data/r/n)", "5"},
    {"max(/data/none)", "NaN"},
    {"count(/data/r[n > 2])", "1"},
    {"indexed-repeat(/data/r/n, /data/r, 2)", "5"},
    {"indexed-repeat(/data/r/n, /data/r, 3)", ""},
    {"position(/data/r[2])", "2"},
    {"selected(../b, 'y')", "true"},
    {"selected(../b, 'x y')", "false"},
    {"selected-at(../b, 1)", "y"},
    {"count-selected(../b)", "2"},
    {"count-selected(../c)", "0"},
    {"coalesce(../c, 'none')", "none"},
    {"once('new')", "3"},
    {"if(../c = '', 'blank', 'filled')", "blank"},
    {"if(true(), 'a', nothing-of-that())", "a"},
    {"not(../c = 'x')", "true"},
    {"number(../c)", "NaN"},
    {"number('12abc')", "NaN"},
    {"int(-3.7)", "-3"},
    {"round(2.5)", "3"},
    {"round(1234.567, 2)", "1234.57"},
    {"round(1234.567, -2)", "1200"},
    {"substr('กาแฟดี', 0, 3)", "กาแ"},
    {"substr('hello', -3)", "llo"},
    {"substring('hello', 2, 3)", "ell"},
    {"string-length('น้ำ')", "3"},
    {"concat('a', 1, true())", "a1true"},
    {"join('-', /data/r/n)", "1-5"},
    {"translate('bar', 'abc', 'AB')", "BAr"},
    {"regex('0812345678', '0[0-9]{9}')", "true"},
    {"regex('a0812345678', '0[0-9]{9}')", "false"},
    {"today()", "2026-03-15"},
    {"now()", "2026-03-15T10:00:00.000+07:00"},
    {"today() > '2026-03-14'", "true"},
    {"format-date('2026-03-05', '%e/%n/%Y')", "5/3/2026"},
    {"format-date-time('2026-03-05T08:09:00.000+07:00', '%H:%M %a %b')", "08:09 Thu Mar"},
    {"date('2026-02-30')", ""},
    {"date(today() + 1)", "2026-03-16"},
    {"decimal-time('06:00:00.000+07:00')", "0.25"},
    {"checklist(1, 2, true(), false(), true())", "true"},
    {"true() and 'x' or 0", "true"},
    {"'a' | 'b'", "!"},
    {"nothing-of-that()", "!"},
    {"concat(", "!"},
    {"1 2", "!"},
    {"", "!"},
};
}  // namespace

TEST_CASE("expressions give what XPath and the specification of forms say") {
  for (Case const& it : cases) {
    CAPTURE(it.source);
    CHECK(text_of(it.source) == it.expected);
  }
}

TEST_CASE("no expression hangs, however it is built") {
  std::string deep(5'000, '(');
  CHECK(text_of(deep + "1" + std::string(5'000, ')')) == "!");
  std::string minus(20'000, '-');
  CHECK(text_of(minus + "1") == "1");
  std::string long_sum = "1";
  for (int i = 0; i < 5'000; ++i) long_sum += "+1";
  CHECK(text_of(long_sum) == "!");
  std::string doubled = "concat('aaaaaaaaaaaaaaaa','bbbbbbbbbbbbbbbb')";
  for (int i = 0; i < 12; ++i) doubled = "concat(" + doubled + "," + doubled + ")";
  CHECK(text_of(doubled) == "!");
  std::string wide = "/data/r";
  for (int i = 0; i < 8; ++i) wide = "count(//*[" + wide + " = " + wide + "])";
  CHECK(text_of(wide) == "!");
  CHECK(text_of("regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '(a+)+')") != "true");
}

TEST_CASE("a long chain of one word is no deep expression") {
  std::string chain = "../c = 'x0'";
  for (int i = 1; i < 300; ++i) chain += " or ../c = 'x" + std::to_string(i) + "'";
  CHECK(text_of(chain) == "false");
}
