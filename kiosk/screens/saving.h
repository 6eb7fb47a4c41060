// Between a press and the disk. "Saved" is shown only once it is so; until then every screen waits
// in the same way, and none of them for ever. UI thread only.
#pragma once

#include <optional>
#include <string_view>

#include "kiosk/desk.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"

namespace sala::kiosk {

class UntilSaved {
 public:
  // Nothing: the ticket is saved, and nothing was drawn. Otherwise the screen says "Saving…" (what
  // is late says so after five seconds, with `advice`, and a way back to the start), or goes on to
  // what went wrong. One object waits for one ticket.
  std::optional<Go> draw(Context const& context, ui::Ui& ui, ui::Rect box, Ticket ticket,
                         std::string_view advice = {});

 private:
  BootTime since_{};
};

}  // namespace sala::kiosk
