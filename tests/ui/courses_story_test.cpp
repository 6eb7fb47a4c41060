// Choosing courses, told as it happens: pressed by label, then the ledger is asked. Course 0 is
// core; 1, 2 and 3 stand in one row, 4 to 6 in the next.
#include "tests/ui/workshop.h"

using namespace sala::test;
using namespace std::chrono_literals;

TEST_CASE("right after signing in: interests, a card that says why, a tap, a seat") {
  Workshop kiosk;
  kiosk.sign_in("บีม");
  kiosk.press("เลือกวิชา");
  CHECK(kiosk.sees("สนใจเรื่องไหน"));
  kiosk.press("ชุมชน · เพิ่งเริ่ม");
  kiosk.press("ดูวิชา");
  CHECK(kiosk.written("interests.set") == 1);
  CHECK(kiosk.sees("อยากเรียนอะไร"));
  CHECK(kiosk.sees("วิชาแกน · ทุกคนได้เรียน"));
  CHECK(kiosk.sees("ตรงกับความสนใจ: ชุมชน · ระดับพอดี"));
  kiosk.press(river);
  CHECK(kiosk.sees("เหลือที่จุดนี้ 12 ที่"));
  CHECK(kiosk.sees("เตรียมมา"));
  kiosk.saves = false;  // the disk takes its time
  kiosk.press("เลือกวิชานี้");
  CHECK(kiosk.sees("กำลังเก็บ"));
  CHECK_FALSE(kiosk.sees("เลือกแล้ว"));
  CHECK(kiosk.written("seat.taken") == 0);
  kiosk.saves = true;
  kiosk.wait(100ms);
  CHECK(kiosk.sees("เลือกแล้ว"));
  CHECK(kiosk.written("seat.taken") == 1);
  CHECK(kiosk.taken(1) == 1);
  kiosk.press("ดูวิชาอื่น");
  CHECK(kiosk.sees(std::string(river) + " · เลือกแล้ว"));
  CHECK(kiosk.whole());
}

TEST_CASE("interests may be passed over, and are asked only the first time") {
  Workshop kiosk;
  kiosk.press("วิชาของฉัน");
  kiosk.press("บีม · ณัฐธิดา");
  kiosk.press("ข้ามไปก่อน");
  CHECK(kiosk.written("interests.set") == 0);
  CHECK(kiosk.sees("อยากเรียนอะไร"));
  kiosk.press(river);
  kiosk.press("เลือกวิชานี้");
  kiosk.leave();
  kiosk.press("วิชาของฉัน");
  kiosk.press("บีม · ณัฐธิดา");
  CHECK(kiosk.sees("อยากเรียนอะไร"));
}

TEST_CASE("a clash is said before the tap; the swap is one commit and never loses the old seat") {
  Workshop kiosk;
  kiosk.open_course(beam, 2);
  kiosk.press("เลือกวิชานี้");
  kiosk.open_course(beam, 1);
  CHECK(kiosk.sees("ตรงเวลากับ “" + std::string(proposals) + "” ที่เลือกไว้"));
  kiosk.press("เลือกแทน …");
  CHECK(kiosk.sees("เลือกแทน “" + std::string(proposals) + "” ไหม"));
  kiosk.press("เก็บที่เลือกไว้");
  CHECK(kiosk.taken(2) == 1);
  CHECK(kiosk.taken(1) == 0);
  kiosk.press("เลือกแทน …");
  kiosk.saves = false;
  kiosk.press("เลือกแทน");
  CHECK(kiosk.taken(2) == 1);
  kiosk.saves = true;
  kiosk.wait(100ms);
  CHECK(kiosk.taken(1) == 1);
  CHECK(kiosk.taken(2) == 0);
  CHECK(kiosk.written("seat.taken") == 2);
  CHECK(kiosk.written("seat.released") == 1);
}

TEST_CASE("full: the line, a seat freed, an offer at the next touch, taken") {
  Workshop kiosk(1);
  kiosk.change_course(1, [](auto& set) { set.capacity = 1; });
  kiosk.open_course(5, 1);
  kiosk.press("เลือกวิชานี้");
  kiosk.open_course(beam, 1);
  CHECK(kiosk.sees("เต็มแล้ว"));
  CHECK(kiosk.sees("ใกล้เคียงที่สุดที่ยังมีที่"));
  kiosk.press("เข้าคิวรอ");
  CHECK(kiosk.sees("คุณอยู่คิวที่ 1"));
  CHECK(kiosk.written("waiting.joined") == 1);
  kiosk.open_course(7, 1);
  kiosk.press("เข้าคิวรอ");
  CHECK(kiosk.sees("คุณอยู่คิวที่ 2"));

  kiosk.open_course(5, 1);
  kiosk.press("คืนที่นั่ง");
  CHECK(kiosk.sees("คืนที่นั่งนี้ไหม"));
  kiosk.press("คืนที่นั่ง");
  CHECK(kiosk.taken(1) == 0);
  // Who stands in no line does not get it.
  kiosk.open_course(9, 1);
  CHECK_FALSE(kiosk.sees("เลือกวิชานี้"));

  kiosk.leave();
  kiosk.sign_in("บีม");
  kiosk.press("มีที่ว่างให้คุณ");
  CHECK(kiosk.sees("ถึงคิวของคุณแล้ว"));
  kiosk.press("ไม่รับ ให้คนถัดไป");
  CHECK(kiosk.written("waiting.left") == 1);
  kiosk.open_course(7, 1);
  CHECK(kiosk.sees("มีที่ว่างให้คุณ"));
  kiosk.press("รับที่นั่ง");
  CHECK(kiosk.taken(1) == 1);
  CHECK(kiosk.sees("เลือกแล้ว"));
}

TEST_CASE("one changes one's mind until the cut-off; it may pass while the screen is open") {
  Workshop kiosk;
  auto soon = std::chrono::floor<std::chrono::seconds>(kiosk.clock.wall().time_since_epoch());
  kiosk.change_course(1, [&](auto& set) { set.cutoff_s = soon.count() + 60; });
  kiosk.open_course(beam, 1);
  kiosk.press("เลือกวิชานี้");
  CHECK(kiosk.sees("เปลี่ยนใจได้ถึง"));
  kiosk.press("คืนที่นั่ง");
  kiosk.press("คืนที่นั่ง");
  CHECK(kiosk.taken(1) == 0);
  CHECK(kiosk.sees("เลือกวิชานี้"));
  kiosk.wait(62s);
  CHECK(kiosk.sees("ปิดการเลือกแล้ว"));
  CHECK_FALSE(kiosk.sees("เลือกวิชานี้"));
  CHECK(kiosk.written("seat.taken") == 1);
}

TEST_CASE("two taps for the last seat: one gets it, the other is told and loses nothing") {
  Workshop kiosk(1);
  kiosk.change_course(1, [](auto& set) { set.capacity = 1; });
  kiosk.saves = false;
  kiosk.open_course(5, 1);
  kiosk.press("เลือกวิชานี้");
  kiosk.open_course(beam, 1);
  kiosk.press("เลือกวิชานี้");
  kiosk.saves = true;
  kiosk.wait(200ms);
  CHECK(kiosk.sees("เพิ่งหมดไป"));
  CHECK(kiosk.written("seat.taken") == 1);
}

TEST_CASE("a cancelled course: those who were in it are asked first") {
  Workshop kiosk;
  kiosk.open_course(beam, 2);
  kiosk.press("เลือกวิชานี้");
  kiosk.change_course(2, [](auto& set) { set.cancelled = true; });
  kiosk.leave();
  kiosk.sign_in("บีม");
  kiosk.press("วิชาที่เลือกถูกยกเลิก");
  CHECK(kiosk.sees("คุณได้เลือกใหม่ก่อนคนอื่น"));
  CHECK(kiosk.sees("ใกล้เคียงที่สุดที่ยังมีที่"));
  kiosk.press(river);
  kiosk.press("เลือกวิชานี้");
  CHECK(kiosk.taken(1) == 1);
}

TEST_CASE("who let go before the course was cancelled is not asked") {
  Workshop kiosk;
  kiosk.open_course(beam, 2);
  kiosk.press("เลือกวิชานี้");
  kiosk.press("คืนที่นั่ง");
  kiosk.press("คืนที่นั่ง");
  kiosk.change_course(2, [](auto& set) { set.cancelled = true; });
  kiosk.leave();
  kiosk.sign_in("บีม");
  CHECK_FALSE(kiosk.sees("วิชาที่เลือกถูกยกเลิก"));
}

TEST_CASE(
    "a course moved into another's time after they were chosen: no seat is lost, both asked") {
  Workshop kiosk;
  kiosk.open_course(beam, 1);
  kiosk.press("เลือกวิชานี้");
  kiosk.open_course(beam, 4);
  kiosk.press("เลือกวิชานี้");
  kiosk.change_course(4, [](auto& set) { set.slot = "ช่วง 1"; });
  kiosk.leave();
  kiosk.sign_in("บีม");
  CHECK_FALSE(kiosk.sees("มีที่ว่างให้คุณ"));
  kiosk.press("วิชาที่เลือกถูกย้ายมาชนกัน");
  CHECK(kiosk.sees("ตรงเวลากับ"));
  CHECK(kiosk.taken(1) == 1);
  CHECK(kiosk.taken(4) == 1);
}

TEST_CASE("staff put a clash with the core aside, with a reason that is kept") {
  Workshop kiosk;
  kiosk.change_course(0, [](auto& set) { set.slot = "ช่วง 1"; });
  kiosk.open_course(beam, 1);
  CHECK(kiosk.sees("ซึ่งทุกคนเรียน"));
  CHECK_FALSE(kiosk.sees("เลือกให้ โดยทีมงาน"));
  kiosk.check_code(kiosk.code);
  kiosk.settings_now.idle_reset_s = 300;
  kiosk.wait(50ms);
  kiosk.press("เลือกให้ โดยทีมงาน");
  kiosk.press("ไปถึงทันเวลา");
  CHECK(kiosk.taken(1) == 1);
  CHECK(kiosk.last_body("seat.taken").find("ไปถึงทันเวลา") != std::string::npos);
  CHECK(kiosk.last_body("seat.taken").find("\"staff\"") != std::string::npos);
}

TEST_CASE("the summary card shows everything one goes to") {
  Workshop kiosk;
  kiosk.open_course(beam, 1);
  kiosk.press("เลือกวิชานี้");
  kiosk.open_course(beam, 4);
  kiosk.press("เลือกวิชานี้");
  kiosk.press("ตารางของฉัน");
  CHECK(kiosk.sees("ตารางของ"));
  CHECK(kiosk.sees(river));
  CHECK(kiosk.sees("ฟังให้ได้ยิน"));
  CHECK(kiosk.sees("สแกนเก็บลงปฏิทิน"));
  CHECK_FALSE(kiosk.sees(proposals));
  kiosk.save("story-timetable");
  kiosk.press("เสร็จแล้ว");
  CHECK(kiosk.at_start());
}

TEST_CASE("two boxes without a network, forty people each, the same twelve seats") {
  Workshop first(0);
  StoryKiosk second(with_courses(2));
  second.take_all_from(first);
  second.sign_in("บีม");  // its stream begins
  first.take_all_from(second);
  first.supply(1, 12);
  first.give(1, second, 5);
  second.take_all_from(first);

  int got = 0;
  for (auto* box : {static_cast<StoryKiosk*>(&first), &second}) {
    for (std::size_t who = box == &first ? 0 : 3; who < (box == &first ? 40U : 43U); ++who) {
      box->open_course(who, 1);
      if (box->sees("เลือกวิชานี้")) {
        box->press("เลือกวิชานี้");
        CHECK(box->sees("เลือกแล้ว"));
        ++got;
      } else {
        CHECK_FALSE(box->sees("เลือกวิชานี้"));
        CHECK(box->sees("เข้าคิวรอ"));
      }
    }
  }
  CHECK(got == 12);
  CHECK(first.taken(1) == 7);
  // The first box cannot know that the other's five are gone: it does not say "full".
  CHECK(first.sees("ที่จุดนี้เต็มแล้ว · จุดอื่นอาจยังว่าง"));
  first.take_all_from(second);
  second.take_all_from(first);
  for (auto* box : {static_cast<StoryKiosk*>(&first), &second}) {
    auto totals = box->day.seat_book(box->course(1))->totals();
    CHECK(totals.excess == 0);
    CHECK(totals.pool + totals.held == 0);
  }
  // Some chose at both boxes; nobody was promised a seat that was not there.
  CHECK(first.taken(1) == second.taken(1));
  CHECK(first.taken(1) == 12);
}
