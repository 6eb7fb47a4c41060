#include "sync/hq/commands/import_forms.h"

#include <doctest/doctest.h>

#include "sync/forms/form_json.h"
#include "tests/support/files.h"

using namespace sala;

namespace {

hq::Attachment demo(std::string const& name) {
  return {name, test::read_file(SALA_SOURCE "/assets/demo/forms/" + name)};
}

hq::FormImport plan(std::vector<hq::Attachment> const& files, std::vector<FormSet> const& known) {
  static auto const catalogue = *Catalogue::load(SALA_SHARE "/locale");
  return hq::plan_forms(files, known, common_programme, catalogue.in("en"), system_clock(),
                        system_random());
}

}  // namespace

TEST_CASE("a form is imported once, and again only when it has changed, as the next version") {
  auto file = demo("end_of_day.csv");
  CHECK(hq::is_form(file));
  auto first = plan({file}, {});
  REQUIRE(first.drafts.size() == 1);
  auto form = std::get<FormSet>(first.drafts[0].body);
  CHECK(form.code == "end_of_day");
  CHECK(form.version == 1);
  CHECK(form.answers == AnswerKind::anonymous);
  CHECK(forms::unpack_form(form.canonical)->questions.size() == 5);
  CHECK(plan({file}, {form}).drafts.empty());
  file.bytes.replace(file.bytes.find("How was today?"), 14, "How was it?");
  auto second = plan({file}, {form});
  REQUIRE(second.drafts.size() == 1);
  CHECK(std::get<FormSet>(second.drafts[0].body).version == 2);
  CHECK(std::get<FormSet>(second.drafts[0].body).form == form.form);
}

TEST_CASE("of several forms none is imported when one of them cannot be used") {
  hq::Attachment bad{"bad.csv", "survey\n,type,name,label\n,geopoint,where,Where\n"};
  auto both = plan({demo("end_of_day.csv"), bad}, {});
  CHECK_FALSE(both.good);
  CHECK(both.drafts.empty());
  CHECK(both.told.find("Sala does not ask “geopoint”.") != std::string::npos);
  CHECK_FALSE(hq::is_form({"people.csv", "nickname,team\nบีม,ดาว\n"}));
}

TEST_CASE("a form of 300 questions in two languages fits into one event") {
  std::string csv = "survey\n,type,name,label::ไทย (th),label::English (en),relevant\n";
  for (int i = 0; i < 300; ++i) {
    auto n = std::to_string(i);
    csv +=
        ",integer,q" + n + ",คำถามข้อที่ " + n + " ถามว่าอะไร,Question number " + n + " asks what,\n";
  }
  auto made = plan({{"long.csv", csv}}, {});
  REQUIRE(made.drafts.size() == 1);
  CHECK(write_body(made.drafts[0].body).size() < max_body_bytes);
  auto form = std::get<FormSet>(made.drafts[0].body);
  CHECK(forms::unpack_form(form.canonical)->questions.size() == 300);
}
