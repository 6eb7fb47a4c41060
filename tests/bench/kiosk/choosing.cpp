// Choosing among 200 courses on a box that knows 5,000 people: from the finger to the disk, how
// long a frame of the lists takes, and what a seat costs in events and bytes until it is taken.
#include "kiosk/screens/sample.h"
#include "kiosk/ui/hand.h"
#include "platform/base/verify.h"
#include "platform/db/database.h"
#include "sync/ledger/reader.h"
#include "tests/bench/figure.h"
#include "tests/bench/kiosk/figures.h"
#include "tests/bench/kiosk/saved_watch.h"
#include "tests/bench/measure.h"
#include "tests/bench/workshop.h"
#include "tests/support/loopback.h"

namespace sala::bench {

using namespace std::chrono_literals;
using test::or_stop;

namespace {

constexpr std::size_t people = 5'000;
constexpr std::size_t courses = 200;
constexpr int rounds = 5;
constexpr int taps_a_round = 100;

// The box of a workshop with many courses, whose headquarters is gone since it gave it seats.
struct Chooser {
  Chooser() : folder(people, courses) {
    kiosk::Machine::Options options;
    options.folder = folder.path();
    options.wake = [this] {
      watch.woken();
      if (stage != nullptr) stage->wake();
    };
    machine = or_stop(kiosk::Machine::start(options));
    bool ready = test::LoopbackKiosk::wait_until(
        [&] {
          machine->refresh();
          return has_seats(machine->day(), courses);
        },
        20s);
    VERIFY(ready);
    screens.emplace(machine->day(), machine->desk(), *machine);
    screens->refresh = [this] { machine->refresh(); };
    stage = &screens->stage();
    for (auto const& it : machine->day().roster().people()) who.push_back(it.set.participant);
  }
  ~Chooser() { stage = nullptr; }

  void show(kiosk::ScreenPtr screen) {
    screens->app().reset();
    screens->app().show(std::move(screen));
    screens->stage().refresh();
  }

  KioskFolder folder;
  SavedWatch watch;
  screen::Stage* stage = nullptr;
  std::unique_ptr<kiosk::Machine> machine;
  std::optional<Screens> screens;
  std::vector<ParticipantId> who;
};

CourseId elective(std::size_t number) {
  return kiosk::sample_courses(courses).courses[1 + number % (courses - 1)].course;
}

double choose(Chooser& box, ParticipantId const& person, CourseId const& course,
              kiosk::Ticket ticket) {
  Screens& screens = *box.screens;
  box.show(kiosk::course_screen(screens.context(), person, course));
  screens.rest();
  ui::Hand hand(screens.app().ui());
  auto button = or_stop(hand.find(screens.app().ui().tr("Choose this course")));
  hand.down(button);
  screens.rest();
  Moment saved;
  std::thread waits([&] { saved = box.watch.wait(screens.context().desk, ticket); });
  auto lifted = std::chrono::steady_clock::now();
  hand.up(button);
  screens.frame();
  waits.join();
  return std::chrono::duration<double, std::milli>(saved - lifted).count();
}

// Frames that show one person after another the list, or a course of it, from nothing.
void note_frames(Chooser& box, std::size_t number, std::vector<double>& lists,
                 std::vector<double>& cards) {
  auto const& person = box.who[number];
  box.show(kiosk::courses_screen(box.screens->context(), person));
  while (auto ms = box.screens->frame()) {
    lists.push_back(*ms);
    if (lists.size() % 6 == 0) break;
  }
  box.show(kiosk::course_screen(box.screens->context(), person, elective(number)));
  while (auto ms = box.screens->frame()) {
    cards.push_back(*ms);
    if (cards.size() % 6 == 0) break;
  }
}

// Of all that the folder's ledger holds about seats, by seat that was taken.
void print_traffic(Chooser const& box) {
  auto database =
      or_stop(db::Database::open(box.folder.path() + "/ledger.db", db::Access::read_only));
  double taken = 0, events = 0, bytes = 0;
  auto reader = or_stop(ledger::Reader::open(database));
  or_stop(reader.for_each([&](EventView const& event, std::int64_t) -> Result<void> {
    taken += event.kind == SeatTaken::kind ? 1 : 0;
    if (event.kind.starts_with("seats.")) {
      ++events;
      bytes += static_cast<double>(event.body.size());
    }
    return {};
  }));
  print({"seat_events_per_seat", "events", {events / taken}, {}, {}});
  print({"seat_bytes_per_seat", "bytes", {bytes / taken}, {}, {}});
}

}  // namespace

bool has_seats(kiosk::Day const& day, std::size_t count) {
  auto self = day.own_stream(workshop_programme);
  for (auto const& it : day.roster().timetable(workshop_programme).lessons()) {
    auto const* book = day.seat_book(it.course.course);
    --count;
    if (it.course.core) continue;
    if (book == nullptr || book->spendable(self) == 0) return false;
  }
  return count == 0;
}

void choosing() {
  Chooser box;
  Figure tap{"choose_to_durable_p99_ms", "ms", {}, {}, {0, "p99 of one fdatasync, same run"}};
  Figure list{"courses_redraw_p99_ms", "ms", {}, 8, {}};
  Figure card{"course_redraw_p99_ms", "ms", {}, 8, {}};
  std::vector<double> syncs;
  kiosk::Ticket ticket = 0;
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> times, lists, cards;
    for (int i = 0; i < taps_a_round; ++i) {
      auto number = static_cast<std::size_t>(ticket++);
      times.push_back(choose(box, box.who[number], elective(number), ticket));
      note_frames(box, number, lists, cards);
    }
    tap.runs.push_back(percentile(times, 0.99));
    list.runs.push_back(percentile(lists, 0.99));
    card.runs.push_back(percentile(cards, 0.99));
    for (double ms : fdatasync_ms(box.folder.path(), taps_a_round)) syncs.push_back(ms);
  }
  tap.limit.value = percentile(syncs, 0.99);
  tap.aim = tap.limit.value + 3;
  print(tap);
  print(list);
  print(card);
  print_traffic(box);
}

}  // namespace sala::bench
