// sala-hq seats, each word with what is right and what is not.
#include <doctest/doctest.h>

#include "tests/sync/hq/course_office.h"

namespace sala::test {
namespace {

struct Office : TemporaryFolder, CourseOffice {
  Office() : CourseOffice(made(*this / "hq")) {}
  static hq::DataFolder made(std::string path) {
    hq::DataFolder folder(std::move(path));
    must(folder.init(system_random()));
    return folder;
  }
  std::int64_t events() {
    auto database = must(db::Database::open(data.ledger(), db::Access::read_only));
    return must(must(ledger::Reader::open(database)).last_position(cohort_4));
  }
  // Not understood (2), or not possible (1), and nothing is written.
  std::string refusal(std::vector<std::string> words, int status) {
    auto before = events();
    words.insert(words.begin(), "seats");
    auto told = command(std::move(words));
    CHECK(told.status == status);
    CHECK(told.said.empty());
    CHECK(events() == before);
    return told.complained;
  }
  void release(int who, CourseId const& id) {
    for (rules::Taking const& taking : entry(id).takings) {
      if (taking.participant == person(static_cast<std::uint8_t>(who))) {
        write({SeatReleased{id, taking.participant, taking.name, {}, {}}});
      }
    }
  }
};

bool has(std::string const& text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE_FIXTURE(Office, "seats shows who holds what, who is offered one, and what is to decide") {
  auto told = command({"seats"});
  CHECK(told.status == 0);
  CHECK(told.said == command({"seats", "show"}).said);
  CHECK(told.says("E1  เล่าเรื่อง: 2 seats; 2 taken, 0 kept here, 0 at boxes, 2 waiting\n"));
  CHECK(
      told.says("E2  ทำแผนที่: 12 seats; 1 taken, 11 kept here, 0 at boxes, 0 waiting"
                " · Choosing has ended · FEWER THAN 5: cancel or keep it\n"));
  CHECK(
      told.says("E3  ดูแลใจ: 10 seats; 0 taken, 6 kept here, 4 at boxes, 0 waiting\n"
                "      โต๊ะ 1: 4 free, 0 taken there\n"));
  CHECK_FALSE(told.says("offered"));
  release(1, story_course);
  auto only = command({"seats", "show", "--course", "E1"});
  CHECK(only.says("      offered to <b>&\"' (ทดสอบ ระบบ) since 2"));
  CHECK_FALSE(only.says("น้ำ"));
  CHECK_FALSE(only.says("E2"));
}

TEST_CASE_FIXTURE(Office, "seats names what it does not know and writes nothing") {
  CHECK(has(refusal({"shwo"}, 2), "'shwo' is none of its words"));
  CHECK(has(refusal({"show", "--course", "E9"}, 1), "there are: E1, E2, E3"));
  CHECK(has(refusal({"move", "--seats", "1", "--to", "โต๊ะ 1"}, 2), "--course"));
  CHECK(has(refusal({"move", "--course", "E3", "--seats", "1"}, 2), "--to"));
  CHECK(has(refusal({"move", "--course", "E3", "--to", "โต๊ะ 1"}, 2), "--seats"));
  CHECK(has(refusal({"move", "--course", "E3", "--to", "โต๊ะ 9", "--seats", "1"}, 1), "โต๊ะ 1"));
  for (char const* seats : {"0", "-3", "many", "1000000", "2x"}) {
    CAPTURE(seats);
    auto why = refusal({"move", "--course", "E3", "--to", "โต๊ะ 1", "--seats", seats}, 2);
    CHECK(has(why, "is no number"));
  }
  CHECK(has(refusal({"reclaim", "--course", "E3", "--from", "โต๊ะ 1"}, 2), "--reason"));
  CHECK(has(refusal({"reclaim", "--course", "E3", "--from", "โต๊ะ 1", "--reason", " "}, 2),
            "the reason is empty"));
  CHECK(has(refusal({"cancel"}, 2), "--course"));
  CHECK(has(refusal({"keep", "--course", "E9"}, 1), "there is none of that name"));
}

TEST_CASE_FIXTURE(Office, "move gives what the pool has, to a box that was heard of") {
  auto told = command({"seats", "move", "--course", "E3", "--to", "โต๊ะ 1", "--seats", "2"});
  CHECK(told.said == "2 of 2 seats are on their way.\n");
  CHECK(entry(care_course).totals.held == 6);
  CHECK(entry(care_course).totals.pool == 4);
  CHECK(command({"seats", "move", "--course", "E3", "--to", "โต๊ะ 1", "--seats", "50"}).said ==
        "4 of 50 seats are on their way.\n");
  CHECK(entry(care_course).totals.claims() == 10);
  CHECK(has(refusal({"move", "--course", "E3", "--to", "โต๊ะ 1", "--seats", "1"}, 1),
            "none is kept here to give"));
  CHECK(has(refusal({"move", "--course", "E2", "--to", "โต๊ะ 2", "--seats", "1"}, 1),
            "was not heard of"));
}

TEST_CASE_FIXTURE(Office, "a headquarters that was restarted does not spend what it held before") {
  local.reset();
  local = must(hq::LocalDesk::open(data));
  CHECK(has(refusal({"move", "--course", "E3", "--to", "โต๊ะ 1", "--seats", "2"}, 1),
            "none is kept here to give"));
  CHECK(has(refusal({"vouch"}, 1), "headquarters is not running"));
  int vouched = 0;
  local->desk().vouch = [&] { ++vouched; };
  CHECK(command({"seats", "vouch"}).says("spends again what it held"));
  CHECK(vouched == 1);
}

TEST_CASE_FIXTURE(Office, "reclaim takes a dead box's free seats; spent after all, all are named") {
  auto given = entry(care_course);
  auto told = command(
      {"seats", "reclaim", "--course", "E3", "--from", "โต๊ะ 1", "--reason", "ตกน้ำ  เปิดไม่ติด"});
  CHECK(told.status == 0);
  CHECK(told.says("4 seats are back here."));
  CHECK(entry(care_course).totals.pool == 10);
  CHECK(entry(care_course).totals.held == 0);
  told = command({"seats", "reclaim", "--course", "E3", "--from", "โต๊ะ 1", "--reason", "again"});
  CHECK(told.says("0 seats are back"));
  CHECK(command({"seats", "reclaim", "--course", "E3", "--from", "โต๊ะ 2", "--reason", "never seen"})
            .says("0 seats are back"));
  // It was not dead: two people chose there.
  auto lot = [&] {
    auto database = must(db::Database::open(data.ledger(), db::Access::read_only));
    auto book = must(views::Queries(database).seat_book(care_course, local->desk().headquarters));
    for (rules::Lot const& it : book.lots()) {
      if (it.holder == box_stream) return it.name;
    }
    FAIL("the box holds no lot");
    return EventName{};
  }();
  for (std::uint8_t who : {1, 4})
    box.write(cohort_4, SeatTaken{care_course, person(who), lot, {}, {}});
  hear_box();
  auto shown = command({"seats", "--course", "E3"});
  CHECK(shown.says("FROZEN: 4 seats were promised 6 times. It concerns "));
  CHECK(shown.says("บีม (กิ่งกาญจน์ ใจผ่อง)"));
  CHECK(shown.says("น้ำ (น้ำฝน ศรี, ทอง)"));
  CHECK(entry(care_course).totals.taken == 2);
}

TEST_CASE_FIXTURE(Office, "keep lowers the minimum to those who are in it, cancel ends it; once") {
  CHECK(command({"seats", "keep", "--course", "E2"}).says("takes place with those who are in it"));
  CHECK(entry(map_course).course.minimum == 1);
  CHECK_FALSE(entry(map_course).below_minimum);
  auto after = events();
  CHECK(command({"seats", "keep", "--course", "ทำแผนที่"}).status == 0);
  CHECK(events() == after);
  CHECK(command({"seats", "cancel", "--course", "E2"}).says("choose again first"));
  CHECK(entry(map_course).course.cancelled);
  after = events();
  CHECK(command({"seats", "cancel", "--course", "E2"}).status == 0);
  CHECK(events() == after);
  CHECK(command({"seats", "show"}).says(" · CANCELLED"));
  CHECK(command({"seats", "keep", "--course", "E2"}).status == 0);  // a change of mind
  CHECK_FALSE(entry(map_course).course.cancelled);
}

}  // namespace sala::test
