// What a finger and a key feel: frames of the find screen.
#include <cstring>
#include <random>

#include "platform/base/verify.h"
#include "tests/bench/figure.h"
#include "tests/bench/kiosk/figures.h"
#include "tests/bench/people.h"
#include "tests/bench/workshop.h"
#include "tests/support/loopback.h"

namespace sala::bench {

using namespace std::chrono_literals;
using test::or_stop;

namespace {

constexpr int rounds = 5;

// Screens on a roster of made-up people, who need no disk.
class Hall {
 public:
  explicit Hall(std::size_t people) {
    std::vector<kiosk::Person> list;
    std::vector<kiosk::Session> sessions;
    for (ledger::Draft const& draft : workshop_events(people)) {
      if (auto const* set = std::get_if<ParticipantSet>(&draft.body)) {
        list.push_back(kiosk::to_person(*set, draft.programme));
      } else if (auto const* session = std::get_if<SessionSet>(&draft.body)) {
        sessions.push_back({*session, draft.programme, {}, {}});
      }
    }
    kiosk::DayUpdate update;
    update.roster = kiosk::Roster::of(std::move(list), std::move(sessions), {});
    kiosk::Machine::Options options;
    options.folder = folder_ / "kiosk";
    machine_ = or_stop(kiosk::Machine::start(options));
    day_.apply(std::move(update));
    day_.set_now(system_clock().boottime(), system_clock().wall());
    screens_.emplace(day_, machine_->desk(), *machine_);
    screens_->app().show(kiosk::find_screen(screens_->context()));
    screens_->rest();
  }
  Screens& screens() { return *screens_; }

 private:
  test::TemporaryFolder folder_;
  std::unique_ptr<kiosk::Machine> machine_;  // for its desk alone
  kiosk::Day day_;
  std::optional<Screens> screens_;
};

void finger(Screens& screens, screen::InputKind kind, float y) {
  screen::InputEvent event;
  event.kind = kind;
  event.time = screens.stage().clock().boottime();
  event.x = static_cast<float>(screens.stage().size().width) / 2;
  event.y = y;
  screens.stage().feed().push(event);
}

// A drag of half the screen, let go in full swing: every frame that moved the list, until it rests.
void fling(Screens& screens, float from, float to, std::vector<double>& frames) {
  constexpr int samples = 16;
  auto note = [&](std::optional<double> ms) {
    if (ms && !screens.stage().changed().empty()) frames.push_back(*ms);
    return ms.has_value();
  };
  finger(screens, screen::InputKind::press, from);
  for (int i = 1; i <= samples; ++i) {
    note(screens.frame());
    finger(screens, screen::InputKind::move,
           from + (to - from) * static_cast<float>(i) / static_cast<float>(samples));
    std::this_thread::sleep_for(8ms);
  }
  finger(screens, screen::InputKind::release, to);
  while (note(screens.frame())) {
  }
}

double copy_of_the_picture_ms(screen::Stage& stage) {
  auto const& argb = stage.pixels().argb;
  std::vector<std::uint32_t> copy(argb.size());
  std::vector<double> times;
  for (int i = 0; i < 50; ++i) {
    times.push_back(
        time_ms([&] { std::memcpy(copy.data(), argb.data(), argb.size() * sizeof argb[0]); }));
  }
  return percentile(times, 0.95);
}

}  // namespace

void frame_scroll() {
  Hall hall(5000);
  Screens& screens = hall.screens();
  Figure figure{"frame_scroll_p95_ms", "ms", {}, 6, {0, "p95 of copying one picture, same run"}};
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> frames;
    for (int i = 0; i < 4; ++i) fling(screens, 640, 240, frames);
    for (int i = 0; i < 2; ++i) fling(screens, 260, 640, frames);
    VERIFY(frames.size() > 100);
    figure.runs.push_back(percentile(frames, 0.95));
  }
  figure.limit.value = copy_of_the_picture_ms(screens.stage());
  print(figure);
}

void key_to_drawn_100k() {
  Hall hall(100'000);
  Screens& screens = hall.screens();
  auto& feed = screens.stage().feed();
  Figure figure{
      "key_to_drawn_100k_p99_ms", "ms", {}, 8, {0, "p99 of drawing that screen unchanged"}};
  std::vector<double> unchanged;
  std::mt19937 dice(7);
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> times;
    for (int word = 0; word < 12; ++word) {
      auto person = thai_person(dice() % 100'000);
      auto const& name = word % 3 == 0   ? person.nickname
                         : word % 3 == 1 ? person.given_name
                                         : person.surname;
      std::size_t typed = 0;
      for (std::string const& so_far : letter_by_letter(name)) {
        screens.rest();
        auto start = std::chrono::steady_clock::now();
        feed.type(so_far.substr(typed), screens.stage().clock().boottime());
        VERIFY(screens.frame());
        VERIFY(!screens.stage().changed().empty());
        times.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count());
        if (auto ms = screens.frame()) unchanged.push_back(*ms);
        typed = so_far.size();
      }
      for (std::size_t i = letter_by_letter(name).size(); i > 0; --i) {
        feed.press_key(screen::Key::backspace, screens.stage().clock().boottime());
        screens.frame();
      }
    }
    figure.runs.push_back(percentile(times, 0.99));
  }
  figure.limit.value = percentile(unchanged, 0.99);
  print(figure);
}

}  // namespace sala::bench
