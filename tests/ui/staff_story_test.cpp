// What staff do at the kiosk.
#include "tests/ui/story_kiosk.h"

using sala::test::StoryKiosk;

TEST_CASE("five taps on the clock and the code open the corner; a wrong code does not") {
  StoryKiosk kiosk;
  for (int i = 0; i < 5; ++i) kiosk.press("08:5");
  CHECK(kiosk.sees("พิมพ์รหัสทีมงาน"));
  for (char digit : std::string("1111")) kiosk.press(std::string_view(&digit, 1));
  CHECK_FALSE(kiosk.sees("1111"));  // dots
  kiosk.press("เปิดมุมทีมงาน");
  CHECK(kiosk.sees("รหัสไม่ถูกต้อง"));
  for (char digit : std::string("2468")) kiosk.press(std::string_view(&digit, 1));
  kiosk.press("เปิดมุมทีมงาน");
  CHECK(kiosk.sees("ปิดมุมทีมงาน"));
}

TEST_CASE("staff sign somebody in by hand, and take it back, each with their own name on it") {
  StoryKiosk kiosk;
  kiosk.open_staff_corner();
  kiosk.press("วันนี้");
  kiosk.press("ก้อง");
  CHECK(kiosk.sees("ยังไม่มา"));
  kiosk.press("ลงชื่อเข้าร่วม");
  CHECK(kiosk.sees("มาตั้งแต่"));
  auto body = kiosk.last_body("attendance.signed_in");
  CHECK(body.find("\"method\":\"staff\"") != std::string::npos);
  CHECK(body.find("\"staff\":\"09090909") != std::string::npos);
  kiosk.press("ยกเลิกการลงชื่อเข้า");
  CHECK(kiosk.sees("ยังไม่มา"));
  CHECK(kiosk.last_body("attendance.undone").find("\"staff\":\"09090909") != std::string::npos);
  CHECK(kiosk.came() == 0);
}

TEST_CASE("staff sign somebody out whom the session lost, and take that back too") {
  StoryKiosk kiosk;
  kiosk.sign_in("ก้อง");
  kiosk.go_home();
  kiosk.open_staff_corner();
  kiosk.press("วันนี้");
  kiosk.press("ก้อง");
  kiosk.press("ลงชื่อออก");
  CHECK(kiosk.sees("ออกเมื่อ"));
  kiosk.press("ยกเลิกการลงชื่อออก");
  CHECK_FALSE(kiosk.sees("ออกเมื่อ"));
  CHECK(kiosk.sees("มาตั้งแต่"));
}

TEST_CASE("somebody who is on the list twice becomes one, with all sign-ins") {
  StoryKiosk kiosk;
  kiosk.walk_in("ก้อง", "2541");
  kiosk.press("เก็บชื่อฉันไว้ในรายชื่อผู้เข้าร่วม");
  kiosk.press("ลงชื่อเข้าร่วม");
  kiosk.go_home();
  REQUIRE(kiosk.day.roster().people().size() == 44);
  kiosk.open_staff_corner();
  kiosk.press("วันนี้");
  kiosk.press("ก้อง · ก้องภพ ศ.");
  kiosk.press("คนนี้มีชื่อซ้ำสองครั้ง");
  kiosk.press("ก้อง");
  kiosk.press("ใช่ คนเดียวกัน");
  CHECK(kiosk.written("participant.merged") == 1);
  CHECK(kiosk.day.roster().people().size() == 43);
  CHECK(kiosk.sees("มาตั้งแต่"));  // the walk-in's sign-in counts for the one on the list
  CHECK(kiosk.came() == 1);
}

TEST_CASE("a setting is changed where it stands, within its limits") {
  StoryKiosk kiosk;
  kiosk.open_staff_corner();
  kiosk.press("ตั้งค่า");
  kiosk.press("ตัวใหญ่ตั้งแต่เริ่ม");
  CHECK(kiosk.settings_now.large_text);
  kiosk.press("มืด");
  CHECK(kiosk.settings_now.theme == "dark");
}

TEST_CASE("staff fix the session of this screen, and let it follow the clock again") {
  StoryKiosk kiosk;
  kiosk.open_staff_corner();
  kiosk.press("วันนี้");
  kiosk.press("กิจกรรมอื่น");
  kiosk.press("ใช้กิจกรรมนี้บนจอนี้");
  kiosk.press("ปิดมุมทีมงาน");
  CHECK(kiosk.sees("ลงพื้นที่ ฟังเสียงคนริมคลอง"));
  kiosk.sign_in("ก้อง");
  CHECK(kiosk.came() == 0);  // the morning's list is untouched
  kiosk.go_home();
  kiosk.open_staff_corner();
  kiosk.press("วันนี้");
  kiosk.press("ตามเวลาปกติ");
  kiosk.press("ปิดมุมทีมงาน");
  CHECK(kiosk.sees("ออกแบบโครงการเพื่อชุมชน"));
}
