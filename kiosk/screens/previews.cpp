#include "kiosk/screens/previews.h"

#include <array>

#include "kiosk/app.h"
#include "kiosk/ui/hand.h"

namespace sala::kiosk {

namespace {

constexpr Micros frame_time{16'000};

class Player {
 public:
  Player(Sample& sample, screen::Stage& stage, Catalogue const& catalogue)
      : sample_(sample), stage_(stage), app_(stage, catalogue, sample.context()) {}

  App& app() { return app_; }

  void frames(int count) {
    for (int i = 0; i < count; ++i) {
      sample_.clock.advance(frame_time);
      sample_.refresh();
      stage_.refresh();
      if (!stage_.begin_frame()) continue;
      app_.draw();
      stage_.end_frame();
    }
  }

  Result<void> play(PreviewStep const& step) {
    switch (step.kind) {
      case PreviewStep::Kind::press:
        TRY(ui::Hand(app_.ui()).tap(app_.ui().tr(step.text)));
        break;
      case PreviewStep::Kind::touch:
        TRY(ui::Hand(app_.ui()).tap(step.text));
        break;
      case PreviewStep::Kind::type:
        stage_.feed().type(step.text, sample_.clock.boottime());
        sample_.clock.advance(Micros{40'000});
        break;
      case PreviewStep::Kind::wait:
        sample_.clock.advance(std::chrono::seconds(std::stoi(std::string(step.text))));
        break;
      case PreviewStep::Kind::scroll:
        TRY(push_up(app_.ui().tr(step.text)));
        break;
      case PreviewStep::Kind::push:
        TRY(push_up(step.text));
        break;
      case PreviewStep::Kind::draw:
        TRY(scribble(app_.ui().tr(step.text)));
        break;
    }
    frames(4);
    return {};
  }

 private:
  // Pushes what carries this label far up.
  Result<void> push_up(std::string_view label) {
    ui::Hand hand(app_.ui());
    auto at = TRY(hand.find(label));
    hand.down(at);
    for (int i = 0; i < 20; ++i) {
      at.y -= static_cast<float>(app_.ui().px(60));
      hand.move(at);
      frames(1);
    }
    hand.up(at);
    return {};
  }
  // A quick wave of the hand, as signatures are.
  Result<void> scribble(std::string_view pad) {
    ui::Hand hand(app_.ui());
    auto at = TRY(hand.find(pad));
    auto unit = static_cast<float>(app_.ui().px(10));
    constexpr std::array<std::pair<float, float>, 12> line{{{-14, 3},
                                                            {-11, -4},
                                                            {-8, 4},
                                                            {-6, -6},
                                                            {-3, 3},
                                                            {-1, -2},
                                                            {1, 3},
                                                            {4, -5},
                                                            {5, 4},
                                                            {8, -1},
                                                            {11, 1},
                                                            {15, -3}}};
    hand.down({at.x + line[0].first * unit, at.y + line[0].second * unit});
    for (auto const& [x, y] : line) {
      hand.move({at.x + x * unit, at.y + y * unit});
      frames(1);
    }
    hand.up({at.x + line.back().first * unit, at.y + line.back().second * unit});
    return {};
  }

  Sample& sample_;
  screen::Stage& stage_;
  App app_;
};

Settings settings_for(ui::Look const& look) {
  Settings settings;
  settings.language = look.language;
  settings.large_text = look.text == ui::TextSize::large;
  settings.calm = look.motion == ui::Motion::calm;
  settings.idle_reset_s = 300;  // a preview does not start over
  if (look.theme == ui::ThemeName::dark) settings.theme = "dark";
  if (look.theme == ui::ThemeName::high_contrast) settings.theme = "contrast";
  return settings;
}

}  // namespace

Preview const* find_preview(std::string_view name) {
  for (auto const& preview : preview_list()) {
    if (preview.name == name) return &preview;
  }
  return nullptr;
}

Result<std::vector<std::string>> draw_preview(Preview const& preview, screen::Stage& stage,
                                              SampleClock& clock, Catalogue const& catalogue,
                                              ui::Look const& look) {
  clock.wall_now = SampleClock().wall_now;
  auto sample = TRY(Sample::make(clock));
  sample->settings_now = settings_for(look);
  if (preview.arrange != nullptr) preview.arrange(*sample);
  sample->change();
  sample->refresh();
  Player player(*sample, stage, catalogue);
  if (preview.screen != nullptr) player.app().show(preview.screen(*sample));
  player.frames(4);
  for (auto const& step : preview.steps) TRY(player.play(step));
  clock.advance(Micros{600'000});  // what draws itself has done so
  player.frames(3);
  auto const& ui = player.app().ui();
  return ui.probe().faults(ui.scale().display(), ui.scale().target());
}

}  // namespace sala::kiosk
