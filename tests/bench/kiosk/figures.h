// The kiosk's figures, one function each; they print their lines.
#pragma once

#include <functional>
#include <memory>

#include "kiosk/app.h"
#include "kiosk/machine.h"
#include "tests/support/files.h"

namespace sala::bench {

void start_to_first_frame();
void memory_5000_people();
void idle_cpu();
void frame_scroll();
void search_100k();
void key_to_drawn_100k();
void touch_to_durable();
void choosing();

// So many courses are known, and the box may spend seats of each elective.
bool has_seats(kiosk::Day const& day, std::size_t count);

// The data folder of a kiosk that is enrolled and has fetched so many people, the workshop on, and
// was given seats of so many courses; its headquarters is gone since. Made through the real link.
class KioskFolder {
 public:
  explicit KioskFolder(std::size_t people, std::size_t courses = 0);
  std::string path() const { return folder_ / "kiosk"; }

 private:
  test::TemporaryFolder folder_;
};

// The screens, off-screen at 1280×800 on the true clock.
class Screens {
 public:
  Screens(kiosk::Day& day, kiosk::Desk& desk, kiosk::StaffActions& staff);

  kiosk::App& app() { return *app_; }
  screen::Stage& stage() { return *stage_; }
  kiosk::Context const& context() const { return context_; }
  // Before each frame: brings the day up to date.
  std::function<void()> refresh = [] {};
  // Sleeps until a frame is due and draws it; nothing when none came within 40 ms, else its
  // milliseconds.
  std::optional<double> frame();
  // Until nothing moves any more, a dozen frames at most: some screens never rest.
  void rest();

 private:
  kiosk::Context context_;
  std::optional<Catalogue> catalogue_;
  std::unique_ptr<screen::Stage> stage_;
  std::unique_ptr<kiosk::App> app_;
};

}  // namespace sala::bench
