#include "sync/forms/walk.h"

#include <doctest/doctest.h>

#include "tests/sync/forms/small_world.h"

using namespace sala;

TEST_CASE("a form is walked by lines of JSON, and every mistake is answered") {
  std::string form =
      "survey\n,type,name,label,required,relevant\n,integer,age,Age,yes,\n"
      ",text,why,Why ${age}?,,${age} > 20\n,geopoint,where,Where,,\n"
      ",begin_repeat,r,R,,\n,text,x,X,,\n,end_repeat,,,,\n";
  auto read = [&](std::string const& path) -> Result<std::string> {
    if (path != "/f.csv") return fail(ErrorCode::not_found, "read", path);
    return form;
  };
  test::FixedRandom random;
  forms::Walk walk(read, system_clock(), random);
  auto says = [&](std::string const& line, std::string_view part) {
    auto answer = walk.answer(line);
    CAPTURE(line);
    CAPTURE(answer);
    CHECK(answer.find(part) != std::string::npos);
    CHECK(answer.find('\n') == std::string::npos);
  };
  says("not json", "error");
  says("[]", "error");
  says(R"({"op":"state"})", "no form is open");
  says(R"({"op":"open","form":"/none.csv"})", "error");
  says(R"({"op":"open","form":"/f.csv","now":"2026-03-15T10:00:00+07:00"})", R"({"ok":true})");
  says(R"({"op":"state"})", R"("/data/age":{"relevant":true,"value":"","required":true)");
  says(R"({"op":"state"})", R"("violations":["required"])");
  says(R"({"op":"set","ref":"/data/age","value":"21"})", R"({"ok":true})");
  says(R"({"op":"state"})", R"("label":"Why 21?")");
  says(R"({"op":"set","ref":"/data/none","value":"21"})", "error");
  says(R"({"op":"add_repeat","ref":"/data/r"})", R"({"ok":true})");
  says(R"({"op":"state"})", R"("/data/r[2]/x")");
  says(R"({"op":"del_repeat","ref":"/data/r[3]"})", "error");
  says(R"({"op":"dance"})", "error");
}
