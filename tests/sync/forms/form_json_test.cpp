#include "sync/forms/form_json.h"

#include <doctest/doctest.h>

#include "sync/forms/xlsform/xlsform.h"
#include "tests/support/files.h"

using namespace sala;
using namespace sala::forms;

TEST_CASE("a form is the same after it was written and read, and always the same bytes") {
  for (char const* name :
       {"end_of_day", "course_feedback", "self_assessment", "care_check_in", "project_pulse"}) {
    CAPTURE(name);
    auto path = SALA_SOURCE "/assets/demo/forms/" + std::string(name) + ".csv";
    auto form = read_xlsform(test::read_file(path), path).form;
    auto json = write_form(form);
    auto again = read_form(json);
    REQUIRE(again);
    CHECK(*again == form);
    CHECK(write_form(*again) == json);
  }
}

TEST_CASE("what is no form, newer than this program or does not fit is refused") {
  CHECK_FALSE(read_form(""));
  CHECK_FALSE(read_form("{}"));
  CHECK_FALSE(read_form(R"({"format":2,"name":"data","languages":["default"]})"));
  CHECK(read_form(R"({"format":1,"name":"data","languages":["default"]})"));
  CHECK_FALSE(read_form(R"({"format":1,"name":"data","languages":[]})"));
  CHECK_FALSE(read_form(
      R"({"format":1,"name":"data","languages":["d"],"questions":[{"name":"a","parent":4}]})"));
}
