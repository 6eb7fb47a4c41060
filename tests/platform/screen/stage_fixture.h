// A stage for tests: a clock that stands still until told, and verbs to draw with.
#pragma once

#include <doctest/doctest.h>
#include <imgui.h>

#include <cstdlib>
#include <filesystem>
#include <functional>

#include "platform/screen/stage.h"

namespace sala::screen {

class HandClock : public Clock {
 public:
  BootTime boottime() const override { return now; }
  WallTime wall() const override { return WallTime{now.time_since_epoch()}; }
  BootId boot_id() const override { return {}; }
  bool synchronised(Micros&) const override { return false; }
  BootTime now{std::chrono::seconds(1000)};
};

inline std::filesystem::path test_share() { return SALA_SHARE; }

struct StageFixture {
  HandClock clock;
  std::unique_ptr<Stage> stage;

  explicit StageFixture(int width = 1280, int height = 800, StageKind kind = StageKind::headless) {
    StageOptions options;
    options.kind = kind;
    options.width = width;
    options.height = height;
    options.share = test_share();
    options.cache_folder = std::filesystem::path(SALA_BINARIES) / "font-cache";
    options.clock = &clock;
    auto opened = Stage::open(options);
    REQUIRE_MESSAGE(opened.has_value(), (opened ? std::string() : opened.error().message()));
    stage = std::move(*opened);
  }

  // One frame if it is due. `draw` gets the list behind all windows.
  bool frame(std::function<void(ImDrawList&)> const& draw) {
    if (!stage->begin_frame()) return false;
    draw(*ImGui::GetBackgroundDrawList());
    return stage->end_frame();
  }
  // Frames until nothing is due any more.
  int settle(std::function<void(ImDrawList&)> const& draw, int at_most = 100) {
    int frames = 0;
    while (frames < at_most && stage->begin_frame()) {
      draw(*ImGui::GetBackgroundDrawList());
      stage->end_frame();
      ++frames;
    }
    return frames;
  }
  // For eyes: build/pictures/<name>.png.
  void save(std::string const& name) const {
    auto const folder = std::filesystem::path(SALA_BINARIES) / "pictures";
    std::filesystem::create_directories(folder);
    auto const saved = save_png(stage->pixels(), folder / (name + ".png"));
    REQUIRE_MESSAGE(saved.has_value(), (saved ? std::string() : saved.error().message()));
  }
};

constexpr std::uint32_t ink = IM_COL32(0x22, 0x30, 0x3C, 255);

}  // namespace sala::screen
