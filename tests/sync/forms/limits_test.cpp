// Answers at every limit: what is the last that is taken, and what is the first that is not.
#include <doctest/doctest.h>

#include <optional>

#include "sync/forms/answers.h"
#include "sync/forms/xlsform/xlsform.h"
#include "tests/support/box.h"
#include "tests/sync/forms/small_world.h"

using namespace sala;
using namespace sala::forms;

namespace {

struct Asked {
  explicit Asked(std::string const& csv) {
    auto reading = read_xlsform(csv, "form.csv");
    REQUIRE(can_be_used(reading.problems));
    form = std::move(reading.form);
    blueprint.emplace(test::must(Blueprint::make(form)));
    session.emplace(*blueprint, clock_for(form.answers, test::fixed_now()), random);
  }
  bool takes(std::string_view path, std::string_view value) {
    return session->set(path, value).has_value();
  }
  std::string value(std::string_view path) { return session->find(path)->text; }
  Violation wrong(std::string_view path) { return session->violation(*session->find(path)); }

  Form form;
  test::FixedRandom random;
  std::optional<Blueprint> blueprint;
  std::optional<Session> session;
};

struct Limit {
  char const *type, *last, *beyond;
};

}  // namespace

TEST_CASE(
    "of each type the last answer is taken, and the one beyond is refused and changes nothing") {
  constexpr Limit limits[] = {
      {"integer", "2147483647", "2147483647.5"},
      {"integer", "-9007199254740991", "--1"},
      {"integer", "0", "0x10"},
      {"decimal", "1e308", "1e309"},
      {"decimal", "-0.000000001", "0.0.1"},
      {"decimal", "0", "NaN"},
      {"date", "2024-02-29", "2023-02-29"},
      {"date", "0001-01-01", "2026-13-01"},
      {"date", "9999-12-31", "2026-04-31"},
      {"time", "23:59:59", "24:00:01"},
      {"time", "00:00", "23:60"},
      {"dateTime", "2026-12-31T23:59:59.999+07:00", "2026-12-31T25:00:00"},
  };
  for (Limit const& it : limits) {
    CAPTURE(it.type);
    CAPTURE(it.last);
    CAPTURE(it.beyond);
    Asked asked("survey\n,type,name,label\n," + std::string(it.type) + ",q,Q\n");
    CHECK(asked.takes("/data/q", it.last));
    CHECK(asked.value("/data/q") == it.last);
    CHECK_FALSE(asked.takes("/data/q", it.beyond));
    CHECK(asked.value("/data/q") == it.last);
    CHECK(asked.takes("/data/q", ""));
    CHECK(asked.value("/data/q").empty());
  }
}

TEST_CASE("a text may be as long as said, in bytes, and no byte longer") {
  Asked asked("survey\n,type,name,label\n,text,q,Q\n");
  std::string thai;
  while (thai.size() + 3 <= longest_answer) thai += "ก";
  thai.resize(longest_answer, '.');
  CHECK(asked.takes("/data/q", thai));
  CHECK_FALSE(asked.takes("/data/q", thai + "."));
  CHECK(asked.value("/data/q") == thai);
}

TEST_CASE("all answers together are kept up to their limit, and a byte more is refused by name") {
  Asked asked("survey\n,type,name,label\n,text,q,Q\n");
  std::size_t around = std::string_view(R"({"/data/q":""})").size();
  CHECK(asked.takes("/data/q", std::string(longest_answers - around, 'x')));
  auto kept = answers_json(*asked.session);
  REQUIRE(kept);
  CHECK(kept->size() == longest_answers);
  CHECK(asked.takes("/data/q", std::string(longest_answers - around + 1, 'x')));
  auto refused = answers_json(*asked.session);
  REQUIRE(!refused);
  CHECK(refused.error().code == ErrorCode::invalid);
  // What grows when it is written: each of these takes two bytes.
  CHECK(asked.takes("/data/q", std::string((longest_answers - around) / 2, '"')));
  CHECK(answers_json(*asked.session));
  CHECK(asked.takes("/data/q", std::string((longest_answers - around) / 2 + 1, '"')));
  CHECK(!answers_json(*asked.session));
}

TEST_CASE("a constraint holds on its edge and not beyond; required is met by anything but spaces") {
  Asked asked(
      "survey\n,type,name,label,constraint,required\n"
      ",integer,age,Age,. >= 15 and . <= 25,\n"
      ",text,nick,Nick,string-length(.) <= 5,yes\n"
      ",date,day,Day,. > '2026-01-01',\n");
  for (char const* good : {"15", "25"}) {
    CHECK(asked.takes("/data/age", good));
    CHECK(asked.wrong("/data/age") == Violation::none);
  }
  for (char const* bad : {"14", "26", "-15"}) {
    CHECK(asked.takes("/data/age", bad));
    CHECK(asked.wrong("/data/age") == Violation::constraint);
  }
  CHECK(asked.wrong("/data/nick") == Violation::required);
  CHECK(asked.takes("/data/nick", "   "));
  CHECK(asked.wrong("/data/nick") == Violation::required);
  CHECK(asked.takes("/data/nick", "กขคงจ"));
  CHECK(asked.wrong("/data/nick") == Violation::none);
  CHECK(asked.takes("/data/nick", "กขคงจฉ"));
  CHECK(asked.wrong("/data/nick") == Violation::constraint);
  CHECK(asked.takes("/data/day", "2026-01-01"));
  CHECK(asked.wrong("/data/day") == Violation::constraint);
  CHECK(asked.takes("/data/day", "2026-01-02"));
  CHECK(asked.wrong("/data/day") == Violation::none);
}

TEST_CASE("all of 5,000 choices may be chosen, and one that is not offered takes none of them") {
  std::string csv =
      "survey\n,type,name,label\n,select_multiple many,q,Q\n,select_one many,one,One\n"
      "choices\n,list_name,name,label\n";
  std::string all;
  for (int i = 0; i < 5'000; ++i) {
    auto name = "c" + std::to_string(i);
    csv += ",many," + name + ",Choice " + std::to_string(i) + "\n";
    all += (all.empty() ? "" : " ") + name;
  }
  Asked asked(csv);
  CHECK(asked.takes("/data/one", "c4999"));
  CHECK_FALSE(asked.takes("/data/one", "c5000"));
  CHECK_FALSE(asked.takes("/data/one", "c1 c2"));
  CHECK(asked.takes("/data/q", all));
  CHECK_FALSE(asked.takes("/data/q", all + " c5000"));
  CHECK(asked.value("/data/q") == all);
  CHECK(answers_json(*asked.session));
}

TEST_CASE("a repeat takes a thousand rounds, answers in the last, and no round more") {
  Asked asked("survey\n,type,name,label\n,begin repeat,r,R\n,integer,n,N\n,end repeat,,\n");
  std::size_t rounds = asked.session->find("/data/r[1]") == nullptr ? 0 : 1;
  for (; rounds < most_rounds; ++rounds) test::must(asked.session->add_round("/data/r"));
  CHECK_FALSE(asked.session->add_round("/data/r"));
  CHECK(asked.takes("/data/r[1000]/n", "7"));
  CHECK_FALSE(asked.takes("/data/r[1001]/n", "7"));
  auto kept = test::must(answers_json(*asked.session));
  CHECK(kept == R"({"/data/r[1000]/n":"7"})");
  CHECK(test::must(read_answers(kept)).size() == 1);
}

TEST_CASE("nothing at all is an answer, too, where nothing is required") {
  Asked asked("survey\n,type,name,label\n,text,a,A\n,integer,b,B\n");
  CHECK(test::must(answers_json(*asked.session)) == "{}");
  CHECK(test::must(read_answers("{}")).empty());
}
