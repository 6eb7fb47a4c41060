// A headquarters with three electives, five people and two boxes, without sockets: commands are
// given to it as from a terminal.
//
//   E1 เล่าเรื่อง    2 seats, both taken (1, 2); 3 and 4 wait
//   E2 ทำแผนที่    12 seats, at least 5, closed since yesterday; 5 is in it
//   E3 ดูแลใจ     10 seats, 4 of them at the box "โต๊ะ 1"; nobody yet
#pragma once

#include <future>
#include <memory>
#include <string>
#include <vector>

#include "sync/hq/commands/local_desk.h"
#include "sync/hq/course_board.h"
#include "tests/support/box.h"

namespace sala::test {

inline ProgrammeId const cohort_4{{4}};
inline CourseId const story_course{{1}}, map_course{{2}}, care_course{{3}};

// What a command said and how it ended.
struct Told final : hq::Sink {
  explicit Told(Words words) : Sink(words) {}
  void say(std::string_view text) override { said += text; }
  void complain(std::string_view text) override { complained += text; }
  bool says(std::string_view text) const { return said.find(text) != said.npos; }

  int status = 0;
  std::string said;
  std::string complained;
};

class CourseOffice {
 public:
  explicit CourseOffice(hq::DataFolder folder) : data(std::move(folder)) {
    local = must(hq::LocalDesk::open(data));
    ProgrammeSet cohort;
    cohort.programme = cohort_4;
    cohort.code = "YSI4";
    cohort.name.th = "รุ่น 4";
    write({cohort});
    write_people();
    auto yesterday =
        std::chrono::duration_cast<std::chrono::seconds>(system_clock().wall().time_since_epoch())
            .count() -
        86'400;
    write({course(story_course, "E1", "เล่าเรื่อง", 2), course(map_course, "E2", "ทำแผนที่", 12),
           course(care_course, "E3", "ดูแลใจ", 10)});
    change(map_course, [&](CourseSet& it) {
      it.minimum = 5;
      it.cutoff_s = yesterday;
    });
    auto lots = write({SeatsSupplied{story_course, 2}, SeatsSupplied{map_course, 12},
                       SeatsSupplied{care_course, 10}});
    hear_box();
    write({SeatTaken{story_course, person(1), lots[0], {}, {}},
           SeatTaken{story_course, person(2), lots[0], {}, {}},
           WaitingJoined{story_course, person(3), {}}, WaitingJoined{story_course, person(4), {}},
           SeatTaken{map_course, person(5), lots[1], {}, {}},
           SeatsGiven{care_course, lots[2], box_stream, 4}});
  }

  static ParticipantId person(std::uint8_t number) { return ParticipantId{{0x50, number}}; }

  std::vector<EventName> write(std::vector<Body> bodies, ProgrammeId programme = cohort_4) {
    std::vector<ledger::Draft> drafts;
    for (Body& body : bodies) drafts.push_back({programme, std::move(body)});
    return must(local->desk().write(std::move(drafts)));
  }
  template <class Change>
  void change(CourseId const& id, Change change) {
    auto set = read([&](views::Queries& it) { return must(it.course(id)).value(); });
    change(set);
    ++set.version;
    write({set});
  }
  // `sala-hq seats …`, with headquarters not running, or `desk` changed by the test.
  Told command(std::vector<std::string> words) {
    hq::Job job;
    job.command = words.front();
    job.words.assign(words.begin() + 1, words.end());
    Told told(catalogue.in("en"));
    told.status = hq::run_writing(local->desk(), job, told);
    return told;
  }
  template <class Ask>
  auto read(Ask ask) {
    auto database = must(db::Database::open(data.ledger(), db::Access::read_only));
    views::Queries queries(database);
    return ask(queries);
  }
  hq::CourseEntry entry(CourseId const& id) {
    auto database = must(db::Database::open(data.ledger(), db::Access::read_only));
    ProgrammeSet programme;
    programme.programme = cohort_4;
    auto board = must(hq::read_course_board(database, programme, local->desk().headquarters,
                                            system_clock().wall()));
    REQUIRE(board.find(id) != nullptr);
    return *board.find(id);
  }
  // What the box wrote since; it was out of reach until now.
  void hear_box() {
    if (box_stream == StreamId{}) {
      box_stream = box.write(cohort_4, AttendanceSignedIn{}).stream;
      write({DeviceEnrolled{device(), "โต๊ะ 1", {}, {cohort_4}},
             DeviceEnrolled{DeviceId{{9}}, "โต๊ะ 2", {}, {cohort_4}}},
            common_programme);
    }
    ledger::Runs memory;
    ledger::Intake intake;
    intake.runs.push_back(must(ledger::check(box.run_after(box_stream, 0, memory))));
    std::promise<void> done;
    local->desk().keeper.take_in(std::move(intake), [&](auto answer) {
      CHECK(answer.has_value());
      done.set_value();
    });
    done.get_future().wait();
  }
  DeviceId device() const { return DeviceId{box.key.public_key()}; }

  Catalogue catalogue = must(Catalogue::load(SALA_SHARE "/locale"));
  hq::DataFolder data;
  std::unique_ptr<hq::LocalDesk> local;
  Box box{7};
  StreamId box_stream;

 private:
  static CourseSet course(CourseId const& id, std::string code, std::string title,
                          std::int64_t capacity) {
    CourseSet it;
    it.course = id;
    it.code = std::move(code);
    it.title.th = std::move(title);
    it.slot = it.code == "E3" ? "ช่วงบ่าย" : "ช่วงเช้า";
    it.capacity = capacity;
    return it;
  }
  void write_people() {
    struct Row {
      char const* code;
      char const* nickname;
      char const* given;
      char const* surname;
    };
    constexpr Row rows[] = {{"P1", "บีม", "กิ่งกาญจน์", "ใจผ่อง"},
                            {"P2", "=1+1", "สมปอง", "มีสุข"},
                            {"P3", "<b>&\"'", "ทดสอบ", "ระบบ"},
                            {"P4", "น้ำ", "น้ำฝน", "ศรี, ทอง"},
                            {"P5", "ต้น🌱", "ต้น", ""}};
    std::uint8_t number = 0;
    for (Row const& row : rows) {
      ParticipantSet it;
      it.participant = person(++number);
      it.code = row.code;
      it.nickname = row.nickname;
      it.given_name = row.given;
      it.surname = row.surname;
      write({it});
    }
  }
};

}  // namespace sala::test
