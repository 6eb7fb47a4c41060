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
  explicit Sheet(char const* form = questions) {
    auto reading = forms::read_xlsform(form, "f.csv");
    REQUIRE(reading.problems.empty());
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
  CHECK(main.headings ==
        std::vector<std::string>{
            "start", "end", "job/hours", "job/days", "job/days/mon", "job/days/tue", "_id", "_uuid",
            "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
            "__version__", "_tags", "_index", "_session", "_moment", "_participant"});
  CHECK(cell(main, 0, "job/hours") == "8");
  CHECK(cell(main, 0, "job/days") == "tue");
  CHECK(cell(main, 0, "job/days/mon") == "0");
  CHECK(cell(main, 0, "job/days/tue") == "1");
  CHECK(cell(main, 0, "_uuid") == "1");
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
  CHECK(cell(tables[1], 0, "_submission__uuid") == "2");
  CHECK(cell(tables[1], 0, "_submission__id") == "2");
  CHECK(cell(tables[1], 0, "_submission__submission_time") == "2026-11-23");
  CHECK(cell(tables[1], 0, "_submission___version__") == "1");
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
  CHECK(tables[0].headings == std::vector<std::string>{"SubmissionDate",
                                                       "start",
                                                       "end",
                                                       "job-hours",
                                                       "job-days",
                                                       "job-days/mon",
                                                       "job-days/tue",
                                                       "meta-instanceID",
                                                       "KEY",
                                                       "SubmitterID",
                                                       "SubmitterName",
                                                       "AttachmentsPresent",
                                                       "AttachmentsExpected",
                                                       "Status",
                                                       "ReviewState",
                                                       "DeviceID",
                                                       "Edits",
                                                       "FormVersion",
                                                       "_session",
                                                       "_moment",
                                                       "_participant"});
  CHECK(tables[1].headings == std::vector<std::string>{"name", "PARENT_KEY", "KEY"});
  CHECK(tables[2].headings == std::vector<std::string>{"kind", "PARENT_KEY", "KEY"});
  CHECK(cell(tables[0], 0, "job-hours") == "8");
  CHECK(cell(tables[0], 0, "job-days/tue") == "1");
  CHECK(cell(tables[0], 0, "KEY") == "uuid:1");
  CHECK(cell(tables[0], 0, "SubmissionDate") == "2026-11-23");
  CHECK(cell(tables[1], 0, "KEY") == "uuid:1/friend[2]");
  CHECK(cell(tables[1], 0, "PARENT_KEY") == "uuid:1");
  CHECK(cell(tables[2], 0, "kind") == "cat");
  CHECK(cell(tables[2], 0, "KEY") == "uuid:1/friend[2]/pet[1]");
  CHECK(cell(tables[2], 0, "PARENT_KEY") == "uuid:1/friend[2]");
}

TEST_CASE("what is said beside the choices has a column of its own, and 'other' is one of them") {
  Sheet sheet(
      "survey\n,type,name,label\n,select_one day or_other,best,Best\n"
      ",select_multiple day or_other,days,Days\n"
      "choices\n,list_name,name,label\n,day,mon,Monday\nsettings\n,form_id\n,visit\n");
  sheet.add({{"/data/best", "other"},
             {"/data/best_other", "Sunday"},
             {"/data/days", "mon other"},
             {"/data/days_other", "any"}});
  auto main = sheet.tables().at(0);
  CHECK(cell(main, 0, "best") == "other");
  CHECK(cell(main, 0, "best_other") == "Sunday");
  CHECK(cell(main, 0, "days") == "mon other");
  CHECK(cell(main, 0, "days/mon") == "1");
  CHECK(cell(main, 0, "days/other") == "1");
  CHECK(cell(main, 0, "days_other") == "any");
}

TEST_CASE("a repeat that a newer version moved is told apart; groups in a repeat keep theirs") {
  constexpr char before[] =
      "survey\n,type,name,label\n,begin repeat,pet,Pet\n,text,likes,L\n,end repeat,,\n"
      "settings\n,form_id\n,visit\n";
  Sheet sheet(
      "survey\n,type,name,label\n,begin group,home,Home\n,begin repeat,pet,Pet\n"
      ",begin group,food,Food\n,text,likes,L\n,end group,,\n,end repeat,,\n,end group,,\n"
      "settings\n,form_id\n,visit\n");
  sheet.newest.version = 2;
  sheet.versions.emplace(
      2, std::exchange(sheet.versions.at(1), forms::read_xlsform(before, "f.csv").form));
  sheet.add({{"/data/home/pet[1]/food/likes", "fish"}});
  sheet.add({{"/data/pet[1]/likes", "naps"}});
  auto odk = sheet.tables(TableShape::odk);
  REQUIRE(odk.size() == 3);
  CHECK(odk[1].name == "pet~1");
  CHECK(odk[2].name == "pet~2");
  CHECK(cell(odk[1], 0, "food-likes") == "fish");
  CHECK(cell(odk[1], 0, "KEY") == "uuid:1/home/pet[1]");
  CHECK(cell(odk[1], 0, "PARENT_KEY") == "uuid:1");
  CHECK(cell(odk[2], 0, "likes") == "naps");
  auto kobo = sheet.tables();
  CHECK(cell(kobo[1], 0, "home/pet/food/likes") == "fish");
  CHECK(cell(kobo[2], 0, "pet/likes") == "naps");
}
