// What a running kiosk costs, seen from outside: the real program on a real folder.
#include <signal.h>

#include <cstdio>
#include <fstream>
#include <thread>

#include "platform/base/verify.h"
#include "tests/bench/figure.h"
#include "tests/bench/kiosk/figures.h"
#include "tests/bench/measure.h"
#include "tests/support/display.h"

namespace sala::bench {

using namespace std::chrono_literals;
using test::Process;

namespace {

constexpr int rounds = 5;

std::vector<std::string> off_screen(std::string const& folder) {
  return {test::binary("sala-kiosk"), "--off-screen", "1280x800", "--data", folder};
}

// Stops it as a person would, so that the next one finds the folder in order.
void end(Process& process) {
  process.signal(SIGTERM);
  process.wait();
}

void heard(Process& process, std::string const& text, std::chrono::milliseconds within) {
  if (process.line_with(text, within)) return;
  std::fprintf(stderr, "%s\n", process.everything().c_str());
  VERIFY(false);
}

// With the find screen opened, scrolled to its end and searched.
double pss_after_use(std::string const& folder) {
  std::string story = folder + "/story.txt";
  std::ofstream steps(story);
  steps << "see ลงชื่อเข้าร่วม\nawait 20 มาแล้ว\npress ลงชื่อเข้าร่วม\nsee คุณคือใคร\n";
  for (int i = 0; i < 40; ++i) steps << "swipe up\n";
  steps << "type บีม\ntype  สุ\nsay ready to be weighed\nrun sleep 2\n";
  steps.close();
  auto words = off_screen(folder);
  words.insert(words.end(), {"--play", story, "--pictures", folder + "/pictures"});
  Process kiosk(words);
  heard(kiosk, "ready to be weighed", 120s);
  std::this_thread::sleep_for(500ms);
  double mb = pss_mb(kiosk.pid());
  VERIFY(kiosk.wait() == 0);
  return mb;
}

double pss_at_start(std::string const& folder) {
  Process kiosk(off_screen(folder));
  heard(kiosk, "first frame", 20s);
  std::this_thread::sleep_for(1s);
  double mb = pss_mb(kiosk.pid());
  end(kiosk);
  return mb;
}

}  // namespace

void start_to_first_frame() {
  KioskFolder folder(43);
  Figure figure{"start_to_first_frame_ms", "ms", {}, 100, {0, "starting and ending /bin/true"}};
  std::vector<double> nothing;
  // The first start after the installation makes the index of fonts: not counted.
  for (int round = -1; round < 2 * rounds; ++round) {
    nothing.push_back(run_ms({"/bin/true"}));
    std::optional<Process> kiosk;
    double ms = time_ms([&] {
      kiosk.emplace(off_screen(folder.path()));
      heard(*kiosk, "first frame", 20s);
    });
    if (round >= 0) figure.runs.push_back(ms);
    end(*kiosk);
  }
  figure.limit.value = median(nothing);
  print(figure);
}

void memory_5000_people() {
  KioskFolder folder(5000);
  test::TemporaryFolder empty;
  Figure figure{"memory_5000_people_mb", "MB", {}, 45, {0, "the same program, knowing nobody"}};
  for (int round = 0; round < rounds; ++round) {
    figure.runs.push_back(pss_after_use(folder.path()));
  }
  figure.limit.value = pss_at_start(empty / "kiosk");
  print(figure);
}

void idle_cpu() {
  KioskFolder folder(43);
  test::Display display("1280x800");
  Process kiosk({test::binary("sala-kiosk"), "--window", "1280x800", "--data", folder.path()},
                {{"DISPLAY", display.name}, {"SDL_VIDEODRIVER", "x11"}});
  heard(kiosk, "first frame", 20s);
  std::this_thread::sleep_for(5s);
  Figure figure{"idle_cpu_percent", "%", {}, 0.1, {0, "only to sleep as often, same run"}};
  double slept = sleeps(kiosk.pid());
  for (int round = 0; round < rounds; ++round) {
    double before = cpu_seconds(kiosk.pid());
    double ms = time_ms([] { std::this_thread::sleep_for(30s); });
    figure.runs.push_back((cpu_seconds(kiosk.pid()) - before) / ms * 1000 * 100);
  }
  // As many sleeps as in one of the runs, in a tenth of its time: waking is what it costs.
  double a_run = (sleeps(kiosk.pid()) - slept) / rounds;
  figure.limit.value = cpu_seconds_of_sleeping(a_run, 3) / 30 * 100;
  print(figure);
  end(kiosk);
}

}  // namespace sala::bench
