// Touches the screen by what is written on it, as a finger would: the events go through the same
// queue. For tests and for `--scripted`.
#pragma once

#include <string_view>

#include "kiosk/ui/ui.h"

namespace sala::ui {

class Hand {
 public:
  explicit Hand(Ui& ui) : ui_(ui) {}

  // Where a finger would touch `label` as the last frame drew it. not_found names what could be
  // touched instead; refused when it is disabled, conflict when it is scrolled out of sight.
  Result<Point> find(std::string_view label) const;

  // Down and up; the next two frames see them.
  Result<void> tap(std::string_view label);
  // Down only, and up. Between them frames may pass (a repeating key, a drag).
  void down(Point at);
  void move(Point to);
  void up(Point at);

 private:
  void push(screen::InputKind kind, Point at);
  Ui& ui_;
};

}  // namespace sala::ui
