// sala-hq report as an officer reads it.
#include <doctest/doctest.h>

#include "sync/forms/form_json.h"
#include "sync/forms/xlsform/xlsform.h"
#include "sync/hq/commands/main.h"
#include "tests/support/hearing.h"
#include "tests/sync/hq/course_office.h"

namespace sala::test {
namespace {

constexpr char questions[] =
    "survey\n,type,name,label::ไทย (th),label::English (en),parameters\n"
    ",range,listen,ฟัง,Listening,start=0 end=10 step=1\n"
    ",text,more,เพิ่มเติม,More,\n";

struct Office : TemporaryFolder, CourseOffice {
  Office() : CourseOffice(made(*this / "hq")) {
    auto form = forms::read_xlsform(questions, "f.csv").form;
    form.answers = AnswerKind::named;
    FormSet set;
    set.form = FormId{{4}};
    set.code = "growth";
    set.title = {"ประเมินตัวเอง", "Growth"};
    set.canonical = must(forms::pack_form(form));
    write({set}, common_programme);
    for (auto const& id : {one, other}) {
      ParticipantSet it;
      it.participant = id;
      it.code = id == one ? "N1" : "N2";
      it.nickname = "น้ำ";
      it.given_name = "วารี";
      it.surname = "คลองใส";
      write({it});
    }
  }
  static hq::DataFolder made(std::string path) {
    hq::DataFolder folder(std::move(path));
    must(folder.init(system_random()));
    return folder;
  }
  void answers(ParticipantId const& who, int listening, FormMoment when = FormMoment::sign_in) {
    auto text = R"({"/data/listen":")" + std::to_string(listening) + "\"}";
    write({FormAnswered{FormId{{4}}, 1, SessionId{{7}}, who, text, 1, when}});
  }
  std::string report(std::vector<char const*> words) const {
    std::string const folder(data.path());
    std::vector<char const*> all{"sala-hq", "report", "--form", "growth"};
    all.insert(all.end(), words.begin(), words.end());
    all.insert(all.end(), {"--lang", "en", "--data", folder.c_str()});
    Hearing heard;
    CHECK(hq::main(static_cast<int>(all.size()), all.data()) == 0);
    return heard.out();
  }

  ParticipantId const one{{0xa1}}, other{{0xa2}}, third = person(1);
};

}  // namespace

TEST_CASE_FIXTURE(Office, "a report says how many people and how many answers there are") {
  answers(one, 2);
  answers(third, 4);
  CHECK(report({}).find("2 people answered\n") != std::string::npos);
  answers(one, 6, FormMoment::end);
  CHECK(report({}).find("2 people answered · 3 answers\n") != std::string::npos);
  CHECK(report({}).find("mean 4.0, spread 2.0, from 2 to 6") != std::string::npos);
}

TEST_CASE_FIXTURE(Office, "growth tells two people of one name apart, and whom it leaves out") {
  for (auto const& who : {one, other, third}) answers(who, 3);
  CHECK(report({"--growth", "person"}).find("Nobody has answered it a second") !=
        std::string::npos);
  answers(one, 4, FormMoment::end);
  answers(other, 8, FormMoment::end);
  auto people = report({"--growth", "person"});
  CHECK(people.find("a later one: 2 · left out, with one: 1\n") != std::string::npos);
  CHECK(people.find("3.0 → 4.0  (+1.0)  น้ำ วารี คลองใส · N1\n") != std::string::npos);
  CHECK(people.find("3.0 → 8.0  (+5.0)  น้ำ วารี คลองใส · N2\n") != std::string::npos);
  CHECK(people.find("บีม") == std::string::npos);
  CHECK(report({"--growth", "cohort"}).find("3.0 → 6.0  (+3.0)  รุ่น 4, 2 people\n") !=
        std::string::npos);
}

}  // namespace sala::test
