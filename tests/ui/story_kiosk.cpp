#include "tests/ui/story_kiosk.h"

#include "kiosk/ui/hand.h"
#include "sync/views/queries.h"

namespace sala::test {

using namespace sala::kiosk;

StoryKiosk::StoryKiosk(Options options)
    : random_(options.number), catalogue_(must(Catalogue::load(SALA_SHARE "/locale"))) {
  screen::StageOptions stage;
  stage.share = SALA_SHARE;
  stage.cache_folder = std::filesystem::path(SALA_BINARIES) / "font-cache";
  stage.clock = &clock;
  stage_ = must(screen::Stage::open(stage));

  number_ = options.number;
  staff_.staff.bytes.fill(9);
  staff_.name = "แพร";
  settings_now.sound = false;
  day.set_enrolled(true);
  programmes_ = {sample_people(1).front().programme};
  start_program();
  if (options.number == 1) write_programme(options);
  refresh();
  settle();
}

void StoryKiosk::start_program() {
  views::Keeper::Options keeper;
  keeper.database_path = folder_ / "ledger.db";
  keeper.access = db::Access::read_write_unsafe;
  keeper.headquarters = DeviceId{test_key(1).public_key()};
  keeper.mode = views::Keeper::Mode::manual;
  keeper.on_change = [this](auto const&) { changed_ = true; };
  keeper_ = must(views::Keeper::start(std::move(keeper), test_key(number_), clock, random_));
  letterbox_ = must(
      views::Letterbox::open(folder_ / "letterbox.db", db::Access::read_write_unsafe, random_));
  desk_ = std::make_unique<Desk>(
      *keeper_, clock, random_, [] {}, letterbox_);
  reads_ = std::make_unique<db::Database>(
      must(db::Database::open(folder_ / "ledger.db", db::Access::read_only)));
  app_ = std::make_unique<App>(*stage_, catalogue_, Context{day, *desk_, settings_now, *this, {}});
}

void StoryKiosk::restart() {
  for (auto const& end : must(views::Queries(*reads_).stream_ends(keeper_->device()))) {
    earlier_.insert(end.stream);
  }
  app_.reset();
  desk_.reset();
  letterbox_.reset();
  keeper_.reset();
  start_program();
  changed_ = true;
  settle();
}

StoryKiosk::~StoryKiosk() {
  app_.reset();
  desk_.reset();
  keeper_.reset();
}

void StoryKiosk::write_programme(Options const& options) {
  ProgrammeId const& programme = programmes_.front();
  std::vector<ledger::Draft> drafts;
  for (auto const& organisation : sample_organisations()) {
    drafts.push_back({common_programme, organisation});
  }
  for (auto const& person : sample_people(options.people))
    drafts.push_back({programme, person.set});
  auto sample = must(Sample::make(clock));
  for (auto session : sample->sessions) {
    session.set.signature = options.signature;
    session.set.leaving = options.leaving;
    bool second = session.set.session == sample->sessions[1].set.session;
    if (options.several_sessions && second) {
      session.set.starts_s = sample->morning().set.starts_s;
    }
    drafts.push_back({programme, session.set});
  }
  keeper_->append(std::move(drafts), [](auto answer) { must(without_value(answer)); });
  write_courses(options.courses);
}

// ---- frames

void StoryKiosk::reload() {
  DayUpdate update;
  update.roster = must(Roster::load(*reads_, programmes_));
  views::Queries queries(*reads_);
  for (auto const& session : update.roster->sessions()) {
    update.complete.push_back(session.set.session);
    for (auto& row : must(queries.attendance(session.set.session))) {
      update.attendance.push_back({session.set.session, std::move(row)});
    }
  }
  load_seats(update);
  load_forms(update);
  auto reader = must(ledger::Reader::open(*reads_));
  update.tally = must(reader.tally(keeper_->device()));
  day.apply(std::move(update));
  changed_ = false;
}

void StoryKiosk::refresh() {
  if (saves) {
    while (keeper_->run_waiting()) {
    }
  }
  if (changed_) reload();
  day.set_now(clock.boottime(), clock.wall());
}

void StoryKiosk::frame() {
  clock.advance(Micros{16'000});
  refresh();
  stage_->refresh();
  REQUIRE(stage_->begin_frame());
  app_->draw();
  stage_->end_frame();
}

void StoryKiosk::settle(int frames) {
  for (int i = 0; i < frames; ++i) frame();
}

void StoryKiosk::wait(std::chrono::milliseconds time) {
  for (auto end = clock.boot_now + time; clock.boot_now < end; clock.advance(Micros{20'000})) {
    refresh();
    if (!stage_->begin_frame()) continue;
    app_->draw();
    stage_->end_frame();
  }
  settle();
}

void StoryKiosk::give_up(std::string const& why) const {
  save("failed");
  FAIL(why);
  std::abort();
}

void StoryKiosk::save(std::string const& name) const {
  auto folder = std::filesystem::path(SALA_BINARIES) / "pictures";
  std::filesystem::create_directories(folder);
  must(screen::save_png(stage_->pixels(), folder / (name + ".png")));
}

std::string StoryKiosk::screen() const {
  std::string all;
  for (auto const& text : app_->ui().probe().texts()) all += text.text + "\n";
  for (auto const& target : app_->ui().probe().targets()) all += target.label + "\n";
  return all;
}

// ---- fingers

void StoryKiosk::press(std::string_view label) {
  auto tapped = ui::Hand(app_->ui()).tap(label);
  if (!tapped) give_up(tapped.error().message());
  settle();
}

void StoryKiosk::type(std::string_view text) {
  stage_->feed().type(text, clock.boot_now);
  clock.advance(Micros{40'000});
  settle();
}

void StoryKiosk::press_key(screen::Key key) {
  stage_->feed().press_key(key, clock.boot_now);
  clock.advance(Micros{40'000});
  settle();
}

void StoryKiosk::scan(std::string_view code_read) {
  stage_->feed().scan(code_read, clock.boot_now);
  clock.advance(Micros{60'000});
  settle();
}

void StoryKiosk::sign_on_pad() {
  ui::Hand hand(app_->ui());
  auto at = must(hand.find(app_->ui().tr("Sign here with your finger")));
  hand.down(at);
  for (int i = 0; i < 20; ++i) {
    hand.move({at.x + static_cast<float>(i * 6), at.y + static_cast<float>(i % 5 * 9)});
    frame();
  }
  hand.up(at);
  settle();
}

void StoryKiosk::find(std::string_view typed) {
  press(app_->ui().tr("Sign in"));
  press(app_->ui().tr("Nickname, name or last four digits of your phone"));
  type(typed);
}

void StoryKiosk::sign_in(std::string_view name) {
  find(name);
  press(name);
  press(app_->ui().tr("Yes, sign me in"));
}

void StoryKiosk::go_home() {
  for (int i = 0; i < 40 && !at_start(); ++i) wait(std::chrono::milliseconds(500));
  REQUIRE(at_start());
}

void StoryKiosk::open_staff_corner() {
  for (int i = 0; i < 5; ++i) press("08:5");
  for (char digit : code) press(std::string_view(&digit, 1));
  press(app_->ui().tr("Open the staff corner"));
}

void StoryKiosk::walk_in(std::string_view nickname, std::string_view birth_year) {
  press(app_->ui().tr("Sign in"));
  press(app_->ui().tr("I am not on the list"));
  type(nickname);
  press(app_->ui().tr("Next"));
  press(app_->ui().tr("Year of birth"));
  for (char digit : birth_year) press(std::string_view(&digit, 1));
  press(app_->ui().tr("Next"));
  press(app_->ui().tr("Next"));  // the organisation
}

// ---- staff

void StoryKiosk::check_code(std::string const& typed) {
  open_ = typed == code;
  check_ = open_ ? Check::right : Check::wrong;
}

Result<void> StoryKiosk::change_settings(Settings const& settings) {
  settings_now = settings;
  return {};
}

// ---- the ledger

std::vector<std::string> StoryKiosk::kinds() const {
  std::vector<std::string> kinds;
  auto reader = must(ledger::Reader::open(*reads_));
  must(reader.for_each([&](EventView const& event, std::int64_t) -> Result<void> {
    kinds.emplace_back(event.kind);
    return {};
  }));
  return kinds;
}

int StoryKiosk::written(std::string_view kind) const {
  auto all = kinds();
  return static_cast<int>(std::count(all.begin(), all.end(), kind));
}

std::string StoryKiosk::last_body(std::string_view kind) const {
  std::string body;
  auto reader = must(ledger::Reader::open(*reads_));
  must(reader.for_each([&](EventView const& event, std::int64_t) -> Result<void> {
    if (event.kind == kind) body = event.body;
    return {};
  }));
  return body;
}

int StoryKiosk::came() const { return day.came(day.roster().sessions().front().set.session); }

void StoryKiosk::take_all_from(StoryKiosk& other) {
  auto reader = must(ledger::Reader::open(*other.reads_));
  for (auto const& id : must(reader.programmes())) {
    std::int64_t after = 0;
    for (bool at_end = false; !at_end;) {
      auto page = must(reader.read_programme(id, after, {}));
      ledger::Intake intake;
      for (auto& run : page.events.runs) intake.runs.push_back(must(ledger::check(run)));
      after = page.last_position;
      at_end = page.at_end;
      keeper_->take_in(std::move(intake), [](auto answer) { must(without_value(answer)); });
      refresh();
    }
  }
  settle();
}

void StoryKiosk::fill_disk() {
  keeper_->with_ledger([](ledger::Ledger& it) { return it.database().limit_size(1); },
                       [](auto const& done) { must(done); });
  refresh();
}

bool StoryKiosk::whole() const { return must(ledger::verify(*reads_, {})).problems.empty(); }

}  // namespace sala::test
