// No room on the disk of either side, as real processes: nothing that was acknowledged is lost, it
// is said in plain words, and all goes on when there is room again.
//
// Without root there is no small disk to fill: the kernel refuses the process every file's growth
// (RLIMIT_FSIZE), and lifts that again from outside.
#include <sys/resource.h>

#include <fstream>

#include "tests/support/loopback.h"
#include "tests/support/real_headquarters.h"

using namespace sala;
using test::must;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 90s;

// The signal that comes with the limit would end the process; a full disk sends none.
std::vector<std::string> const unsignalled{"/bin/sh", "-c", "trap '' XFSZ; exec \"$0\" \"$@\""};
std::vector<std::string> const without_room{"/bin/sh", "-c",
                                            "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\""};

enum class Room { none, enough };
void give(Room room, pid_t process) {
  rlimit limit{};
  REQUIRE(::prlimit(process, RLIMIT_FSIZE, nullptr, &limit) == 0);
  limit.rlim_cur = room == Room::none ? 1 : limit.rlim_max;
  REQUIRE(::prlimit(process, RLIMIT_FSIZE, &limit, nullptr) == 0);
}

bool arrives(test::LoopbackKiosk& box) { return box.all_arrives(patience); }

bool is_turned_away(test::LoopbackKiosk& box) {
  box.courier->try_now();
  return test::LoopbackKiosk::wait_until(
      [&] {
        auto const status = box.courier->status();
        return status.trouble && status.trouble->status == 503;
      },
      patience);
}

int attendances(test::RealHeadquarters const& hq) {
  int sum = 0;
  auto database = hq.open_to_read();
  must(must(ledger::Reader::open(database))
           .for_each([&](EventView const& event, std::int64_t) -> Result<void> {
             sum += event.kind == AttendanceSignedIn::kind ? 1 : 0;
             return {};
           }));
  return sum;
}

}  // namespace

TEST_CASE("headquarters without room takes nothing, says so, and goes on when there is room") {
  test::RealHeadquarters hq;
  hq.serve({}, unsignalled);
  std::string const url = "http://" + hq.listen;
  test::LoopbackKiosk box(must(link::enrolment_link_from_text(hq.invite(url))));
  box.connect();
  box.sign_in(3);
  REQUIRE(arrives(box));

  give(Room::none, hq.process->pid());
  box.sign_in(2);
  CHECK(is_turned_away(box));  // it is up, and answers with its signature that it cannot
  auto const trouble = box.courier->status().trouble;
  REQUIRE(trouble.has_value());
  CHECK(trouble->situation == link::Situation::server_trouble);
  INFO(trouble->error.message());
  CHECK(trouble->error.cause.find("check the disk") != std::string::npos);
  CHECK_FALSE(box.courier->status().safe_to_switch_off);
  CHECK(attendances(hq) == 3);

  give(Room::enough, hq.process->pid());
  CHECK(arrives(box));
  CHECK(attendances(hq) == 5);

  // Power is lost while there is no room: it cannot start, and says what to do.
  give(Room::none, hq.process->pid());
  box.sign_in(2);
  CHECK(is_turned_away(box));
  hq.process->signal(SIGKILL);
  hq.process->wait();
  std::vector<std::string> words = without_room;
  words.insert(words.end(), {test::binary("sala-hq"), "serve", "--listen", hq.listen});
  auto said = test::run(words, hq.environment, 1);
  INFO(said);
  CHECK(said.find("sala-hq serve: ") != std::string::npos);
  hq.serve();
  CHECK(arrives(box));
  CHECK(attendances(hq) == 7);
  hq.end();
  hq.command({"verify"});  // ends with 0 when all is whole
}

TEST_CASE("a kiosk without room shows the quiet fault screen, keeps what it has, and goes on") {
  test::RealHeadquarters hq;
  hq.serve();
  std::string const kiosk = hq.folder / "kiosk";
  test::run(
      {test::binary("sala-kiosk"), "enrol", hq.invite("http://" + hq.listen), "--data", kiosk});
  // Its parent is the shell that runs a step of the story.
  std::ofstream(hq.folder / "story.txt") << R"(await 20 มาแล้ว 0 จาก 43 คน
scan YSI4-02
see คนที่ 1 วันนี้
press คนถัดไป
run prlimit --pid $PPID --fsize=1:
scan YSI4-03
await 10 เครื่องนี้ขอพักสักครู่
see ครั้งนี้เก็บไม่ได้
run prlimit --pid $PPID --fsize=unlimited:
press ลองอีกครั้ง
see มาแล้ว 1 จาก 43 คน
scan YSI4-03
see คนที่ 2 วันนี้
press คนถัดไป
await 30 ถึงสำนักงานครบ
)";
  auto words = unsignalled;
  words.insert(words.end(),
               {test::binary("sala-kiosk"), "--data", kiosk, "--off-screen", "1280x800", "--play",
                hq.folder / "story.txt", "--pictures", hq.folder / "seen"});
  test::run(words);
  CHECK(attendances(hq) == 2);
  hq.end();
  hq.command({"verify"});  // ends with 0 when all is whole
}
