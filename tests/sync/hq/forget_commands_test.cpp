// sala-hq erase, consent and forms; and what the care team is asked to forget, on its way there and
// back.
#include <doctest/doctest.h>

#include <algorithm>

#include "sync/forms/form_json.h"
#include "sync/forms/xlsform/xlsform.h"
#include "sync/hq/answer_tables.h"
#include "sync/hq/care_requests.h"
#include "sync/hq/form_report.h"
#include "sync/hq/xapi.h"
#include "tests/sync/hq/course_office.h"

namespace sala::test {
namespace {

constexpr char secret[] = "ภัทรพล-ที่ไม่มีใครควรเห็นอีก";
ParticipantId const beam{{0xbe, 1}}, twin{{0xbe, 2}};

struct Office : TemporaryFolder, CourseOffice {
  Office() : CourseOffice(made(*this / "hq")) {
    CareKeySet reader;
    reader.key = crypto::to_line(key.public_key());
    reader.holder = "ครูแก้ว";
    write({reader}, common_programme);
    for (ParticipantId const& id : {beam, twin}) {
      ParticipantSet set;
      set.participant = id;
      set.code = id == beam ? "YSI4-001" : "";
      set.nickname = id == beam ? "บีมบีม" : "คู่แฝด";
      set.given_name = secret;
      write({set});
    }
    write({ParticipantMerged{twin, beam},
           AttendanceSignedIn{SessionId{{7}}, twin, SignInMethod::tile, "", {}},
           FormAnswered{FormId{{4}}, 1, {}, beam, R"({"/data/q":"1"})", 1}});
  }
  static hq::DataFolder made(std::string path) {
    hq::DataFolder folder(std::move(path));
    must(folder.init(system_random()));
    return folder;
  }
  // Given under that consent.
  SealedId tell_care(ParticipantId const& who, std::int64_t consent) {
    forms::Confidence said;
    said.form = "care_check_in";
    said.participant = who;
    said.consent = consent;
    auto sealed = must(forms::seal(said, std::vector{reader()}, system_random()));
    write({sealed});
    return sealed.answer;
  }
  CareKeySet reader() const { return {crypto::to_line(key.public_key()), 1, "ครูแก้ว", false}; }
  void say(ParticipantId const& who, std::int64_t version, bool granted) {
    write({ConsentRecorded{who, version, Purpose::wellbeing, granted, "", ""}});
  }
  hq::CareBundle handed_out() {
    auto told = command({"care-team", "hand-out"});
    REQUIRE(told.status == 0);
    return must(hq::read_bundle(told.said));
  }
  hq::Opened opened() { return hq::open_bundle(handed_out(), key, "th", system_random()); }
  // As `sala-hq care forget` answers it.
  std::string forgotten() {
    auto bundle = handed_out();
    auto it = hq::open_bundle(bundle, key, "th", system_random());
    hq::CareBundle out;
    for (auto const& part : bundle.parts) {
      hq::CareBundle::Part answer{part.programme, {}, {}};
      auto& ids = it.taken_back[part.programme];
      if (!ids.empty()) answer.forgotten.push_back({ids});
      answer.dealt_with = hq::digest_of_requests(bundle, part);
      out.parts.push_back(std::move(answer));
    }
    return hq::write_bundle(out);
  }
  Told take_back(std::string bytes) {
    hq::Job job;
    job.command = "care-team";
    job.words = {"take-back", "file"};
    job.files.push_back({"file", std::move(bytes)});
    Told told(catalogue.in("en"));
    told.status = hq::run_writing(local->desk(), job, told);
    return told;
  }
  std::size_t waiting() {
    auto database = must(db::Database::open(data.ledger(), db::Access::read_only));
    return must(hq::waiting_for_care(database, local->desk().headquarters)).size();
  }
  bool remembered() {
    for (auto const& file : std::filesystem::recursive_directory_iterator(data.path())) {
      if (!file.is_regular_file()) continue;
      if (read_file(file.path()).find(secret) != std::string::npos) return true;
    }
    return false;
  }
  void end() { local.reset(); }

  crypto::OpeningKey key = crypto::OpeningKey::from_seed({7});
};

}  // namespace

TEST_CASE_FIXTURE(Office, "erase says first what it would do, and with --yes forgets for good") {
  auto plan = command({"erase", "บีมบีม"});
  CHECK(plan.status == 0);
  CHECK(plan.says("5 entries will be emptied"));
  CHECK(plan.says("signing in and out: 1 · answers with the name: 1"));
  CHECK(plan.says("โต๊ะ 1"));
  CHECK(plan.says("--yes"));
  CHECK(read([](views::Queries& it) { return must(it.participant(beam)).has_value(); }));
  CHECK(command({"erase", "--list"}).says("Nobody was forgotten yet"));
  auto done = command({"erase", "YSI4-001", "--yes"});
  CHECK(done.status == 0);
  CHECK(done.says("It is forgotten here"));
  CHECK_FALSE(read([](views::Queries& it) { return must(it.participant(beam)).has_value(); }));
  auto again = command({"erase", "บีมบีม", "--yes"});
  CHECK(again.status == 1);
  auto list = command({"erase", "--list"});
  CHECK(list.says("a person · 2 boxes have not said so yet:"));
  CHECK(list.says("    โต๊ะ 1 · not heard yet"));
  CHECK_FALSE(list.says("บีม"));
  write({DeviceRevoked{DeviceId{{9}}, "lost"}}, common_programme);
  CHECK(command({"erase", "--list"}).says("revoked: it cannot be told, empty it by hand"));
  auto order = read([](views::Queries& it) { return must(it.erasures()).front().name; });
  box.write(cohort_4, ErasureDone{{order}});
  hear_box();
  CHECK(command({"erase", "--list"}).says("1 box has not said so yet:"));
  end();
  CHECK_FALSE(remembered());
  auto database = must(db::Database::open(data.ledger(), db::Access::read_only));
  CHECK(must(ledger::verify(database, {})).problems.empty());
}

TEST_CASE_FIXTURE(Office, "two of one name are not mistaken for each other") {
  auto said = command({"erase", "--yes", "ไม่มี"});
  CHECK(said.status == 1);
  CHECK(said.complained.find("YSI4-001") != std::string::npos);
  ParticipantSet other;
  other.participant = ParticipantId{{0xab}};
  other.nickname = "บีมบีม";
  write({other});
  CHECK(command({"erase", "บีมบีม", "--yes"}).status == 1);
  CHECK(read([](views::Queries& it) { return must(it.participant(beam)).has_value(); }));
}

TEST_CASE_FIXTURE(Office, "a consent is taken back on request, once, and shows") {
  CHECK(command({"consent", "show", "บีมบีม"}).says("the care team reads what is told to it · not"));
  say(beam, 1, true);
  CHECK(command({"consent", "show", "บีมบีม"}).says("told to it · said yes"));
  CHECK(command({"consent", "withdraw", "บีมบีม"}).status == 2);
  CHECK(command({"consent", "withdraw", "บีมบีม", "--purpose", "attendance"}).status == 2);
  auto done = command({"consent", "withdraw", "บีมบีม", "--purpose", "wellbeing"});
  CHECK(done.status == 0);
  CHECK(done.says("does not agree any more"));
  CHECK(done.says("care forget"));
  CHECK(command({"consent", "show", "บีมบีม"}).says("told to it · said no"));
  CHECK(command({"consent", "withdraw", "บีมบีม", "--purpose", "wellbeing"}).says("no already"));
  auto consent =
      read([](views::Queries& it) { return must(it.consent(beam, Purpose::wellbeing)); });
  CHECK(consent->version == 2);
}

TEST_CASE_FIXTURE(Office, "what was told to the care team goes with the consent, and only that") {
  say(beam, 1, true);
  auto other = person(1);
  say(other, 1, true);
  auto mine = tell_care(beam, 1);
  auto as_twin = tell_care(twin, 1);
  auto his = tell_care(other, 1);
  auto all = opened();
  CHECK(all.for_others == 0);
  CHECK(all.damaged == 0);
  CHECK(all.taken_back.empty());
  CHECK(all.answers.size() == 3);
  CHECK(waiting() == 0);
  command({"consent", "withdraw", "บีมบีม", "--purpose", "wellbeing"});
  CHECK(waiting() == 1);
  CHECK(command({"erase", "--list"}).says("somebody took a consent back"));
  auto now = opened();
  REQUIRE(now.answers.size() == 1);
  CHECK(now.answers.front().id == his);
  auto told = take_back(forgotten());
  CHECK(told.says("2 confidential answers are forgotten"));
  CHECK(waiting() == 0);
  CHECK(take_back(forgotten()).says("0 notes are kept"));
  auto left = read([](views::Queries& it) { return must(it.sealed_answers(cohort_4)); });
  REQUIRE(left.size() == 1);
  CHECK(left.front().answer == his);
  // He begins again: what is new stays.
  say(beam, 3, true);
  tell_care(beam, 3);
  CHECK(opened().answers.size() == 2);
  CHECK(opened().taken_back.empty());
  CHECK(mine != as_twin);
}

TEST_CASE_FIXTURE(Office, "who is erased is erased from what the care team reads, too") {
  say(beam, 1, true);
  tell_care(beam, 1);
  auto done = command({"erase", "บีมบีม", "--yes"});
  CHECK(done.says("named by them alone"));
  CHECK(opened().answers.empty());
  CHECK(waiting() == 1);
  CHECK(take_back(forgotten()).says("1 confidential answer is forgotten"));
  CHECK(waiting() == 0);
  CHECK(command({"erase", "--list"}).says("confidential answers · "));
}

TEST_CASE_FIXTURE(Office, "who is erased is in no report, table or statement any more") {
  auto reading =
      forms::read_xlsform("survey\n,type,name,label\n,integer,q,Q\n,text,more,M\n", "f.csv");
  FormSet form;
  form.form = FormId{{4}};
  form.code = "pulse";
  form.title.th = "ชีพจรโครงการ";
  form.canonical = must(forms::pack_form(reading.form));
  write({form}, common_programme);
  SessionSet session;
  session.session = SessionId{{7}};
  write({session});
  auto stays = person(1);
  auto answered = [&](ParticipantId const& who, FormMoment when, char const* answers) {
    return FormAnswered{form.form, 1, session.session, who, answers, 1, when};
  };
  write({answered(twin, FormMoment::sign_in, R"({"/data/q":"2","/data/more":"บีมพูด"})"),
         answered(beam, FormMoment::end, R"({"/data/q":"3","/data/more":"บีมพูด"})"),
         answered(stays, FormMoment::sign_in, R"({"/data/q":"7","/data/more":"คนอื่นพูด"})"),
         answered(stays, FormMoment::end, R"({"/data/q":"8","/data/more":"คนอื่นพูด"})"),
         AttendanceSignedIn{session.session, stays, SignInMethod::tile, "", {}}});
  // All that goes out: report, growth, table, statements.
  auto told = [&] {
    return read([&](views::Queries& it) {
      auto sheet = must(hq::read_answer_sheet(it, form, {}));
      std::string all;
      for (auto const& question : hq::report_questions(sheet, "th")) {
        all += std::to_string(question.answered) + " answers\n";
        for (auto const& text : question.texts) all += text + "\n";
      }
      auto name = [](auto const& id) { return to_text(id); };
      for (auto const& growth : hq::report_growth(
               sheet, "th", [&](hq::Given const& given) { return name(given.participant); })) {
        for (auto const& group : growth.groups) all += "growth " + group.name + "\n";
      }
      for (auto const& table : hq::answer_tables(sheet, {name, name}, hq::TableShape::kobo)) {
        for (auto const& row : table.rows) {
          for (auto const& cell : row) {
            if (auto const* text = std::get_if<std::string>(&cell)) all += *text + "\n";
          }
        }
      }
      for (auto const& statement :
           must(hq::xapi_statements(it, {}, {"https://x.invalid/", system_clock().wall()}))) {
        all += statement + "\n";
      }
      return all;
    });
  };
  auto holds = [](std::string const& all, std::string const& what) {
    return all.find(what) != all.npos;
  };
  auto before = told();
  for (auto const& what : {to_text(beam), "growth " + to_text(beam), std::string("บีมพูด")}) {
    CHECK(holds(before, what));
  }
  REQUIRE(command({"erase", "บีมบีม", "--yes"}).status == 0);
  // What a box says of him later, because it was out of reach, is not heard.
  box.write(cohort_4, answered(beam, FormMoment::any_time, R"({"/data/more":"บีมพูดทีหลัง"})"));
  hear_box();
  auto after = told();
  for (auto const& what : {to_text(beam), to_text(twin), std::string("บีมพูด")}) {
    CHECK_FALSE(holds(after, what));
  }
  for (auto const& what : {"2 answers\n", "growth ", "คนอื่นพูด", "completed"})
    CHECK(holds(after, what));
}

TEST_CASE_FIXTURE(Office, "a form is withdrawn and asked again; what was answered stays") {
  FormSet form;
  form.form = FormId{{4}};
  form.code = "pulse";
  form.title.th = "ชีพจรโครงการ";
  form.canonical = "{}";
  CHECK(command({"forms"}).says("There is no form yet"));
  write({form}, common_programme);
  CHECK(command({"forms"}).says("pulse  ชีพจรโครงการ · version 1\n"));
  CHECK(command({"forms", "withdraw", "nothing"}).status == 1);
  CHECK(command({"forms", "withdraw", "pulse"}).says("is not asked any more"));
  CHECK(command({"forms", "withdraw", "pulse"}).says("already"));
  CHECK(command({"forms"}).says("version 2 · not asked any more"));
  auto newest = read([](views::Queries& it) { return must(it.forms(common_programme)); });
  CHECK(newest.front().withdrawn);
  CHECK(read([](views::Queries& it) { return must(it.answers(FormId{{4}})); }).size() == 1);
  CHECK(command({"forms", "ask-again", "pulse"}).says("is asked again"));
  newest = read([](views::Queries& it) { return must(it.forms(common_programme)); });
  CHECK_FALSE(newest.front().withdrawn);
  CHECK(newest.front().version == 3);
}

}  // namespace sala::test
