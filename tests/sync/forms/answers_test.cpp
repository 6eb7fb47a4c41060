#include "sync/forms/answers.h"

#include <doctest/doctest.h>

#include <optional>

#include "sync/forms/xlsform/xlsform.h"
#include "tests/support/box.h"
#include "tests/sync/forms/small_world.h"

using namespace sala;
using namespace sala::forms;

namespace {

struct Desk {
  explicit Desk(std::string const& csv, AnswerKind kind = AnswerKind::named) {
    auto reading = read_xlsform(csv, "form.csv");
    form = std::move(reading.form);
    form.answers = kind;
    blueprint.emplace(test::must(Blueprint::make(form)));
    begin();
  }
  void begin() { session.emplace(*blueprint, clock_for(form.answers, test::fixed_now()), random); }
  std::string json() { return test::must(answers_json(*session)); }

  Form form;
  test::FixedRandom random;
  std::optional<Blueprint> blueprint;
  std::optional<Session> session;
};

constexpr char visit[] =
    "survey\n,type,name,label,relevant,calculation\n"
    ",start,began,,,\n,text,a,A,,\n,text,b,B,${a} = 'yes',\n,note,n,Hello,,\n"
    ",calculate,when,,,now()\n"
    ",begin repeat,friend,Friend,,\n,text,name,Name,,\n,end repeat,,,,\n";

}  // namespace

TEST_CASE("what was relevant and answered is kept, in the order of the form") {
  Desk desk(visit);
  test::must(desk.session->set("/data/a", "yes"));
  test::must(desk.session->set("/data/b", "say \"hi\"\n"));
  test::must(desk.session->add_round("/data/friend"));
  test::must(desk.session->add_round("/data/friend"));
  test::must(desk.session->set("/data/friend[2]/name", "บีม"));
  CHECK(desk.json() == R"({"/data/began":"2026-03-15T10:00:00.000+07:00","/data/a":"yes",)"
                       R"("/data/b":"say \"hi\"\n","/data/when":"2026-03-15T10:00:00.000+07:00",)"
                       R"("/data/friend[2]/name":"บีม"})");
  test::must(desk.session->set("/data/a", "no"));
  CHECK(desk.json().find("hi") == std::string::npos);
}

TEST_CASE("a half-finished form is resumed as it was, conditions and rounds too") {
  Desk desk(visit);
  test::must(desk.session->set("/data/a", "yes"));
  test::must(desk.session->set("/data/b", "more"));
  for (int i = 0; i < 3; ++i) test::must(desk.session->add_round("/data/friend"));
  test::must(desk.session->set("/data/friend[3]/name", "ก้อง"));
  auto before = desk.json();
  desk.begin();
  CHECK(desk.json() != before);
  test::must(resume(*desk.session, before));
  CHECK(desk.json() == before);
}

TEST_CASE("answers that fit no more stay open, and what is no answers is refused") {
  Desk desk("survey\n,type,name,label\n,integer,n,N\n,text,t,T\n");
  test::must(resume(*desk.session,
                    R"({"/data/n":"many","/data/gone":"x","/data/t[9]/y":"1","/data/t":"ok"})"));
  CHECK(desk.json() == R"({"/data/t":"ok"})");
  for (char const* bad : {"", "[]", R"({"/data/t":1})", R"({"/data/t":{}})", "{"}) {
    CAPTURE(bad);
    CHECK_FALSE(resume(*desk.session, bad));
  }
}

TEST_CASE("an anonymous form knows the day and no time") {
  Desk desk(visit, AnswerKind::anonymous);
  desk.session->finish();
  CHECK(desk.json() == R"({"/data/when":"2026-03-15T00:00:00.000+07:00"})");
}

TEST_CASE("answers that no event can hold are refused in words") {
  Desk desk("survey\n,type,name,label\n,text,t,T\n");
  test::must(desk.session->set("/data/t", std::string(39'000, 'x')));
  CHECK(answers_json(*desk.session));
  test::must(desk.session->set("/data/t", std::string(41'000, 'x')));
  auto refused = answers_json(*desk.session);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == ErrorCode::invalid);
}
