#include "sync/hq/form_report.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "sync/forms/xlsform/xlsform.h"
#include "sync/views/projector.h"
#include "sync/views/released.h"
#include "tests/support/box.h"

using namespace sala;
using namespace sala::hq;

namespace {

constexpr char questions[] =
    "survey\n,type,name,label::ไทย (th),label::English (en),parameters\n"
    ",range,mood,วันนี้,Today,start=1 end=5 step=1\n"
    ",select_multiple day,days,วันไหน,Which days,\n"
    ",text,more,เพิ่มเติม,Anything else?,\n"
    "choices\n,list_name,name,label::ไทย (th),label::English (en)\n"
    ",day,mon,จันทร์,Monday\n,day,tue,อังคาร,Tuesday\n";

struct Sheet : AnswerSheet {
  explicit Sheet(AnswerKind kind) {
    newest.version = 2;
    newest.answers = kind;
    auto form = forms::read_xlsform(questions, "f.csv").form;
    versions.emplace(1, form);
    versions.emplace(2, form);
  }
  Given& add(forms::Answers answers, std::uint8_t who = 0) {
    Given it;
    it.version = 2;
    if (who != 0) it.participant.bytes.fill(who);
    it.answers = std::move(answers);
    given.push_back(std::move(it));
    return given.back();
  }
  std::vector<QuestionReport> report() { return report_questions(*this, "en"); }
};

}  // namespace

TEST_CASE("numbers have a mean, a spread and bars; choices are counted, texts are listed") {
  Sheet sheet(AnswerKind::named);
  sheet.add({{"/data/mood", "2"}, {"/data/days", "mon tue"}, {"/data/more", "zebra"}});
  sheet.add({{"/data/mood", "4"}, {"/data/days", "tue"}, {"/data/more", "apple"}}).version = 1;
  sheet.add({{"/data/mood", "4"}, {"/data/days", "sun"}});
  auto report = sheet.report();
  REQUIRE(report.size() == 3);
  CHECK(report[0].label == "Today");
  CHECK(report[0].answered == 3);
  REQUIRE(report[0].spread);
  CHECK(report[0].spread->mean == doctest::Approx(10.0 / 3));
  CHECK(report[0].spread->deviation == doctest::Approx(1.1547).epsilon(0.001));
  CHECK(report[0].spread->low == 2);
  CHECK(report[0].spread->high == 4);
  REQUIRE(report[0].bars.size() == 5);
  CHECK(report[0].bars[3].label == "4");
  CHECK(report[0].bars[3].count == 2);
  REQUIRE(report[1].bars.size() == 3);
  CHECK(report[1].bars[0].label == "Monday");
  CHECK(report[1].bars[0].count == 1);
  CHECK(report[1].bars[1].count == 2);
  CHECK(report[1].bars[2].label == "sun");  // of another version
  CHECK(report[2].texts == std::vector<std::string>{"apple", "zebra"});
}

TEST_CASE("of an anonymous form a question that fewer than five answered shows nothing") {
  Sheet sheet(AnswerKind::anonymous);
  for (int i = 0; i < 5; ++i) sheet.add({{"/data/mood", "3"}});
  for (int i = 0; i < 4; ++i) sheet.add({{"/data/more", "secret"}});
  auto report = sheet.report();
  CHECK_FALSE(report[0].too_few);
  CHECK(report[0].bars.at(2).count == 5);
  CHECK(report[2].too_few);
  CHECK(report[2].texts.empty());
  sheet.add({{"/data/more", "fifth"}});
  CHECK(sheet.report()[2].texts.size() == 5);
}

TEST_CASE("growth is the last answer beside the first, of those who gave both") {
  Sheet sheet(AnswerKind::named);
  sheet.add({{"/data/mood", "2"}}, 1);
  sheet.add({{"/data/mood", "1"}}, 2);
  sheet.add({{"/data/mood", "5"}}, 3);
  sheet.add({{"/data/mood", "3"}}, 1);
  sheet.add({{"/data/mood", "4"}}, 1);
  sheet.add({{"/data/mood", "3"}}, 2);
  auto growth = report_growth(sheet, "th", [](Given const&) { return "ทีม"; });
  REQUIRE(growth.size() == 1);
  CHECK(growth[0].label == "วันนี้");
  REQUIRE(growth[0].groups.size() == 1);
  CHECK(growth[0].groups[0].people == 2);
  CHECK(growth[0].groups[0].before == doctest::Approx(1.5));
  CHECK(growth[0].groups[0].after == doctest::Approx(3.5));
  auto each = report_growth(sheet, "th", [](Given const& it) { return to_text(it.participant); });
  CHECK(each[0].groups.size() == 2);
  sheet.newest.answers = AnswerKind::anonymous;
  CHECK(report_growth(sheet, "th", [](Given const&) { return "x"; }).empty());
}

TEST_CASE("groups stand beside each other: each its own means, the steps of a scale all there") {
  Sheet sheet(AnswerKind::named);
  sheet.add({{"/data/mood", "2"}}).day = "2026-11-24";
  sheet.add({{"/data/mood", "4"}}).day = "2026-11-23";
  sheet.add({{"/data/mood", "5"}}).day = "2026-11-23";
  auto parts = report_by(sheet, "en", [](Given const& it) { return it.day; });
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].name == "2026-11-23");
  CHECK(parts[0].answers == 2);
  CHECK(parts[0].questions[0].spread->mean == doctest::Approx(4.5));
  CHECK(parts[1].questions[0].spread->mean == 2);
  REQUIRE(parts[1].questions[0].bars.size() == 5);
  CHECK(parts[1].questions[0].bars[1].count == 1);
  CHECK(parts[1].questions[0].bars[4].count == 0);
}

TEST_CASE("before and after are two moments of one session: growth of person, team, cohort") {
  Sheet sheet(AnswerKind::named);
  auto say = [&](std::uint8_t who, char const* mood, FormMoment when) {
    auto& given = sheet.add({{"/data/mood", mood}}, who);
    given.when = when;
    given.programme = ProgrammeId{{static_cast<std::uint8_t>(who > 2 ? 2 : 1)}};
  };
  for (std::uint8_t who : {1, 2, 3}) say(who, who == 2 ? "1" : "2", FormMoment::sign_in);
  for (std::uint8_t who : {1, 2, 3}) say(who, who == 3 ? "1" : "4", FormMoment::end);
  auto cohorts = report_growth(sheet, "en", [](Given const& it) { return to_text(it.programme); });
  REQUIRE(cohorts.size() == 1);
  REQUIRE(cohorts[0].groups.size() == 2);
  CHECK(cohorts[0].groups[0].people == 2);
  CHECK(cohorts[0].groups[0].before == doctest::Approx(1.5));
  CHECK(cohorts[0].groups[0].after == doctest::Approx(4));
  CHECK(cohorts[0].groups[1].after - cohorts[0].groups[1].before == doctest::Approx(-1));
  auto people = report_growth(sheet, "en", [](Given const& it) { return to_text(it.participant); });
  CHECK(people[0].groups.size() == 3);
}

TEST_CASE("what boxes wrote is read for a session, a programme, all; small batches nowhere") {
  test::Box box(1);
  auto projector = test::must(
      views::Projector::open(box.ledger->database(), DeviceId{test::test_key(1).public_key()}));
  box.ledger->observe(*projector);
  FormSet form;
  form.form = FormId{{5}};
  form.answers = AnswerKind::anonymous;
  form.canonical =
      R"({"format":1,"name":"data","languages":[""],"questions":[{"name":"q","type":"text"}]})";
  box.write(common_programme, form);
  ProgrammeId const programme{{1}}, other{{2}};
  SessionId const session{{7}};
  auto batch = [&](ProgrammeId const& where, SessionId const& at, std::uint8_t id, std::size_t n) {
    std::vector<std::string> answers(n, R"({"/data/q":"a"})");
    box.write(where, FormReleased{form.form, 1, at, BatchId{{id}}, "2026-11-23", answers});
  };
  batch(programme, session, 1, 5);
  batch(programme, session, 1, 5);  // the same again, after a crash
  batch(programme, session, 2, 4);  // no honest box writes it
  batch(programme, {}, 3, 6);
  batch(other, {}, 4, 7);
  views::Queries queries(*box.reads);
  auto read = [&](AnswerScope const& scope) {
    return test::must(read_answer_sheet(queries, form, scope));
  };
  CHECK(read({}).given.size() == 18);
  CHECK(test::must(views::released_answers(queries, form.form)).withheld == 4);
  CHECK(read({programme, {}}).given.size() == 11);
  CHECK(read({{}, std::vector{session}}).given.size() == 5);
  CHECK(read({{}, std::vector<SessionId>{}}).given.empty());
  auto sheet = read({});
  CHECK(std::is_sorted(sheet.given.begin(), sheet.given.end(),
                       [](auto const& a, auto const& b) { return a.uuid < b.uuid; }));
  form.answers = AnswerKind::confidential;
  CHECK(read_answer_sheet(queries, form, {}).error().code == ErrorCode::refused);
}
