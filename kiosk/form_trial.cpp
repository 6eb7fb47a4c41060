#include "kiosk/form_trial.h"

#include <filesystem>
#include <iostream>

#include "kiosk/screens/sample.h"
#include "kiosk/sheet.h"
#include "kiosk/story.h"
#include "platform/posix/files.h"
#include "platform/screen/mirror.h"

namespace sala::kiosk {
namespace {

class Trial {
 public:
  Result<void> open(Arguments const& arguments, screen::StageOptions look, Words const& spoken);
  Result<int> run(Catalogue const& catalogue);

 private:
  void draw(App& app);

  SampleClock clock_;
  std::unique_ptr<Sample> sample_;
  std::unique_ptr<screen::Stage> stage_;
  std::unique_ptr<screen::Mirror> mirror_;
  std::optional<Story> story_;
  Asking asking_;
};

Result<void> Trial::open(Arguments const& arguments, screen::StageOptions look,
                         Words const& spoken) {
  std::filesystem::path const path = *arguments.value("try-form");
  auto bytes = TRY(files::read(path));
  clock_.wall_now = system_clock().wall();
  clock_.boot_now = system_clock().boottime();
  sample_ = TRY(Sample::make(clock_));
  sample_->settings_now.language = spoken.language();
  sample_->settings_now.sound = false;
  sample_->keep_secrets();
  auto find = [&](std::string const& file) -> std::optional<std::string> {
    auto png = files::read_beside(path.string(), file);
    return png ? std::optional(std::move(*png)) : std::nullopt;
  };
  asking_.entry = TRY(sample_->add_form(bytes, path.filename().string(), find));
  asking_.programme = sample_->morning().programme;
  asking_.session = sample_->morning().set.session;
  if (asking_.entry.answers != AnswerKind::anonymous) {
    asking_.participant = sample_->person(0).set.participant;
  }
  if (look.kind == screen::StageKind::full_screen) look.kind = screen::StageKind::window;
  stage_ = TRY(screen::Stage::open(look));
  if (auto address = arguments.value("mirror")) {
    mirror_ = TRY(screen::Mirror::open(*stage_, *address));
    auto url = "http://127.0.0.1:" + std::to_string(mirror_->port()) + "/";
    std::cout << spoken.tr("screen: {url}", {{"url", url}}) << std::endl;
  }
  if (auto story = arguments.value("play")) {
    story_ = TRY(Story::read(*story, arguments.value_or("pictures", "pictures"), std::cout));
  }
  return {};
}

void Trial::draw(App& app) {
  if (app.at_start()) app.show(form_screen(sample_->context(), asking_));
  if (!stage_->begin_frame()) return;
  app.draw();
  stage_->end_frame();
  if (mirror_) mirror_->publish();
}

Result<int> Trial::run(Catalogue const& catalogue) {
  App app(*stage_, catalogue, sample_->context());
  while (!stage_->quit_requested()) {
    auto now = system_clock().boottime();
    clock_.advance(now - clock_.boot_now);
    sample_->refresh();
    draw(app);
    if (story_) {
      auto state = story_->go_on(app, *stage_);
      if (state != Story::State::playing) return state == Story::State::done ? 0 : 1;
    }
    // The made-up ledger is worked by hand: nobody wakes us when something was saved.
    stage_->wait(now + std::chrono::milliseconds(story_ ? 20 : 200));
  }
  return 0;
}

}  // namespace

Result<int> try_form(Arguments const& arguments, screen::StageOptions look,
                     Catalogue const& catalogue, Words const& spoken) {
  Trial trial;
  TRY(trial.open(arguments, std::move(look), spoken));
  return trial.run(catalogue);
}

}  // namespace sala::kiosk
