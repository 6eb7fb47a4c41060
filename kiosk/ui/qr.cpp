#include "kiosk/ui/qr.h"

namespace sala::ui {

Rect qr(Ui& ui, Rect box, QrCode const& code) {
  int modules = code.side + 2 * qr_quiet_zone;
  int module = std::min(box.width, box.height) / modules;
  if (code.side == 0 || module < 1) return {};
  Rect whole = box.middle(modules * module, modules * module);
  ui.fill(whole, Colour::hex(0xFFFFFF));
  auto ink = Colour::hex(0x000000);
  for (int y = 0; y < code.side; ++y) {
    for (int x = 0; x < code.side; ++x) {
      // One rectangle a run: a code of 100 modules a side has some 2,500 of them.
      int run = x;
      while (code.is_dark(run, y)) ++run;
      if (run == x) continue;
      ui.fill({whole.x + (x + qr_quiet_zone) * module, whole.y + (y + qr_quiet_zone) * module,
               (run - x) * module, module},
              ink);
      x = run;
    }
  }
  return whole;
}

}  // namespace sala::ui
