// Something told to the care team at the door, from the first page to the care team's own key; and
// every way to say no.
#include <map>

#include "sync/forms/answers.h"
#include "sync/forms/confidential.h"
#include "tests/ui/story_kiosk.h"

using namespace std::chrono_literals;
using namespace sala;
using sala::test::must;
using sala::test::StoryKiosk;

namespace {

constexpr std::size_t beam = 0;  // the first of the list

struct Care : StoryKiosk {
  Care() {
    trust_care({crypto::to_line(key.public_key()), 1, "ครูแก้ว", false});
    form = offer("care_check_in", FormMoment::any_time);
  }
  // With what is written in the buttons of the language on the screen.
  void agree(std::string_view agrees = "ให้ทีมดูแลใจอ่านคำตอบของฉันได้",
             std::string_view begin = "เริ่มตอบ") {
    press(begin);
    press(agrees);
    press(begin);
  }
  forms::Confidence opened() {
    auto body = must(read_body(AnswerSealed::kind, last_body(AnswerSealed::kind)));
    REQUIRE(body);
    return must(forms::open(std::get<AnswerSealed>(*body), key));
  }
  std::map<std::string, std::string> answers() {
    std::map<std::string, std::string> all;
    for (auto& [path, value] : must(forms::read_answers(opened().answers))) all[path] = value;
    return all;
  }
  std::string consent() { return last_body(ConsentRecorded::kind); }
  bool offers_it() { return sees("ตอบแบบสอบถาม"); }

  crypto::OpeningKey key = crypto::OpeningKey::from_seed({7});
  FormId form;
};

}  // namespace

TEST_CASE("a care check-in is sealed and opens for its reader, in the language of the moment") {
  Care kiosk;
  kiosk.open_form(kiosk.form, beam);
  kiosk.press("เปลี่ยนภาษา");
  kiosk.agree("The care team may read what I answer here", "Begin");
  CHECK(kiosk.sees("How are you these days?"));
  kiosk.slide("Work or study", 1);
  kiosk.slide("Mind", 0.5F);
  kiosk.save("care-6-english");
  kiosk.press("Please contact me");
  kiosk.press("Send answers");
  CHECK(kiosk.sees("Thank you for telling us"));
  kiosk.save("care-7-english-done");
  kiosk.press("Tell the team here now");
  CHECK(kiosk.sees("Could we talk for a moment?"));
  auto answers = kiosk.answers();
  CHECK(answers["/data/how/work"] == "10");
  CHECK(answers["/data/how/mind"] == "5");
  CHECK(answers["/data/how/call"] == "OK");
  CHECK(answers.count("/data/how/thoughts") == 0);
}

TEST_CASE("in Thai: four sliders, some words, a hand held out, and nothing stays on the screen") {
  Care kiosk;
  kiosk.open_form(kiosk.form, beam);
  kiosk.agree();
  kiosk.slide("งานหรือการเรียน", 0.2F);
  kiosk.slide("จิตใจ", 0);
  CHECK_FALSE(kiosk.sees("ติดต่อทางไหนและเวลาไหนสะดวก"));
  kiosk.press("อยากให้มีคนโทรหา");
  kiosk.save("care-3-called");
  CHECK(kiosk.sees("ติดต่อทางไหนและเวลาไหนสะดวก"));
  kiosk.press("แตะเพื่อพิมพ์");
  kiosk.type("ช่วงนี้นอนไม่ค่อยหลับ");
  kiosk.press("พิมพ์เสร็จแล้ว");
  kiosk.save("care-4-answered");
  kiosk.press("ส่งคำตอบ");
  CHECK(kiosk.sees("ขอบคุณที่เล่าให้ฟัง"));
  CHECK(kiosk.sees("1323"));
  CHECK_FALSE(kiosk.sees("นอนไม่ค่อยหลับ"));
  kiosk.save("care-5-thanked");
  kiosk.press("เสร็จแล้ว");
  CHECK(kiosk.at_start());
  auto answers = kiosk.answers();
  CHECK(answers["/data/how/work"] == "2");
  CHECK(answers["/data/how/mind"] == "0");
  CHECK(answers["/data/how/line"] == "ช่วงนี้นอนไม่ค่อยหลับ");
  CHECK(answers["/data/how/call"] == "OK");
  CHECK(kiosk.last_body("answer.sealed").find("นอน") == std::string::npos);
  CHECK(kiosk.whole());
}

TEST_CASE("who agreed is not asked again, on any later day") {
  Care kiosk;
  kiosk.open_form(kiosk.form, beam);
  kiosk.agree();
  kiosk.press("ส่งคำตอบ");
  CHECK(kiosk.written("answer.sealed") == 1);
  kiosk.restart();
  kiosk.open_form(kiosk.form, beam);
  kiosk.press("เริ่มตอบ");
  CHECK_FALSE(kiosk.sees("ก่อนเริ่ม"));
  CHECK(kiosk.sees("งานหรือการเรียน"));
  kiosk.press("ส่งคำตอบ");
  CHECK(kiosk.written("answer.sealed") == 2);
  CHECK(kiosk.written("consent.recorded") == 1);
}

TEST_CASE("after “no” nothing asks by itself, and who wants to finds it and is asked anew") {
  Care kiosk;
  kiosk.sign_in("บีม");
  kiosk.go_home();
  kiosk.find("บีม");
  kiosk.press("บีม");
  CHECK(kiosk.offers_it());  // "you are here already" leads there
  kiosk.press("ตอบแบบสอบถาม");
  kiosk.press("คุยกันหน่อยไหม");
  kiosk.press("เริ่มตอบ");
  kiosk.press("ไม่ และไม่ต้องถามอีก");
  CHECK(kiosk.sees("เราจะไม่ถามอีก"));
  kiosk.save("care-8-no");
  CHECK(kiosk.consent().find("granted") == std::string::npos);  // false is left out
  kiosk.press("เสร็จแล้ว");
  REQUIRE(kiosk.at_start());
  kiosk.find("บีม");
  kiosk.press("บีม");
  CHECK_FALSE(kiosk.offers_it());
  kiosk.press("กลับ");
  kiosk.idle();
  kiosk.press("ตอบแบบสอบถาม");  // on the start screen, for whoever comes
  kiosk.press("คุยกันหน่อยไหม");
  kiosk.press("บีม");  // and is there: nobody chooses twice
  kiosk.press("เริ่มตอบ");
  CHECK(kiosk.sees("ก่อนเริ่ม"));
  kiosk.press("ให้ทีมดูแลใจอ่านคำตอบของฉันได้");
  kiosk.press("เริ่มตอบ");
  kiosk.press("ส่งคำตอบ");
  CHECK(kiosk.written("answer.sealed") == 1);
  CHECK(kiosk.opened().consent == 2);
}

TEST_CASE("a form at the end of signing in passes by who said no") {
  Care kiosk;
  kiosk.offer("care_check_in", FormMoment::sign_in);
  kiosk.sign_in("บีม");
  CHECK(kiosk.offers_it());
  kiosk.press("ตอบแบบสอบถาม");
  kiosk.press("เริ่มตอบ");
  kiosk.press("ไม่ และไม่ต้องถามอีก");
  kiosk.press("เสร็จแล้ว");
  kiosk.find("บีม");
  kiosk.press("บีม");
  CHECK_FALSE(kiosk.offers_it());
}

TEST_CASE("under 20 a parent or guardian is named before anything is asked") {
  Care kiosk;
  kiosk.walk_in("มะปราง", "2553");
  kiosk.type("สมศรี ใจดี");
  kiosk.press("แม่");
  kiosk.press("ต่อไป");
  kiosk.press("เก็บชื่อฉันไว้ในรายชื่อผู้เข้าร่วม");
  kiosk.press("ลงชื่อเข้าร่วม");
  kiosk.go_home();
  kiosk.find("มะปราง");
  kiosk.press("มะปราง");
  kiosk.press("ตอบแบบสอบถาม");
  kiosk.press("คุยกันหน่อยไหม");
  kiosk.press("เริ่มตอบ");
  CHECK(kiosk.sees("คุณอายุไม่ถึง 20 ปี"));
  kiosk.save("care-9-young");
  kiosk.press("ให้ทีมดูแลใจอ่านคำตอบของฉันได้");
  kiosk.press("เริ่มตอบ");
  CHECK_FALSE(kiosk.sees("สมศรี"));  // whoever touches the name learns nothing of the family
  kiosk.press("ต่อไป");
  CHECK(kiosk.written("answer.sealed") == 0);
  kiosk.type("ยายมี");
  kiosk.press("ญาติ");
  kiosk.press("ต่อไป");
  kiosk.press("ส่งคำตอบ");
  CHECK(kiosk.sees("ขอบคุณที่เล่าให้ฟัง"));
  auto consent = kiosk.consent();
  CHECK(consent.find("wellbeing") != std::string::npos);
  CHECK(consent.find("ยายมี") != std::string::npos);
  CHECK(consent.find("Relative") != std::string::npos);
}

TEST_CASE("what was agreed to is seen and taken back, and nothing is sealed any more") {
  Care kiosk;
  kiosk.sign_in("บีม");
  kiosk.go_home();
  kiosk.find("บีม");
  kiosk.press("บีม");
  kiosk.press("ตอบแบบสอบถาม");
  kiosk.press("คุยกันหน่อยไหม");
  kiosk.agree();
  kiosk.press("ส่งคำตอบ");
  kiosk.press("เสร็จแล้ว");
  kiosk.idle();
  kiosk.find("บีม");
  kiosk.press("บีม");
  kiosk.press("สิ่งที่ฉันยินยอมไว้");
  CHECK(kiosk.sees("สิ่งที่ฉันเล่าให้ทีมดูแลใจ"));
  CHECK_FALSE(kiosk.sees("คุณยินยอม\n"));
  kiosk.save("care-10-consents");
  kiosk.press("ถอนความยินยอม");
  CHECK(kiosk.sees("ถอนความยินยอมใช่ไหม"));
  kiosk.save("care-11-sure");
  kiosk.press("ไม่ถอน");
  CHECK(kiosk.written("consent.recorded") == 1);
  kiosk.press("ถอนความยินยอม");
  kiosk.press("ยืนยัน ถอนเลย");
  CHECK(kiosk.sees("ถอนความยินยอมแล้ว"));
  CHECK(kiosk.written("consent.recorded") == 2);
  CHECK(kiosk.consent().find("\"version\":2,\"purpose\":\"wellbeing\"}") != std::string::npos);
  kiosk.save("care-12-taken-back");
  kiosk.press("เสร็จแล้ว");
  kiosk.open_form(kiosk.form, beam);
  kiosk.press("เริ่มตอบ");
  CHECK(kiosk.written("answer.sealed") == 1);
}

TEST_CASE("of what the care team is told the page says the same to everybody") {
  auto page = [](bool told) {
    Care kiosk;
    kiosk.sign_in("บีม");
    kiosk.go_home();
    kiosk.find("บีม");
    kiosk.press("บีม");
    if (told) {
      kiosk.press("ตอบแบบสอบถาม");
      kiosk.press("คุยกันหน่อยไหม");
      kiosk.agree();
      kiosk.press("ส่งคำตอบ");
      kiosk.press("เสร็จแล้ว");
      kiosk.find("บีม");
      kiosk.press("บีม");
    }
    kiosk.press("สิ่งที่ฉันยินยอมไว้");
    auto all = kiosk.screen();
    return all.substr(all.find("สิ่งที่ฉันยินยอมไว้"));  // below the clock
  };
  CHECK(page(true) == page(false));
}
