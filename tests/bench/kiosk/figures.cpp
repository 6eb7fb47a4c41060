#include "tests/bench/kiosk/figures.h"

#include "kiosk/screens/sample.h"
#include "platform/base/share.h"
#include "platform/base/verify.h"
#include "tests/bench/figure.h"
#include "tests/bench/workshop.h"
#include "tests/support/loopback.h"

namespace sala::bench {

using namespace std::chrono_literals;
using test::or_stop;

namespace {

constexpr std::int64_t seats_a_course = 25;

std::vector<ledger::Draft> courses_of_tomorrow(std::size_t count) {
  auto sample = kiosk::sample_courses(count);
  auto now =
      std::chrono::duration_cast<std::chrono::seconds>(system_clock().wall().time_since_epoch());
  std::vector<ledger::Draft> drafts;
  for (VenueSet& venue : sample.venues) drafts.push_back({common_programme, std::move(venue)});
  for (CourseSet& course : sample.courses) {
    if (!course.core) course.capacity = seats_a_course;
    drafts.push_back({workshop_programme, std::move(course)});
  }
  std::int64_t shift = now.count() + 86'400 - sample.sessions.front().starts_s;
  for (SessionSet& session : sample.sessions) {
    session.starts_s += shift;
    session.ends_s += shift;
    drafts.push_back({workshop_programme, std::move(session)});
  }
  return drafts;
}

}  // namespace

KioskFolder::KioskFolder(std::size_t people, std::size_t courses) {
  test::LoopbackHeadquarters hq;
  hq.stop();
  write(hq.data, workshop_events(people));
  if (courses > 0) write(hq.data, courses_of_tomorrow(courses));
  hq.start();
  or_stop(kiosk::enrol_folder(path(), hq.invite(workshop_programme), ""));
  kiosk::Machine::Options options;
  options.folder = path();
  auto machine = or_stop(kiosk::Machine::start(options));
  bool all = test::LoopbackKiosk::wait_until(
      [&] {
        machine->refresh();
        return machine->day().roster().people().size() == people &&
               has_seats(machine->day(), courses);
      },
      60s);
  VERIFY(all);
}

Screens::Screens(kiosk::Day& day, kiosk::Desk& desk, kiosk::StaffActions& staff)
    : context_{day, desk, staff.settings(), staff, {}} {
  screen::StageOptions options;
  options.share = or_stop(find_share_folder());
  catalogue_.emplace(or_stop(Catalogue::load(options.share / "locale")));
  stage_ = or_stop(screen::Stage::open(options));
  app_ = std::make_unique<kiosk::App>(*stage_, *catalogue_, context_);
}

// Longer than a moving screen takes from one frame to the next.
constexpr Micros patience{40'000};

std::optional<double> Screens::frame() {
  auto until = stage_->clock().boottime() + patience;
  while (true) {
    refresh();
    auto start = std::chrono::steady_clock::now();
    if (stage_->begin_frame()) {
      app_->draw();
      stage_->end_frame();
      return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
          .count();
    }
    if (stage_->clock().boottime() >= until) return std::nullopt;
    stage_->wait(until);
  }
}

void Screens::rest() {
  constexpr int most = 12;
  for (int i = 0; i < most && frame(); ++i) {
  }
}

}  // namespace sala::bench
