// Questionnaires as they are answered at the door: pressed by label, then the ledger is asked.

#include "tests/support/shared_data.h"
#include "tests/ui/form_walker.h"
#include "tests/ui/story_kiosk.h"

using namespace std::chrono_literals;
using sala::FormMoment;
using sala::test::FormWalker;
using sala::test::StoryKiosk;

namespace {

void to_english(StoryKiosk& kiosk) { kiosk.press("เปลี่ยนภาษา"); }

}  // namespace

TEST_CASE("the day's feedback is given without a name, and nothing is written about who") {
  StoryKiosk kiosk;
  kiosk.offer("end_of_day", FormMoment::any_time);
  kiosk.press("ตอบแบบสอบถาม");
  CHECK(kiosk.sees("ไม่ระบุชื่อ"));
  kiosk.press("ความรู้สึกท้ายวัน");
  CHECK(kiosk.sees("ไม่มีใครรู้ว่าคำตอบไหนเป็นของคุณ"));
  CHECK(kiosk.sees("ถ้าเดินออกไปก่อนกดส่ง สิ่งที่ตอบไว้จะถูกลบทิ้ง"));
  kiosk.press("เริ่มตอบ");
  CHECK(kiosk.sees("ไม่ระบุชื่อ"));  // the symbol stays
  kiosk.press("ต่อไป");
  CHECK(kiosk.sees("ตอบข้อนี้ก่อนนะ"));  // it is required
  kiosk.press("ดีมาก");
  CHECK_FALSE(kiosk.sees("ตอบข้อนี้ก่อนนะ"));
  kiosk.press("ต่อไป");
  kiosk.press("4 ดาว");
  kiosk.press("ต่อไป");
  kiosk.press("กลับ");
  kiosk.press("กลับ");
  CHECK(kiosk.sees("ข้อ 1 จาก 5"));
  for (int i = 0; i < 4; ++i) kiosk.press("ต่อไป");
  kiosk.type("สนุกมาก");
  kiosk.saves = false;
  kiosk.press("ส่งคำตอบ");
  CHECK_FALSE(kiosk.sees("ขอบคุณมาก"));
  CHECK_FALSE(kiosk.sees("เริ่มใหม่"));
  kiosk.wait(6s);
  CHECK(kiosk.sees("เริ่มใหม่"));  // a card that hangs holds nobody here
  kiosk.save("form-saves-late");
  kiosk.saves = true;
  kiosk.wait(100ms);
  CHECK(kiosk.sees("ขอบคุณมาก"));
  CHECK(kiosk.letters() == 1);
  CHECK(kiosk.written("form.answered") == 0);
  kiosk.wait(10s);
  CHECK(kiosk.at_start());
  CHECK(kiosk.whole());
}

TEST_CASE("each demo form is walked to its end in both languages") {
  for (char const* name : {"end_of_day", "course_feedback", "self_assessment", "project_pulse"}) {
    for (bool english : {false, true}) {
      CAPTURE(name);
      CAPTURE(english);
      StoryKiosk kiosk;
      auto form = kiosk.offer(name, FormMoment::any_time);
      kiosk.open_form(form, 3);
      if (english) to_english(kiosk);
      FormWalker walker(kiosk);
      CHECK_MESSAGE(walker.walk(), walker.where);
      CHECK(kiosk.written("form.answered") + kiosk.letters() == 1);
    }
  }
}

TEST_CASE("what is answered opens and closes questions, in the language of the moment") {
  StoryKiosk kiosk;
  auto form = kiosk.offer("project_pulse", FormMoment::any_time);
  kiosk.open_form(form, 3);
  CHECK(kiosk.sees("ทีมงานจะเห็นคำตอบพร้อมชื่อของคุณ"));
  kiosk.press("เริ่มตอบ");
  kiosk.type("คลองใส");
  kiosk.press("ต่อไป");
  CHECK(kiosk.sees("ข้อ 2 จากราว 8"));
  kiosk.press("หยุดอยู่");
  CHECK(kiosk.sees("ข้อ 2 จากราว 9"));
  to_english(kiosk);
  CHECK(kiosk.sees("How is the project now?"));
  CHECK(kiosk.sees("At a stop"));
  kiosk.press("Next");
  CHECK(kiosk.sees("What is it stuck on?"));
  kiosk.press("Something else");
  kiosk.press("Next");
  CHECK(kiosk.sees("What else?"));
  kiosk.type("paper");
  kiosk.press("Back");
  kiosk.press("Something else");  // taken back: its question goes with it
  kiosk.press("Next");
  CHECK(kiosk.sees("How many people took part this month?"));
  kiosk.type("-1");
  kiosk.press("Next");
  CHECK(kiosk.sees("Write a number of people, 0 or more."));
  for (int i = 0; i < 2; ++i) kiosk.press("Delete a letter");
  kiosk.type("12");
  kiosk.press("Next");
  CHECK(kiosk.sees("How far does it reach?"));
  for (int i = 0; i < 4; ++i) kiosk.press("Next");
  kiosk.press("Send answers");
  CHECK(kiosk.sees("Thank you!"));
  auto body = kiosk.last_body("form.answered");
  CHECK(body.find("คลองใส") != std::string::npos);
  CHECK(body.find("paper") == std::string::npos);
  CHECK(body.find("\\\"12\\\"") != std::string::npos);
}

TEST_CASE("walking away wipes what was answered; a named form waits for the same person") {
  StoryKiosk kiosk;
  auto feedback = kiosk.offer("end_of_day", FormMoment::any_time);
  auto pulse = kiosk.offer("project_pulse", FormMoment::any_time);
  kiosk.open_form(feedback, 3);
  kiosk.press("เริ่มตอบ");
  kiosk.press("แย่มาก");
  kiosk.idle();
  CHECK(kiosk.at_start());
  kiosk.open_form(feedback, 3);
  CHECK_FALSE(kiosk.sees("ตอบต่อจากเดิม"));

  kiosk.open_form(pulse, 3);
  CHECK(kiosk.sees("คำตอบจะรออยู่ที่เครื่องนี้สองชั่วโมง"));
  kiosk.press("เริ่มตอบ");
  kiosk.type("บ้านดิน");
  kiosk.press("ต่อไป");
  kiosk.idle();
  CHECK(kiosk.at_start());
  CHECK(kiosk.screen().find("บ้านดิน") == std::string::npos);
  kiosk.open_form(pulse, 4);  // somebody else sees nothing of it
  CHECK_FALSE(kiosk.sees("ตอบต่อจากเดิม"));
  kiosk.open_form(pulse, 3);
  kiosk.press("ตอบต่อจากเดิม");
  CHECK(kiosk.sees("ข้อ 2"));
  kiosk.press("กลับ");
  CHECK(kiosk.sees("บ้านดิน"));
  CHECK(kiosk.written("form.answered") == 0);
}

TEST_CASE("a newer version takes nothing away from who is answering the old") {
  StoryKiosk kiosk;
  auto form = kiosk.offer("self_assessment", FormMoment::any_time);
  kiosk.open_form(form, 3);
  kiosk.press("เริ่มตอบ");
  kiosk.write_again(form);
  REQUIRE(kiosk.day.form(form)->version == 2);
  kiosk.press("ก่อนอบรม");
  kiosk.press("ต่อไป");
  kiosk.press("ต่อไป");
  for (int i = 0; i < 6; ++i) {
    kiosk.press("7");
    kiosk.press("ต่อไป");
  }
  kiosk.press("ส่งคำตอบ");
  CHECK(kiosk.sees("ขอบคุณมาก"));
  CHECK(kiosk.last_body("form.answered").find("\"version\":1") != std::string::npos);
}

TEST_CASE(
    "a form with other questions replaces the one that somebody answers: his answer is kept as "
    "it was asked, and the next person is asked the new one") {
  constexpr char asks[] =
      "survey\n,type,name,label\n,text,river,แม่น้ำสายไหน\n,text,why,ทำไม\nsettings\n"
      ",form_title,form_id,answers\n,ลำน้ำ,river,named\n";
  constexpr char asks_otherwise[] =
      "survey\n,type,name,label\n,text,hill,ดอยลูกไหน\nsettings\n"
      ",form_title,form_id,answers\n,ดอย,river,named\n";
  sala::test::TemporaryFolder folder;
  std::ofstream(folder / "river.csv") << asks;
  StoryKiosk kiosk;
  auto form = kiosk.offer_file(folder / "river.csv", FormMoment::any_time);
  REQUIRE(form);
  kiosk.open_form(*form, 3);
  CHECK(kiosk.sees("2 คำถาม"));
  kiosk.press("เริ่มตอบ");
  kiosk.type("น่าน");
  kiosk.write_again(*form, asks_otherwise);
  REQUIRE(kiosk.day.form(*form)->version == 2);
  kiosk.press("ต่อไป");
  CHECK(kiosk.sees("ทำไม"));

  SUBCASE("he goes on to the end") {
    kiosk.type("ใกล้บ้าน");
    kiosk.press("ส่งคำตอบ");
    CHECK(kiosk.sees("ขอบคุณมาก"));
  }
  SUBCASE("he is called away, and goes on later where he stopped, in what he was asked") {
    kiosk.idle();
    kiosk.open_form(*form, 3);
    kiosk.press("ตอบต่อจากเดิม");
    CHECK(kiosk.sees("ทำไม"));
    kiosk.type("ใกล้บ้าน");
    kiosk.press("ส่งคำตอบ");
    CHECK(kiosk.sees("ขอบคุณมาก"));
  }
  auto body = kiosk.last_body("form.answered");
  CHECK(body.find("\"version\":1") != std::string::npos);
  CHECK(body.find("น่าน") != std::string::npos);
  CHECK(body.find("ใกล้บ้าน") != std::string::npos);

  kiosk.go_home();
  kiosk.open_form(*form, 4);
  CHECK(kiosk.sees("ดอย"));
  kiosk.press("เริ่มตอบ");
  CHECK(kiosk.sees("ดอยลูกไหน"));
  kiosk.type("หลวง");
  kiosk.press("ส่งคำตอบ");
  body = kiosk.last_body("form.answered");
  CHECK(body.find("\"version\":2") != std::string::npos);
  CHECK(body.find("น่าน") == std::string::npos);
  CHECK(kiosk.written("form.answered") == 2);
  CHECK(kiosk.whole());
}

TEST_CASE("a form is offered with signing in, once, and “not now” leads home") {
  StoryKiosk kiosk;
  kiosk.offer("self_assessment", FormMoment::sign_in);
  kiosk.sign_in("บีม");
  kiosk.press("ตอบแบบสอบถาม");
  CHECK(kiosk.sees("ประเมินตัวเอง"));
  CHECK(kiosk.sees("บีม"));
  kiosk.press("ไว้ก่อน");
  CHECK(kiosk.at_start());
  CHECK(kiosk.written("form.answered") == 0);
  kiosk.find("บีม");
  kiosk.press("บีม");
  kiosk.press("ตอบแบบสอบถาม");  // still there, from "you are here already"
  kiosk.press("ประเมินตัวเอง");
  FormWalker walker(kiosk);
  CHECK_MESSAGE(walker.walk(), walker.where);
  CHECK(kiosk.written("form.answered") == 1);
  kiosk.go_home();
  kiosk.press("ตอบแบบสอบถาม");
  kiosk.press("ประเมินตัวเอง");  // it needs a name: who is it?
  CHECK(kiosk.sees("คุณคือใคร"));
  kiosk.press("บีม");
  CHECK(kiosk.sees("ตอบแล้ว แก้คำตอบได้"));
}

TEST_CASE("a confidential form is not offered while its answers could not be sealed") {
  StoryKiosk kiosk;
  auto form = kiosk.offer("care_check_in", FormMoment::any_time);
  REQUIRE(kiosk.day.form(form) != nullptr);
  kiosk.wait(100ms);
  CHECK_FALSE(kiosk.sees("ตอบแบบสอบถาม"));
  kiosk.day.set_can_seal(true);
  kiosk.press("เปลี่ยนภาษา");
  kiosk.press("A few questions");
  CHECK(kiosk.sees("Only the care team"));
}

TEST_CASE("help stands on every page of a care form, and what cannot be sealed is refused") {
  StoryKiosk kiosk;
  auto form = kiosk.offer("care_check_in", FormMoment::any_time);
  kiosk.day.set_can_seal(true);
  kiosk.open_form(form, 3);
  CHECK(kiosk.sees("มีแค่ทีมดูแลใจที่เปิดอ่านได้"));
  kiosk.press("เริ่มตอบ");
  CHECK(kiosk.sees("ก่อนเริ่ม"));  // nothing is asked before it is agreed to
  CHECK(kiosk.sees("1323"));
  kiosk.press("ให้ทีมดูแลใจอ่านคำตอบของฉันได้");
  kiosk.press("เริ่มตอบ");
  CHECK(kiosk.sees("1323"));
  kiosk.press("บอกทีมงานที่นี่ตอนนี้");
  CHECK(kiosk.sees("ขอคุยด้วยสักครู่ได้ไหม"));
  CHECK_FALSE(kiosk.sees("งานหรือการเรียน"));  // others read this page
  kiosk.press("กลับ");
  kiosk.press("อยากให้มีคนโทรหา");
  kiosk.press("ส่งคำตอบ");
  CHECK_FALSE(kiosk.sees("ขอบคุณที่เล่าให้ฟัง"));
  CHECK(kiosk.written("form.answered") == 0);
  CHECK(kiosk.letters() == 0);
}

TEST_CASE("a real keyboard answers too: a digit chooses, Enter goes on") {
  StoryKiosk kiosk;
  auto form = kiosk.offer("end_of_day", FormMoment::any_time);
  kiosk.open_form(form, 0);
  kiosk.press("เริ่มตอบ");
  kiosk.type("4");
  kiosk.press_key(sala::screen::Key::enter);
  CHECK(kiosk.sees("ข้อ 2 จาก 5"));
}

TEST_CASE("every open form can be walked to its end" * doctest::timeout(280)) {
  auto files = sala::test::shared_files("01-xlsforms/forms", ".xlsx");
  for (auto& path : sala::test::shared_files("01-xlsforms/forms", ".csv")) files.push_back(path);
  if (files.empty()) return;
  int walked = 0;
  for (auto const& path : files) {
    CAPTURE(path);
    StoryKiosk kiosk;
    auto form = kiosk.offer_file(path, FormMoment::any_time);
    if (!form) continue;  // refused by name: it asks for what a kiosk does not ask
    kiosk.open_form(*form, 3);
    FormWalker walker(kiosk);
    CHECK_MESSAGE(walker.walk(), walker.where);
    ++walked;
  }
  MESSAGE("walked " << walked << " forms");
  CHECK(walked >= 8);
}
