// The screen: a window, the full screen, or nothing but memory. It works the same in all three.
//
//   auto stage = TRY(Stage::open(options));
//   while (!stage->quit_requested()) {
//     stage->wait(next_wake);                     // the only place that sleeps
//     if (!stage->begin_frame()) continue;        // nothing to draw
//     ... ImGui calls, stage->text().draw(...), stage->paint() ...
//     stage->end_frame();
//   }
//
// Guaranteed between begin_frame() (true) and end_frame(): an ImGui 1.86 context is current and in
// a frame; io.DisplaySize is size() in pixels; io.MousePos, MouseDown and MouseWheel follow
// input(); io.DeltaTime is the true time since the last frame. ImGui's own text functions draw
// nothing useful (its font is one blank glyph): text goes through text(). Keys and typed text are
// *not* put into ImGui: read input().typed. Drawing costs least as axis-aligned filled rectangles,
// text, images and paint()'s rounded rectangles; lines and polygons are right but slower. One UI
// thread calls everything except wake(), quit() and feed().push(), which any thread may call.
// (After feed().push() from another thread call wake().)
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "platform/base/clock.h"
#include "platform/base/result.h"
#include "platform/screen/frame_scheduler.h"
#include "platform/screen/input_feed.h"
#include "platform/screen/paint.h"
#include "platform/screen/pixmap.h"
#include "platform/text/text_engine.h"

namespace sala::screen {

enum class StageKind : std::uint8_t { headless, window, full_screen };

struct StageOptions {
  StageKind kind = StageKind::headless;
  int width = 1280, height = 800;  // full screen takes the display's own
  std::string title = "Sala";
  std::filesystem::path share;         // find_share_folder()
  std::filesystem::path cache_folder;  // for fontconfig's index; empty: the user's
  Clock const* clock = nullptr;        // system_clock() when null
};

struct StageSize {
  int width = 0, height = 0;
  bool operator==(StageSize const&) const = default;
};

class Stage {
 public:
  static Result<std::unique_ptr<Stage>> open(StageOptions const& options);
  virtual ~Stage();
  Stage(Stage const&) = delete;
  Stage& operator=(Stage const&) = delete;

  // Sleeps until there is input, wake(), a due frame, or `deadline`; returns at once when one of
  // them is already there. Time spent here costs no CPU.
  void wait(std::optional<BootTime> deadline = std::nullopt);

  // True when a frame is due; then end_frame() must follow.
  bool begin_frame();
  // Rasterises what changed and shows it. True when the picture differs from the last one.
  bool end_frame();

  // Draw soon: data changed. Any thread may call wake(); refresh() is for the UI thread.
  void wake();
  void refresh() { scheduler_.stir(); }
  // Inside a frame: one more frame at the animation's pace; or one at `time` (a caret's blink).
  void animate(Micros pace = FrameScheduler::animation_pace) { scheduler_.animate(pace); }
  void draw_again_at(BootTime time) { scheduler_.wake_at(time); }

  FrameInput const& input() const { return input_; }  // this frame's
  InputFeed& feed() { return feed_; }
  BootTime now() const { return frame_time_; }  // this frame's
  Clock const& clock() const { return *clock_; }

  StageSize size() const { return size_; }
  // 1 at 1280×800 (800×1280 upright); 1.35 at 1920×1080; 0.75 at 1024×600.
  float scale() const;
  // Headless: the next frame has this size. A window follows the window manager instead.
  void resize(StageSize size);

  text::TextEngine& text() { return *text_; }
  Paint& paint() { return *paint_; }
  // What shows where nothing is drawn, as an ImU32; LOOK.md's paper at first.
  void set_background(std::uint32_t colour) { background_ = colour; }
  // The last picture shown. Valid until the next end_frame().
  Pixmap const& pixels() const { return canvas_; }
  // What the last end_frame() changed; empty when nothing.
  text::PixelRect changed() const { return changed_; }

  // The window was closed (a full screen cannot be), or quit() was called, by any thread.
  bool quit_requested() const { return quit_; }
  void quit();
  FrameScheduler const& scheduler() const { return scheduler_; }

 protected:
  explicit Stage(StageOptions const& options);
  // The device's share of the work: headless and window.
  virtual void sleep(std::optional<BootTime> until) = 0;
  virtual void drain() = 0;  // moves the device's events into feed_
  virtual void show(text::PixelRect changed) = 0;
  virtual void ring() = 0;  // makes sleep() return; any thread

  void set_size(StageSize size);

 private:
  Result<void> prepare(StageOptions const& options);
  struct Inner;

  Clock const* clock_;
  StageSize size_;
  Pixmap canvas_;
  text::PixelRect changed_;
  InputFeed feed_;
  FrameInput input_;
  FrameScheduler scheduler_;
  BootTime frame_time_{}, last_frame_{};
  std::unique_ptr<text::FontContext> fonts_;
  std::unique_ptr<text::GlyphAtlas> atlas_;
  std::unique_ptr<text::TextEngine> text_;
  std::unique_ptr<Paint> paint_;
  std::unique_ptr<Inner> inner_;
  std::uint32_t background_ = 0xFFEFF7FB;
  std::atomic<bool> quit_ = false, woken_ = false;
};

}  // namespace sala::screen
