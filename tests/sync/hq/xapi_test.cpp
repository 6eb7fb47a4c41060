#include "sync/hq/xapi.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <set>

#include "sync/forms/form_json.h"
#include "sync/forms/xlsform/xlsform.h"
#include "sync/views/projector.h"
#include "tests/support/box.h"

using namespace sala;
using namespace sala::hq;
using test::must;
namespace json = boost::json;

namespace {

constexpr char questions[] =
    "survey\n,type,name,label::ไทย (th),label::English (en),parameters\n"
    ",range,mood,วันนี้เป็นอย่างไร,How was it?,start=1 end=5 step=1\n"
    ",select_one agree,heard,มีคนฟัง,Somebody listened,\n"
    ",text,more,เพิ่มเติม,Anything else?,\n"
    "choices\n,list_name,name,label::ไทย (th),label::English (en)\n"
    ",agree,1,ไม่เลย,Not at all\n,agree,2,บ้าง,Partly\n,agree,3,มาก,Very much\n";

std::int64_t const morning = 1'795'400'000;  // what the box's clock shows
ProgrammeId const programme{{1}};
SessionId const session{{7}};
CourseId const course{{8}};
ParticipantId const beam{{11}}, gong{{12}};

FormSet form(std::uint8_t id, AnswerKind kind) {
  auto reading = forms::read_xlsform(questions, "f.csv");
  reading.form.answers = kind;
  FormSet set;
  set.form = FormId{{id}};
  set.code = "f" + std::to_string(id);
  set.title = {"ความเห็น", "Feedback"};
  set.answers = kind;
  set.canonical = must(forms::pack_form(reading.form));
  return set;
}

struct Office {
  test::Box box{1};
  std::unique_ptr<views::Projector> projector;

  Office() {
    projector = must(
        views::Projector::open(box.ledger->database(), DeviceId{test::test_key(1).public_key()}));
    box.ledger->observe(*projector);
    ProgrammeSet set;
    set.programme = programme;
    set.name = {"ผู้นำ", "Leaders"};
    box.write(programme, set);
    CourseSet taught;
    taught.course = course;
    taught.title = {"ฟังกัน", "Listening"};
    box.write(programme, taught);
    SessionSet held;
    held.session = session;
    held.title = {"เช้า", "Morning"};
    held.course = course;
    held.starts_s = morning;
    held.ends_s = morning + 3600;
    box.write(programme, held);
  }
  std::vector<std::string> lines(std::int64_t after_s = 7200, AnswerScope const& scope = {}) {
    views::Queries queries(*box.reads);
    auto all = must(xapi_statements(
        queries, scope,
        {"https://example.org/", WallTime(std::chrono::seconds(morning + after_s))}));
    // For the public validator: tests/e2e/results_page.test.js.
    if (char const* file = std::getenv("SALA_STATEMENTS")) {
      std::ofstream out(file, std::ios::app);
      for (auto const& line : all) out << line << '\n';
    }
    return all;
  }
  std::vector<json::object> statements(std::int64_t after_s = 7200) {
    std::vector<json::object> all;
    auto texts = lines(after_s);
    all.reserve(texts.size());
    for (auto const& line : texts) all.push_back(json::parse(line).as_object());
    return all;
  }
  void release(FormId const& id, std::uint8_t batch, std::size_t size, std::string const& answers) {
    box.write(programme, FormReleased{id, 1, session, BatchId{{batch}}, "2026-11-23",
                                      std::vector<std::string>(size, answers)});
  }
};

std::string text(json::value const& from, char const* pointer) {
  boost::system::error_code error;
  auto const* found = from.find_pointer(pointer, error);
  return found == nullptr     ? "nothing"
         : found->is_string() ? std::string(found->as_string())
                              : json::serialize(*found);
}

std::string verb(json::object const& statement) {
  auto id = text(statement, "/verb/id");
  return id.substr(id.rfind('/') + 1);
}

}  // namespace

TEST_CASE("who came attended; who stayed until it was over completed") {
  Office office;
  office.box.write(programme, AttendanceSignedIn{session, beam, SignInMethod::tile, "", {}});
  auto came =
      office.box.write(programme, AttendanceSignedIn{session, gong, SignInMethod::tile, "", {}});
  auto running = office.statements(60);
  REQUIRE(running.size() == 2);
  CHECK(verb(running[0]) == "attended");
  auto all = office.statements();
  REQUIRE(all.size() == 4);
  CHECK(verb(all[3]) == "completed");
  CHECK(text(all[3], "/result/completion") == "true");
  CHECK(text(all[0], "/object/id") == "urn:uuid:" + to_text(session));
  CHECK(text(all[0], "/object/definition/name/en") == "Morning");
  CHECK(text(all[0], "/context/contextActivities/parent/0/id") == "urn:uuid:" + to_text(course));
  CHECK(text(all[0], "/context/contextActivities/grouping/0/id") ==
        "urn:uuid:" + to_text(programme));
  CHECK(text(all[0], "/timestamp") == "2026-11-23T02:13:20.000Z");
  CHECK(text(all[0], "/actor/account/homePage") == "https://example.org/");
  // He went after ten minutes: he did not complete it.
  office.box.clock.advance(std::chrono::minutes(10));
  office.box.write(programme, AttendanceSignedOut{session, gong, {came}, {}});
  CHECK(office.statements().size() == 3);
  // "That's not me": he never was there.
  office.box.write(programme, AttendanceUndone{session, gong, {came}, {}});
  auto left = office.lines();
  REQUIRE(left.size() == 2);
  for (auto const& line : left) CHECK(line.find(to_text(gong)) == line.npos);
}

TEST_CASE("a named answer is a completed form and a rating for each scale, with its number") {
  Office office;
  auto named = form(21, AnswerKind::named);
  office.box.write(common_programme, named);
  office.box.write(programme,
                   FormAnswered{named.form, 1, session, beam,
                                R"({"/data/mood":"4","/data/heard":"3","/data/more":"ดีมาก"})",
                                morning - 90, FormMoment::end});
  auto all = office.statements();
  REQUIRE(all.size() == 3);
  std::set<std::string> verbs, ratings;
  for (auto const& it : all) {
    verbs.insert(verb(it));
    CHECK(text(it, "/actor/account/name") == to_text(beam));
    CHECK(json::serialize(it).find("ดีมาก") == std::string::npos);
    if (verb(it) != "rated") {
      CHECK(text(it, "/result/duration") == "PT90S");
      continue;
    }
    ratings.insert(text(it, "/result/response") + " of " + text(it, "/result/score/min") + "–" +
                   text(it, "/result/score/max") + ": " + text(it, "/result/score/scaled"));
    CHECK(text(it, "/object/definition/interactionType") == "likert");
    CHECK(text(it, "/context/contextActivities/parent/0/id") == "urn:uuid:" + to_text(named.form));
  }
  CHECK(verbs == std::set<std::string>{"completed", "rated"});
  CHECK(ratings == std::set<std::string>{"4 of 1–5: 7.5E-1", "3 of 1–3: 1"});
}

TEST_CASE("the same ledger gives the same statements, each with an id of its own") {
  Office office;
  auto named = form(21, AnswerKind::named), quiet = form(22, AnswerKind::anonymous);
  office.box.write(common_programme, named);
  office.box.write(common_programme, quiet);
  for (auto const& who : {beam, gong}) {
    office.box.write(programme, AttendanceSignedIn{session, who, SignInMethod::tile, "", {}});
    office.box.write(programme, FormAnswered{named.form, 1, session, who, R"({"/data/mood":"4"})",
                                             morning, FormMoment::end});
  }
  office.release(quiet.form, 1, 5, R"({"/data/mood":"2"})");
  auto once = office.lines();
  CHECK(once.size() == 4 + 4 + 5);
  CHECK(office.lines() == once);
  std::set<std::string> ids;
  for (auto const& it : office.statements()) ids.insert(text(it, "/id"));
  CHECK(ids.size() == once.size());
  // More happens: what was said before is said again, word for word.
  office.release(quiet.form, 2, 5, R"({"/data/mood":"1"})");
  auto more = office.lines();
  CHECK(more.size() == once.size() + 5);
  for (auto const& line : once) CHECK(std::count(more.begin(), more.end(), line) == 1);
  CHECK(office.lines(7200, {ProgrammeId{{9}}, {}}).empty());
  CHECK(office.lines(7200, {{}, std::vector<SessionId>{}}).empty());
}

TEST_CASE(
    "no anonymous answer is tied to anybody, or shown under five; no confidential one at all") {
  Office office;
  auto quiet = form(22, AnswerKind::anonymous), sealed = form(23, AnswerKind::confidential);
  office.box.write(common_programme, quiet);
  office.box.write(common_programme, sealed);
  office.release(quiet.form, 1, 4, R"({"/data/mood":"1"})");
  // What a box that lies might write.
  office.box.write(programme, FormAnswered{sealed.form, 1, session, beam, R"({"/data/mood":"1"})",
                                           morning, FormMoment::end});
  office.box.write(programme, FormAnswered{quiet.form, 1, session, beam, R"({"/data/mood":"1"})",
                                           morning, FormMoment::end});
  CHECK(office.lines().empty());
  office.release(quiet.form, 2, 6, R"({"/data/mood":"5","/data/more":"ความลับ"})");
  auto all = office.statements();
  REQUIRE(all.size() == 6);
  for (auto const& it : all) {
    CHECK(verb(it) == "rated");
    CHECK(text(it, "/actor/account/name") == "anonymous");
    CHECK(text(it, "/timestamp") == "2026-11-23T05:00:00.000Z");
    auto whole = json::serialize(it);
    CHECK(whole.find(to_text(BatchId{{2}})) == whole.npos);
    CHECK(whole.find("ความลับ") == whole.npos);
  }
}
