// The next person sees nothing of the last.
#include "tests/ui/story_kiosk.h"

using sala::test::StoryKiosk;
using namespace std::chrono_literals;

namespace {

// Nothing of what this person typed, drew or chose can be found on any screen that follows.
void check_nothing_left(StoryKiosk& kiosk, std::string const& secret) {
  REQUIRE(kiosk.at_start());
  CHECK_FALSE(kiosk.sees(secret));
  kiosk.press("ลงชื่อเข้าร่วม");
  CHECK_FALSE(kiosk.sees(secret));
  kiosk.press("ไม่มีชื่อฉัน");
  CHECK_FALSE(kiosk.sees(secret));
}

}  // namespace

TEST_CASE("a search that was left alone is gone after the reset, with a warning before") {
  StoryKiosk kiosk;
  kiosk.find("ความลับของฉัน");
  kiosk.wait(19s);
  CHECK_FALSE(kiosk.sees("ยังอยู่ไหม"));
  kiosk.wait(3s);
  CHECK(kiosk.sees("ยังอยู่ไหม"));
  kiosk.wait(10s);
  check_nothing_left(kiosk, "ความลับของฉัน");
}

TEST_CASE("who says “still here” keeps what was typed") {
  StoryKiosk kiosk;
  kiosk.find("ความลับ");
  kiosk.wait(22s);
  kiosk.press("ยังอยู่ตรงนี้");
  kiosk.wait(15s);
  CHECK(kiosk.sees("ความลับ"));
}

TEST_CASE("a half-filled walk-in, its guardian and its ticks are gone after the reset") {
  StoryKiosk kiosk;
  kiosk.walk_in("ลับมาก", "2553");
  kiosk.type("ผู้ปกครองลับ");
  kiosk.press("พ่อ");
  kiosk.press("ต่อไป");
  kiosk.press("เผยแพร่ภาพที่มีฉันได้");
  kiosk.idle();
  check_nothing_left(kiosk, "ลับมาก");
  CHECK_FALSE(kiosk.sees("ผู้ปกครองลับ"));
  CHECK(kiosk.written("participant.set") == 43);
  CHECK(kiosk.written("consent.recorded") == 0);
}

TEST_CASE("a drawn signature is not there for the next one who is asked to sign") {
  StoryKiosk::Options options;
  options.signature = true;
  StoryKiosk kiosk(options);
  kiosk.find("บีม");
  kiosk.press("บีม");
  kiosk.sign_on_pad();
  kiosk.press("ไม่ใช่ฉัน");
  kiosk.press("บีม");
  kiosk.press("ใช่ ฉันเอง · ลงชื่อ");
  CHECK(kiosk.sees("เซ็นในกรอบก่อน"));
  CHECK(kiosk.written("attendance.signed_in") == 0);
}

TEST_CASE("language and text size go back for the next person") {
  StoryKiosk kiosk;
  kiosk.press("เปลี่ยนภาษา");
  CHECK(kiosk.sees("Sign in"));
  kiosk.press("Larger text");
  kiosk.find("บีม");
  kiosk.press("บีม");
  CHECK(kiosk.sees("Is this you?"));
  kiosk.press("Change language");
  CHECK(kiosk.sees("ใช่คุณไหม"));
  kiosk.press("ใช่ ฉันเอง · ลงชื่อ");
  CHECK(kiosk.sees("ลงชื่อแล้ว"));
  kiosk.go_home();
  CHECK(kiosk.sees("ลงชื่อเข้าร่วม"));
  CHECK(kiosk.sees("ตัวใหญ่ขึ้น"));
}

TEST_CASE("the staff corner does not stay open behind whoever walks away") {
  StoryKiosk kiosk;
  kiosk.open_staff_corner();
  REQUIRE(kiosk.sees("ปิดมุมทีมงาน"));
  kiosk.idle();
  CHECK(kiosk.at_start());
  CHECK(kiosk.staff() == nullptr);
  kiosk.open_staff_corner();
  kiosk.press("ปิดมุมทีมงาน");
  CHECK(kiosk.staff() == nullptr);
}
