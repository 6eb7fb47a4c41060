#include <doctest/doctest.h>

#include "platform/thai/fold.h"
#include "sync/hq/import/nearness.h"
#include "sync/hq/import/sensitive.h"
#include "sync/hq/import/values.h"
#include "tests/sync/hq/import/fixture.h"

using namespace sala;
using namespace sala::importing;
using test::Office;
using test::problems;

namespace {

std::vector<std::pair<std::string, test::Rows>> const whole_workbook = {
    {"โครงการ",
     {{"รหัสโครงการ", "ชื่อโครงการ", "รุ่นที่", "องค์กรร่วมจัด"},
      {"YSI5", "นวัตกรสังคมรุ่นเยาว์ รุ่น 5", "5", "กลุ่มใบไม้, มูลนิธิสายธาร"}}},
    {"องค์กร", {{"ชื่อองค์กร", "ชื่อภาษาอังกฤษ"}, {"กลุ่มใบไม้", "Leaf Group"}, {"มูลนิธิสายธาร", ""}}},
    {"สถานที่", {{"ชื่อสถานที่", "จังหวัด"}, {"ศาลาชุมชนบ้านน้ำใส", "น่าน"}}},
    {"ทีม", {{"ทีม", "สี"}, {"ต้นกล้า", "เขียว"}, {"ขุนเขา", "#8D6E63"}}},
    {"วิชา",
     {{"รหัสวิชา", "ชื่อวิชา", "รูปแบบการเรียนรู้", "แกน/เลือก", "ระดับ", "หัวข้อ", "จำนวนรับ", "ขั้นต่ำ"},
      {"C1", "ฟังให้ได้ยิน", "ห้องเรียน", "แกนหลัก", "ทุกระดับ", "การฟัง, ชุมชน", "", ""},
      {"E1", "ออกแบบโครงการแรก", "โครงการนวัตกรรมสังคม", "วิชาเลือก", "เริ่มต้น", "ออกแบบ", "๒๐ คน",
       "5"}}},
    {"กำหนดการ",
     {{"รหัสกิจกรรม", "กิจกรรม", "วิชา", "วันที่", "เวลา", "สถานที่", "ห้อง", "วิทยากร", "ทีม", "ลายเซ็น"},
      {"S1", "", "C1", "23 พ.ย. 2569", "09.00 - 12.00 น.", "ศาลาชุมชนบ้านน้ำใส", "ลานไม้",
       "ครูต้อม; ครูแก้ว", "ทั้งหมด", "ใช่"},
      {"S2", "ลงมือทำ", "ออกแบบโครงการแรก", "23/11/2569", "13:00–16:30", "", "", "", "ต้นกล้า", ""}}},
};

Plan sessions(Office& office, test::Rows const& rows) { return office.plan({{"sessions", rows}}); }

std::string only_error(Office& office, test::Rows const& rows) {
  Plan plan = sessions(office, rows);
  CHECK(plan.count(Entity::session, Outcome::added) == 0);
  return problems(plan, Severity::error);
}

}  // namespace

TEST_CASE("one workbook sets up a whole programme, and a second time changes nothing") {
  Office office;
  Plan plan = office.plan(whole_workbook);
  CHECK(problems(plan, Severity::fatal) == "");
  CHECK(problems(plan, Severity::error) == "");
  CHECK(problems(plan, Severity::warning) == "");
  office.apply(plan);
  REQUIRE(office.state.programmes.size() == 2);
  auto const& programme = office.programme(1);
  CHECK(programme.programme.code == "YSI5");
  CHECK(programme.programme.cohort == 5);
  CHECK(programme.programme.organisers == std::vector{office.state.organisations[0].organisation,
                                                      office.state.organisations[1].organisation});
  CHECK(office.state.organisations[0].name.en == "Leaf Group");
  CHECK(office.state.venues.at(0).province == "น่าน");
  CHECK(programme.teams.at(0).colour == "#5fae6e");
  CHECK(programme.teams.at(1).colour == "#8d6e63");
  CourseSet const& elective = programme.courses.at(1);
  CHECK(elective.learning == Learning::project);
  CHECK_FALSE(elective.core);
  CHECK(elective.level == Level::beginner);
  CHECK(elective.capacity == 20);
  CHECK(elective.minimum == 5);
  CHECK(programme.courses.at(0).core);
  CHECK(programme.courses.at(0).topics == std::vector<std::string>{"การฟัง", "ชุมชน"});
  SessionSet const& first = programme.sessions.at(0);
  CHECK(first.title.th == "ฟังให้ได้ยิน");
  CHECK(first.starts_s == 1'795'399'200);  // 2026-11-23T02:00:00Z
  CHECK(first.ends_s == first.starts_s + 3 * 3600);
  CHECK(first.venue == office.state.venues[0].venue);
  CHECK(first.room == "ลานไม้");
  CHECK(first.trainers == std::vector<std::string>{"ครูต้อม", "ครูแก้ว"});
  CHECK(first.expected_teams.empty());
  CHECK(first.signature);
  SessionSet const& second = programme.sessions.at(1);
  CHECK(second.course == elective.course);
  CHECK(second.learning == Learning::project);
  CHECK(second.expected_teams == std::vector{programme.teams[0].team});
  CHECK_FALSE(office.plan(whole_workbook).changes_anything());
}

TEST_CASE("a session moved to another hour is the same session; codes tell rounds apart") {
  Office office;
  office.apply(
      sessions(office, {{"กิจกรรม", "วันที่", "เริ่ม", "จบ"}, {"เปิดวง", "23/11/2569", "9.00", "10.00"}}));
  Plan moved =
      sessions(office, {{"กิจกรรม", "วันที่", "เริ่ม", "จบ"}, {"เปิดวง", "23/11/2569", "9.30", "10.30"}});
  REQUIRE(moved.count(Entity::session, Outcome::changed) == 1);
  CHECK(moved.entries[0].changes.at(0).before == "23 พ.ย. 2569 09:00 น.");
  CHECK(moved.entries[0].changes.at(0).after == "23 พ.ย. 2569 09:30 น.");
  Plan rounds = sessions(office, {{"กิจกรรม", "วันที่", "เริ่ม", "จบ"},
                                  {"เปิดวง", "23/11/2569", "9.00", "10.00"},
                                  {"เปิดวง", "23/11/2569", "13.00", "14.00"},
                                  {"เปิดวง", "24/11/2569", "9.00", "10.00"}});
  CHECK(rounds.count(Entity::session, Outcome::same) == 1);
  CHECK(rounds.count(Entity::session, Outcome::added) == 2);
}

TEST_CASE("a changed kind is told as a message, a changed day in the era of the language") {
  Office office;
  office.options.language = thai::Language::english;
  test::Rows const heading = {{"title", "date", "start", "end", "kind"}};
  office.apply(sessions(office, {heading[0], {"a", "23/11/2026", "9.00", "10.00", "classroom"}}));
  Plan plan = sessions(office, {heading[0], {"a", "23/11/2026", "9.30", "10.00", "project"}});
  REQUIRE(plan.entries.at(0).changes.size() == 2);
  CHECK(plan.entries[0].label == "a, 23 Nov 2026 09:30");
  CHECK(plan.entries[0].changes[0].words);
  CHECK(plan.entries[0].changes[0].after == "Project");
  CHECK(plan.entries[0].changes[1].after == "23 Nov 2026 09:30");
}

TEST_CASE("a session's date and times are refused where they are not clear") {
  Office office;
  test::Rows heading = {{"กิจกรรม", "วันที่", "เริ่ม", "จบ"}};
  auto error = [&](std::vector<std::string> row) {
    return only_error(office, {heading[0], std::move(row)});
  };
  CHECK(error({"a", "23/11/69", "9.00", "10.00"}) ==
        "2B: The year of “{value}” has two digits: it could be of either era.");
  CHECK(error({"a", "31/11/2569", "9.00", "10.00"}) == "2B: “{value}” is no day of any calendar.");
  CHECK(error({"a", "เร็วๆ นี้", "9.00", "10.00"}) == "2B: “{value}” is not understood as a date.");
  CHECK(error({"a", "", "9.00", "10.00"}) == "2B: The date is missing.");
  CHECK(error({"a", "23/11/2569", "เช้า", "10.00"}) == "2C: “{value}” is not understood as a time.");
  CHECK(error({"a", "23/11/2569", "9.00", ""}) == "2D: The time at which it ends is missing.");
  CHECK(error({"a", "23/11/2569", "9.00", "8.00"}) == "2D: It ends before it starts.");
  CHECK(error({"", "23/11/2569", "9.00", "10.00"}) == "2A: The name is missing.");
  CHECK(error({"a", "TODAY+1", "9.00", "10.00"}) == "2B: “{value}” is not understood as a date.");
  office.options.relative_dates = true;
  Plan tomorrow = sessions(office, {heading[0], {"a", "TODAY+1", "9.00", "10.00"}});
  office.apply(tomorrow);
  CHECK(office.programme().sessions.at(0).starts_s == 1'795'399'200 + 86'400);
}

TEST_CASE("unknown courses, kinds and levels are errors that say what may stand there") {
  Office office;
  CHECK(only_error(office,
                   {{"กิจกรรม", "วิชา", "วันที่", "เวลา"}, {"a", "X9", "23/11/2569", "9.00-10.00"}}) ==
        "2B: The course “{value}” is not known.");
  Plan plan = office.plan({{"courses",
                            {{"title", "kind", "level", "core", "seats", "min"},
                             {"a", "flying", "beginner", "core", "9", "3"},
                             {"b", "project", "guru", "core", "9", "3"},
                             {"c", "project", "advanced", "perhaps", "9", "3"},
                             {"d", "project", "advanced", "elective", "many", "3"},
                             {"e", "project", "advanced", "elective", "2", "3"},
                             {"f", "exchange", "any", "elective", "", ""}}}});
  CHECK(problems(plan, Severity::error) ==
        "2B: “{value}” is not understood here.\n3C: “{value}” is not understood here.\n"
        "4D: “{value}” is not understood here.\n5E: “{value}” is not understood here.\n"
        "6F: The minimum ({value}) is more than the seats ({other}).");
  CHECK(plan.count(Entity::course, Outcome::added) == 1);
  CHECK(plan.can_apply(true));
}

TEST_CASE("headers are found below merged titles, over two rows, and with slips of the pen") {
  std::string xml = test::sheet_of({{"รายชื่อผู้เข้าร่วมอบรม ประจำปี ๒๕๖๙", "", "", "", ""},
                                    {"ชื่อเล่น", "ชื่อ", "", "ติดต่อ", "กลุ่ม"},
                                    {"", "ชื่อจริง", "นามสกุล", "เบอโทรศัพท์", ""},
                                    {"บีม", "กานต์", "ดี", "0811111111", "ต้นกล้า"},
                                    {"ฝน", "ฟ้า", "ดี", "0811111112", ""},
                                    {"กลุ่มที่สอง", "", "", "", ""},
                                    {"ต้น", "ไม้", "ดี", "0811111113", "ขุนเขา"}});
  xml +=
      "<mergeCells><mergeCell ref=\"A1:E1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:C2\"/>"
      "<mergeCell ref=\"E2:E3\"/><mergeCell ref=\"E4:E5\"/><mergeCell ref=\"A6:E6\"/></mergeCells>";
  Office office;
  Plan plan = office.plan(test::make_xlsx({{"Sheet1", xml, "visible"}}));
  CHECK(problems(plan, Severity::error) == "");
  CHECK(plan.count(Entity::participant, Outcome::added) == 3);
  CHECK(problems(plan, Severity::note) ==
        "3D: The heading “{value}” was taken for a slip of the pen.");
  office.apply(plan);
  CHECK(office.person("กานต์").phone == "0811111111");
  CHECK(office.person("ฟ้า").team == office.person("กานต์").team);  // one cell merged over both
  CHECK(office.person("ไม้").team != office.person("กานต์").team);
}

TEST_CASE("hidden and unknown sheets are said, several CSV files are one import") {
  Office office;
  Plan plan = office.plan(
      test::make_xlsx({{"รายชื่อ", test::sheet_of({{"ชื่อ", "นามสกุล"}, {"ก", "ข"}}), "hidden"},
                       {"บันทึก", test::sheet_of({{"อะไรก็ได้"}}), "visible"},
                       {"ว่าง", "", "visible"}}));
  CHECK(problems(plan, Severity::note) == "0: The sheet is hidden and was not read.");
  CHECK(problems(plan, Severity::warning) ==
        "0: No headings were recognised, so the sheet was not read.");
  CHECK(problems(plan, Severity::fatal) == "0: There is nothing in the files to import.");

  File const files[] = {{"people.csv", "name,nickname,team\nKan Dee,Beam,Red\n"},
                        {"teams.csv", "name,colour\nRed,red\n"},
                        {"broken.csv", "a,b\n\"c,d\n"}};
  Plan several =
      plan_import(std::span(files).first(2), office.state, {}, office.clock, office.random);
  CHECK(problems(several, Severity::error) == "");
  CHECK(several.count(Entity::team, Outcome::added) == 1);
  CHECK(several.count(Entity::participant, Outcome::added) == 1);
  Plan broken = plan_import(files, office.state, {}, office.clock, office.random);
  CHECK(problems(broken, Severity::fatal) == "2: A quotation mark is never closed.");
  CHECK_FALSE(broken.can_apply(true));
}

TEST_CASE("the check digit of national ID numbers is checked") {
  CHECK(is_national_id("1101700230708"));
  CHECK(is_national_id("1-1017-00230-70-8"));
  // Remainders that make the check digits 9, 0 and 1.
  for (char const* id : {"1100000000059", "1100000000130", "1100000000041", "1100000000091"})
    CHECK(is_national_id(id));
  CHECK_FALSE(is_national_id("1101700230709"));
  CHECK_FALSE(is_national_id("0812345678"));
  CHECK_FALSE(is_national_id("x1101700230708"));
  CHECK(sensitive_heading("โรคประจำตัว/อาหารที่แพ้") != nullptr);
  CHECK(sensitive_heading("Blood group") != nullptr);
  CHECK(sensitive_heading("ชื่อผู้ปกครอง") != nullptr);
  CHECK(sensitive_heading("ชื่อ") == nullptr);
  CHECK(sensitive_heading("Food allergies") != nullptr);
  CHECK(sensitive_heading("Parent's phone") != nullptr);
  CHECK(sensitive_heading("Trace code") == nullptr);
  CHECK(sensitive_heading("parentSourcedId") == nullptr);
}

TEST_CASE("names are near by slips, never by numbers") {
  CHECK(is_near("มูลนิธิสายธาร", "มูลนิธสายธาร"));
  CHECK_FALSE(is_near("ทีม 1", "ทีม 2"));
  CHECK_FALSE(is_near("กลุ่ม ก", "กลุ่ม ข"));
  CHECK_FALSE(is_near("แดง", "แดน"));
  CHECK(edit_distance("kitten", "sitting", 5) == 3);
  CHECK(edit_distance("kitten", "sitting", 1) == 2);
}

TEST_CASE("times in number cells are hours and minutes") {
  workbook::Cell cell{"9.3", 9.3, sala::workbook::CellType::number, false};
  CHECK(time_of(cell)->count() == 9 * 3600 + 30 * 60);
  cell = {"13", 13, sala::workbook::CellType::number, false};
  CHECK(time_of(cell)->count() == 13 * 3600);
  cell = {"9.75", 9.75, sala::workbook::CellType::number, false};
  CHECK_FALSE(time_of(cell));
  cell = {"2026-11-23 09:30", 0, sala::workbook::CellType::date, false};
  CHECK(time_of(cell)->count() == 9 * 3600 + 30 * 60);
}

TEST_CASE("a session and a programme name their forms and when each is asked") {
  Office office;
  for (char const* code : {"end_of_day", "checkin"}) {
    FormSet form;
    form.form = new_id<FormId>(office.clock.wall(), office.random);
    form.code = code;
    office.state.forms.push_back(form);
  }
  auto row = [&](std::string const& forms) {
    return sessions(office, {{"กิจกรรม", "วันที่", "เริ่ม", "จบ", "แบบฟอร์ม"},
                             {"เปิดวง", "23/11/2569", "9.00", "10.00", forms}});
  };
  auto forms_of = [](Plan const& plan) {
    return std::get<SessionSet>(plan.entries.at(0).draft.body).forms;
  };
  FormId const day = office.state.forms[0].form, checkin = office.state.forms[1].form;
  CHECK(forms_of(row("end_of_day@จบ; Checkin @ any time")) ==
        std::vector<FormUse>{{day, FormMoment::end}, {checkin, FormMoment::any_time}});
  CHECK(forms_of(row("checkin @ ลงชื่อ")) == std::vector<FormUse>{{checkin, FormMoment::sign_in}});
  office.apply(row("end_of_day@end"));
  CHECK_FALSE(row("").changes_anything());
  CHECK(row("checkin").entries.at(0).changes.at(0).before == "end_of_day @ ตอนจบ");
  CHECK(row("checkin").entries.at(0).changes.at(0).after == "checkin @ ตลอดเวลา");
  for (FormMoment when : {FormMoment::sign_in, FormMoment::end, FormMoment::any_time}) {
    for (auto language : {thai::Language::thai, thai::Language::english}) {
      CHECK(form_moment_of(thai::tidy(name_of(when, language))) == when);  // can be copied back
    }
  }
  CHECK(forms_of(row("ไม่มี")).empty());
  CHECK(problems(row("end_of_dy@end"), Severity::error) ==
        "2E: “{value}” is not known. Is it “{other}”?");
  CHECK(problems(row("mood@end"), Severity::error) == "2E: The form “{value}” is not known.");
  CHECK(problems(row("checkin@noon"), Severity::error) == "2E: “{value}” is not understood here.");
  Plan programme = office.plan(
      {{"โครงการ",
        {{"ชื่อโครงการ", "รหัสโครงการ", "แบบฟอร์ม"}, {"นวัตกรสังคมรุ่นเยาว์", "YSI4", "checkin@any"}}}});
  CHECK(std::get<ProgrammeSet>(programme.entries.at(0).draft.body).forms ==
        std::vector<FormUse>{{checkin, FormMoment::any_time}});
}
