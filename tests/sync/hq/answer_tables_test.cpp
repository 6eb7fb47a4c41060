#include "sync/hq/answer_tables.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "sync/forms/xlsform/xlsform.h"
#include "tests/support/box.h"

using namespace sala;
using namespace sala::hq;

namespace {

constexpr char questions[] =
    "survey\n,type,name,label\n"
    ",begin group,job,Job\n,integer,hours,Hours\n,select_multiple day,days,Days\n,end group,,\n"
    ",begin repeat,friend,Friend\n,text,name,Name\n"
    ",begin repeat,pet,Pet\n,text,kind,Kind\n,end repeat,,\n,end repeat,,\n"
    "choices\n,list_name,name,label\n,day,mon,Monday\n,day,tue,Tuesday\n"
    "settings\n,form_id\n,visit\n";

struct Sheet : AnswerSheet {
  Sheet() {
    auto reading = forms::read_xlsform(questions, "f.csv");
    newest.code = "visit";
    versions.emplace(1, std::move(reading.form));
  }
  Given& add(forms::Answers answers) {
    Given it;
    it.uuid = "uuid:" + std::to_string(given.size() + 1);
    it.day = "2026-11-23";
    it.answers = std::move(answers);
    given.push_back(std::move(it));
    return given.back();
  }
  std::vector<AnswerTable> tables(TableShape shape = TableShape::kobo) {
    return answer_tables(
        *this, {[](SessionId const&) { return "S1"; }, [](ParticipantId const&) { return "P1"; }},
        shape);
  }
};

std::string cell(AnswerTable const& table, std::size_t row, std::string const& heading) {
  auto found = std::find(table.headings.begin(), table.headings.end(), heading);
  if (found == table.headings.end()) return "no column";
  auto const& value =
      table.rows.at(row).at(static_cast<std::size_t>(found - table.headings.begin()));
  if (auto const* number = std::get_if<double>(&value)) return forms::to_text(*number);
  auto const* text = std::get_if<std::string>(&value);
  return text == nullptr ? "" : *text;
}

}  // namespace

TEST_CASE("columns are groups and questions; each choice of several has one of 1 or 0") {
  Sheet sheet;
  auto& first = sheet.add({{"/data/job/hours", "8"}, {"/data/job/days", "tue"}});
  first.participant = ParticipantId{{1}};
  first.session = SessionId{{1}};
  first.when = FormMoment::end;
  first.saved = WallTime(std::chrono::seconds(1'795'400'000));
  sheet.add({});
  auto tables = sheet.tables();
  auto const& main = tables.at(0);
  CHECK(main.name == "visit");
  CHECK(main.headings == std::vector<std::string>{"start", "end", "job/hours", "job/days",
                                                  "job/days/mon", "job/days/tue", "_id", "_uuid",
                                                  "_submission_time", "__version__", "_index",
                                                  "_session", "_moment", "_participant"});
  CHECK(cell(main, 0, "job/hours") == "8");
  CHECK(cell(main, 0, "job/days") == "tue");
  CHECK(cell(main, 0, "job/days/mon") == "0");
  CHECK(cell(main, 0, "job/days/tue") == "1");
  CHECK(cell(main, 0, "_uuid") == "uuid:1");
  CHECK(cell(main, 0, "_submission_time").starts_with("2026-11-23T"));
  CHECK(cell(main, 0, "_session") == "S1");
  CHECK(cell(main, 0, "_moment") == "end");
  CHECK(cell(main, 0, "_participant") == "P1");
  // Nobody knows who, and nothing was said: no guess at any of it.
  for (char const* heading : {"job/hours", "job/days", "job/days/mon", "start", "end", "_session",
                              "_moment", "_participant"}) {
    CHECK(cell(main, 1, heading).empty());
  }
  CHECK(cell(main, 1, "_submission_time") == "2026-11-23");
}

TEST_CASE("rounds are tables of their own that name the row they belong to") {
  Sheet sheet;
  sheet.add({{"/data/job/hours", "1"}});
  sheet.add({{"/data/friend[1]/name", "A"},
             {"/data/friend[2]/pet[1]/kind", "cat"},
             {"/data/friend[2]/pet[2]/kind", "dog"}});
  auto tables = sheet.tables();
  REQUIRE(tables.size() == 3);
  CHECK(tables[1].name == "friend");
  CHECK(tables[2].name == "pet");
  REQUIRE(tables[1].rows.size() == 2);
  CHECK(cell(tables[1], 0, "friend/name") == "A");
  CHECK(cell(tables[1], 0, "_parent_index") == "2");
  CHECK(cell(tables[1], 0, "_parent_table_name") == "visit");
  CHECK(cell(tables[1], 0, "_submission__uuid") == "uuid:2");
  REQUIRE(tables[2].rows.size() == 2);
  CHECK(cell(tables[2], 1, "friend/pet/kind") == "dog");
  CHECK(cell(tables[2], 1, "_parent_index") == "2");
  CHECK(cell(tables[2], 1, "_parent_table_name") == "friend");
}

TEST_CASE("what only an older version asked has a column behind") {
  Sheet sheet;
  auto old = sheet.versions.at(1);
  old.questions[1].name = "minutes";
  sheet.newest.version = 2;
  sheet.versions.emplace(2, std::exchange(sheet.versions.at(1), old));
  sheet.add({{"/data/job/minutes", "90"}});
  auto main = sheet.tables().at(0);
  CHECK(cell(main, 0, "job/minutes") == "90");
  CHECK(cell(main, 0, "job/hours").empty());
}

TEST_CASE("in the shape of ODK Central groups end in a dash, and rounds have keys") {
  Sheet sheet;
  sheet.add({{"/data/job/hours", "8"},
             {"/data/job/days", "tue"},
             {"/data/friend[2]/pet[1]/kind", "cat"}});
  auto tables = sheet.tables(TableShape::odk);
  REQUIRE(tables.size() == 3);
  CHECK(tables[0].headings ==
        std::vector<std::string>{"SubmissionDate", "start", "end", "job-hours", "job-days",
                                 "job-days/mon", "job-days/tue", "meta-instanceID", "KEY",
                                 "FormVersion", "_session", "_moment", "_participant"});
  CHECK(cell(tables[0], 0, "job-hours") == "8");
  CHECK(cell(tables[0], 0, "job-days/tue") == "1");
  CHECK(cell(tables[0], 0, "KEY") == "uuid:1");
  CHECK(cell(tables[0], 0, "SubmissionDate") == "2026-11-23");
  CHECK(cell(tables[1], 0, "KEY") == "uuid:1/friend[2]");
  CHECK(cell(tables[1], 0, "PARENT_KEY") == "uuid:1");
  CHECK(cell(tables[2], 0, "friend-pet-kind") == "cat");
  CHECK(cell(tables[2], 0, "KEY") == "uuid:1/friend[2]/pet[1]");
  CHECK(cell(tables[2], 0, "PARENT_KEY") == "uuid:1/friend[2]");
}
