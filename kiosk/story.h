// Plays a story on the real screens: touches and keys go into the same queue as a finger's, what is
// waited for is read off the frame. One step a line:
//
//   # a remark                      say What is shown now.
//   press ลงชื่อเข้าร่วม               touches what carries this label (or begins with it)
//   type บี                          types, as a keyboard would
//   scan SALA-001                   reads a badge
//   sign                            draws a signature on the pad
//   swipe up                        a finger pushes what scrolls: up or down
//   see บันทึกแล้ว                   waits until this stands on the screen, 5 s at most
//   await 30 ถึงสำนักงาน 4            the same, so many seconds at most
//   picture start                   saves the screen as start.png
//   run kill -STOP 4711             runs a command of the shell, waits for it
//
// A step that cannot be done ends the story as failed, with what was on the screen instead.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "kiosk/app.h"

namespace sala::kiosk {

class Story {
 public:
  // `pictures` is the folder for pictures; `out` gets a line a step, with the seconds since start.
  static Result<Story> read(std::string const& path, std::string pictures, std::ostream& out);

  enum class State { playing, done, failed };
  // Call after each frame, and whenever the stage woke up: does the next step once the screen
  // rests.
  State go_on(App& app, screen::Stage& stage);
  // When go_on() wants to be called though nothing happens.
  BootTime next_wake(BootTime now) const { return now + Micros(20'000); }

 private:
  struct Step {
    int line = 0;
    std::string verb;
    std::string rest;
  };
  enum class Outcome { done, not_yet, impossible };

  Story(std::string pictures, std::ostream& out) : pictures_(std::move(pictures)), out_(&out) {}
  Outcome do_step(Step const& step, App& app, screen::Stage& stage);
  Outcome press(std::string const& label, App& app);
  Outcome sign(App& app, screen::Stage& stage);
  Outcome swipe(std::string const& towards, screen::Stage& stage);
  Outcome wait_for(std::string const& text, App& app) const;
  Outcome save_picture(std::string const& name, screen::Stage& stage);
  Outcome run(std::string const& command);
  void report(BootTime now, Step const& step, std::string const& note = {});
  void explain(App& app);

  std::string pictures_;
  std::ostream* out_;
  std::vector<Step> steps_;
  std::size_t next_ = 0;
  BootTime started_{};
  BootTime step_started_{};
  std::string failure_;
};

}  // namespace sala::kiosk
