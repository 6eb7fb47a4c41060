#include "kiosk/app.h"

#include <algorithm>

#include "kiosk/screens/parts.h"
#include "kiosk/ui/notice.h"
#include "platform/thai/date.h"

namespace sala::kiosk {
namespace {

// The ring that says "still there?" shows for this long before the reset.
constexpr Micros ring_time{10'000'000};

}  // namespace

App::App(screen::Stage& stage, Catalogue const& catalogue, Context context)
    : stage_(stage),
      catalogue_(catalogue),
      context_(std::move(context)),
      ui_(stage, catalogue),
      look_{look_of(context_.settings)} {
  stack_.push_back(first_screen());
}

App::~App() = default;

ScreenPtr App::first_screen() const {
  return context_.day.is_enrolled() ? start_screen(context_) : enrol_screen(context_);
}

ui::Look look_of(Settings const& settings) {
  ui::Look look;
  look.language = settings.language;
  look.text = settings.large_text ? ui::TextSize::large : ui::TextSize::normal;
  look.motion = settings.calm ? ui::Motion::calm : ui::Motion::lively;
  if (settings.theme == "dark") look.theme = ui::ThemeName::dark;
  if (settings.theme == "contrast") look.theme = ui::ThemeName::high_contrast;
  return look;
}

Micros App::idle_limit() const { return std::chrono::seconds(context_.settings.idle_reset_s); }

void App::reset() {
  stack_.resize(1);
  stack_.front() = first_screen();
  look_ = look_of(context_.settings);
  context_.staff.close_corner();
}

void App::show(ScreenPtr screen) { stack_.push_back(std::move(screen)); }

void App::draw() {
  BootTime now = stage_.now();
  ui_.begin(look_);
  if (ui_.touched() || last_touch_ == BootTime{}) last_touch_ = now;
  for (std::string const& code : ui_.scans()) follow_scan(code);

  ui::Page page = ui::page_of(ui_.scale(), ui::BottomBar::absent);
  draw_top_bar(page.top);
  ui::Rect below = page.whole;
  below.skip_top(page.top.height);
  Go go = stack_.back()->draw(ui_, below);
  draw_idle_ring();
  ui_.end();
  if (go.kind != Go::Kind::stay) {
    follow(std::move(go));
    stage_.animate();
  }
}

std::string App::remaining_text() const {
  Session const* session = context_.day.current();
  if (session == nullptr) return {};
  using std::chrono::minutes;
  auto since_epoch = context_.day.now().time_since_epoch();
  auto left = std::chrono::ceil<minutes>(std::chrono::seconds(session->set.ends_s) - since_epoch);
  auto to_start =
      std::chrono::ceil<minutes>(std::chrono::seconds(session->set.starts_s) - since_epoch);
  if (to_start.count() > 0) {
    return ui_.tr("Starts in {minutes} min", {{"minutes", std::to_string(to_start.count())}});
  }
  if (left.count() <= 0) return {};
  if (left.count() < 60) {
    return ui_.tr("{minutes} min left", {{"minutes", std::to_string(left.count())}});
  }
  return ui_.tr("{hours} h {minutes} min left", {{"hours", std::to_string(left.count() / 60)},
                                                 {"minutes", std::to_string(left.count() % 60)}});
}

void App::draw_top_bar(ui::Rect box) {
  Day const& day = context_.day;
  bool thai = look_.language == "th";
  auto local = thai::to_local(day.now());
  std::string clock =
      thai::clock_time(local.of_day, thai ? thai::Language::thai : thai::Language::english);
  // The clock is the only thing that moves by itself: once a minute.
  auto into_minute = std::chrono::duration_cast<Micros>(local.of_day % std::chrono::minutes(1));
  ui_.draw_again_at(ui_.now() + std::chrono::minutes(1) - into_minute);

  std::string other = thai ? "en" : "th";
  std::string title;
  if (Session const* session = day.current(); session != nullptr) {
    LocalText const& name = session->set.title;
    title = thai || name.en.empty() ? name.th : name.en;
  }
  std::string remaining = remaining_text();
  ui::TopBarText text{.clock = clock,
                      .session = title,
                      .remaining = remaining,
                      .other_language = catalogue_.in(other).tr("The name of this language")};
  if (auto mark = stack_.back()->top_mark(ui_)) {
    text.mark_icon = mark->icon;
    text.mark = mark->words;
  }
  switch (top_bar_.draw(ui_, box, text)) {
    case ui::TopEvent::language:
      look_.language = other;
      break;
    case ui::TopEvent::text_size:
      look_.text = look_.text == ui::TextSize::large ? ui::TextSize::normal : ui::TextSize::large;
      break;
    case ui::TopEvent::help:
      follow(Go::push(help_screen(context_)));
      break;
    case ui::TopEvent::staff:
      follow(Go::push(staff_code_screen(context_)));
      break;
    case ui::TopEvent::none:
      return;
  }
  stage_.animate();
}

void App::draw_idle_ring() {
  // At the start only language and text size can be somebody's.
  ui::Look usual = look_of(context_.settings);
  bool untouched = look_.language == usual.language && look_.text == usual.text;
  bool waits = at_start() ? !untouched : stack_.back()->resets_when_idle();
  if (!waits) return;
  Micros remaining = idle_limit() - (ui_.now() - last_touch_);
  if (remaining <= Micros(0)) {
    reset();
    stage_.animate();
    return;
  }
  if (remaining > ring_time) {
    ui_.draw_again_at(ui_.now() + remaining - ring_time);
    return;
  }
  if (ui::idle_ring(ui_, remaining, ring_time)) last_touch_ = ui_.now();
  // The ring moves; when calm, its number still changes once a second.
  ui_.draw_again_at(ui_.now() + (ui_.calm() ? Micros(1'000'000) : Micros(50'000)));
}

void App::follow(Go go) {
  // More than this on top of each other is a screen that pushes itself.
  constexpr std::size_t deepest = 32;
  switch (go.kind) {
    case Go::Kind::stay:
      return;
    case Go::Kind::back:
      if (stack_.size() > 1) stack_.pop_back();
      break;
    case Go::Kind::push:
      if (stack_.size() < deepest) stack_.push_back(std::move(go.next));
      break;
    case Go::Kind::replace:
      if (at_start()) {
        stack_.push_back(std::move(go.next));
      } else {
        stack_.back() = std::move(go.next);
      }
      break;
    case Go::Kind::home:
      reset();
      break;
  }
}

void App::follow_scan(std::string const& code) {
  if (auto go = stack_.back()->scanned(code)) {
    follow(std::move(*go));
    return;
  }
  Day const& day = context_.day;
  Person const* person = day.roster().by_code(code);
  Session const* session = day.current();
  stack_.resize(1);
  if (person == nullptr) return follow(Go::push(unknown_badge_screen(context_)));
  ParticipantId id = person->set.participant;
  if (day.chosen().is_nil() && open_sessions(day).size() > 1) {
    return follow(Go::push(sessions_screen(context_, id)));
  }
  if (session == nullptr || session->set.signature) {
    return follow(Go::push(confirm_screen(context_, id, SignInMethod::badge)));
  }
  if (day.is_here(session->set.session, id)) {
    return follow(Go::push(here_already_screen(context_, id)));
  }
  // The badge says who it is: one beep, and "that's not me" for ten seconds.
  Ticket ticket =
      context_.desk.sign_in(session->programme, session->set.session, id, SignInMethod::badge);
  follow(Go::push(done_screen(context_, session->set.session, id, ticket, Deed::signing_in)));
}

}  // namespace sala::kiosk
