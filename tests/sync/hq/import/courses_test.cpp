#include <doctest/doctest.h>

#include "tests/sync/hq/import/fixture.h"

using namespace sala;
using namespace sala::importing;
using test::Office;
using test::problems;

namespace {

std::vector<std::string> const heading = {"รหัสวิชา",      "ชื่อวิชา",       "จำนวนรับ",
                                          "ช่วงเลือก",     "เลือกได้ถึง",    "ต้องเรียนก่อน",
                                          "เนื้อหาเดียวกับ", "สิ่งที่ต้องเตรียม", "ยกเลิก"};

Plan courses(Office& office, test::Rows rows) {
  rows.insert(rows.begin(), heading);
  return office.plan({{"วิชา", rows}});
}

CourseSet const& course(Office& office, std::string_view code) {
  for (CourseSet const& each : office.programme().courses) {
    if (each.code == code) return each;
  }
  FAIL("there is no course " << std::string(code));
  return office.programme().courses.front();
}

// The cut-off that a cell gives, in Unix seconds; 0 when the row is refused.
std::int64_t cutoff(std::string const& written) {
  Office office;
  Plan plan = courses(office, {{"E1", "ก", "12", "", written, "", "", "", ""}});
  if (plan.count(Severity::error) > 0) {
    CHECK(plan.count(Entity::course, Outcome::added) == 0);
    CHECK(problems(plan, Severity::error).starts_with("2E: "));
    return 0;
  }
  office.apply(plan);
  return course(office, "E1").cutoff_s;
}

}  // namespace

TEST_CASE("an elective's slot, cut-off, prerequisites, subject and what to bring come in") {
  Office office;
  test::Rows const rows = {
      {"E2", "ทดลองไว", "12", "เช้า", "22 พ.ย. 2569 18.00 น.", "E1; ฟังให้ได้ยิน", "", "", ""},
      {"E1", "ออกแบบ", "14", "เช้า", "", "", "ออกแบบ", "สมุด", "ใช่"},
      {"C1", "ฟังให้ได้ยิน", "", "", "", "", "", "", ""}};
  Plan plan = courses(office, rows);
  for (auto severity : {Severity::note, Severity::warning, Severity::error, Severity::fatal}) {
    CHECK(problems(plan, severity) == "");
  }
  CHECK(plan.left_out.empty());
  office.apply(plan);
  CourseSet const& second = course(office, "E2");
  CHECK(second.slot == "เช้า");
  CHECK(second.cutoff_s == 1'795'345'200);  // 2026-11-22T11:00:00Z
  CHECK(second.prerequisites ==
        std::vector{course(office, "E1").course, course(office, "C1").course});
  CourseSet const& first = course(office, "E1");
  CHECK(first.subject == "ออกแบบ");
  CHECK(first.bring.th == "สมุด");
  CHECK(first.cancelled);
  CHECK(first.cutoff_s == 0);
  CHECK_FALSE(courses(office, rows).changes_anything());
}

TEST_CASE("a cut-off is understood as people write it, and a day alone lasts until its end") {
  constexpr std::int64_t six_in_the_evening = 1'795'345'200;  // 2026-11-22T11:00:00Z
  for (char const* written :
       {"22/11/2569 18.00", "22 พฤศจิกายน พ.ศ. ๒๕๖๙ เวลา ๑๘.๐๐ น.", "2026-11-22 18:00",
        "22 Nov 2026 at 6:00 PM", "22/11/2569 18:00 น."}) {
    CHECK_MESSAGE(cutoff(written) == six_in_the_evening, written);
  }
  CHECK(cutoff("22 พ.ย. 2569") == six_in_the_evening + 6 * 3600);
  CHECK(cutoff("") == 0);
  for (char const* wrong : {"22/11/69 18.00", "พรุ่งนี้เย็น", "31/2/2569 18.00", "TODAY+1 09.00"}) {
    CHECK_MESSAGE(cutoff(wrong) == 0, wrong);
  }
}

TEST_CASE("a prerequisite that is not there, or a ring of them, is told with its cell") {
  Office office;
  auto error = [&](test::Rows const& rows) {
    return problems(courses(office, rows), Severity::error);
  };
  auto row = [](std::string code, std::string name, std::string requires_course) {
    return std::vector<std::string>{code, name, "", "", "", requires_course, "", "", ""};
  };
  CHECK(error({row("E1", "ออกแบบ", "E9")}) == "2F: The course “{value}” is not known.");
  CHECK(error({row("E1", "ออกแบบ", "ทดลองทำด้วยกัน"), row("E2", "ทดลองทำด้วยกัร", "")}) ==
        "2F: The course “{value}” is not known. Is it “{other}”?");
  CHECK(error({row("E1", "ออกแบบ", "ออกแบบ")}) == "2F: The course “{value}” requires itself.");
  CHECK(error({row("E1", "ก", "E2"), row("E2", "ข", "E3"), row("E3", "ค", "E1")}) ==
        "2F: The course “{value}” requires itself.\n3F: The course “{value}” requires itself.\n"
        "4F: The course “{value}” requires itself.");
  // One whose own row is refused cannot be required.
  CHECK(error({row("E1", "ก", "E2"), {"E2", "ข", "มาก", "", "", "", "", "", ""}}) ==
        "3C: “{value}” is not understood here.\n2F: The course “{value}” is not known.");
}
