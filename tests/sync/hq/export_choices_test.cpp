// sala-hq export --choices, letter for letter as a spreadsheet gets it.
#include <doctest/doctest.h>

#include <regex>

#include "tests/sync/hq/course_office.h"

namespace sala::test {
namespace {

struct Office : TemporaryFolder, CourseOffice {
  Office() : CourseOffice(made(*this / "hq")) {
    for (rules::Taking const& taking : entry(story_course).takings) {
      if (taking.participant != person(1)) continue;
      write({SeatReleased{story_course, person(1), taking.name, {}, {}},
             WaitingJoined{map_course, person(1), {}}});
    }
  }
  static hq::DataFolder made(std::string path) {
    hq::DataFolder folder(std::move(path));
    must(folder.init(system_random()));
    return folder;
  }
  Told exported(std::vector<std::string> const& words, std::string const& language = "th") {
    Told told(catalogue.in(language));
    hq::Command const* command = hq::find_command("export");
    auto arguments = must(Arguments::parse(command->options, words));
    auto run = std::get<hq::Reads>(command->run);
    auto status = run(data, arguments, {}, told);
    told.status = status.value_or(-1);
    if (!status) told.complained = status.error().message();
    told.said =
        std::regex_replace(told.said, std::regex("20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d"), "TIME");
    return told;
  }
};

}  // namespace

TEST_CASE_FIXTURE(Office, "choices by course: a line a seat and a place, safe to open in Excel") {
  CHECK(exported({"--choices", "course"}).said ==
        "\xEF\xBB\xBF"
        "ช่วงเลือก,รหัส,วิชา,รหัส,ชื่อเล่น,ชื่อจริง,นามสกุล,สถานะ,ลำดับที่รอ,เวลา\r\n"
        "ช่วงเช้า,E1,เล่าเรื่อง,P2,'=1+1,สมปอง,มีสุข,ได้ที่นั่ง,,TIME\r\n"
        "ช่วงเช้า,E1,เล่าเรื่อง,P3,\"<b>&\"\"'\",ทดสอบ,ระบบ,ถึงคิวแล้ว,1,TIME\r\n"
        "ช่วงเช้า,E1,เล่าเรื่อง,P4,น้ำ,น้ำฝน,\"ศรี, ทอง\",รอที่ว่าง,2,TIME\r\n"
        "ช่วงเช้า,E2,ทำแผนที่,P5,ต้น🌱,ต้น,,ได้ที่นั่ง,,TIME\r\n"
        // Its cut-off is over: he waits, but is offered none of its seats any more.
        "ช่วงเช้า,E2,ทำแผนที่,P1,บีม,กิ่งกาญจน์,ใจผ่อง,รอที่ว่าง,1,TIME\r\n");
}

TEST_CASE_FIXTURE(Office, "choices by person: everybody, a column a slot, those who wait too") {
  auto told = exported({"--choices", "person", "--programme", "YSI4"});
  CHECK(told.said ==
        "\xEF\xBB\xBF"
        "รหัส,ชื่อเล่น,ชื่อจริง,นามสกุล,ช่วงบ่าย,ช่วงเช้า\r\n"
        "P1,บีม,กิ่งกาญจน์,ใจผ่อง,,ทำแผนที่ (รอลำดับที่ 1)\r\n"
        "P2,'=1+1,สมปอง,มีสุข,,เล่าเรื่อง\r\n"
        "P3,\"<b>&\"\"'\",ทดสอบ,ระบบ,,เล่าเรื่อง (รอลำดับที่ 1)\r\n"
        "P4,น้ำ,น้ำฝน,\"ศรี, ทอง\",,เล่าเรื่อง (รอลำดับที่ 2)\r\n"
        "P5,ต้น🌱,ต้น,,,ทำแผนที่\r\n");
  auto english = exported({"--choices", "person"}, "en");
  CHECK(english.says("Code,Nickname,Given name,Surname,"));
  CHECK(english.says("(waits, place 2)"));
}

TEST_CASE_FIXTURE(Office, "an export that is not understood says what may be said") {
  auto wrong = exported({"--choices", "team"});
  CHECK(wrong.status == -1);
  CHECK(wrong.said.empty());
  CHECK(wrong.complained.find("--choices course or --choices person") != std::string::npos);
  CHECK(exported({"--choices", "course", "--programme", "YSI9"}).complained.find("YSI4") !=
        std::string::npos);
  ProgrammeSet second;
  second.programme = ProgrammeId{{5}};
  second.code = "YSI5";
  write({second}, second.programme);
  CHECK(exported({"--choices", "course"}).complained.find("there are: YSI4, YSI5") !=
        std::string::npos);
  CHECK(exported({"--choices", "course", "--programme", "YSI5"}).status == 0);
}

}  // namespace sala::test
