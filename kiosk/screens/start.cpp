// The screen that waits: what is on, who is here, and the one button.
#include "kiosk/offers.h"
#include "kiosk/screens/parts.h"
#include "kiosk/screens/screens.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/notice.h"
#include "kiosk/ui/picture.h"

namespace sala::kiosk {

using namespace ui;

namespace {

// More people than this are a bar, not dots: beyond, dots are too small to be somebody.
constexpr int most_dots = 90;

struct Places {
  Rect words, picture, forms, courses, button, storage;
};

struct Counted {
  int came, all;
};

Counted counted(Day const& day, Session const& session) {
  int came = day.came(session.set.session);
  return {came, came + day.missing(session)};
}

// With large letters on a wide display the title needs the height more than the small print.
int lines_of(Ui const& ui) {
  return ui.look().text == TextSize::large && !ui.scale().portrait() ? 1 : 2;
}

class Start final : public Screen {
 public:
  explicit Start(Context const& context) : context_(context) {}
  bool resets_when_idle() const override { return false; }

  Go draw(Ui& ui, Rect box) override {
    if (since_ == BootTime{} || ui.touched()) since_ = ui.now();
    auto places = places_of(ui, box);
    Day const& day = context_.day;
    storage(ui, places.storage);
    if (to_forms(ui, places.forms)) return Go::push(forms_screen(context_));
    if (to_courses(ui, places.courses)) {
      return Go::push(find_screen(context_, {}, FindFor::courses));
    }
    auto open = open_sessions(day);
    Session const* session = day.current();
    if (!day.is_loaded()) return loading(ui, places);
    if (day.chosen().is_nil() && open.size() > 1) return several(ui, places, open);
    if (session == nullptr) return nothing_now(ui, places);
    return one(ui, places, *session);
  }

 private:
  Places places_of(Ui& ui, Rect box) const;
  void storage(Ui& ui, Rect box) const;
  void next_session(Ui& ui, Rect& rest) const;
  void people(Ui& ui, Rect& rest, Counted count) const;
  void when_and_where(Ui& ui, Rect& rest, Session const& session) const;
  int people_height(Ui& ui, Rect const& rest, Counted count) const;
  bool sign_in(Ui& ui, Rect box, std::string_view words) const;
  bool has_courses() const;
  bool to_courses(Ui& ui, Rect box) const;
  bool has_forms() const { return !forms_now(context_.day, {}).empty(); }
  bool to_forms(Ui& ui, Rect box) const;
  Go loading(Ui& ui, Places places);
  Go one(Ui& ui, Places places, Session const& session);
  Go several(Ui& ui, Places places, std::vector<Session const*> const& open);
  Go nothing_now(Ui& ui, Places places);

  Context context_;
  BootTime since_{};
};

Places Start::places_of(Ui& ui, Rect box) const {
  Places places;
  Rect rest = box.inset(ui.scale().margin(), ui.px(24));
  auto line = storage_of(ui, context_.day);
  int button = std::max(ui.px(120), ui.scale().line(Font::question) + ui.px(40));
  if (ui.scale().portrait()) {
    places.storage = rest.take_bottom(storage_height(ui, rest.width, line.text));
    rest.skip_bottom(ui.px(20));
    places.button = rest.take_bottom(button);
    rest.skip_bottom(ui.px(24));
    if (has_courses()) {
      places.courses = rest.take_bottom(button_height(ui));
      rest.skip_bottom(ui.px(20));
    }
    if (has_forms()) {
      places.forms = rest.take_bottom(button_height(ui));
      rest.skip_bottom(ui.px(20));
    }
    places.picture = rest.take_bottom(rest.height * 36 / 100);
    rest.skip_bottom(ui.px(16));
    places.words = rest;
    return places;
  }
  Rect right = rest.take_right(rest.width * 41 / 100);
  rest.skip_right(ui.px(48));
  places.button = right.take_bottom(button);
  right.skip_bottom(ui.px(28));
  if (has_courses()) {
    places.courses = right.take_bottom(button_height(ui));
    right.skip_bottom(ui.px(24));
  }
  if (has_forms()) {
    places.forms = right.take_bottom(button_height(ui));
    right.skip_bottom(ui.px(24));
  }
  places.picture = right;
  places.storage = rest.take_bottom(storage_height(ui, rest.width, line.text));
  rest.skip_bottom(ui.px(16));
  places.words = rest;
  return places;
}

void Start::storage(Ui& ui, Rect box) const {
  auto line = storage_of(ui, context_.day);
  storage_line(ui, box, line.state, line.text);
}

bool Start::sign_in(Ui& ui, Rect box, std::string_view words) const {
  ButtonLook look{.kind = ButtonKind::primary, .icon = "sign-in", .font = Font::question};
  if (button_width(ui, words, look) > box.width) look.font = Font::list;
  return button(ui, box, words, look);
}

bool Start::has_courses() const {
  for (auto const& [programme, table] : context_.day.roster().timetables()) {
    if (table.has_electives()) return true;
  }
  return false;
}

bool Start::to_courses(Ui& ui, Rect box) const {
  return !box.empty() && button(ui, box, ui.tr("My courses"), {.icon = "leaf"});
}

bool Start::to_forms(Ui& ui, Rect box) const {
  ButtonLook const look{.icon = "questions"};
  return !box.empty() && button(ui, box, ui.tr("Answer a few questions"), look);
}

void Start::next_session(Ui& ui, Rect& rest) const {
  Session const* next = context_.day.next();
  if (next == nullptr) return;
  auto text = std::string(ui.tr("Next up")) + " · " +
              starts_text(ui, next->set, context_.day.now()) + " · " +
              std::string(title_of(ui, *next));
  auto look = quiet_text(ui).lines(lines_of(ui));
  Rect strip = rest.take_bottom(noted_height(ui, rest.width, text, look));
  noted(ui, strip, "next", text, look);
  rest.skip_bottom(ui.px(12));
}

void Start::when_and_where(Ui& ui, Rect& rest, Session const& session) const {
  noted(ui, rest, "clock", hours_of(ui, session.set), list_text().lines(1));
  auto place = place_of(ui, session);
  auto look = list_text().lines(lines_of(ui));
  if (noted_height(ui, rest.width, place, look) <= rest.height) {
    noted(ui, rest, "place", place, look);
  }
}

int dot_rows(Ui const& ui, int width, int all) {
  int across = std::max(1, width / ui.px(24));
  return (all + across - 1) / across;
}

int Start::people_height(Ui& ui, Rect const& rest, Counted count) const {
  int dots = count.all > most_dots ? ui.px(12) : dot_rows(ui, rest.width, count.all) * ui.px(24);
  if (lines_of(ui) == 1) dots = 0;  // drawn where they find room
  return ui.scale().line(Font::list) + ui.px(8) + dots;
}

// Each dot is a person; filled once she is here.
void Start::people(Ui& ui, Rect& rest, Counted count) const {
  if (count.all == 0) return;
  paragraph(ui, rest,
            ui.tr("{here} of {expected} here",
                  {{"here", count_text(count.came)}, {"expected", count_text(count.all)}}),
            list_text().bold().lines(1));
  rest.skip_top(ui.px(8));
  auto const& theme = ui.theme();
  auto track = mix(theme.card_edge, theme.quiet, 0.25f);
  if (dot_rows(ui, rest.width, count.all) * ui.px(24) > rest.height && count.all <= most_dots) {
    return;
  }
  if (count.all > most_dots) {
    Rect bar = rest.take_top(ui.px(12));
    ui.rounded(bar, ui.px(6), track);
    int filled = static_cast<int>(static_cast<double>(bar.width) * count.came / count.all);
    if (count.came > 0) {
      ui.rounded(bar.take_left(std::max(ui.px(12), filled)), ui.px(6), theme.highlight);
    }
    return;
  }
  int step = ui.px(24), across = std::max(1, rest.width / step);
  for (int i = 0; i < count.all; ++i) {
    Point centre{static_cast<float>(rest.x + (i % across) * step) + static_cast<float>(step) * 0.4f,
                 static_cast<float>(rest.y + (i / across) * step) + static_cast<float>(step) / 2};
    float radius = static_cast<float>(ui.px(16)) / 2;
    ui.disc(centre, radius, i < count.came ? theme.highlight : track);
    if (i >= count.came) ui.disc(centre, radius - static_cast<float>(ui.px(2)), theme.paper);
  }
  rest.skip_top(dot_rows(ui, rest.width, count.all) * step);
}

Go Start::loading(Ui& ui, Places places) {
  paragraph(ui, places.words, long_date(ui, context_.day.now()),
            list_text().with(ui.theme().quiet).lines(2));
  places.words.skip_top(ui.px(24));
  take_fitted(ui, places.words, ui.tr("One moment, getting ready"), welcome_text(),
              places.words.height, {Font::welcome, Font::question});
  doodle(ui, places.picture, "boats");
  return Go::stay();
}

Go Start::one(Ui& ui, Places places, Session const& session) {
  auto kind = look_of(ui, session.set.learning);
  auto count = counted(context_.day, session);
  Rect& rest = places.words;
  paragraph(ui, rest, long_date(ui, context_.day.now()),
            list_text().with(ui.theme().quiet).lines(2));
  next_session(ui, rest);
  rest.skip_top(ui.px(16));
  Rect chips = rest.take_top(ui.scale().line(Font::small) + ui.px(8));
  bool running = start_of(session.set) <= context_.day.now();
  if (running) chip(ui, chips, ui.tr("Now"), ui.theme().highlight);
  chip(ui, chips, kind.word, kind.colour);
  rest.skip_top(ui.px(8));
  int place = noted_height(ui, rest.width, place_of(ui, session), list_text().lines(lines_of(ui)));
  int below = ui.scale().line(Font::list) + place + ui.px(32) + people_height(ui, rest, count);
  take_fitted(ui, rest, title_of(ui, session), welcome_text(), rest.height - below,
              {Font::welcome, Font::question, Font::key, Font::list});
  rest.skip_top(ui.px(8));
  when_and_where(ui, rest, session);
  rest.skip_top(ui.px(24));
  people(ui, rest, count);
  breathing_doodle(ui, places.picture, kind.doodle, kind.colour, since_);
  if (!sign_in(ui, places.button, ui.tr("Sign in"))) return Go::stay();
  return Go::push(find_screen(context_, session.set.session));
}

Go Start::several(Ui& ui, Places places, std::vector<Session const*> const& open) {
  Rect& rest = places.words;
  paragraph(ui, rest, long_date(ui, context_.day.now()),
            list_text().with(ui.theme().quiet).lines(2));
  rest.skip_top(ui.px(16));
  take_fitted(ui, rest, ui.tr_n("{n} session now", "{n} sessions now", open.size()), welcome_text(),
              rest.height / 3, {Font::welcome, Font::question});
  rest.skip_top(ui.px(16));
  auto look = list_text().lines(2);
  for (Session const* session : open) {
    auto text = hours_of(ui, session->set) + " · " + std::string(title_of(ui, *session));
    if (noted_height(ui, rest.width, text, look) > rest.height) break;
    noted(ui, rest, "next", text, look);
    rest.skip_top(ui.px(8));
  }
  breathing_doodle(ui, places.picture, "pavilion", ui.theme().highlight, since_);
  if (!sign_in(ui, places.button, ui.tr("Sign in"))) return Go::stay();
  return Go::push(sessions_screen(context_));
}

Go Start::nothing_now(Ui& ui, Places places) {
  Day const& day = context_.day;
  Rect& rest = places.words;
  paragraph(ui, rest, long_date(ui, day.now()), list_text().with(ui.theme().quiet).lines(2));
  rest.skip_top(ui.px(24));
  bool today = !day.today().empty();
  take_fitted(ui, rest, today ? ui.tr("No session now") : ui.tr("No session today"), welcome_text(),
              rest.height / 3, {Font::welcome, Font::question});
  rest.skip_top(ui.px(16));
  Session const* next = day.next();
  if (next == nullptr) {
    paragraph(ui, rest, ui.tr("See you next time."), list_text());
  } else {
    paragraph(ui, rest, ui.tr("Next up"), list_text().with(ui.theme().quiet).lines(1));
    take_fitted(ui, rest, title_of(ui, *next), question_text(), rest.height / 2,
                {Font::question, Font::list});
    noted(ui, rest, "leaf", starts_text(ui, next->set, day.now()), list_text().lines(2));
    when_and_where(ui, rest, *next);
  }
  breathing_doodle(ui, places.picture, "bench", ui.theme().highlight, since_);
  if (!today || !sign_in(ui, places.button, ui.tr("See today's sessions"))) return Go::stay();
  return Go::push(sessions_screen(context_));
}

}  // namespace

ScreenPtr start_screen(Context const& context) { return std::make_unique<Start>(context); }

}  // namespace sala::kiosk
