// What every widget needs in a frame: where to draw, how large, in which colours and words, what
// the finger did, and the note-taking for tests.
//
//   Ui ui(stage, catalogue);
//   while (…) {
//     if (!stage.begin_frame()) continue;
//     ui.begin(look);
//     screen.draw(ui);
//     ui.end();
//     stage.end_frame();
//   }
//
// Widgets are free functions (or small classes where something must live longer than a frame) that
// take plain arguments, draw at once, and return what happened. Coordinates are pixels of the
// stage. UI thread only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/ui/geometry.h"
#include "kiosk/ui/probe.h"
#include "kiosk/ui/scale.h"
#include "kiosk/ui/theme.h"
#include "platform/base/catalogue.h"
#include "platform/base/clock.h"
#include "platform/screen/stage.h"

struct ImDrawList;

namespace sala::ui {

enum class Motion : std::uint8_t { lively, calm };

// How the person wants to see things; plain data, kept by the program.
struct Look {
  ThemeName theme = ThemeName::light;
  TextSize text = TextSize::normal;
  Motion motion = Motion::lively;
  std::string language = "th";
};

using Id = std::uint64_t;

// What a finger did to a target in this frame.
struct Press {
  bool clicked = false;  // lifted inside, having gone down inside
  bool pressed = false;  // went down in this frame
  bool held = false;     // is down and inside
  Micros held_for{0};    // since it went down, while held
};

enum class Enabled : std::uint8_t { no, yes };

class Ui {
 public:
  Ui(screen::Stage& stage, Catalogue const& catalogue);

  void begin(Look const& look);
  void end();

  // ---- the surroundings
  Look const& look() const { return look_; }
  Scale const& scale() const { return scale_; }
  Theme const& theme() const { return *theme_; }
  Words words() const { return words_; }
  BootTime now() const { return stage_.now(); }
  bool calm() const { return look_.motion == Motion::calm; }
  int px(double design) const { return scale_.px(design); }
  // The edge of a card or a button: at least `design` and at least what the theme asks for,
  // unscaled in high contrast, where edges carry what colour carries elsewhere.
  int edge(int design = 1) const;
  std::string_view tr(std::string_view msgid) const { return words_.tr(msgid); }
  std::string tr(std::string_view msgid, Fills fills) const { return words_.tr(msgid, fills); }
  std::string tr_n(std::string_view one, std::string_view many, std::uint64_t n,
                   Fills fills = {}) const {
    return words_.tr_n(one, many, n, fills);
  }
  screen::Stage& stage() { return stage_; }
  text::TextEngine& text() { return stage_.text(); }
  screen::Paint& paint() { return stage_.paint(); }
  ImDrawList& list();

  // ---- time: a frame is drawn when something asks for it
  void animate() { stage_.animate(); }
  void animate(Micros pace) { stage_.animate(pace); }  // what moves slowly needs fewer frames
  void draw_again_at(BootTime when) { stage_.draw_again_at(when); }
  // 0 at `start`, 1 from `start + length` on, eased out; asks for frames in between. Always 1 when
  // calm.
  float progress(BootTime start, Micros length);

  // ---- ids: a target's id is its label within the scopes around it
  class Scope {
   public:
    Scope(Ui& ui, std::string_view name);
    Scope(Ui& ui, std::uint64_t number);
    ~Scope();
    Scope(Scope const&) = delete;
    Scope& operator=(Scope const&) = delete;

   private:
    Ui& ui_;
    Id outer_;
  };
  Id id_of(std::string_view label) const;

  // ---- the finger
  // Declares a place that can be pressed, and tells what happened to it.
  Press target(Rect box, TargetKind kind, std::string_view label, Enabled enabled = Enabled::yes);
  bool finger_down() const { return finger_down_; }
  Point finger() const { return finger_; }
  Id active() const { return active_; }
  // A finger that went down here in this frame may be taken: no dialog is above, nothing holds it.
  bool takes_finger(Rect box) const;
  // A drag that turned out to be a scroll: the target loses the finger and will not be clicked.
  void take_finger(Id id);
  screen::FrameInput const& input() const { return stage_.input(); }
  // Something was touched or typed in this frame (for the idle reset).
  bool touched() const;
  // The badges read in this frame.
  std::vector<std::string> scans() const;

  // ---- clipping and layers
  void push_clip(Rect clip);
  void pop_clip();
  Rect clip() const { return clips_.back(); }
  // A scroll area marks what it draws; such text may leave the clip.
  void set_scrolling(bool scrolling) { scrolling_ = scrolling; }
  bool scrolling() const { return scrolling_; }
  // Between these, targets and text belong to a dialog; what was drawn before gets no finger.
  void push_modal();
  void pop_modal();
  // What lies over the screen for a moment without taking the finger (a notice).
  void push_over() { over_ = true; }
  void pop_over() { over_ = false; }

  // What the last frame drew; complete after end().
  Probe const& probe() const { return probe_; }
  void note(ProbedText text);  // layer and scrolling are filled in here

  // ---- shapes
  void fill(Rect box, Colour colour);
  void rounded(Rect box, int radius, Colour colour);
  void card(Rect box, int radius, int edge_px, Colour edge, Colour fill);
  void disc(Point centre, float radius, Colour colour);
  // A stroke with round ends through `points`, as a brush of this width would leave it.
  void stroke(std::vector<Point> const& points, float width, Colour colour);

 private:
  friend class Scope;
  bool reachable(Rect visible) const;

  screen::Stage& stage_;
  Catalogue const& catalogue_;
  Words words_;
  Look look_;
  Scale scale_;
  Theme const* theme_;
  Probe probe_;

  Id scope_ = 0;
  Id active_ = 0;  // the target that the finger holds
  BootTime active_since_{};
  Point finger_{-1, -1};
  bool finger_down_ = false, went_down_ = false, went_up_ = false;
  bool active_seen_ = false;
  int layer_ = 0, top_layer_last_ = 0, top_layer_ = 0;
  bool scrolling_ = false, over_ = false;
  std::vector<Rect> clips_;
};

}  // namespace sala::ui
