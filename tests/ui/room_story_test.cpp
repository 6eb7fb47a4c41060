// What the room said, shown to the room.
#include "tests/ui/story_kiosk.h"

using namespace sala;
using namespace sala::test;

TEST_CASE("staff show the room what it said; the chart grows, and leads nobody into their corner") {
  StoryKiosk kiosk;
  kiosk.open_staff_corner();
  kiosk.press("วันนี้");
  CHECK_FALSE(kiosk.sees("ทุกคนตอบว่าอย่างไร"));
  kiosk.press("ปิดมุมทีมงาน");
  auto form = kiosk.offer("end_of_day", FormMoment::end);
  kiosk.open_staff_corner();
  kiosk.press("วันนี้");
  kiosk.press("ทุกคนตอบว่าอย่างไร");
  CHECK(kiosk.staff() == nullptr);
  CHECK(kiosk.sees("วันนี้เป็นอย่างไรบ้าง"));
  CHECK(kiosk.sees("ยังไม่ถึงห้าคำตอบ"));
  kiosk.release(form, R"({"/data/mood":"1"})", 4);  // no honest box writes it
  CHECK(kiosk.sees("ยังไม่ถึงห้าคำตอบ"));
  kiosk.release(form, R"({"/data/mood":"5","/data/useful":"4"})", 6);
  CHECK(kiosk.sees("6 คำตอบ"));
  CHECK(kiosk.sees("เฉลี่ย 5.0"));
  kiosk.idle();
  CHECK(kiosk.sees("6 คำตอบ"));
  kiosk.press("คำถามถัดไป");
  CHECK(kiosk.sees("เฉลี่ย 4.0"));
  kiosk.press("คำถามถัดไป");
  CHECK(kiosk.sees("ยังไม่ถึงห้าคำตอบ"));
  kiosk.press("เปลี่ยนภาษา");
  CHECK(kiosk.sees("Fewer than five answers yet"));
  kiosk.press("Close");
  CHECK(kiosk.at_start());
}

TEST_CASE("a chart that everybody left makes way for those who come in again") {
  StoryKiosk kiosk;
  kiosk.offer("end_of_day", FormMoment::end);
  kiosk.open_staff_corner();
  kiosk.press("วันนี้");
  kiosk.press("ทุกคนตอบว่าอย่างไร");
  kiosk.wait(std::chrono::minutes(29));
  CHECK_FALSE(kiosk.at_start());
  kiosk.wait(std::chrono::minutes(2));
  CHECK(kiosk.at_start());
}
