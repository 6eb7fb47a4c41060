#include "sync/forms/xlsform/xlsform.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "sync/forms/problem.h"
#include "tests/support/files.h"
#include "tests/support/make_xlsx.h"

using namespace sala;
using namespace sala::forms;

namespace {

// All problems of a form, one a line: "error survey 3 type: …".
std::string problems_of(std::string const& bytes, std::string_view name = "form.csv") {
  static constexpr char const* severities[] = {"note", "unsupported", "error"};
  std::string out;
  for (Problem const& it : read_xlsform(bytes, name).problems) {
    out += std::string(severities[static_cast<int>(it.severity)]) + " " + it.sheet + " " +
           std::to_string(it.row) + " " + it.column + ": " + it.what + " [" + it.value + "]\n";
  }
  return out;
}

bool is_refused(std::string const& bytes, std::string_view name = "form.csv") {
  return !can_be_used(read_xlsform(bytes, name).problems);
}

std::string survey(std::string const& rows) {
  return "survey\n,type,name,label,relevant,calculation,constraint\n" + rows;
}

}  // namespace

TEST_CASE("the forms to copy can be used, in Thai and English, each with its kind of answer") {
  struct Demo {
    char const* name;
    AnswerKind kind;
  };
  for (Demo demo :
       {Demo{"end_of_day", AnswerKind::anonymous}, Demo{"course_feedback", AnswerKind::anonymous},
        Demo{"self_assessment", AnswerKind::named}, Demo{"care_check_in", AnswerKind::confidential},
        Demo{"project_pulse", AnswerKind::named}}) {
    CAPTURE(demo.name);
    auto path = SALA_SOURCE "/assets/demo/forms/" + std::string(demo.name) + ".csv";
    auto reading = read_xlsform(test::read_file(path), path);
    CHECK(reading.problems.empty());
    CHECK(reading.form.answers == demo.kind);
    CHECK(reading.form.languages == std::vector<std::string>{"ไทย (th)", "English (en)"});
    for (Question const& question : reading.form.questions) {
      CAPTURE(question.name);
      CHECK((question.label.empty() || question.label.size() == 2));
    }
  }
}

TEST_CASE("each problem of a form is told with its row and column") {
  CHECK(problems_of(survey(",geopoint,where,Where,,,\n")) ==
        "unsupported survey 3 type: Sala does not ask “{value}”. [geopoint]\n");
  struct Bad {
    char const* rows;
    char const* told;
  };
  Bad const bads[] = {
      {",texxt,a,A,,,\n", "error survey 3 type: “{value}” is no type of question. [texxt]"},
      {",text,a b,A,,,\n", "error survey 3 name: “{value}” cannot be a name. [a b]"},
      {",text,a,,,,\n", "error survey 3 label: The question “{value}” has no label. [a]"},
      {",text,a,A,,,\n,text,a,B,,,\n", "error survey 4 name: The name “{value}” is already used"},
      {",text,a,A,${none} = 1,,\n", "error survey 3 relevant: There is no question named"},
      {",text,a,A,nothing(1),,\n", "error survey 3 relevant: There is no function {value}()."},
      {",text,a,A,if(1),,\n", "error survey 3 relevant: The function {value}() is given too few"},
      {",text,a,A,1 +,,\n", "error survey 3 relevant: “{value}”: the expression cannot be read."},
      {",select_one x,a,A,,,\n", "error survey 3 type: There is no list “{value}”"},
      {",begin_group,g,G,,,\n,text,a,A,,,\n", "error survey 3 type: The group or repeat"},
      {",text,a,A,,,\n,end_group,,,,,\n", "error survey 4 type: Here something ends"},
      {",image,a,A,,,\n", "unsupported survey 3 type: Sala does not ask “{value}”. [image]"},
      {",barcode,a,A,,,\n", "unsupported survey 3 type: Sala does not ask “{value}”. [barcode]"},
      {",audit,a,,,,\n", "unsupported survey 3 type: Sala does not ask “{value}”. [audit]"},
      {",text,a,A,\"pulldata('f', 'x', 'y', 'z')\",,\n", "unsupported survey 3 relevant:"},
      {",calculate,a,,,${b},\n,calculate,b,,,${a},\n", "wait for one another in a circle"},
      {",text,a,A,${a} = 1,,\n", "error survey 3 relevant: These questions wait"},
      {",begin_group,g,G,${a} = 1,,\n,text,a,A,,,\n,end_group,,,,,\n", "circle"},
  };
  for (Bad const& bad : bads) {
    CAPTURE(bad.rows);
    auto told = problems_of(survey(bad.rows));
    CAPTURE(told);
    CHECK(told.find(bad.told) != std::string::npos);
  }
  auto all = problems_of(survey(",texxt,a,A,,,\n,text,b c,B,,,\n,text,d,,,,\n"));
  CHECK(std::count(all.begin(), all.end(), '\n') == 3);
}

TEST_CASE("headings and types are known by all their names") {
  CHECK(problems_of("Survey\n,TYPE,Name,Label,Bind::Relevant,Calculate\n"
                    ",Select One From list,A,a,,\n,begin group,g,G,${A} = 1,\n,INTEGER,n,N,,\n"
                    ",end group,,,,\n,,,,,\n,,,,,a comment\n"
                    "Choices\n,list name,name,label\n,list,1,One\n") == "");
  auto reading = read_xlsform(
      "survey\n,type,name,label:English,label::ไทย (th)\n,select_one l or_other,a,A,ก\n"
      "choices\n,list_name,name,label:English,label::ไทย (th)\n,l,x,X,เอ็กซ์\n",
      "form.csv");
  CHECK(can_be_used(reading.problems));
  REQUIRE(reading.form.questions.size() == 2);
  CHECK(reading.form.questions[1].name == "a_other");
  CHECK(reading.form.lists[0].choices.size() == 2);
  CHECK(reading.form.languages == std::vector<std::string>{"English", "ไทย (th)"});
}

TEST_CASE("references become paths: whole ones outside, relative ones inside a repeat") {
  auto form = read_xlsform(survey(",text,a,A,,,\n,begin_repeat,r,R,,,\n,text,b,B,${a} = 1,,\n"
                                  ",begin_group,g,G,,,\n,text,c,C,${b} = 1,,\n,end_group,,,,,\n"
                                  ",end_repeat,,,,,\n,calculate,s,,,count(${r}),\n"),
                           "form.csv")
                  .form;
  CHECK(form.questions[2].relevant == " /data/a  = 1");
  CHECK(form.questions[4].relevant == " ../../b  = 1");
  CHECK(form.questions[5].calculation == "count( /data/r )");
}

TEST_CASE("what is no form is refused in words, whatever it is") {
  CHECK(is_refused("", "form.xlsx"));
  CHECK(is_refused("survey\n", "form.csv"));
  CHECK(is_refused("choices\n,list_name,name,label\n,l,a,A\n", "form.csv"));
  CHECK(is_refused("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + std::string(600, '\0'), "form.xlsx"));
  CHECK(is_refused("PK\x03\x04 not a zip", "form.xlsx"));
  auto bomb = test::deflated_zip("xl/workbook.xml", std::string(80u << 20, ' '));
  CHECK(is_refused(bomb, "form.xlsx"));
  CHECK(problems_of(test::make_xlsx({{"svey", test::sheet_of({{"type", "name"}})}}), "a.xlsx")
            .find("There is no sheet named “survey”.") != std::string::npos);
}

TEST_CASE("a formula in a cell is named with its sheet, row and column") {
  std::string xml =
      "<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>type</t></is></c>"
      "<c r=\"B1\" t=\"inlineStr\"><is><t>name</t></is></c>"
      "<c r=\"C1\" t=\"inlineStr\"><is><t>label</t></is></c></row>"
      "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>text</t></is></c>"
      "<c r=\"B2\" t=\"inlineStr\"><is><t>a</t></is></c>"
      "<c r=\"C2\" t=\"str\"><f>1+1</f><v>2</v></c></row></sheetData>";
  CHECK(problems_of(test::make_xlsx({{"survey", xml}}), "a.xlsx")
            .find("survey 2 label: This cell is a formula") != std::string::npos);
}

TEST_CASE("large forms are read, still larger ones refused") {
  std::string choices = "choices\n,list_name,name,label\n";
  for (int i = 0; i < 5'000; ++i) {
    choices += ",l,c" + std::to_string(i) + ",Choice " + std::to_string(i) + "\n";
  }
  std::string rows = ",select_one l,first,First,,,\n";
  for (int i = 0; i < 2'000; ++i) {
    auto n = std::to_string(i);
    rows += ",integer,q" + n + ",Question " + n + ",${first} = 'c" + n + "',,\n";
  }
  auto reading = read_xlsform(survey(rows) + choices, "form.csv");
  CHECK(can_be_used(reading.problems));
  CHECK(reading.form.questions.size() == 2'001);
  CHECK(reading.form.lists[0].choices.size() == 5'000);
  std::string many;
  for (int i = 0; i < 5'001; ++i) many += ",integer,q" + std::to_string(i) + ",Q,,,\n";
  CHECK(is_refused(survey(many)));
}
