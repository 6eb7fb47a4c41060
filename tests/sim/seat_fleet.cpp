#include "tests/sim/seat_fleet.h"

#include "sync/rules/seat_policy.h"
#include "sync/views/queries.h"

namespace sala::sim {

using namespace std::chrono_literals;
using test::must;

namespace {

// A courier asks for its binding every ten minutes, no back-off is longer than five and a half;
// seats go back and forth a few times more.
constexpr Micros time_to_quiet = 90min;

Body release_of(CourseId const& course, rules::Taking const& taking) {
  SeatReleased body;
  body.course = course;
  body.participant = taking.participant;
  body.taken = taking.name;
  return body;
}

}  // namespace

SeatFleet::SeatFleet(std::uint64_t seed)
    : random_(seed), network_(timeline_, random_), hq_(timeline_, network_) {
  hq_.tends_seats = views::Steward::Role::office;
  hq_.crash();
  hq_.start();
  programme_ = new_id<ProgrammeId>(hq_.clock.wall(), random_);
  ProgrammeSet programme;
  programme.programme = programme_;
  hq_.write(programme_, programme);
  for (std::uint8_t i = 0; i < 2; ++i) {
    auto number = static_cast<std::uint8_t>(i + 1);
    kiosks_[i] = std::make_unique<SimKiosk>(timeline_, network_, number, hq_.device(),
                                            std::vector{programme_});
    kiosks_[i]->tends_seats = views::Steward::Role::box;
    kiosks_[i]->crash();
    kiosks_[i]->start();
    hq_.write(common_programme,
              DeviceEnrolled{kiosks_[i]->device(), "kiosk", {}, std::vector{programme_}});
  }
  settle();
}

CourseId SeatFleet::add_course(std::int64_t capacity) {
  CourseSet course;
  course.course = new_id<CourseId>(hq_.clock.wall(), random_);
  course.title.th = "วิชา";
  course.capacity = capacity;
  course.slot = "เช้า " + std::to_string(courses_.size());
  settings_[course.course] = course;
  courses_.push_back(course.course);
  hq_.write(programme_, course);
  return course.course;
}

void SeatFleet::set_capacity(CourseId const& course, std::int64_t capacity) {
  CourseSet& set = settings_.at(course);
  set.capacity = capacity;
  ++set.version;
  hq_.write(programme_, set);
  settle();  // a crash must not forget what the test goes by
}

void SeatFleet::move(CourseId const& course, std::string slot) {
  CourseSet& set = settings_.at(course);
  set.slot = std::move(slot);
  ++set.version;
  hq_.write(programme_, set);
  settle();
}

std::vector<ParticipantId> SeatFleet::add_people(int count) {
  for (int i = 0; i < count; ++i) {
    ParticipantSet person;
    person.participant = new_id<ParticipantId>(hq_.clock.wall(), random_);
    person.nickname = "บีม " + std::to_string(people_.size());
    people_.push_back(person.participant);
    hq_.write(programme_, person);
  }
  return people_;
}

SeatFleet::Got SeatFleet::choose(SimKiosk& kiosk, CourseId const& course,
                                 ParticipantId const& person, CourseId const& instead) {
  if (!kiosk.is_up()) return Got::nothing;
  Got got = Got::nothing;
  auto compose = [&](views::Standing const& now) -> Result<std::vector<ledger::Draft>> {
    auto book = TRY(now.queries.seat_book(course, *now.headquarters));
    std::vector<ledger::Draft> drafts;
    if (!book.takings_of(person).empty()) return drafts;
    auto self = now.ledger.own_stream(programme_).value_or(StreamId{kiosk.device(), 0});
    SeatTaken wish;
    wish.course = course;
    wish.participant = person;
    auto taking = book.may_take(person) ? rules::take_seat(book, self, wish) : std::nullopt;
    got = taking ? Got::seat : Got::place;
    if (!taking && book.waiting_of(person)) return drafts;
    if (!taking) return std::vector<ledger::Draft>{{programme_, WaitingJoined{course, person, {}}}};
    for (Body& body : *taking) drafts.push_back({programme_, std::move(body)});
    if (instead.is_nil()) return drafts;
    auto old = TRY(now.queries.seat_book(instead, *now.headquarters));
    for (auto const& held : old.takings_of(person)) {
      drafts.push_back({programme_, release_of(instead, held)});
    }
    return drafts;
  };
  kiosk.write(compose, [&](Result<std::vector<EventName>> const& names) {
    if (!names) got = Got::nothing;
    if (names) kiosk.shown.insert(names->begin(), names->end());
  });
  settle();
  if (kiosk.is_up()) kiosk.courier->nudge();
  return got;
}

void SeatFleet::release(SimKiosk& kiosk, CourseId const& course, ParticipantId const& person) {
  if (!kiosk.is_up()) return;
  auto compose = [&](views::Standing const& now) -> Result<std::vector<ledger::Draft>> {
    std::vector<ledger::Draft> drafts;
    auto book = TRY(now.queries.seat_book(course, *now.headquarters));
    for (auto const& held : book.takings_of(person)) {
      drafts.push_back({programme_, release_of(course, held)});
    }
    return drafts;
  };
  kiosk.write(compose, [&](Result<std::vector<EventName>> const& names) {
    if (names) kiosk.shown.insert(names->begin(), names->end());
  });
  settle();
  kiosk.courier->nudge();
}

std::int64_t SeatFleet::in_doubt(SimKiosk& kiosk, CourseId const& course) {
  std::int64_t seats = 0;
  auto look = [&](views::Standing const& now) -> Result<std::vector<ledger::Draft>> {
    auto self = now.ledger.own_stream(programme_).value_or(StreamId{kiosk.device(), 0});
    seats = TRY(now.queries.seat_book(course, *now.headquarters)).unassured(self);
    return std::vector<ledger::Draft>{};
  };
  kiosk.write(look, [](auto const& names) { must(without_value(names)); });
  settle();
  return seats;
}

void SeatFleet::staff_vouch_for(SimKiosk& kiosk, CourseId const& course) {
  auto compose = [&](views::Standing const& now) -> Result<std::vector<ledger::Draft>> {
    auto self = now.ledger.own_stream(programme_).value_or(StreamId{kiosk.device(), 0});
    SeatsResumed body;
    body.tails = TRY(now.queries.seat_book(course, *now.headquarters)).own_tails(self);
    body.assurance = Assurance::staff;
    body.staff = StaffId{{1}};
    return std::vector<ledger::Draft>{{programme_, body}};
  };
  kiosk.write(compose, [](auto const& names) { must(without_value(names)); });
  settle();
}

void SeatFleet::reclaim_from(SimKiosk& kiosk, CourseId const& course) {
  auto compose = [&](views::Standing const& now) -> Result<std::vector<ledger::Draft>> {
    auto book = TRY(now.queries.seat_book(course, *now.headquarters));
    SeatsReclaimed order;
    order.course = course;
    order.reason = "ตกน้ำ";
    std::vector<ledger::Draft> drafts;
    for (Body& body : rules::reclaim_seats(book, kiosk.device(), order)) {
      drafts.push_back({programme_, std::move(body)});
    }
    return drafts;
  };
  hq_.write(compose, [](auto const& names) { must(without_value(names)); });
  settle();
}

SimKiosk& SeatFleet::kiosk_of(DeviceId const& device) {
  return *kiosks_[kiosks_[0]->device() == device ? 0 : 1];
}

rules::SeatBook SeatFleet::book(Node& node, CourseId const& course) {
  auto database = node.open_to_read();
  return must(views::Queries(database).seat_book(course, hq_.device()));
}

std::string SeatFleet::dump(Node& node) {
  auto database = node.open_to_read();
  return must(views::dump(database));
}

void SeatFleet::settle() {
  for (bool any = true; any;) {
    any = hq_.run();
    for (auto& kiosk : kiosks_) any = (kiosk && kiosk->run()) || any;
  }
}

void SeatFleet::pass(Micros time) {
  Micros const end = timeline_.now() + time;
  settle();
  while (timeline_.now() < end) {
    Micros next = std::min(timeline_.next(), end);
    for (auto& kiosk : kiosks_) next = std::min(next, kiosk->next_wake());
    timeline_.go_to(next);
    for (auto& kiosk : kiosks_) {
      kiosk->wake();
      // What the steward wrote leaves at once, as in the kiosk.
      if (kiosk->is_up()) kiosk->courier->nudge();
    }
    settle();
  }
}

bool SeatFleet::is_quiet() {
  std::string const all = dump(hq_);
  for (auto& kiosk : kiosks_) {
    auto const& status = kiosk->courier->status();
    if (!status.safe_to_switch_off || !status.up_to_date || status.trouble) return false;
    if (dump(*kiosk) != all) return false;
  }
  return true;
}

bool SeatFleet::mend() {
  network_.weather = {};
  if (!hq_.is_up()) hq_.start();
  for (auto& kiosk : kiosks_) {
    if (!kiosk->is_up()) kiosk->start();
    kiosk->set_connected(true);
  }
  Micros const until = timeline_.now() + time_to_quiet;
  // Quiet for a while: the stewards have nothing more to say to each other.
  for (int quiet = 0; quiet < 3; quiet = is_quiet() ? quiet + 1 : 0) {
    if (timeline_.now() > until) return false;
    pass(20s);
  }
  return true;
}

}  // namespace sala::sim
