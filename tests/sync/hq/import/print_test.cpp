#include "tests/sync/hq/import/fixture.h"

using namespace sala;
using namespace sala::importing;
using test::Office;

namespace {

Catalogue catalogue() {
  auto loaded = Catalogue::load(SALA_SHARE "/locale");
  REQUIRE(loaded);
  return std::move(*loaded);
}

test::Rows const rows = {{"ชื่อเล่น", "ชื่อ", "นามสกุล", "โทรศัพท์", "วันเกิด", "ศาสนา", "เพศ"},
                         {"บีม", "กานต์", "ดี", "12", "4/6/48", "พุทธ", "ญ"},
                         {"", "", "", "0811111111", "", "", ""},
                         {"ฝน", "{value}", "ดี", "0811111112", "", "", ""}};

}  // namespace

TEST_CASE("a plan reads as a list of what would happen and what to mend, with its places") {
  Office office;
  Catalogue words = catalogue();
  std::string text = print_plan(office.people(rows), words.in("th"));
  CHECK(text ==
        "คน: ใหม่ 2\n"
        "\n"
        "ใหม่ (2)\n"
        "  คน: กานต์ ดี (บีม)\n"
        "  คน: {value} ดี (ฝน)\n"
        "\n"
        "ไม่นำเข้า เพราะศาลาไม่เก็บข้อมูลนี้ (1)\n"
        "  ทดสอบ.xlsx, แผ่น “รายชื่อ”, แถว 1, คอลัมน์ F: “ศาสนา”: ศาสนา\n"
        "\n"
        "คอลัมน์ที่ไม่ได้ใช้ (1)\n"
        "  ทดสอบ.xlsx, แผ่น “รายชื่อ”, แถว 1, คอลัมน์ G: “เพศ”: ไม่ได้ใช้ที่นี่\n"
        "\n"
        "ต้องแก้ ไม่อย่างนั้นแถวเหล่านี้จะไม่ถูกนำเข้า (1)\n"
        "  ทดสอบ.xlsx, แผ่น “รายชื่อ”, แถว 3, คอลัมน์ B: แถวนี้ไม่มีทั้งชื่อและชื่อเล่น\n"
        "      → เขียนอย่างน้อยหนึ่งอย่าง หรือลบแถวนี้\n"
        "\n"
        "ช่องที่ไม่ได้นำเข้า (2)\n"
        "  ทดสอบ.xlsx, แผ่น “รายชื่อ”, แถว 2, คอลัมน์ D: “12” ไม่ใช่เบอร์โทรศัพท์ จึงไม่ได้นำเข้า\n"
        "      → เขียนสิบหลัก เช่น 081-234-5678 หรือ + ตามด้วยรหัสประเทศและเบอร์\n"
        "  ทดสอบ.xlsx, แผ่น “รายชื่อ”, แถว 2, คอลัมน์ E: ปีใน “4/6/48” มีสองหลัก จึงไม่ได้นำเข้าวันเกิด\n"
        "      → เขียนวัน เดือน และปีสี่หลัก เช่น 4/6/2548\n"
        "\n"
        "ยังไม่มีอะไรเปลี่ยน แก้แถวที่บอกไว้ หรือข้ามแถวเหล่านั้นด้วย --skip-bad-rows\n");
  CHECK(words.missing_words().empty());
}

TEST_CASE("a plan of changes shows the old and the new, and says when there is nothing to do") {
  Office office;
  Catalogue words = catalogue();
  test::Rows const before = {{"ชื่อ", "นามสกุล", "ทีม"}, {"กานต์", "ดี", "ต้นกล้า"}};
  test::Rows const after = {{"ชื่อ", "นามสกุล", "ทีม"}, {"กานต์", "ดี", "ขุนเขา"}};
  office.apply(office.people(before));
  std::string text = print_plan(office.people(after), words.in("en"));
  CHECK(text.find("    Team: ต้นกล้า → ขุนเขา\n") != std::string::npos);
  CHECK(text.find("say --yes") != std::string::npos);
  CHECK(print_plan(office.people(before), words.in("en")).find("nothing to do") !=
        std::string::npos);
  CHECK(words.missing_words().empty());
}

TEST_CASE("what the workbook reader says of a file is said in the officer's language") {
  Office office;
  Catalogue words = catalogue();
  std::string text = print_plan(office.plan("%PDF-1.7", "รายชื่อ.pdf"), words.in("th"));
  CHECK(text.find("รายชื่อ.pdf: ไฟล์เป็น PDF\n      → ขอไฟล์ตาราง") != std::string::npos);
  text = print_plan(office.plan("a,b\n\"c\n", "x.csv"), words.in("th"));
  CHECK(text.find("x.csv, แถว 2: มีเครื่องหมายคำพูดที่เปิดแล้วไม่ปิด") != std::string::npos);
  CHECK(words.missing_words().empty());
}

TEST_CASE("planning survives any table and writes only events that can be read") {
  Office office;
  char const* const pieces[] = {"ชื่อ",
                                "นามสกุล",
                                "ชื่อเล่น",
                                "ทีม",
                                "สังกัด",
                                "วันเกิด",
                                "โทรศัพท์",
                                "รหัส",
                                "กิจกรรม",
                                "วันที่",
                                "เวลา",
                                "เริ่ม",
                                "จบ",
                                "วิชา",
                                "capacity",
                                "organisers",
                                "โครงการ",
                                "YSI4",
                                "1/1/2570",
                                "9.00-10.00",
                                "99",
                                "-",
                                "ต้นกล้า",
                                "ต้นกลา",
                                "น.ส.",
                                "1101700230708",
                                "\u0E48\u0E35",
                                "",
                                "",
                                "\xFF\xFE",
                                "=1+1",
                                "😀",
                                "2570-13-45",
                                "TODAY+999999999999",
                                "++66",
                                "0.0000001",
                                "1e308",
                                "#REF!",
                                "{value}"};
  office.options.relative_dates = true;
  auto piece = [&] { return std::string(pieces[office.random.below(std::size(pieces))]); };
  int planned = 0;
  for (int round = 0; round < 1'500; ++round) {
    char const* const headings[] = {"", "ชื่อ,นามสกุล,ทีม,วันเกิด,โทรศัพท์,รหัส\n",
                                    "กิจกรรม,วันที่,เวลา,วิชา,ทีม,จบ\n"};
    std::string text = headings[office.random.below(3)];
    for (std::uint64_t row = 1 + office.random.below(8); row-- > 0; text += '\n') {
      for (std::uint64_t cell = 1 + office.random.below(7); cell-- > 0; text += ',') {
        text += piece();
        if (office.random.below(4) == 0) text += piece();
      }
    }
    Plan plan = office.plan(text, office.random.below(2) == 0 ? "รายชื่อ.csv" : "sessions.csv");
    planned += !plan.entries.empty();
    for (auto const& draft : plan.drafts()) {
      auto read = read_body(kind_of(draft.body), write_body(draft.body));
      REQUIRE(read.has_value());
    }
    if (plan.can_apply(true) && round % 10 == 0) office.apply(plan);
  }
  CHECK(planned > 100);
}
