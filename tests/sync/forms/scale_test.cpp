#include "sync/forms/scale.h"

#include <doctest/doctest.h>

#include "sync/forms/value.h"
#include "sync/forms/xlsform/xlsform.h"

using namespace sala;
using namespace sala::forms;

namespace {

constexpr char questions[] =
    "survey\n,type,name,label,appearance,parameters\n"
    ",range,stars,S,rating,start=1 end=5 step=1\n"
    ",range,plain,S,,\n"
    ",range,down,S,,start=3 end=0 step=1\n"
    ",range,tenths,S,,start=0 end=0.3 step=0.1\n"
    ",range,long,S,,start=0 end=1000 step=1\n"
    ",select_one agree,agree,S,,\n"
    ",select_one light,light,S,likert,\n"
    ",select_one light,choice,S,,\n"
    ",select_multiple agree,several,S,,\n"
    ",integer,number,S,,\n"
    "choices\n,list_name,name,label\n"
    ",agree,3,Yes\n,agree,1,No\n,agree,2,So-so\n"
    ",light,go,Goes well\n,light,slow,Slow\n";

std::string steps(std::string const& name) {
  static Form const form = read_xlsform(questions, "f.csv").form;
  for (Question const& question : form.questions) {
    if (question.name != name) continue;
    auto scale = scale_of(form, question);
    if (!scale) return "none";
    std::string out;
    for (auto const& step : scale->steps) out += step.value + " ";
    return out + (scale->has_numbers ? to_text(scale->low) + "–" + to_text(scale->high) : "");
  }
  return "no question";
}

}  // namespace

TEST_CASE("ranges, choices that are numbers and likert are scales, from the lowest step on") {
  CHECK(steps("stars") == "1 2 3 4 5 1–5");
  CHECK(steps("plain") == "1 2 3 4 5 6 7 8 9 10 1–10");
  CHECK(steps("down") == "0 1 2 3 0–3");
  CHECK(steps("tenths") == "0 0.1 0.2 0.3 0–0.3");
  CHECK(steps("long") == "0–1000");
  CHECK(steps("agree") == "1 2 3 1–3");
  CHECK(steps("light") == "go slow ");
  CHECK(steps("choice") == "none");
  CHECK(steps("several") == "none");
  CHECK(steps("number") == "none");
}

TEST_CASE("a range says its numbers from where it starts, and at least one") {
  Question question;
  auto range = range_of(question);
  CHECK(range.stops() == 10);
  CHECK(range.number(0) == "1");
  question.parameters = {{"start", "3"}, {"end", "-3"}, {"step", "1.5"}};
  range = range_of(question);
  CHECK(range.stops() == 5);
  CHECK(range.number(2) == "0");
  CHECK(range.number(4) == "-3");
  question.parameters = {{"start", "0"}, {"end", "0"}, {"step", "0"}};
  CHECK(range_of(question).stops() == 1);
  question.parameters = {{"start", "many"}, {"end", "1e300"}};
  CHECK(range_of(question).stops() == 100'000);
}

TEST_CASE("a label that quotes an answer says nobody's") {
  Form form;
  form.languages = {"ไทย (th)", "English (en)"};
  Texts const label{"สวัสดี ${/data/name}", "Hello ${/data/name}!"};
  CHECK(plain_label(form, label, 1, "q") == "Hello …!");
  auto both = local_label(form, label, "q");
  CHECK(both.th == "สวัสดี …");
  CHECK(both.en == "Hello …!");
  CHECK(local_label(form, {}, "q").th == "q");
  form.languages = {""};
  CHECK(local_label(form, {"Only"}, "q").en.empty());
}
