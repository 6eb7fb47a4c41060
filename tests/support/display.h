// A display in memory that programs of X11 draw on; without a window manager, as on a kiosk.
#pragma once

#include <string>

#include "platform/base/verify.h"
#include "tests/support/process.h"

namespace sala::test {

struct Display {
  explicit Display(std::string const& size)  // "1280x800"
      : server({"/usr/bin/Xvfb", "-displayfd", "1", "-screen", "0", size + "x24", "-nolisten",
                "tcp"}) {
    while (auto line = server.line(std::chrono::seconds(10))) {
      if (line->empty() || line->find_first_not_of("0123456789") != std::string::npos) continue;
      name = ":" + *line;
      return;
    }
    VERIFY(false);
  }

  Process server;
  std::string name;  // for DISPLAY
};

}  // namespace sala::test
