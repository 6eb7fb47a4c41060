// A screen without a window: frames are drawn into memory, fingers press by label, time is the
// test's own.
//
//   ScreenTest screen;
//   screen.show([&](ui::Ui& ui) { … });
//   screen.press("ลงชื่อเข้าร่วม");
//   CHECK(screen.sees("08:57"));
//
// A press on something that is not there stops the test, says what is there, and leaves a picture
// in build/pictures.
#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "kiosk/ui/hand.h"
#include "kiosk/ui/ui.h"
#include "tests/support/box.h"

namespace sala::test {

class ScreenTest {
 public:
  using Draw = std::function<void(ui::Ui&)>;

  explicit ScreenTest(ui::Size size = {1280, 800}, ui::Look seen_as = {})
      : look(std::move(seen_as)),
        catalogue_(must(Catalogue::load(SALA_SHARE "/locale"))),
        stage_(must(screen::Stage::open(options(size)))),
        ui_(*stage_, catalogue_) {}

  void show(Draw draw) {
    draw_ = std::move(draw);
    settle();
  }

  // One frame, 16 ms later, whether or not anything asks for it.
  void frame() {
    clock.advance(Micros{16'000});
    stage_->refresh();
    REQUIRE(stage_->begin_frame());
    draw_now();
  }
  void settle() {
    for (int i = 0; i < 3; ++i) frame();
  }
  // Time passes; frames are drawn when the screen asks for them. Returns how many.
  int wait(Micros time) {
    int frames = 0;
    for (auto end = clock.boot_now + time; clock.boot_now < end; clock.advance(Micros{8'000})) {
      if (!stage_->begin_frame()) continue;
      draw_now();
      ++frames;
    }
    return frames;
  }

  void press(std::string_view label) {
    auto tapped = hand().tap(label);
    if (!tapped) give_up(tapped.error().message());
    settle();
  }
  ui::Point find(std::string_view label) {
    auto at = hand().find(label);
    if (!at) give_up(at.error().message());
    return *at;
  }
  // Down, `steps` frames on the way, up.
  void drag(ui::Point from, ui::Point to, int steps = 12) {
    hand().down(from);
    frame();
    for (int i = 1; i <= steps; ++i) {
      float t = static_cast<float>(i) / static_cast<float>(steps);
      hand().move({from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t});
      frame();
    }
    hand().up(to);
    frame();
  }
  // As a real keyboard would.
  void type(std::string_view text) {
    stage_->feed().type(text, clock.boot_now);
    clock.advance(Micros{40'000});
    settle();
  }
  void press_key(screen::Key key) {
    stage_->feed().press_key(key, clock.boot_now);
    settle();
  }
  // On the keyboard that is drawn on the screen: one key after the other. Takes letters of one
  // layer.
  void type_by_finger(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      std::size_t length = 1;
      while (at + length < text.size() && (text[at + length] & 0xC0) == 0x80) ++length;
      auto letter = text.substr(at, length);
      press(letter == " " ? ui_.tr("Space") : letter);
      at += length;
    }
  }

  bool sees(std::string_view text) const { return ui_.probe().sees(text); }
  // Every fault of the last frame, one a line; empty when all is well.
  std::string faults() const {
    auto const& scale = ui_.scale();
    std::string lines;
    for (auto const& fault : ui_.probe().faults(scale.display(), scale.target())) {
      lines += fault + "\n";
    }
    for (auto const& missing : catalogue_.missing_words()) lines += "no word: " + missing + "\n";
    return lines;
  }
  std::filesystem::path save(std::string const& name) const {
    auto folder = std::filesystem::path(SALA_BINARIES) / "pictures";
    std::filesystem::create_directories(folder);
    must(screen::save_png(stage_->pixels(), folder / (name + ".png")));
    return folder / (name + ".png");
  }

  ui::Ui& ui() { return ui_; }
  screen::Stage& stage() { return *stage_; }
  ui::Hand hand() { return ui::Hand(ui_); }
  Catalogue const& catalogue() const { return catalogue_; }

  ui::Look look;  // change it at will between frames
  FakeClock clock;

 private:
  screen::StageOptions options(ui::Size size) {
    screen::StageOptions options;
    options.width = size.width;
    options.height = size.height;
    options.share = SALA_SHARE;
    options.cache_folder = std::filesystem::path(SALA_BINARIES) / "font-cache";
    options.clock = &clock;
    return options;
  }
  void draw_now() {
    ui_.begin(look);
    if (draw_) draw_(ui_);
    ui_.end();
    stage_->end_frame();
  }
  [[noreturn]] void give_up(std::string const& why) {
    auto picture = save("failed");
    FAIL(why << " (picture: " << picture.string() << ")");
    std::abort();
  }

  Catalogue catalogue_;
  std::unique_ptr<screen::Stage> stage_;
  ui::Ui ui_;
  Draw draw_;
};

}  // namespace sala::test
