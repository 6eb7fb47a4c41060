// A kiosk to tell stories with: the real screens on a stage in memory, a real ledger on a file, a
// clock that the test turns. Fingers press by label; then the ledger is asked.
//
//   StoryKiosk kiosk;
//   kiosk.sign_in("บีม");
//   CHECK(kiosk.written("attendance.signed_in") == 1);
//
// It plays headquarters too: it writes the programme itself. A press on something that is not there
// stops the test, names what is there, and leaves build/pictures/failed.png.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/app.h"
#include "kiosk/screens/sample.h"
#include "platform/db/database.h"
#include "sync/ledger/reader.h"
#include "sync/views/keeper.h"
#include "sync/views/letterbox.h"
#include "tests/support/box.h"

namespace sala::test {

using kiosk::Saving;

class StoryKiosk : public kiosk::StaffActions {
 public:
  struct Options {
    std::uint8_t number = 1;        // whose key; number 1 is headquarters to all
    bool several_sessions = false;  // two at once
    bool signature = false, leaving = false;
    std::size_t people = 43;
    std::size_t courses = 0;  // of sample_courses(); limited ones get no seats by themselves
  };
  StoryKiosk() : StoryKiosk(Options{}) {}
  explicit StoryKiosk(Options options);
  ~StoryKiosk() override;

  // ---- what a person does
  void press(std::string_view label);
  void type(std::string_view text);
  void press_key(screen::Key key);
  void scan(std::string_view code);
  void sign_on_pad();
  void wait(std::chrono::milliseconds time);  // frames are drawn when the screen asks for them
  void idle() { wait(std::chrono::seconds(45)); }

  // ---- tiny verbs
  void find(std::string_view typed);    // from the start screen to the results
  void sign_in(std::string_view name);  // from the start screen to "done"
  void go_home();                       // waits until the start screen is back
  void restart();                       // the power was gone; what was saved is still there
  void open_staff_corner();             // five taps on the clock, and the right code
  void walk_in(std::string_view nickname, std::string_view birth_year);

  // ---- courses: number 1 plays the office
  CourseId course(std::size_t at) const;
  ParticipantId person(std::size_t at) const;
  // Writes the course anew, changed.
  void change_course(std::size_t at, std::function<void(CourseSet&)> const& change);
  void supply(std::size_t course, std::int64_t seats);
  void give(std::size_t course, StoryKiosk const& to, std::int64_t seats);
  void open_course(std::size_t person, std::size_t course);
  std::int64_t taken(std::size_t course) const;

  // ---- questionnaires: of share/forms, or any file; number 1 writes them as the office would
  FormId offer(std::string const& name, FormMoment when);
  // Nothing: the file is no form that can be used.
  std::optional<FormId> offer_file(std::string const& path, FormMoment when);
  // A newer version: the same again, or what this CSV asks.
  void write_again(FormId const& form, std::string const& csv = {});
  void open_form(FormId const& form, std::size_t person);
  std::int64_t letters();  // anonymous answers that wait on this box
  void trust_care(CareKeySet const& reader);
  // A finger on the slider of that label, from 0 at its left end to 1.
  void slide(std::string_view label, float share);
  // As some box: so many people gave this answer to a form of the first session.
  void release(FormId const& form, std::string const& answers, std::size_t people);

  // ---- what stands on the screen
  bool sees(std::string_view text) const { return app_->ui().probe().sees(text); }
  bool at_start() const { return app_->at_start(); }
  // Everything that could be read, targets too, one a line.
  std::string screen() const;
  void save(std::string const& name) const;

  // ---- what the ledger says
  std::vector<std::string> kinds() const;
  int written(std::string_view kind) const;
  // The JSON of the newest event of the kind.
  std::string last_body(std::string_view kind) const;
  int came() const;  // to the first session
  void take_all_from(StoryKiosk& other);
  void fill_disk();
  bool whole() const;  // every chain verifies

  kiosk::SampleClock clock;
  kiosk::Day day;
  kiosk::Settings settings_now;
  bool saves = true;  // false: the ledger's thread hangs
  bool left_program = false;
  std::string code = "2468";

  // ---- StaffActions
  void check_code(std::string const& typed) override;
  Check staff_check() const override { return check_; }
  kiosk::Settings const& settings() const override { return settings_now; }
  StaffSet const* staff() const override { return open_ ? &staff_ : nullptr; }
  void close_corner() override { open_ = false, check_ = Check::none; }
  Result<void> change_settings(kiosk::Settings const& settings) override;
  void try_link_now() override {}
  std::string device_name() const override { return "test"; }
  std::string program_version() const override { return "test"; }
  void leave_program() override { left_program = true; }

 private:
  void start_program();
  void frame();
  void settle(int frames = 4);
  void refresh();
  void reload();
  void write_programme(Options const& options);
  void write_courses(std::size_t count);
  void load_seats(kiosk::DayUpdate& update);
  void load_forms(kiosk::DayUpdate& update);
  void write(Body body);
  [[noreturn]] void give_up(std::string const& why) const;

  friend class FormWalker;

  TemporaryFolder folder_;
  SeededRandom random_;
  Catalogue catalogue_;
  std::unique_ptr<screen::Stage> stage_;
  std::unique_ptr<views::Keeper> keeper_;
  std::shared_ptr<views::Letterbox> letterbox_;
  std::unique_ptr<kiosk::Desk> desk_;
  std::unique_ptr<db::Database> reads_;
  std::unique_ptr<kiosk::App> app_;
  std::vector<ProgrammeId> programmes_;
  std::uint8_t number_ = 1;
  std::set<StreamId> earlier_;  // this box's own, of before the restart
  bool changed_ = true;
  StaffSet staff_;
  bool open_ = false;
  Check check_ = Check::none;
};

}  // namespace sala::test
