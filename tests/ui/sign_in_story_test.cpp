// Signing in, told as it happens at the door: pressed by label, then the ledger is asked.
#include "tests/ui/story_kiosk.h"

using sala::test::StoryKiosk;
using namespace std::chrono_literals;

namespace {

StoryKiosk::Options with(void (*change)(StoryKiosk::Options&)) {
  StoryKiosk::Options options;
  change(options);
  return options;
}

}  // namespace

TEST_CASE("two letters and two touches sign somebody in, and it says so once it is on disk") {
  StoryKiosk kiosk;
  kiosk.find("บี");
  kiosk.press("บีม");
  CHECK(kiosk.sees("นางสาวณัฐธิดา สุขใจ"));
  CHECK(kiosk.written("attendance.signed_in") == 0);
  kiosk.saves = false;  // the disk takes its time
  kiosk.press("ใช่ ฉันเอง · ลงชื่อ");
  CHECK(kiosk.sees("กำลังเก็บ"));
  CHECK_FALSE(kiosk.sees("ลงชื่อแล้ว"));
  kiosk.saves = true;
  kiosk.wait(100ms);
  CHECK(kiosk.sees("ลงชื่อแล้ว"));
  CHECK(kiosk.sees("คนที่ 1 วันนี้"));
  CHECK(kiosk.written("attendance.signed_in") == 1);
  CHECK(kiosk.last_body("attendance.signed_in").find("\"search\"") != std::string::npos);
  CHECK(kiosk.came() == 1);
  kiosk.save("story-done");
  kiosk.wait(12s);
  CHECK(kiosk.at_start());
  CHECK(kiosk.sees("มาแล้ว 1 จาก 43 คน"));
  CHECK(kiosk.whole());
}

TEST_CASE("a tile of the grid signs in without typing") {
  StoryKiosk kiosk;
  kiosk.press("ลงชื่อเข้าร่วม");
  kiosk.press("ก้อง · ก้องภพ ศ.");
  kiosk.press("ใช่ ฉันเอง · ลงชื่อ");
  CHECK(kiosk.sees("ก้อง"));
  CHECK(kiosk.last_body("attendance.signed_in").find("search") == std::string::npos);
  CHECK(kiosk.came() == 1);
}

TEST_CASE("“that's not me” takes the sign-in back for ten seconds, as a new record") {
  StoryKiosk kiosk;
  kiosk.sign_in("บีม");
  kiosk.press("ไม่ใช่ฉัน");
  CHECK(kiosk.sees("ไม่มีใครถูกลงชื่อ"));
  CHECK(kiosk.written("attendance.signed_in") == 1);
  CHECK(kiosk.written("attendance.undone") == 1);
  CHECK(kiosk.came() == 0);
  kiosk.press("หาชื่อของคุณ");
  kiosk.press("กี้");
  kiosk.press("ใช่ ฉันเอง · ลงชื่อ");
  CHECK(kiosk.came() == 1);
  CHECK(kiosk.sees("คนที่ 1 วันนี้"));

  kiosk.settings_now.undo_s = 20;
  kiosk.wait(19s);
  CHECK(kiosk.sees("ไม่ใช่ฉัน"));
  kiosk.wait(2s);
  CHECK(kiosk.at_start());
}

TEST_CASE("who is here already is told so, and nothing is written again") {
  StoryKiosk kiosk;
  kiosk.sign_in("บีม");
  kiosk.press("คนถัดไป");
  kiosk.find("บีม");
  kiosk.press("บีม");
  CHECK(kiosk.sees("คุณลงชื่อแล้ว"));
  CHECK_FALSE(kiosk.sees("ลงชื่อออก"));
  kiosk.press("เสร็จแล้ว");
  CHECK(kiosk.at_start());
  CHECK(kiosk.written("attendance.signed_in") == 1);
}

TEST_CASE("where leaving is recorded one signs out, and in again") {
  StoryKiosk kiosk(with([](auto& o) { o.leaving = true; }));
  kiosk.sign_in("บีม");
  kiosk.press("คนถัดไป");
  kiosk.find("บีม");
  kiosk.press("บีม");
  kiosk.press("ลงชื่อออก");
  CHECK(kiosk.sees("ลงชื่อออกแล้ว"));
  CHECK(kiosk.written("attendance.signed_out") == 1);
  kiosk.press("คนถัดไป");
  kiosk.find("บีม");
  kiosk.press("บีม");
  CHECK(kiosk.sees("คุณออกไปเมื่อ"));
  kiosk.press("ลงชื่อเข้าอีกครั้ง");
  CHECK(kiosk.written("attendance.signed_in") == 2);
  CHECK(kiosk.came() == 1);
}

TEST_CASE("a session that asks for a signature gets the strokes, and no sign-in without them") {
  StoryKiosk kiosk(with([](auto& o) { o.signature = true; }));
  kiosk.find("บีม");
  kiosk.press("บีม");
  kiosk.press("ใช่ ฉันเอง · ลงชื่อ");
  CHECK(kiosk.sees("เซ็นในกรอบก่อน"));
  CHECK(kiosk.written("attendance.signed_in") == 0);
  kiosk.sign_on_pad();
  kiosk.press("ใช่ ฉันเอง · ลงชื่อ");
  CHECK(kiosk.written("attendance.signed_in") == 1);
  CHECK(kiosk.last_body("attendance.signed_in").find("\"signature\":\"") != std::string::npos);
}

TEST_CASE("a badge signs in from anywhere; one that nobody knows leads to the list") {
  StoryKiosk kiosk;
  kiosk.press("ช่วยเหลือ");
  kiosk.scan("SALA-1001");
  CHECK(kiosk.sees("บีม"));
  CHECK(kiosk.written("attendance.signed_in") == 1);
  CHECK(kiosk.last_body("attendance.signed_in").find("\"badge\"") != std::string::npos);
  kiosk.scan("SALA-9999");
  CHECK(kiosk.sees("เครื่องนี้ยังไม่รู้จักบัตรใบนี้"));
  kiosk.press("หาชื่อของคุณ");
  CHECK(kiosk.sees("คุณคือใคร"));
  kiosk.scan("SALA-1002");
  kiosk.press("ใช่ ฉันเอง · ลงชื่อ");
  CHECK(kiosk.written("attendance.signed_in") == 2);
}

TEST_CASE("with two sessions at once one chooses, and the sign-in goes to the chosen one") {
  StoryKiosk kiosk(with([](auto& o) { o.several_sessions = true; }));
  CHECK(kiosk.sees("ตอนนี้มี 2 กิจกรรม"));
  kiosk.press("ลงชื่อเข้าร่วม");
  kiosk.press("ลงพื้นที่");
  kiosk.press("ก้อง");
  kiosk.press("ใช่ ฉันเอง · ลงชื่อ");
  auto field = kiosk.day.roster().sessions();
  int in_the_field = 0, in_class = 0;
  for (auto const& session : field) {
    bool outside = session.set.learning == sala::Learning::community;
    (outside ? in_the_field : in_class) += kiosk.day.came(session.set.session);
  }
  CHECK(in_the_field == 1);
  CHECK(in_class == 0);
  kiosk.go_home();
  CHECK(kiosk.sees("ตอนนี้มี 2 กิจกรรม"));
}

TEST_CASE("with two sessions at once a badge asks for which, and goes there") {
  StoryKiosk kiosk(with([](auto& o) { o.several_sessions = true; }));
  kiosk.scan("SALA-1001");
  CHECK(kiosk.sees("ร่วมกิจกรรมไหน"));
  CHECK(kiosk.written("attendance.signed_in") == 0);
  kiosk.press("ออกแบบโครงการ");
  kiosk.press("ใช่ ฉันเอง · ลงชื่อ");
  CHECK(kiosk.came() == 1);
  CHECK(kiosk.last_body("attendance.signed_in").find("\"badge\"") != std::string::npos);
}

TEST_CASE("two kiosks sign the same person in: one attendance with two witnesses") {
  StoryKiosk first, second(with([](auto&o) { o.number = 2; }));
  second.take_all_from(first);
  REQUIRE(second.day.roster().people().size() == 43);
  first.sign_in("บีม");
  second.sign_in("บีม");
  second.take_all_from(first);
  first.take_all_from(second);
  for (auto* kiosk : {&first, &second}) {
    auto session = kiosk->day.roster().sessions().front().set.session;
    auto person = sala::kiosk::sample_people(1).front().set.participant;
    CHECK(kiosk->came() == 1);
    CHECK(kiosk->day.attendance(session, person).witnesses == 2);
    CHECK(kiosk->whole());
  }
}

TEST_CASE("when the card is full it says so, loses nothing, and the start screen comes back") {
  StoryKiosk kiosk;
  kiosk.sign_in("บีม");
  kiosk.go_home();
  kiosk.fill_disk();
  bool refused = false;
  for (char const* name : {"กี้", "เล็ก", "อ้วน", "เจน", "แก้ม", "ปอ", "แพร", "เมย์", "ริว", "วิน"}) {
    for (int i = 0; i < 12 && !refused; ++i) {
      kiosk.sign_in(name);
      refused = kiosk.sees("การ์ดความจำเต็ม");
      if (refused) break;
      kiosk.press("ไม่ใช่ฉัน");
      refused = kiosk.sees("การ์ดความจำเต็ม");
      if (!refused) kiosk.press("เริ่มใหม่");
    }
  }
  REQUIRE(refused);
  CHECK(kiosk.sees("เครื่องนี้ขอพักสักครู่"));
  CHECK(kiosk.sees("กระดาษ"));
  CHECK(kiosk.whole());
  CHECK(kiosk.came() >= 1);
  kiosk.idle();
  CHECK(kiosk.sees("เครื่องนี้ขอพักสักครู่"));  // it does not heal itself
  kiosk.press("ลองอีกครั้ง");
  CHECK(kiosk.at_start());
}
