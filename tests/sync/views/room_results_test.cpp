#include "sync/views/room_results.h"

#include <doctest/doctest.h>

#include "sync/forms/form_json.h"
#include "sync/forms/xlsform/xlsform.h"
#include "sync/views/projector.h"
#include "tests/support/box.h"

using namespace sala;
using test::must;

namespace {

constexpr char questions[] =
    "survey\n,type,name,label::ไทย (th),label::English (en),parameters,appearance\n"
    ",range,mood,วันนี้,Today,start=1 end=3 step=1,\n"
    ",text,word,คำ,A word,,\n"
    ",select_one light,state,เป็นอย่างไร,How is it,,likert\n"
    "choices\n,list_name,name,label::ไทย (th),label::English (en)\n"
    ",light,go,ไปได้ดี,Well\n,light,slow,ช้า,Slow\n";

ProgrammeId const programme{{1}};
SessionId const session{{7}};

FormSet form(std::uint8_t id, AnswerKind kind) {
  FormSet set;
  set.form = FormId{{id}};
  set.title = {"ความเห็น", "Feedback"};
  set.answers = kind;
  set.canonical = must(forms::pack_form(forms::read_xlsform(questions, "f.csv").form));
  return set;
}

struct Room {
  test::Box box{1};
  std::unique_ptr<views::Projector> projector;
  ProgrammeSet programme_set;
  SessionSet session_set;
  std::uint8_t batches = 0;

  Room() {
    projector = must(
        views::Projector::open(box.ledger->database(), DeviceId{test::test_key(1).public_key()}));
    box.ledger->observe(*projector);
    box.write(common_programme, form(5, AnswerKind::anonymous));
    box.write(common_programme, form(6, AnswerKind::named));
    programme_set.programme = programme;
    session_set.session = session;
    session_set.forms = {{FormId{{5}}, FormMoment::end}, {FormId{{6}}, FormMoment::end}};
  }
  void release(std::string const& answers, std::size_t people, SessionId const& where = session) {
    box.write(programme, FormReleased{FormId{{5}}, 1, where, BatchId{{++batches}}, "2026-11-23",
                                      std::vector<std::string>(people, answers)});
  }
  std::vector<views::RoomForm> said() {
    views::Queries queries(*box.reads);
    return must(must(views::RoomResults::open(queries)).of(programme_set, session_set));
  }
};

}  // namespace

TEST_CASE("the room sees the scales of its anonymous forms, step by step") {
  Room room;
  room.release(R"({"/data/mood":"3","/data/word":"x","/data/state":"slow"})", 5);
  room.release(R"({"/data/mood":"1"})", 5);
  room.release(R"({"/data/mood":"2"})", 9, SessionId{{8}});
  auto said = room.said();
  REQUIRE(said.size() == 1);
  CHECK(said[0].title.en == "Feedback");
  REQUIRE(said[0].questions.size() == 2);
  auto const& mood = said[0].questions[0];
  CHECK(mood.label.th == "วันนี้");
  CHECK(mood.answered == 10);
  CHECK(mood.has_mean);
  CHECK(mood.mean == doctest::Approx(2));
  REQUIRE(mood.steps.size() == 3);
  CHECK(mood.steps[0].count == 5);
  CHECK(mood.steps[1].count == 0);
  CHECK(mood.steps[2].count == 5);
  auto const& state = said[0].questions[1];
  CHECK_FALSE(state.has_mean);
  CHECK(state.steps[1].label.en == "Slow");
  CHECK(state.steps[1].count == 5);
}

TEST_CASE("under five the room sees the question, and nothing of its answers") {
  Room room;
  room.release(R"({"/data/mood":"3"})", 4);
  room.release(R"({"/data/state":"go"})", 6);
  auto said = room.said();
  CHECK(said[0].questions[0].answered == 0);
  for (auto const& step : said[0].questions[0].steps) CHECK(step.count == 0);
  CHECK(said[0].questions[1].answered == 6);
}

TEST_CASE("what the programme asks in every session counts; what is asked at any time does not") {
  Room room;
  room.session_set.forms.clear();
  CHECK(room.said().empty());
  room.programme_set.forms = {{FormId{{5}}, FormMoment::any_time}};
  CHECK(room.said().empty());
  room.programme_set.forms.push_back({FormId{{5}}, FormMoment::end});
  CHECK(room.said().size() == 1);
}
