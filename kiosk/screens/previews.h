// Every screen with made-up data, hard cases included: for `sala-kiosk --preview`, and for the test
// that draws them all.
//
//   SampleClock clock;
//   auto stage = TRY(screen::Stage::open({… .clock = &clock}));
//   auto faults = TRY(draw_preview(*find_preview("find-5000"), *stage, clock, catalogue, look));
//   TRY(screen::save_png(stage->pixels(), "find-5000.png"));
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/screens/sample.h"

namespace sala::kiosk {

// A touch on the way to what is shown. `text` of press and scroll is a msgid; of touch and push,
// what is written there.
struct PreviewStep {
  enum class Kind { press, touch, type, wait, draw, scroll, push };
  Kind kind = Kind::press;
  std::string_view text;
};

struct Preview {
  std::string_view name;
  void (*arrange)(Sample&) = nullptr;      // null: as the sample is
  ScreenPtr (*screen)(Sample&) = nullptr;  // null: the start screen
  std::vector<PreviewStep> steps = {};
};

std::span<Preview const> preview_list();
std::vector<Preview> form_previews();    // those of questionnaires
std::vector<Preview> course_previews();  // those of the screens of choosing; part of the list
std::vector<Preview> room_previews();    // those of what the room said
Preview const* find_preview(std::string_view name);

// Draws until nothing moves; the picture is stage.pixels(). The stage must have been opened with
// `clock`. Gives the probe's faults, a sentence each. not_found when a step finds nothing to touch.
Result<std::vector<std::string>> draw_preview(Preview const& preview, screen::Stage& stage,
                                              SampleClock& clock, Catalogue const& catalogue,
                                              ui::Look const& look);

}  // namespace sala::kiosk
