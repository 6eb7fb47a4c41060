#include "kiosk/screens/sample.h"

#include "platform/base/bytes.h"
#include "sync/views/letterbox.h"

namespace sala::kiosk {

namespace {

// 2026-11-23 00:00 in Bangkok.
constexpr std::int64_t midnight_s = 1'795'366'800;

SessionSet session_set(std::uint8_t number, int from_min, int to_min, LocalText title,
                       Learning learning) {
  SessionSet set;
  set.session.bytes[0] = 4;
  set.session.bytes[15] = number;
  set.code = "S" + std::to_string(number);
  set.title = std::move(title);
  set.learning = learning;
  set.starts_s = midnight_s + from_min * 60;
  set.ends_s = midnight_s + to_min * 60;
  set.course.bytes[15] = number;
  set.trainers = {"ครูแพร", "พี่เอก"};
  return set;
}

EventName made_up_event(std::uint64_t seq) {
  EventName name;
  name.stream.epoch = 1;
  name.seq = seq;
  return name;
}

}  // namespace

Result<std::unique_ptr<Sample>> Sample::make(SampleClock& clock) {
  auto sample = std::unique_ptr<Sample>(new Sample(clock));
  ByteArray<8> name{};
  system_random().fill(name);
  sample->folder_ = std::filesystem::temp_directory_path() / ("sala-preview-" + to_hex(name));
  std::error_code ignored;
  std::filesystem::create_directories(sample->folder_, ignored);
  views::Keeper::Options options;
  options.database_path = (sample->folder_ / "ledger.db").string();
  options.access = db::Access::read_write_unsafe;
  options.program = "preview";
  options.mode = views::Keeper::Mode::manual;
  sample->keeper = TRY(views::Keeper::start(
      std::move(options), crypto::SigningKey::generate(system_random()), clock, system_random()));
  // What the sample writes about forms and the care team is believed as headquarters' word.
  sample->keeper->set_headquarters(sample->keeper->device(), [](auto const&) {});
  auto letterbox = TRY(views::Letterbox::open((sample->folder_ / "letterbox.db").string(),
                                              db::Access::read_write_unsafe, system_random()));
  sample->desk = std::make_unique<Desk>(
      *sample->keeper, clock, system_random(), [] {}, letterbox);
  sample->staff_.staff.bytes.fill(9);
  sample->people = sample_people(43);
  sample->make_sessions();
  sample->tally = {142, 138, clock.wall() - std::chrono::minutes(15)};
  sample->link.up_to_date = true;
  sample->day.set_enrolled(true);
  sample->arrive(22);
  sample->refresh();
  return sample;
}

Sample::~Sample() {
  desk.reset();
  keeper.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Context Sample::context() { return {day, *desk, settings_now, *this, {}}; }

void Sample::make_sessions() {
  LocalText const venue{"ศูนย์เรียนรู้บ้านดิน", "Earth House Learning Centre"};
  auto add = [&](SessionSet set, char const* room) {
    set.room = room;
    sessions.push_back({std::move(set), people.front().programme, venue, {}});
  };
  add(session_set(1, 9 * 60, 12 * 60,
                  {"ออกแบบโครงการเพื่อชุมชน", "Designing a project for a community"},
                  Learning::classroom),
      "ห้องลีลาวดี");
  add(session_set(2, 13 * 60, 16 * 60,
                  {"ลงพื้นที่ ฟังเสียงคนริมคลอง", "In the field: voices along the canal"},
                  Learning::community),
      "ท่าน้ำวัดใหม่");
  add(session_set(3, 33 * 60, 36 * 60, {"แลกเปลี่ยนกับเพื่อนรุ่นก่อน", "Exchange with earlier cohorts"},
                  Learning::exchange),
      "ลานใต้ถุน");
}

void Sample::shift_sessions(std::chrono::minutes by) {
  for (auto& session : sessions) {
    session.set.starts_s += by.count() * 60;
    session.set.ends_s += by.count() * 60;
  }
  changed_ = true;
}

void Sample::arrive(std::size_t count) {
  rows_.clear();
  for (std::size_t i = 0; i < count && i < people.size(); ++i) {
    rules::Attendance state;
    state.presence = rules::Presence::here;
    state.witnesses = 1;
    state.came =
        rules::ResolvedTime{clock.wall() - std::chrono::minutes(count - i) / 2, Micros(0), true};
    state.open = {made_up_event(i + 1)};
    rows_.push_back({morning().set.session, {people[i].set.participant, state}});
  }
  changed_ = true;
}

void Sample::sign_out(std::size_t person) {
  auto& state = rows_.at(person).row.attendance;
  state.presence = rules::Presence::left;
  state.went = rules::ResolvedTime{clock.wall() - std::chrono::minutes(1), Micros(0), true};
  state.open.clear();
  changed_ = true;
}

void Sample::refresh() {
  if (saves) keeper->run_waiting();
  if (changed_) {
    DayUpdate update;
    update.roster = Roster::of(people, sessions, {staff_}, {}, sample_organisations(), learning);
    update.attendance = rows_;
    update.forms = FormShelf::of(forms_);
    for (auto const& session : sessions) update.complete.push_back(session.set.session);
    day.apply(std::move(update));
    day.apply(seats_update());
    changed_ = false;
  }
  DayUpdate figures;
  figures.tally = tally;
  day.apply(std::move(figures));
  day.set_link(link);
  day.set_now(clock.boottime(), clock.wall());
}

}  // namespace sala::kiosk
