#include "kiosk/story.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <ostream>
#include <set>
#include <sstream>

#include "kiosk/ui/hand.h"
#include "platform/posix/files.h"
#include "platform/screen/pixmap.h"

namespace sala::kiosk {
namespace {

constexpr std::chrono::seconds usual_patience{5};

std::set<std::string> const& verbs() {
  static std::set<std::string> const all{"say",   "press", "type",  "scan",    "sign",
                                         "swipe", "see",   "await", "picture", "run"};
  return all;
}

// "30 ถึงสำนักงาน 4" → 30 s and the text.
std::pair<std::chrono::seconds, std::string> patience_of(std::string const& rest) {
  int seconds = 0;
  auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), seconds);
  auto used = static_cast<std::size_t>(end - rest.data());
  if (error != std::errc{} || used + 1 >= rest.size()) return {usual_patience, rest};
  return {std::chrono::seconds(seconds), rest.substr(used + 1)};
}

}  // namespace

Result<Story> Story::read(std::string const& path, std::string pictures, std::ostream& out) {
  Story story(std::move(pictures), out);
  std::istringstream lines(TRY(files::read(path)));
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    auto space = line.find(' ');
    Step step{number, line.substr(0, space),
              space == std::string::npos ? std::string() : line.substr(space + 1)};
    if (!verbs().contains(step.verb)) {
      return fail(ErrorCode::invalid, "read story " + path,
                  "line " + std::to_string(number) + " begins with '" + step.verb + "'",
                  "see kiosk/story.h for what a line may be");
    }
    story.steps_.push_back(std::move(step));
  }
  return story;
}

void Story::report(BootTime now, Step const& step, std::string const& note) {
  char seconds[32];
  std::snprintf(seconds, sizeof seconds, "%8.3f s  ",
                std::chrono::duration<double>(now - started_).count());
  *out_ << seconds;
  if (step.verb == "say") {
    *out_ << step.rest;
  } else {
    *out_ << "    " << step.verb << ' ' << step.rest;
  }
  *out_ << note << std::endl;
}

void Story::explain(App& app) {
  *out_ << "            on the screen:";
  for (auto const& text : app.ui().probe().texts()) *out_ << " [" << text.text << ']';
  *out_ << std::endl;
}

Story::State Story::go_on(App& app, screen::Stage& stage) {
  BootTime now = stage.clock().boottime();
  if (started_ == BootTime{}) started_ = step_started_ = now;
  // A person waits until the picture rests before the next touch.
  if (stage.scheduler().due(now) || stage.feed().ready(now)) return State::playing;
  if (next_ == steps_.size()) return State::done;
  Step const& step = steps_[next_];
  switch (do_step(step, app, stage)) {
    case Outcome::done:
      report(stage.clock().boottime(), step);
      ++next_;
      step_started_ = stage.clock().boottime();
      return State::playing;
    case Outcome::impossible:
      report(now, step, "  ← " + failure_);
      return State::failed;
    case Outcome::not_yet:
      break;
  }
  auto patience = step.verb == "await" ? patience_of(step.rest).first : usual_patience;
  if (now - step_started_ < patience) return State::playing;
  report(now, step, "  ← did not happen");
  explain(app);
  return State::failed;
}

Story::Outcome Story::do_step(Step const& step, App& app, screen::Stage& stage) {
  BootTime now = stage.clock().boottime();
  if (step.verb == "say") return Outcome::done;
  if (step.verb == "press") return press(step.rest, app);
  if (step.verb == "see") return wait_for(step.rest, app);
  if (step.verb == "await") return wait_for(patience_of(step.rest).second, app);
  if (step.verb == "picture") return save_picture(step.rest, stage);
  if (step.verb == "run") return run(step.rest);
  if (step.verb == "sign") return sign(app, stage);
  if (step.verb == "swipe") return swipe(step.rest, stage);
  if (step.verb == "type") stage.feed().type(step.rest, now);
  if (step.verb == "scan") stage.feed().scan(step.rest, now);
  return Outcome::done;
}

Story::Outcome Story::press(std::string const& label, App& app) {
  return ui::Hand(app.ui()).tap(label) ? Outcome::done : Outcome::not_yet;
}

Story::Outcome Story::sign(App& app, screen::Stage& stage) {
  for (auto const& target : app.ui().probe().targets()) {
    if (target.kind != ui::TargetKind::pad) continue;
    screen::InputEvent event;
    event.time = stage.clock().boottime();
    for (int i = 0; i <= 24; ++i) {
      event.kind = i == 0 ? screen::InputKind::press : screen::InputKind::move;
      float across = static_cast<float>(i) / 24;
      float wave = (i % 6 < 3 ? 1.0F : -1.0F) * static_cast<float>(i % 3) / 6;
      event.x = static_cast<float>(target.box.x) +
                static_cast<float>(target.box.width) * (0.2F + 0.6F * across);
      event.y = static_cast<float>(target.box.y) +
                static_cast<float>(target.box.height) * (0.5F + 0.5F * wave);
      event.time += Micros(16'000);
      stage.feed().push(event);
    }
    event.kind = screen::InputKind::release;
    stage.feed().push(event);
    return Outcome::done;
  }
  return Outcome::not_yet;
}

// Half the screen's height in a fifth of a second, as a hand in a hurry does.
Story::Outcome Story::swipe(std::string const& towards, screen::Stage& stage) {
  if (towards != "up" && towards != "down") {
    failure_ = "swipe up or down";
    return Outcome::impossible;
  }
  constexpr int samples = 12;
  auto height = static_cast<float>(stage.size().height);
  float from = towards == "up" ? 0.8F : 0.3F, by = towards == "up" ? -0.5F : 0.5F;
  screen::InputEvent event;
  event.x = static_cast<float>(stage.size().width) / 2;
  event.time = stage.clock().boottime();
  for (int i = 0; i <= samples; ++i) {
    event.kind = i == 0 ? screen::InputKind::press : screen::InputKind::move;
    event.y = height * (from + by * static_cast<float>(i) / samples);
    event.time += Micros(16'000);
    stage.feed().push(event);
  }
  event.kind = screen::InputKind::release;
  stage.feed().push(event);
  return Outcome::done;
}

Story::Outcome Story::wait_for(std::string const& text, App& app) const {
  return app.ui().probe().sees(text) ? Outcome::done : Outcome::not_yet;
}

Story::Outcome Story::save_picture(std::string const& name, screen::Stage& stage) {
  auto made = files::make_folder(pictures_);
  auto saved = made ? screen::save_png(stage.pixels(), pictures_ + "/" + name + ".png") : made;
  if (saved) return Outcome::done;
  failure_ = saved.error().message();
  return Outcome::impossible;
}

Story::Outcome Story::run(std::string const& command) {
  if (std::system(command.c_str()) == 0) return Outcome::done;  // NOLINT: the story's author asks
  failure_ = "the command failed";
  return Outcome::impossible;
}

}  // namespace sala::kiosk
