// The courses of StoryKiosk.
#include "kiosk/screens/screens.h"
#include "sync/rules/seat_policy.h"
#include "sync/views/queries.h"
#include "tests/ui/story_kiosk.h"

namespace sala::test {

using namespace sala::kiosk;

void StoryKiosk::write(Body body) {
  keeper_->append({{programmes_.front(), std::move(body)}},
                  [](auto answer) { must(without_value(answer)); });
  settle();
}

void StoryKiosk::write_courses(std::size_t count) {
  if (count == 0) return;
  auto all = sample_courses(count);
  std::vector<ledger::Draft> drafts;
  for (auto& it : all.venues) drafts.push_back({common_programme, std::move(it)});
  for (auto& it : all.courses) drafts.push_back({programmes_.front(), std::move(it)});
  for (auto& it : all.sessions) drafts.push_back({programmes_.front(), std::move(it)});
  keeper_->append(std::move(drafts), [](auto answer) { must(without_value(answer)); });
}

void StoryKiosk::load_seats(DayUpdate& update) {
  views::Queries queries(*reads_);
  update.all_books = true;
  update.own_streams.emplace();
  DeviceId const headquarters{test_key(1).public_key()};
  for (auto const& programme : programmes_) {
    for (auto& [id, book] : must(queries.seat_books(programme, headquarters))) {
      update.books[id] = std::make_shared<rules::SeatBook const>(std::move(book));
    }
    for (auto const& end : must(queries.stream_ends(programme))) {
      bool ours = end.stream.device == keeper_->device() && !earlier_.contains(end.stream);
      if (ours) (*update.own_streams)[programme] = end.stream;
    }
  }
}

CourseId StoryKiosk::course(std::size_t at) const {
  return sample_courses(at + 1).courses[at].course;
}

ParticipantId StoryKiosk::person(std::size_t at) const {
  return sample_people(at + 1)[at].set.participant;
}

void StoryKiosk::change_course(std::size_t at, std::function<void(CourseSet&)> const& change) {
  auto set = day.roster().timetable(programmes_.front()).find(course(at))->course;
  change(set);
  ++set.version;
  write(set);
}

void StoryKiosk::supply(std::size_t at, std::int64_t seats) {
  write(SeatsSupplied{course(at), seats});
}

void StoryKiosk::give(std::size_t at, StoryKiosk const& to, std::int64_t seats) {
  auto stream = to.day.own_stream(programmes_.front());
  REQUIRE(stream != StreamId{});
  auto compose = [=, id = course(at), programme = programmes_.front()](
                     auto const& now) -> Result<std::vector<ledger::Draft>> {
    auto book = TRY(now.queries.seat_book(id, *now.headquarters));
    auto self = *now.ledger.own_stream(programme);
    std::vector<ledger::Draft> drafts;
    for (auto& body : rules::give_seats(book, self, id, stream, seats)) {
      drafts.push_back({programme, std::move(body)});
    }
    return drafts;
  };
  keeper_->write(compose, [](auto answer) { must(without_value(answer)); });
  settle();
}

void StoryKiosk::open_course(std::size_t who, std::size_t at) {
  app_->reset();
  app_->show(course_screen({day, *desk_, settings_now, *this, {}}, person(who), course(at)));
  settle();
}

std::int64_t StoryKiosk::taken(std::size_t at) const {
  auto const* book = day.seat_book(course(at));
  return book == nullptr ? 0 : book->totals().taken;
}

}  // namespace sala::test
