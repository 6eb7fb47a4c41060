// What changes after people chose, and what the team does about it: pressed by label, then the
// ledger is asked.
#include "platform/thai/fold.h"
#include "sync/rules/reason.h"
#include "tests/ui/workshop.h"

using namespace sala::test;
using namespace std::chrono_literals;

namespace {

// As the office writes it while people choose.
void move_course_4_into_the_way(Workshop& kiosk) {
  auto const slot = kiosk.day.roster().timetables().begin()->second.find(kiosk.course(1));
  kiosk.change_course(4, [&](auto& set) { set.slot = slot->course.slot; });
}

constexpr char at_the_same_time[] = "ตรงเวลากับ “";

}  // namespace

TEST_CASE("a course that was moved: the open timetable says so, and leads to the way out") {
  Workshop kiosk;
  kiosk.choose(beam, 1);
  kiosk.choose(beam, 4);
  kiosk.press("ตารางของฉัน");
  CHECK_FALSE(kiosk.sees(at_the_same_time));
  move_course_4_into_the_way(kiosk);
  CHECK(kiosk.sees(at_the_same_time + std::string(market) + "” ที่เลือกไว้"));
  CHECK(kiosk.sees(at_the_same_time + std::string(river) + "” ที่เลือกไว้"));
  kiosk.save("story-moved");
  kiosk.press("วิชาที่เลือกถูกย้ายมาชนกัน เลือกใหม่ได้");
  CHECK(kiosk.sees("ที่นั่งของคุณอยู่ตรงนี้แล้ว"));
  kiosk.press("เลือกแทน …");
  CHECK(kiosk.sees("เลือกแทน “" + std::string(market) + "” ไหม"));
  kiosk.press("เลือกแทน");
  CHECK(kiosk.taken(1) == 1);
  CHECK(kiosk.taken(4) == 0);
  CHECK(kiosk.written("seat.taken") == 2);  // the seat that he keeps was never let go
  CHECK(kiosk.written("seat.released") == 1);
}

TEST_CASE("a course that was moved: the cards say so, and the next visit begins with it") {
  Workshop kiosk;
  kiosk.choose(beam, 1);
  kiosk.choose(beam, 4);
  kiosk.leave();
  kiosk.press("วิชาของฉัน");
  kiosk.press("บีม · ณัฐธิดา");
  CHECK(kiosk.sees("อยากเรียนอะไร"));
  move_course_4_into_the_way(kiosk);
  CHECK(kiosk.sees("เลือกแล้ว · ตรงเวลากับ “" + std::string(market)));
  kiosk.leave();
  kiosk.sign_in("บีม");
  CHECK_FALSE(kiosk.sees("มีที่ว่างให้คุณ"));
  kiosk.press("วิชาที่เลือกถูกย้ายมาชนกัน");
  CHECK(kiosk.sees(at_the_same_time));
  kiosk.press("คืนที่นั่ง");
  kiosk.press("คืนที่นั่ง");
  CHECK(kiosk.taken(1) + kiosk.taken(4) == 1);
  kiosk.leave();
  kiosk.press("วิชาของฉัน");
  kiosk.press("บีม · ณัฐธิดา");
  CHECK(kiosk.sees("อยากเรียนอะไร"));
  CHECK_FALSE(kiosk.sees(at_the_same_time));
}

TEST_CASE("after a restart the seats rest until the team vouches for the box") {
  Workshop kiosk;
  kiosk.choose(beam, 1);
  kiosk.restart();
  kiosk.settings_now.idle_reset_s = 300;
  kiosk.sign_in("มายด์");  // the box writes: from now on it knows that it was restarted
  kiosk.open_course(5, 1);
  CHECK(kiosk.sees("เครื่องนี้เพิ่งเปิดใหม่"));
  CHECK_FALSE(kiosk.sees("เลือกวิชานี้"));
  kiosk.open_course(beam, 1);
  CHECK(kiosk.sees("เลือกแล้ว"));  // what was promised stays promised
  kiosk.leave();
  kiosk.open_staff_corner();
  kiosk.settings_now.idle_reset_s = 300;
  kiosk.press("วิชา");
  CHECK(kiosk.written("seats.resumed") == 0);
  kiosk.press("เครื่องนี้ใช้ที่นั่งที่ถืออยู่ต่อ");
  CHECK(kiosk.written("seats.resumed") == 1);
  CHECK(kiosk.last_body("seats.resumed").find("\"assurance\":\"staff\"") != std::string::npos);
  CHECK_FALSE(kiosk.sees("เครื่องนี้ใช้ที่นั่งที่ถืออยู่ต่อ"));
  kiosk.close_corner();
  kiosk.choose(5, 1);
  CHECK(kiosk.taken(1) == 2);
  CHECK(kiosk.whole());
}

TEST_CASE("the cut-off comes between the tap and the ledger: refused there, in words") {
  Workshop kiosk;
  kiosk.open_course(beam, 1);
  kiosk.saves = false;  // the office's word is on its way to the disk
  auto now = std::chrono::floor<std::chrono::seconds>(kiosk.clock.wall().time_since_epoch());
  kiosk.change_course(1, [&](auto& set) { set.cutoff_s = now.count() - 5; });
  CHECK(kiosk.sees("เลือกวิชานี้"));
  kiosk.press("เลือกวิชานี้");
  CHECK(kiosk.sees("กำลังเก็บ"));
  kiosk.saves = true;
  kiosk.wait(200ms);
  CHECK(kiosk.sees("เพิ่งปิดการเลือก"));
  CHECK_FALSE(kiosk.sees("เพิ่งหมดไป"));
  CHECK(kiosk.written("seat.taken") == 0);
  CHECK(kiosk.sees("ปิดการเลือกแล้ว"));
}

TEST_CASE("cancelled between the tap and the ledger: refused there, and the old seat is kept") {
  Workshop kiosk;
  kiosk.choose(beam, 2);
  kiosk.open_course(beam, 1);
  kiosk.press("เลือกแทน …");
  kiosk.saves = false;
  kiosk.change_course(1, [](auto& set) { set.cancelled = true; });
  kiosk.press("เลือกแทน");
  kiosk.saves = true;
  kiosk.wait(200ms);
  CHECK(kiosk.sees("วิชานี้เพิ่งถูกยกเลิก"));
  CHECK(kiosk.taken(2) == 1);
  CHECK(kiosk.written("seat.released") == 0);
}

TEST_CASE("an offer that is declined goes on down the line, and then to everybody") {
  Workshop kiosk(1);
  kiosk.change_course(1, [](auto& set) { set.capacity = 1; });
  kiosk.choose(5, 1);
  for (std::size_t who : {beam, std::size_t{7}}) {
    kiosk.open_course(who, 1);
    kiosk.press("เข้าคิวรอ");
  }
  kiosk.open_course(5, 1);
  kiosk.press("คืนที่นั่ง");
  kiosk.press("คืนที่นั่ง");
  for (std::size_t who : {beam, std::size_t{7}}) {
    kiosk.open_course(9, 1);
    CHECK_FALSE(kiosk.sees("เลือกวิชานี้"));  // not while it is offered to the line
    kiosk.open_course(who, 1);
    CHECK(kiosk.sees("มีที่ว่างให้คุณ"));
    kiosk.press("ไม่รับ ให้คนถัดไป");
    CHECK(kiosk.last_body("waiting.left").find("\"declined\":true") != std::string::npos);
  }
  CHECK(kiosk.written("waiting.left") == 2);
  kiosk.choose(9, 1);
  CHECK(kiosk.taken(1) == 1);
}

TEST_CASE("staff put a clash aside with a reason in their own words") {
  Workshop kiosk;
  kiosk.change_course(0, [](auto& set) { set.slot = "ช่วง 1"; });
  kiosk.open_course(beam, 1);
  kiosk.come_as_staff();
  kiosk.press("เลือกให้ โดยทีมงาน");
  kiosk.press("เหตุผลอื่น …");
  CHECK(kiosk.written("seat.taken") == 0);
  for (char const* key : {"ม", "า", "ส", "า", "ย"}) kiosk.press(key);
  kiosk.type("  เพราะ   ฝนตก ");
  kiosk.save("story-reason");
  kiosk.press("เลือกให้ โดยทีมงาน");
  CHECK(kiosk.taken(1) == 1);
  auto body = kiosk.last_body("seat.taken");
  CAPTURE(body);
  CHECK(body.find("\"reason\":\"มาสาย เพราะ ฝนตก\"") != std::string::npos);
  CHECK(body.find("\"staff\"") != std::string::npos);
}

TEST_CASE("a reason may be taken back, and is never longer than it may be") {
  Workshop kiosk;
  kiosk.change_course(0, [](auto& set) { set.slot = "ช่วง 1"; });
  kiosk.open_course(beam, 1);
  kiosk.come_as_staff();
  kiosk.press("เลือกให้ โดยทีมงาน");
  kiosk.press("เหตุผลอื่น …");
  for (int i = 0; i < 20; ++i) kiosk.type("ฝนตกหนักมาก");
  kiosk.press("กลับ");
  CHECK(kiosk.sees("ไปถึงทันเวลา"));
  CHECK(kiosk.written("seat.taken") == 0);
  kiosk.press("เหตุผลอื่น …");
  kiosk.press("เลือกให้ โดยทีมงาน");
  CHECK(kiosk.written("seat.taken") == 1);
  auto body = kiosk.last_body("seat.taken");
  auto from = body.find("\"reason\":\"") + 10;
  auto reason = body.substr(from, body.find('"', from) - from);
  CHECK(sala::thai::count_code_points(reason) == sala::rules::most_reason_letters);
}
