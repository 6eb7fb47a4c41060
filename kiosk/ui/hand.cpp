#include "kiosk/ui/hand.h"

#include <string>

namespace sala::ui {

Result<Point> Hand::find(std::string_view label) const {
  auto operation = "touch '" + std::string(label) + "'";
  auto const* target = ui_.probe().find(label);
  if (!target) {
    std::string there;
    for (auto const& other : ui_.probe().targets()) {
      if (other.layer != ui_.probe().top_layer()) continue;
      there += (there.empty() ? "'" : ", '") + other.label + "'";
    }
    return fail(ErrorCode::not_found, operation, "nothing of that name; there are " + there);
  }
  if (!target->enabled) return fail(ErrorCode::refused, operation, "it is disabled");
  if (target->visible.empty()) return fail(ErrorCode::conflict, operation, "it is out of sight");
  auto const& seen = target->visible;
  return Point{static_cast<float>(seen.x) + static_cast<float>(seen.width) / 2,
               static_cast<float>(seen.y) + static_cast<float>(seen.height) / 2};
}

Result<void> Hand::tap(std::string_view label) {
  auto at = TRY(find(label));
  down(at);
  up(at);
  return {};
}

void Hand::down(Point at) { push(screen::InputKind::press, at); }
void Hand::move(Point to) { push(screen::InputKind::move, to); }
void Hand::up(Point at) { push(screen::InputKind::release, at); }

void Hand::push(screen::InputKind kind, Point at) {
  screen::InputEvent event;
  event.kind = kind;
  event.time = ui_.stage().clock().boottime();
  event.x = at.x;
  event.y = at.y;
  ui_.stage().feed().push(event);
}

}  // namespace sala::ui
