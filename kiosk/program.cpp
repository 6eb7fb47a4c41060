#include "kiosk/program.h"

#include <atomic>
#include <cstdio>
#include <iostream>

#include "kiosk/app.h"
#include "kiosk/form_trial.h"
#include "kiosk/machine.h"
#include "kiosk/screens/previews.h"
#include "kiosk/story.h"
#include "platform/base/arguments.h"
#include "platform/base/explain.h"
#include "platform/base/log.h"
#include "platform/base/person.h"
#include "platform/base/share.h"
#include "platform/posix/files.h"
#include "platform/posix/stop_signal.h"
#include "platform/posix/supervisor.h"
#include "platform/screen/mirror.h"

namespace sala::kiosk {
namespace {

constexpr int exit_good = 0;
constexpr int exit_trouble = 1;
constexpr int exit_usage = 2;

constexpr Option options[] = {
    {"data", Takes::value, "DIR",
     word("this box's folder; else SALA_KIOSK_DATA, else the user's own")},
    {"window", Takes::value, "WxH", word("in a window of this size instead of the full screen")},
    {"off-screen", Takes::value, "WxH", word("in memory only; look through --mirror")},
    {"mirror", Takes::value, "ADDRESS",
     word("show and touch it in a browser on this machine: 127.0.0.1:PORT")},
    {"play", Takes::value, "FILE", word("play a story (see kiosk/story.h), then stop")},
    {"pictures", Takes::value, "DIR", word("where the story's pictures go; else ./pictures")},
    {"hq", Takes::value, "URL", word("enrol: headquarters' address")},
    {"code", Takes::value, "CODE", word("enrol: the code, good once")},
    {"pin", Takes::values, "PIN",
     word("enrol: sha256//… of headquarters' TLS key; may stand there again")},
    {"ca-file", Takes::value, "FILE",
     word("enrol: certificate of headquarters' private authority")},
    {"try-form", Takes::value, "FORM",
     word("ask a questionnaire (.xlsx, .csv) on this screen; nothing is kept")},
    {"preview", Takes::value, "SCREEN", word("draw a screen with sample data ('list' names them)")},
    {"size", Takes::value, "WxH", word("preview: size of the picture; else 1280x800")},
    {"theme", Takes::value, "NAME", word("preview: light, dark or contrast")},
    {"large", Takes::nothing, "", word("preview: large text")},
    {"out", Takes::value, "FILE", word("preview: the PNG file to write")},
    {"lang", Takes::value, "th|en", word("what to speak; else as the system does, else Thai")},
    {"help", Takes::nothing, "", word("this help")},
    {"version", Takes::nothing, "", word("which version this is")},
};

void print_help(Words const& words) {
  auto way = [&](std::string usage, std::string_view means) {
    usage.resize(40, ' ');
    std::cout << "  " << usage << words.tr(means) << '\n';
  };
  std::cout << words.tr("sala-kiosk: signs people in, with or without a network") << "\n\n";
  way("sala-kiosk [OPTION…]", word("start the kiosk"));
  way("sala-kiosk enrol LINK", word("join a headquarters, with the link that it gave"));
  way("sala-kiosk enrol --hq URL --code CODE", word("the same, typed"));
  std::cout << '\n' << describe(options, [&](std::string_view text) { return words.tr(text); });
}

int complain(Words const& words, Error const& error) {
  std::cerr << "sala-kiosk: " << explain(words, error) << '\n';
  return error.code == ErrorCode::invalid ? exit_usage : exit_trouble;
}

Result<screen::StageSize> size_of(std::string const& text) {
  screen::StageSize size;
  char rest = 0;
  bool read = std::sscanf(text.c_str(), "%dx%d%c", &size.width, &size.height, &rest) == 2;
  if (!read || size.width < 480 || size.height < 480 || size.width > 7680 || size.height > 7680) {
    return fail(ErrorCode::invalid, "read size '" + text + "'", word("that is no size"),
                word("write for example 1280x800; 480 to 7680 each way"));
  }
  return size;
}

Result<screen::StageOptions> stage_options(Arguments const& arguments) {
  screen::StageOptions result;
  result.share = TRY(find_share_folder());
  result.kind = screen::StageKind::full_screen;
  for (auto const& [option, kind] : {std::pair("window", screen::StageKind::window),
                                     std::pair("off-screen", screen::StageKind::headless)}) {
    if (auto text = arguments.value(option)) {
      auto size = TRY(size_of(*text));
      result.kind = kind;
      result.width = size.width;
      result.height = size.height;
    }
  }
  return result;
}

// The running kiosk: one frame after another until it is told to stop.
class Run {
 public:
  static Result<int> run(Arguments const& arguments, Catalogue const& catalogue,
                         Words const& words);

 private:
  Run(Arguments const& arguments, Catalogue const& catalogue, Words const& words)
      : arguments_(arguments), catalogue_(catalogue), words_(words) {}
  Result<void> open();
  Result<int> loop();
  void draw(App& app);
  void leave();
  std::optional<BootTime> next_wake() const;

  Arguments const& arguments_;
  Catalogue const& catalogue_;
  Words words_;  // of the person at the command line
  BootTime started_ = system_clock().boottime();
  std::atomic<bool> leaving_ = false;
  std::atomic<screen::Stage*> awake_ = nullptr;  // the stage, once it can be told to end
  std::unique_ptr<screen::Stage> stage_;
  StopSignal stop_{[this] { leave(); }};
  std::unique_ptr<Machine> machine_;
  std::unique_ptr<screen::Mirror> mirror_;
  std::optional<Story> story_;
  screen::Sound sound_;
  std::optional<Micros> const patience_ = supervisor_patience();
  bool told_first_frame_ = false;
  bool fault_shown_ = false;
};

Result<int> Run::run(Arguments const& arguments, Catalogue const& catalogue, Words const& words) {
  Run run(arguments, catalogue, words);
  TRY(run.open());
  return run.loop();
}

// On the signals' thread.
void Run::leave() {
  leaving_ = true;
  if (screen::Stage* stage = awake_) stage->quit();
}

Result<void> Run::open() {
  auto stage = TRY(stage_options(arguments_));
  std::string folder = arguments_.value_or("data", default_data_folder());
  stage.cache_folder = folder + "/font-cache";
  stage_ = TRY(screen::Stage::open(stage));
  awake_ = stage_.get();
  if (leaving_) stage_->quit();  // told so in between
  Machine::Options machine;
  machine.folder = folder;
  machine.wake = [raw = stage_.get()] { raw->wake(); };
  machine.leave = [raw = stage_.get()] { raw->quit(); };
  machine.rebuild_progress = [](std::int64_t done) {
    log(LogLevel::info, "working out the views again: " + std::to_string(done) + " events");
  };
  machine_ = TRY(Machine::start(std::move(machine)));
  if (auto address = arguments_.value("mirror")) {
    mirror_ = TRY(screen::Mirror::open(*stage_, *address));
    auto url = "http://127.0.0.1:" + std::to_string(mirror_->port()) + "/";
    std::cout << words_.tr("screen: {url}", {{"url", url}}) << std::endl;
  }
  if (auto path = arguments_.value("play")) {
    story_ = TRY(Story::read(*path, arguments_.value_or("pictures", "pictures"), std::cout));
  }
  return {};
}

std::optional<BootTime> Run::next_wake() const {
  auto now = system_clock().boottime();
  if (story_) return story_->next_wake(now);
  auto wake = machine_->next_wake();
  if (patience_) wake = std::min(wake, now + *patience_ / 3);  // or the watchdog bites
  return wake;
}

void Run::draw(App& app) {
  if (!stage_->begin_frame()) return;
  app.draw();
  stage_->end_frame();
  if (mirror_) mirror_->publish();  // also unchanged: a browser may have come only now
  if (told_first_frame_) return;
  told_first_frame_ = true;
  tell_supervisor(Health::ready);
  auto took = std::chrono::ceil<std::chrono::milliseconds>(system_clock().boottime() - started_);
  log(LogLevel::info, "first frame after " + std::to_string(took.count()) + " ms");
}

Result<int> Run::loop() {
  StaffActions& staff = *machine_;
  Context context{machine_->day(), machine_->desk(), staff.settings(), staff,
                  [this](screen::Chime chime) {
                    if (machine_->settings().sound) sound_.play(chime);
                  }};
  machine_->refresh();
  App app(*stage_, catalogue_, context);
  while (!stage_->quit_requested()) {
    machine_->refresh();
    auto fault = machine_->fault();
    if (fault && !fault_shown_) app.show(fault_screen(context, *fault));
    fault_shown_ = fault.has_value();
    draw(app);
    if (story_) {
      auto state = story_->go_on(app, *stage_);
      if (state == Story::State::done) return exit_good;
      if (state == Story::State::failed) return exit_trouble;
    }
    stage_->wait(next_wake());
    if (patience_) tell_supervisor(Health::alive);
  }
  tell_supervisor(Health::stopping);
  return story_ ? exit_trouble : exit_good;  // a story that was broken off is not told
}

Result<link::EnrolmentLink> link_of(Arguments const& arguments) {
  if (arguments.words().size() > 1) return link::enrolment_link_from_text(arguments.words()[1]);
  if (!arguments.has("hq") && !arguments.has("code")) {
    return fail(
        ErrorCode::invalid, word("join a headquarters"), word("no link is given"),
        word("give the whole line that 'sala-hq enrol' printed: sala-kiosk enrol 'sala://…'"));
  }
  link::EnrolmentLink link;
  link.url = TRY(arguments.required("hq"));
  auto code = link::normal_code(TRY(arguments.required("code")));
  if (!code) {
    return fail(ErrorCode::invalid, word("read the code"), word("it is not an enrolment code"),
                word("it has ten letters and digits, as 'sala-hq enrol' printed them"));
  }
  link.code = *code;
  link.pins = arguments.values("pin");
  return link;
}

Result<int> enrol(Arguments const& arguments, Words const& words) {
  auto link = TRY(link_of(arguments));
  std::string folder = arguments.value_or("data", default_data_folder());
  auto name = TRY(enrol_folder(folder, link, arguments.value_or("ca-file", "")));
  std::cout << words.tr(
                   "This box is enrolled as “{name}”. Start it with: sala-kiosk --data {folder}",
                   {{"name", name}, {"folder", folder}})
            << '\n';
  return exit_good;
}

// One of preview_list(), drawn into a PNG.
Result<int> preview(Arguments const& arguments, Catalogue const& catalogue, Words const& words) {
  std::string name = *arguments.value("preview");
  if (name == "list") {
    for (Preview const& one : preview_list()) std::cout << one.name << '\n';
    return exit_good;
  }
  Preview const* wanted = find_preview(name);
  if (wanted == nullptr) {
    return fail(ErrorCode::not_found, "preview '" + name + "'", word("there is no such screen"),
                word("--preview list names them"));
  }
  std::string out = TRY(arguments.required("out"));
  SampleClock clock;
  auto stage = TRY(stage_options(arguments));
  auto size = TRY(size_of(arguments.value_or("size", "1280x800")));
  stage.kind = screen::StageKind::headless;
  stage.width = size.width;
  stage.height = size.height;
  stage.clock = &clock;
  auto opened = TRY(screen::Stage::open(stage));
  Settings settings;
  settings.language = words.language();
  settings.theme = arguments.value_or("theme", "light");
  settings.large_text = arguments.has("large");
  auto faults = TRY(draw_preview(*wanted, *opened, clock, catalogue, look_of(settings)));
  for (std::string const& fault : faults) std::cerr << "sala-kiosk: " << fault << '\n';
  TRY(screen::save_png(opened->pixels(), out));
  return exit_good;
}

// The words that stand there for themselves: none, or "enrol LINK".
Result<void> check_words(std::vector<std::string> const& words) {
  if (!words.empty() && words[0] != "enrol") {
    return fail(ErrorCode::invalid, "read the command line", "'" + words[0] + "' is not known",
                "see --help");
  }
  if (words.size() > 2) {
    return fail(ErrorCode::invalid, "read the command line",
                "'" + words[2] + "' is one word too many", "see --help");
  }
  return {};
}

Result<int> run(std::vector<std::string> const& words, Catalogue const& catalogue,
                Words const& spoken) {
  auto arguments = TRY(Arguments::parse(options, words));
  if (arguments.has("help") || arguments.words() == std::vector<std::string>{"-h"}) {
    print_help(spoken);
    return exit_good;
  }
  if (arguments.has("version")) {
    std::cout << program_name << '\n';
    return exit_good;
  }
  TRY(check_words(arguments.words()));
  if (!arguments.words().empty()) return enrol(arguments, spoken);
  if (arguments.has("preview")) return preview(arguments, catalogue, spoken);
  if (arguments.has("try-form")) {
    return try_form(arguments, TRY(stage_options(arguments)), catalogue, spoken);
  }
  return Run::run(arguments, catalogue, spoken);
}

}  // namespace

int run_program(std::vector<std::string> words) {
  auto catalogue = find_share_folder().and_then(
      [](std::filesystem::path const& share) { return Catalogue::load(share / "locale"); });
  if (!catalogue) {  // not installed whole: there are no words
    std::cerr << "sala-kiosk: " << catalogue.error().message() << '\n';
    return exit_trouble;
  }
  auto spoken = chosen_words(*catalogue, words);
  if (!spoken) return complain(usual_words(*catalogue), spoken.error());
  auto status = run(words, *catalogue, *spoken);
  return status ? *status : complain(*spoken, status.error());
}

}  // namespace sala::kiosk
