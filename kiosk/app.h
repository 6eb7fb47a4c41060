// The program as a person meets it: the stack of screens, the top bar, the reset when nobody is
// there, and where a badge leads.
//
// The next person sees nothing of the last: the reset wipes every screen above the start, and puts
// language, text size and theme back to the settings. UI thread only.
#pragma once

#include <optional>
#include <vector>

#include "kiosk/screens/screens.h"
#include "kiosk/ui/bars.h"

namespace sala::kiosk {

// How the settings want things to look, before anybody touched the top bar.
ui::Look look_of(Settings const& settings);

class App {
 public:
  // Everything given must outlive the app.
  App(screen::Stage& stage, Catalogue const& catalogue, Context context);
  ~App();

  // Draws one frame; the stage must have begun it.
  void draw();
  // Puts this screen on top of the start; for previews and tests.
  void show(ScreenPtr screen);
  // Back to the start, everything wiped.
  void reset();

  ui::Ui& ui() { return ui_; }
  ui::Look& look() { return look_; }
  bool at_start() const { return stack_.size() == 1; }

 private:
  void draw_top_bar(ui::Rect box);
  void draw_idle_ring();
  ScreenPtr first_screen() const;
  void follow(Go go);
  void follow_scan(std::string const& code);
  Micros idle_limit() const;
  std::string remaining_text() const;

  screen::Stage& stage_;
  Catalogue const& catalogue_;
  Context context_;
  ui::Ui ui_;
  ui::Look look_;
  ui::TopBar top_bar_;
  std::vector<ScreenPtr> stack_;
  BootTime last_touch_{};
};

}  // namespace sala::kiosk
