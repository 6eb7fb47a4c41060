#include "kiosk/forms.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "kiosk/offers.h"
#include "sync/forms/answers.h"
#include "sync/forms/form_json.h"
#include "sync/forms/xlsform/xlsform.h"
#include "tests/kiosk/screenless.h"

using namespace sala;
using namespace sala::kiosk;
using test::must;

namespace {

FormId const named_form{{21}}, quiet_form{{22}}, sealed_form{{23}}, always_form{{24}};
SessionId const session{{7}};

FormSet form(FormId const& id, AnswerKind kind, std::int64_t version = 1,
             std::string const& label = "How was it?") {
  auto reading = forms::read_xlsform("survey\n,type,name,label\n,text,q," + label + "\n", "f.csv");
  reading.form.answers = kind;
  FormSet set;
  set.form = id;
  set.version = version;
  set.code = "f" + std::to_string(id.bytes[0]);
  set.title.th = label;
  set.answers = kind;
  set.canonical = must(forms::pack_form(reading.form));
  return set;
}

struct Hall : test::ScreenlessKiosk {
  ParticipantId beam{{1}}, gong{{2}};

  Hall() {
    SessionSet morning;
    morning.session = session;
    morning.starts_s = 1'795'400'000;
    morning.ends_s = morning.starts_s + 10'800;
    morning.forms = {{named_form, FormMoment::end},
                     {quiet_form, FormMoment::end},
                     {sealed_form, FormMoment::sign_in}};
    ProgrammeSet set;
    set.programme = programme;
    set.forms = {{always_form, FormMoment::any_time}, {named_form, FormMoment::sign_in}};
    write({{common_programme, form(named_form, AnswerKind::named)},
           {common_programme, form(quiet_form, AnswerKind::anonymous)},
           {common_programme, form(sealed_form, AnswerKind::confidential)},
           {common_programme, form(always_form, AnswerKind::named)},
           {programme, set},
           {programme, morning},
           {programme, person(beam, "บีม")},
           {programme, person(gong, "ก้อง")}});
    REQUIRE(until(
        [&] { return day.form(always_form) != nullptr && day.roster().people().size() == 2; }));
  }
  static ParticipantSet person(ParticipantId const& id, std::string nickname) {
    ParticipantSet set;
    set.participant = id;
    set.nickname = std::move(nickname);
    return set;
  }
  Receipt answer(FormId const& id, ParticipantId const& who, std::string answers,
                 std::int64_t version = 1) {
    auto ticket =
        desk->answer({programme, id, version, session, who, std::move(answers), clock.wall()});
    CHECK(until([&] { return desk->receipt(ticket).saving != Saving::waiting; }));
    return desk->receipt(ticket);
  }
  std::vector<views::AnswerRow> answers(FormId const& id) {
    auto database = must(db::Database::open(folder / "ledger.db", db::Access::read_only));
    return must(views::Queries(database).answers(id));
  }
  std::string codes(SessionId const& where, FormMoment when) {
    std::string out;
    for (FormEntry const* it : day.forms_for(where, when)) out += it->code + " ";
    return out;
  }
};

}  // namespace

TEST_CASE("a session offers its own forms and those of its programme, each at its moment") {
  Hall hall;
  CHECK(hall.codes(session, FormMoment::sign_in) == "f23 f21 ");
  CHECK(hall.codes(session, FormMoment::end) == "f21 f22 ");
  CHECK(hall.codes(session, FormMoment::any_time).empty());
  CHECK(hall.codes({}, FormMoment::any_time) == "f24 ");
  CHECK(hall.codes(SessionId{{99}}, FormMoment::end).empty());
  CHECK(hall.day.form(named_form)->blueprint->form().questions.size() == 1);
}

TEST_CASE("who answers while the form is replaced, answers the version that he began") {
  Hall hall;
  FormEntry const begun = *hall.day.form(named_form);
  hall.write({{common_programme, form(named_form, AnswerKind::named, 2, "And now?")}});
  REQUIRE(hall.until([&] { return hall.day.form(named_form)->version == 2; }));
  CHECK(begun.blueprint->form().questions[0].label[0] == "How was it?");
  CHECK(hall.day.form(named_form)->blueprint->form().questions[0].label[0] == "And now?");
  CHECK(hall.answer(named_form, hall.beam, R"({"/data/q":"well"})", begun.version).saving ==
        Saving::saved);
  REQUIRE(hall.answers(named_form).size() == 1);
  CHECK(hall.answers(named_form)[0].body.version == 1);
  auto database = must(db::Database::open(hall.folder / "ledger.db", db::Access::read_only));
  auto old = must(views::Queries(database).form(named_form, 1));
  REQUIRE(old);
  CHECK(old->title.th == "How was it?");
}

TEST_CASE("a form that is withdrawn is offered no more") {
  Hall hall;
  auto gone = form(named_form, AnswerKind::named, 2);
  gone.withdrawn = true;
  hall.write({{common_programme, gone}});
  CHECK(hall.until([&] { return hall.day.form(named_form) == nullptr; }));
  CHECK(hall.codes(session, FormMoment::end) == "f22 ");
}

TEST_CASE("a named answer is an event; said again it is none, said otherwise it corrects") {
  Hall hall;
  CHECK_FALSE(hall.day.has_answered(named_form, session, hall.beam));
  CHECK(hall.answer(named_form, hall.beam, R"({"/data/q":"well"})").names.size() == 1);
  CHECK(hall.until([&] { return hall.day.has_answered(named_form, session, hall.beam); }));
  CHECK_FALSE(hall.day.has_answered(named_form, session, hall.gong));
  auto again = hall.answer(named_form, hall.beam, R"({"/data/q":"well"})");
  CHECK(again.saving == Saving::saved);
  CHECK(again.names.empty());
  hall.clock.advance(std::chrono::minutes(1));
  CHECK(hall.answer(named_form, hall.beam, R"({"/data/q":"better"})").names.size() == 1);
  REQUIRE(hall.answers(named_form).size() == 1);
  CHECK(hall.answers(named_form)[0].body.answers == R"({"/data/q":"better"})");
}

TEST_CASE("what is said at the beginning and at the end are two answers") {
  Hall hall;
  for (auto when : {FormMoment::sign_in, FormMoment::end}) {
    CHECK_FALSE(hall.day.has_answered(named_form, session, hall.beam, when));
    auto ticket = hall.desk->answer({hall.programme, named_form, 1, session, hall.beam,
                                     R"({"/data/q":"3"})", hall.clock.wall(), when});
    CHECK(hall.until([&] { return hall.desk->receipt(ticket).saving == Saving::saved; }));
    CHECK(hall.until([&] { return hall.day.has_answered(named_form, session, hall.beam, when); }));
  }
  CHECK(hall.answers(named_form).size() == 2);
}

TEST_CASE("a form of both moments is asked before and after, and offered once at a time") {
  Hall hall;
  auto asked = [&](FormMoment when) {
    auto offers = forms_at(hall.day, *hall.day.roster().session(session), when, hall.beam);
    return std::ranges::any_of(
        offers, [](FormOffer const& it) { return it.asking.entry.form == named_form; });
  };
  auto answer = [&](FormMoment when) {
    auto offers = forms_now(hall.day, hall.beam);
    auto mine = [](FormOffer const& it) { return it.asking.entry.form == named_form; };
    REQUIRE(std::ranges::count_if(offers, mine) == 1);
    auto offer = *std::ranges::find_if(offers, mine);
    CHECK(offer.asking.when == when);
    CHECK_FALSE(offer.answered);
    Sheet sheet(offer.asking, hall.day.now(), hall.random);
    REQUIRE(sheet.say("/data/q", "3"));
    auto ticket = hall.desk->answer(must(sheet.finish(hall.day.now())));
    CHECK(hall.saved(ticket).names.size() == 1);
    CHECK(hall.until([&] { return hall.day.has_answered(named_form, session, hall.beam, when); }));
  };
  CHECK(asked(FormMoment::sign_in));
  answer(FormMoment::sign_in);
  CHECK_FALSE(asked(FormMoment::sign_in));
  CHECK(asked(FormMoment::end));
  hall.clock.advance(std::chrono::minutes(170));
  hall.day.set_now(hall.clock.boottime(), hall.clock.wall());
  answer(FormMoment::end);
  CHECK_FALSE(asked(FormMoment::end));
  auto all = hall.answers(named_form);
  REQUIRE(all.size() == 2);
  CHECK(all[0].body.when == FormMoment::sign_in);
  CHECK(all[1].body.when == FormMoment::end);
}

TEST_CASE("two who were one person have answered once") {
  Hall hall;
  hall.answer(named_form, hall.beam, R"({"/data/q":"a"})");
  hall.clock.advance(std::chrono::minutes(1));
  hall.answer(named_form, hall.gong, R"({"/data/q":"b"})");
  CHECK(hall.answers(named_form).size() == 2);
  hall.write({{hall.programme, ParticipantMerged{hall.gong, hall.beam}}});
  REQUIRE(hall.answers(named_form).size() == 1);
  CHECK(hall.answers(named_form)[0].body.answers == R"({"/data/q":"b"})");
  CHECK(hall.until([&] { return hall.day.has_answered(named_form, session, hall.beam); }));
}

TEST_CASE("an anonymous answer writes no event, and never with a name") {
  Hall hall;
  auto before = hall.day.tally().saved;
  auto receipt = hall.answer(quiet_form, {}, R"({"/data/q":"quiet"})");
  CHECK(receipt.saving == Saving::saved);
  CHECK(receipt.names.empty());
  CHECK(must(hall.letterbox->waiting()) == 1);
  CHECK(hall.answer(quiet_form, hall.beam, "{}").error.code == ErrorCode::refused);
  CHECK(must(hall.letterbox->waiting()) == 1);
  hall.answer(named_form, hall.gong, "{}");
  CHECK(hall.until([&] { return hall.day.tally().saved == before + 1; }));
  CHECK(test::read_file(hall.folder / "ledger.db").find("quiet\"") == std::string::npos);
  CHECK(test::read_file(hall.folder / "ledger.db-wal").find("quiet\"") == std::string::npos);
}

TEST_CASE("what cannot be kept is refused with a reason, and nothing is kept") {
  Hall hall;
  struct Row {
    FormId form;
    ParticipantId who;
    std::string answers;
    std::int64_t version;
    ErrorCode code;
  };
  Row const rows[] = {
      {named_form, {}, "{}", 1, ErrorCode::refused},
      {sealed_form, hall.beam, "{}", 1, ErrorCode::refused},
      {named_form, hall.beam, "{}", 9, ErrorCode::not_found},
      {FormId{{99}}, hall.beam, "{}", 1, ErrorCode::not_found},
      {named_form, hall.beam, "no json", 1, ErrorCode::invalid},
      {named_form, hall.beam, R"({"/data/q":")" + std::string(70'000, 'x') + "\"}", 1,
       ErrorCode::invalid},
      {quiet_form, {}, R"({"/data/q":")" + std::string(7'000, 'x') + "\"}", 1, ErrorCode::invalid},
  };
  for (Row const& row : rows) {
    auto receipt = hall.answer(row.form, row.who, row.answers, row.version);
    CHECK(receipt.saving == Saving::refused);
    CHECK(receipt.error.code == row.code);
  }
  CHECK(hall.answers(named_form).empty());
  CHECK(must(hall.letterbox->waiting()) == 0);
}

TEST_CASE(
    "half-finished forms wait in memory for the same person, for two hours, a hundred at most") {
  FormDrafts drafts;
  auto at = [](FormId const& form, std::uint8_t who, FormMoment when = FormMoment::end) {
    return FormDrafts::Place{form, session, when,
                             who == 0 ? ParticipantId{} : ParticipantId{{who}}};
  };
  BootTime const start{Micros(0)};
  drafts.keep(at(named_form, 1), {{}, "a", start, {}});
  CHECK(drafts.has(at(named_form, 1), start));
  CHECK_FALSE(drafts.has(at(named_form, 2), start));
  CHECK_FALSE(drafts.has(at(quiet_form, 1), start));
  CHECK_FALSE(drafts.has(at(named_form, 1, FormMoment::sign_in), start));
  CHECK(drafts.take(at(named_form, 1), start)->answers == "a");
  CHECK_FALSE(drafts.take(at(named_form, 1), start));
  drafts.keep(at(named_form, 1), {{}, "a", start, {}});
  CHECK_FALSE(drafts.take(at(named_form, 1), start + std::chrono::hours(3)));
  for (int i = 0; i <= 100; ++i) {
    drafts.keep(at(named_form, static_cast<std::uint8_t>(i + 1)),
                {{}, "a", start + std::chrono::seconds(i), {}});
  }
  CHECK_FALSE(drafts.has(at(named_form, 1), start));
  CHECK(drafts.has(at(named_form, 2), start + std::chrono::seconds(100)));
  drafts.keep(at(named_form, 0), {{}, "a", start, {}});
  CHECK_FALSE(drafts.has(at(named_form, 0), start));
}
