// A workshop with courses to choose, for stories: course 0 is core; 1, 2 and 3 stand in one row, 4
// to 6 in the next.
#pragma once

#include "tests/ui/story_kiosk.h"

namespace sala::test {

inline constexpr char river[] = "อ่านลำน้ำ รู้จักป่า";               // course 1
inline constexpr char proposals[] = "เขียนโครงการให้คนอยากร่วม";  // course 2
inline constexpr char market[] = "ดูงานตลาดชุมชน";               // course 4

inline constexpr std::size_t beam = 0;  // บีม

inline StoryKiosk::Options with_courses(std::uint8_t number = 1) {
  StoryKiosk::Options options;
  options.courses = 7;
  options.number = number;
  return options;
}

// Seats for everybody, in the hand of the only box.
struct Workshop : StoryKiosk {
  explicit Workshop(std::int64_t seats = 12) : StoryKiosk(with_courses()) {
    settings_now.idle_reset_s = 300;
    for (std::size_t at = 1; at < 7; ++at) supply(at, seats);
  }
  // Goes away, and the screen starts over.
  void leave() {
    settings_now.idle_reset_s = 30;
    idle();
    REQUIRE(at_start());
    settings_now.idle_reset_s = 300;
  }
  void choose(std::size_t who, std::size_t course) {
    open_course(who, course);
    press("เลือกวิชานี้");
    REQUIRE(sees("เลือกแล้ว"));
  }
  // Staff at the screen, as if the corner had been opened before.
  void come_as_staff() {
    check_code(code);
    settings_now.idle_reset_s = 300;
    wait(std::chrono::milliseconds(50));
  }
};

}  // namespace sala::test
