// A made-up day for previews: a cohort, its sessions, a desk on a scratch ledger. Nothing of it
// ever reaches headquarters.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <vector>

#include "kiosk/screens/screens.h"
#include "sync/forms/pictures.h"

namespace sala::kiosk {

// Stands still until told; 23 November 2026, 08:57 in Bangkok.
class SampleClock final : public Clock {
 public:
  BootTime boottime() const override { return boot_now; }
  WallTime wall() const override { return wall_now; }
  BootId boot_id() const override { return {1}; }
  bool synchronised(Micros&) const override { return false; }
  void advance(Micros by) {
    boot_now += by;
    wall_now += by;
  }
  BootTime boot_now{Micros(1'000'000'000)};
  WallTime wall_now{std::chrono::seconds(1'795'399'020)};
};

// `count` people of six teams and four organisations; the first 43 have names of their own.
std::vector<Person> sample_people(std::size_t count);
// Names that have broken other programs: 200 letters, emoji only, right to left, HTML, marks
// alone, nothing at all.
std::vector<Person> difficult_people();
std::vector<OrganisationSet> sample_organisations();

// `count` courses, the first of them core, in the rows of tomorrow and the days after.
struct SampleCourses {
  std::vector<CourseSet> courses;
  std::vector<SessionSet> sessions;
  std::vector<VenueSet> venues;
};
SampleCourses sample_courses(std::size_t count);

class Sample final : public StaffActions {
 public:
  // The clock must outlive the sample.
  static Result<std::unique_ptr<Sample>> make(SampleClock& clock);
  ~Sample() override;

  Context context();
  // Before each frame: what was saved, and what changed.
  void refresh();
  // People or sessions were changed by hand: the next refresh() takes them over.
  void change() { changed_ = true; }

  std::vector<Person> people;
  std::vector<Session> sessions;  // this morning's, this afternoon's, tomorrow's; then courses'
  Roster::Learning learning;
  Session& morning() { return sessions.front(); }
  void shift_sessions(std::chrono::minutes by);
  // The first `count` of the people, in the order of the list, are in this morning's session.
  void arrive(std::size_t count);
  Person const& person(std::size_t at) const { return people[at]; }
  void sign_out(std::size_t person);

  // ---- courses (sample_courses): seats come from an office and lie with this box
  void teach(std::size_t courses);
  CourseSet& course(std::size_t at) { return learning.courses[at].second; }
  void supply(std::size_t course, std::int64_t here, std::int64_t elsewhere = 0);
  void take(std::size_t course, std::size_t person);
  void wait_for(std::size_t course, std::size_t person);
  void release(std::size_t course, std::size_t person);
  void overspend(std::size_t course);  // as if this box had been cloned
  void forget_seats(std::size_t course) { books_.erase(this->course(course).course); }
  void likes(std::size_t person, std::vector<TopicReadiness> topics);
  // What this box held is now an earlier process's.
  void restart();

  // ---- questionnaires: CSV or .xlsx, of share/forms or of anybody
  Result<FormEntry> add_form(std::string_view bytes, std::string_view file_name,
                             forms::FindPicture const& find = {});
  FormEntry demo_form(std::string_view name);
  // A care team of one key whose other half nobody has: what is confidential can be handed in.
  void keep_secrets();
  // Of this morning's session.
  void ask(FormEntry const& entry, FormMoment when);

  SampleClock& clock;
  Day day;
  Settings settings_now;
  link::Status link;
  ledger::Tally tally;
  bool saves = true;  // false: the ledger never answers
  Check check = Check::none;
  bool corner_open = false;
  std::unique_ptr<views::Keeper> keeper;
  std::unique_ptr<Desk> desk;

  // ---- StaffActions
  void check_code(std::string const&) override { check = Check::wrong; }
  Check staff_check() const override { return check; }
  StaffSet const* staff() const override { return corner_open ? &staff_ : nullptr; }
  void close_corner() override { corner_open = false; }
  Settings const& settings() const override { return settings_now; }
  Result<void> change_settings(Settings const& settings) override {
    settings_now = settings;
    return {};
  }
  void try_link_now() override {}
  std::string device_name() const override { return "sala-03"; }
  std::string program_version() const override { return SALA_VERSION; }
  void leave_program() override {}

 private:
  explicit Sample(SampleClock& sample_clock) : clock(sample_clock) {}
  void make_sessions();

  rules::SeatFact seat_fact(rules::SeatKind kind, std::size_t course, StreamId const& writer);
  rules::SeatBook& book(std::size_t course);
  DayUpdate seats_update();

  std::filesystem::path folder_;
  StreamId office_, here_;
  std::map<CourseId, rules::SeatBook> books_;
  std::map<CourseId, EventName> lots_;  // this box's
  std::uint64_t last_seq_ = 0;
  StaffSet staff_;
  std::vector<DayUpdate::Row> rows_;
  std::vector<FormEntry> forms_;
  bool changed_ = true;
};

}  // namespace sala::kiosk
