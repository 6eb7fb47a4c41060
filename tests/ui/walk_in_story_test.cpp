// People who are not on the list.
#include "tests/ui/story_kiosk.h"

using sala::test::StoryKiosk;

TEST_CASE("somebody new gives a name, a year and consents, and is signed in") {
  StoryKiosk kiosk;
  kiosk.walk_in("มุกดา", "2541");
  CHECK(kiosk.sees("เราใช้ข้อมูลนี้ทำอะไรได้บ้าง"));
  kiosk.press("ลงชื่อเข้าร่วม");  // the one that is needed is not ticked
  CHECK(kiosk.written("participant.set") == 43);
  kiosk.press("เก็บชื่อฉันไว้ในรายชื่อผู้เข้าร่วม");
  kiosk.press("ลงชื่อเข้าร่วม");
  CHECK(kiosk.sees("มุกดา"));
  CHECK(kiosk.sees("ลงชื่อแล้ว"));
  CHECK(kiosk.written("participant.set") == 44);
  CHECK(kiosk.written("consent.recorded") == 4);
  CHECK(kiosk.written("attendance.signed_in") == 1);
  auto body = kiosk.last_body("participant.set");
  CHECK(body.find("\"birth_date\":\"1998\"") != std::string::npos);
  CHECK(body.find("\"walk_in\":true") != std::string::npos);
  CHECK(kiosk.came() == 1);
  kiosk.press("ไม่ใช่ฉัน");
  CHECK(kiosk.came() == 0);
}

TEST_CASE("under 20 a guardian is named, and stands with every consent") {
  StoryKiosk kiosk;
  kiosk.walk_in("น้องฝน", "2553");
  CHECK(kiosk.sees("ชื่อผู้ปกครอง"));
  kiosk.press("ต่อไป");
  CHECK(kiosk.sees("กรอกช่องนี้ก่อน"));
  kiosk.type("สมศรี ใจดี");
  kiosk.press("แม่");
  kiosk.press("ต่อไป");
  kiosk.press("เก็บชื่อฉันไว้ในรายชื่อผู้เข้าร่วม");
  kiosk.press("ลงชื่อเข้าร่วม");
  auto consent = kiosk.last_body("consent.recorded");
  CHECK(consent.find("สมศรี ใจดี") != std::string::npos);
  // The word of the catalogue, so that it reads right in any language later.
  CHECK(consent.find("\"guardian_relation\":\"Mother\"") != std::string::npos);
}

TEST_CASE("without a year of birth one is asked, and may go back without losing anything") {
  StoryKiosk kiosk;
  kiosk.walk_in("มุกดา", "");
  CHECK(kiosk.sees("คุณอายุเท่าไร"));
  kiosk.press("อายุต่ำกว่า 20 ปี");
  CHECK(kiosk.sees("ชื่อผู้ปกครอง"));
  kiosk.press("กลับ");
  kiosk.press("อายุ 20 ปีขึ้นไป");
  kiosk.press("กลับ");
  kiosk.press("กลับ");
  kiosk.press("กลับ");
  kiosk.press("กลับ");
  CHECK(kiosk.sees("มุกดา"));
}

TEST_CASE("whoever is on the list after all is shown while typing, and signs in with one touch") {
  StoryKiosk kiosk;
  kiosk.press("ลงชื่อเข้าร่วม");
  kiosk.press("ไม่มีชื่อฉัน");
  kiosk.type("บีม");
  kiosk.press("บีม · ณัฐธิดา ส.");
  kiosk.press("ใช่ ฉันเอง · ลงชื่อ");
  CHECK(kiosk.written("participant.set") == 43);
  CHECK(kiosk.written("attendance.signed_in") == 1);
}

TEST_CASE("what is typed wrongly is said kindly, and nothing goes on") {
  StoryKiosk kiosk;
  kiosk.press("ลงชื่อเข้าร่วม");
  kiosk.press("ไม่มีชื่อฉัน");
  kiosk.press("ต่อไป");
  CHECK(kiosk.sees("กรอกช่องนี้ก่อน"));
  kiosk.type("<b>มุก</b> \"); DROP TABLE event; --");
  kiosk.press("ต่อไป");
  for (char digit : std::string("0812")) kiosk.press(std::string_view(&digit, 1));
  kiosk.press("ต่อไป");
  CHECK(kiosk.sees("ดูไม่เหมือนเบอร์โทรศัพท์"));
  for (char digit : std::string("345678")) kiosk.press(std::string_view(&digit, 1));
  kiosk.press("ปีเกิด");
  for (char digit : std::string("2999")) kiosk.press(std::string_view(&digit, 1));
  kiosk.press("ต่อไป");
  CHECK(kiosk.sees("ดูไม่เหมือนปีเกิด"));
  CHECK(kiosk.written("participant.set") == 43);
}

TEST_CASE("a name of a thousand letters is cut at the limit, and everything still works") {
  StoryKiosk kiosk;
  std::string name;
  for (int i = 0; i < 1000; ++i) name += "ก";
  kiosk.walk_in(name, "2541");
  kiosk.press("เก็บชื่อฉันไว้ในรายชื่อผู้เข้าร่วม");
  kiosk.press("ลงชื่อเข้าร่วม");
  auto body = kiosk.last_body("participant.set");
  CHECK(body.find(name.substr(0, 200 * 3) + "\"") != std::string::npos);
  kiosk.save("story-long-name");
}

TEST_CASE("where walk-ins are switched off, nobody is offered to add a name") {
  StoryKiosk kiosk;
  kiosk.settings_now.walk_ins = false;
  kiosk.find("zzzz");
  CHECK(kiosk.sees("ยังไม่พบชื่อนี้"));
  CHECK_FALSE(kiosk.sees("ไม่มีชื่อฉัน"));
}
