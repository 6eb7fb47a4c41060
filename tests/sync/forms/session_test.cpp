#include "sync/forms/session.h"

#include <doctest/doctest.h>

#include <optional>

#include "sync/forms/xlsform/xlsform.h"
#include "tests/sync/forms/small_world.h"

using namespace sala;
using namespace sala::forms;

namespace {

// A form written as the CSV of its sheets, opened to be answered.
struct Desk {
  explicit Desk(std::string const& csv) {
    auto reading = read_xlsform(csv, "form.csv");
    for (Problem const& problem : reading.problems) {
      INFO(problem.what << " " << problem.value << " row " << problem.row);
      CHECK(problem.severity == Severity::note);
    }
    form = std::move(reading.form);
    auto made = Blueprint::make(form);
    REQUIRE(made);
    blueprint.emplace(std::move(*made));
    session.emplace(*blueprint, SessionClock{test::fixed_now()}, random);
  }

  bool say(std::string_view path, std::string_view value) {
    return session->set(path, value).has_value();
  }
  std::string value(std::string_view path) const {
    Node const* node = session->find(path);
    return node == nullptr ? "(gone)" : node->relevant ? node->text : "(hidden)";
  }
  Violation violation(std::string_view path) { return session->violation(*session->find(path)); }
  std::string offers(std::string_view path) {
    std::string out;
    for (Offer const& offer : session->offers(*session->find(path))) out += offer.value + " ";
    return out;
  }

  Form form;
  test::FixedRandom random;
  std::optional<Blueprint> blueprint;
  std::optional<Session> session;
};

}  // namespace

TEST_CASE("a question appears when its condition holds, and what it said comes back with it") {
  Desk desk(
      "survey\n,type,name,label,relevant,calculation\n"
      ",text,a,A,,\n,text,b,B,${a} = 'yes',\n,calculate,c,,,\"concat('<', ${b}, '>')\"\n");
  CHECK(desk.value("/data/b") == "(hidden)");
  CHECK(desk.value("/data/c") == "<>");
  CHECK(desk.say("/data/a", "yes"));
  CHECK(desk.say("/data/b", "hello"));
  CHECK(desk.value("/data/c") == "<hello>");
  CHECK(desk.say("/data/a", "no"));
  CHECK(desk.value("/data/b") == "(hidden)");
  CHECK(desk.value("/data/c") == "<>");
  CHECK(desk.say("/data/a", "yes"));
  CHECK(desk.value("/data/b") == "hello");
}

TEST_CASE("required and constraint are told apart, and only what is asked can be wrong") {
  Desk desk(
      "survey\n,type,name,label,required,constraint,relevant\n"
      ",integer,age,Age,yes,. >= 15 and . <= 30,\n,text,why,Why,yes,,${age} > 20\n");
  CHECK(desk.violation("/data/age") == Violation::required);
  CHECK(desk.violation("/data/why") == Violation::none);
  CHECK(desk.say("/data/age", "14"));
  CHECK(desk.violation("/data/age") == Violation::constraint);
  CHECK(desk.say("/data/age", "25"));
  CHECK(desk.violation("/data/age") == Violation::none);
  CHECK(desk.violation("/data/why") == Violation::required);
  CHECK_FALSE(desk.say("/data/age", "many"));
  CHECK_FALSE(desk.say("/data/nothing", "1"));
  CHECK(desk.value("/data/age") == "25");
}

TEST_CASE("a choice that is no longer offered counts for nothing until it is offered again") {
  Desk desk(
      "survey\n,type,name,label,choice_filter\n,select_one p,province,P,\n"
      ",select_one d,district,D,province = ${province}\n"
      "choices\n,list_name,name,label,province\n,p,cm,Chiang Mai,\n,p,nan,Nan,\n"
      ",d,mr,Mae Rim,cm\n,d,pua,Pua,nan\n");
  CHECK(desk.offers("/data/district").empty());
  CHECK(desk.say("/data/province", "cm"));
  CHECK(desk.offers("/data/district") == "mr ");
  CHECK(desk.say("/data/district", "mr"));
  CHECK_FALSE(desk.say("/data/district", "pua"));
  CHECK(desk.say("/data/province", "nan"));
  CHECK(desk.value("/data/district").empty());
  CHECK(desk.say("/data/province", "cm"));
  CHECK(desk.value("/data/district") == "mr");
}

TEST_CASE("each round of a repeat sees its own answers, and sums see all") {
  Desk desk(
      "survey\n,type,name,label,calculation,repeat_count\n,begin_repeat,row,Row,,\n"
      ",integer,n,N,,\n,calculate,twice,,${n} * 2,\n,calculate,place,,position(..),\n"
      ",end_repeat,,,,\n,calculate,total,,sum(${twice}),\n");
  CHECK(desk.say("/data/row[1]/n", "4"));
  CHECK(desk.value("/data/row[1]/twice") == "8");
  CHECK(desk.session->add_round("/data/row"));
  CHECK(desk.value("/data/row[2]/place") == "2");
  CHECK(desk.say("/data/row[2]/n", "5"));
  CHECK(desk.value("/data/total") == "18");
  CHECK(desk.session->remove_round("/data/row[1]"));
  CHECK(desk.value("/data/total") == "10");
  CHECK(desk.value("/data/row[1]/place") == "1");
  CHECK(desk.session->path_of(*desk.session->find("/data/row[1]/n")) == "/data/row[1]/n");
  CHECK_FALSE(desk.session->remove_round("/data/row[7]"));
}

TEST_CASE("a counted repeat has as many rounds as its count says, within reason") {
  Desk desk(
      "survey\n,type,name,label,repeat_count\n,integer,how,How many,\n"
      ",begin_repeat,row,Row,${how}\n,text,t,T,\n,end_repeat,,,\n");
  CHECK(desk.value("/data/row[1]/t") == "(gone)");
  CHECK(desk.say("/data/how", "3"));
  CHECK(desk.value("/data/row[3]/t").empty());
  CHECK(desk.value("/data/row[4]/t") == "(gone)");
  CHECK_FALSE(desk.session->add_round("/data/row"));
  CHECK(desk.say("/data/how", "1"));
  CHECK(desk.value("/data/row[2]/t") == "(gone)");
  CHECK(desk.say("/data/how", "99999999999"));
  CHECK(desk.value("/data/row[1000]/t").empty());
  CHECK(desk.value("/data/row[1001]/t") == "(gone)");
}

TEST_CASE("defaults are set once, worked out or as they stand, and triggers work when pulled") {
  Desk desk(
      "survey\n,type,name,label,default,calculation,trigger\n,date,day,Day,today(),,\n"
      ",text,word,Word,hello-you,,\n,text,t,T,,,\n,text,seen,Seen,,now(),${t}\n"
      ",start,begun,,,,\n,end,ended,,,,\n");
  CHECK(desk.value("/data/day") == "2026-03-15");
  CHECK(desk.value("/data/word") == "hello-you");
  CHECK(desk.value("/data/seen").empty());
  CHECK(desk.say("/data/t", "x"));
  CHECK(desk.value("/data/seen") == "2026-03-15T10:00:00.000+07:00");
  CHECK(desk.value("/data/begun") == "2026-03-15T10:00:00.000+07:00");
  CHECK(desk.value("/data/ended").empty());
  desk.session->finish();
  CHECK(desk.value("/data/ended") == "2026-03-15T10:00:00.000+07:00");
}

TEST_CASE("labels carry answers and change their language in mid-form") {
  Desk desk(
      "survey\n,type,name,label::ไทย (th),label::English (en)\n,text,name,ชื่อ,Name\n"
      ",note,hi,สวัสดี ${name},Hello ${name}\n,note,only,มีแต่ไทย,\n");
  CHECK(desk.say("/data/name", "บีม"));
  CHECK(desk.session->label(*desk.session->find("/data/hi")) == "สวัสดี บีม");
  desk.session->speak(1);
  CHECK(desk.session->label(*desk.session->find("/data/hi")) == "Hello บีม");
  CHECK(desk.session->label(*desk.session->find("/data/only")) == "มีแต่ไทย");
}
