// The courses of a programme in the rows of its time-table, for one person to choose from.
#include "kiosk/screens/course_parts.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/picture.h"
#include "kiosk/ui/scroll.h"
#include "platform/text/text_style.h"
#include "platform/thai/date.h"

namespace sala::kiosk {

using namespace ui;

namespace {

// What a card says; made when something changed, not with each frame.
struct Card {
  CourseId course;
  Learning learning = Learning::classroom;
  std::string title, level, who, why;
  StandLook stand;
};

// A course that everybody is in: nothing to choose, so it takes a line and no more.
struct CoreLine {
  Card card;
  std::string detail;  // that it is core, and when
  int beside = 0;      // the detail's width, right of the title; 0: it stands below
  int title_height = 0, height = 0;
};

struct Row {
  std::string heading;
  bool chosen = false, open = false;
  std::vector<CoreLine> core;
  std::vector<Card> cards;
  int heading_height = 0, card_height = 0, height = 0;

  bool to_choose() const { return open && !chosen; }
};

class Courses final : public Screen {
 public:
  Courses(Context const& context, ParticipantId person) : context_(context), person_(person) {}

  Go draw(Ui& ui, Rect box) override {
    Person const* person = context_.day.roster().person(person_);
    if (person == nullptr) return Go::home();
    auto regions = regions_of(ui, box);
    auto name = text::as_name(name_of(*person));
    question(ui, regions.body, ui.tr("{name}, what would you like to learn?", {{"name", name}}));
    bring_up_to_date(ui, regions.body.width, *person);
    Go go = interests(ui, regions.body);
    if (go.kind != Go::Kind::stay) return go;
    go = list(ui, regions.body);
    Go below = bottom(ui, regions.bottom);
    return go.kind == Go::Kind::stay ? std::move(below) : std::move(go);
  }

 private:
  void bring_up_to_date(Ui& ui, int width, Person const& person);
  void lay_out(Ui& ui, int width);
  Row row_of(Ui& ui, Person const& person, rules::Learner const& learner,
             rules::SlotRow const& slot) const;
  Card card_of(Ui& ui, Person const& person, rules::Learner const& learner,
               rules::Lesson const& lesson) const;
  int card_height(Ui& ui, int width, Card const& card) const;
  bool draw_card(Ui& ui, Rect box, Card const& card) const;
  void draw_heading(Ui& ui, Rect box, Row const& row) const;
  Go draw_core(Ui& ui, Rect& box, Rect window, Row const& row) const;
  Go draw_row(Ui& ui, Rect box, Rect window, Row const& row) const;
  void begin_at_what_is_open(int window);
  Go interests(Ui& ui, Rect& body);
  Go list(Ui& ui, Rect rest);
  Go bottom(Ui& ui, Rect box);

  Context context_;
  ParticipantId person_;
  ScrollArea scroll_;
  std::vector<Row> rows_;
  int columns_ = 1, card_width_ = 0;
  bool has_topics_ = false, begun_ = false;
  // What rows_ were made from:
  std::uint64_t revision_ = 0;
  std::int64_t minute_ = 0;
  std::string language_;
  int width_ = 0, letters_ = 0;
};

TextLook title_look() { return list_text().bold().lines(3); }
TextLook small_lines(Ui const& ui) { return small_text(ui).lines(2); }

Card Courses::card_of(Ui& ui, Person const& person, rules::Learner const& learner,
                      rules::Lesson const& lesson) const {
  Card card;
  card.course = lesson.course.course;
  card.learning = lesson.course.learning;
  card.title = title_of(ui, lesson.course);
  card.level = level_word(ui, lesson.course.level);
  card.who = trainers_text(lesson);
  if (!lesson.sessions.empty() && !lesson.sessions.front().room.empty()) {
    card.who += (card.who.empty() ? "" : " · ") + lesson.sessions.front().room;
  }
  if (!lesson.course.core) card.why = suits_text(ui, rules::suits(lesson.course, learner));
  auto stand = stand_of(context_.day, person, lesson);
  card.stand = stand_look(ui, stand);
  if (stand.stand != Stand::held) return card;
  auto against = moved_into(context_.day, person, learner, card.course);
  if (against.empty()) return card;
  card.stand.words += " · " + objection_text(ui, timetable_of(context_.day, person), against[0]);
  card.stand.icon = "warning";
  card.stand.colour = ui.theme().stop_ink;
  return card;
}

// "อังคาร 24 พ.ย. · 13:00–16:00 น.", or what the row is called.
std::string heading_of(Ui const& ui, rules::SlotRow const& slot) {
  auto day = [](std::int64_t at) {
    return thai::to_local(WallTime{std::chrono::seconds(at)}).date;
  };
  // Courses of one row at different days (one of them was moved): no hours hold for all of them.
  bool scattered = day(slot.starts_s) != day(slot.ends_s) && !slot.slot.empty();
  if (slot.starts_s == 0 || scattered) {
    return slot.slot.empty() ? std::string(ui.tr("The time will be told")) : slot.slot;
  }
  SessionSet span;
  span.starts_s = slot.starts_s;
  span.ends_s = slot.ends_s;
  return when_text(ui, span);
}

Row Courses::row_of(Ui& ui, Person const& person, rules::Learner const& learner,
                    rules::SlotRow const& slot) const {
  auto const& table = timetable_of(context_.day, person);
  Row row;
  row.heading = heading_of(ui, slot);
  for (auto const& id : rules::ordered(table, slot, learner)) {
    auto const& lesson = *table.find(id);
    auto card = card_of(ui, person, learner, lesson);
    if (lesson.course.core) {
      row.chosen = true;
      CoreLine line{std::move(card), {}, 0, 0, 0};
      line.detail = line.card.stand.words + " · " + row.heading;
      row.core.push_back(std::move(line));
      continue;
    }
    row.chosen = row.chosen || card.stand.in;
    row.open = row.open || card.stand.can_take;
    row.cards.push_back(std::move(card));
  }
  return row;
}

int Courses::card_height(Ui& ui, int width, Card const& card) const {
  int words = width - 2 * ui.px(20);
  int height = ui.px(16) + ui.px(76) + ui.px(8) + text_height(ui, card.title, title_look(), words) +
               text_height(ui, card.who, small_lines(ui), words) + ui.px(8) +
               noted_height(ui, words, card.stand.words, body_text().bold().lines(3)) + ui.px(16);
  if (!card.why.empty()) height += noted_height(ui, words, card.why, small_text(ui).lines(3));
  return height;
}

TextLook core_title(Ui const& ui) { return list_text().bold().with(ui.theme().done_ink).lines(3); }
TextLook core_detail(Ui const& ui) { return small_text(ui).lines(2); }
int mark_width(Ui const& ui) { return ui.px(20 + 36 + 16); }

// The detail stands beside the title where both fit on one line.
void measure(Ui& ui, int width, CoreLine& line) {
  int words = width - mark_width(ui) - ui.px(20);
  int detail = text_size(ui, line.detail, core_detail(ui).lines(1)).width + ui.px(4);
  bool fits =
      text_size(ui, line.card.title, core_title(ui).lines(1)).width + ui.px(32) + detail <= words;
  line.beside = fits ? detail : 0;
  line.title_height = text_height(ui, line.card.title, core_title(ui), words);
  int height = line.title_height;
  if (!fits) height += text_height(ui, line.detail, core_detail(ui), words);
  line.height = std::max(ui.scale().target(), height + ui.px(16));
}

void Courses::lay_out(Ui& ui, int width) {
  int gap = ui.scale().gap();
  int least = ui.scale().font(Font::list) * 25 / 2;
  columns_ = std::clamp((width + gap) / (least + gap), 1, 3);
  card_width_ = (width - (columns_ - 1) * gap) / columns_;
  for (Row& row : rows_) {
    row.card_height = row.heading_height = row.height = 0;
    for (CoreLine& line : row.core) {
      measure(ui, width, line);
      row.height += line.height + gap;
    }
    if (row.cards.empty()) continue;
    for (Card const& card : row.cards) {
      row.card_height = std::max(row.card_height, card_height(ui, card_width_, card));
    }
    row.heading_height =
        text_height(ui, row.heading, body_text().bold().lines(2), width * 2 / 3) + ui.px(10);
    int count = static_cast<int>(row.cards.size());
    int lines = (count + columns_ - 1) / columns_;
    row.height += row.heading_height + lines * (row.card_height + gap) + ui.px(12);
  }
}

void Courses::bring_up_to_date(Ui& ui, int width, Person const& person) {
  auto const& day = context_.day;
  // A cut-off may pass while nothing else happens.
  auto minute = day.now().time_since_epoch() / std::chrono::minutes(1);
  ui.draw_again_at(ui.now() + std::chrono::minutes(1));
  int letters = ui.scale().font(Font::body);
  if (revision_ == day.revision() && minute_ == minute && language_ == ui.look().language &&
      width_ == width && letters_ == letters) {
    return;
  }
  revision_ = day.revision();
  minute_ = minute;
  language_ = ui.look().language;
  width_ = width;
  letters_ = letters;
  rows_.clear();
  has_topics_ = !rules::topics_of(timetable_of(day, person)).empty();
  auto learner = learner_of(day, person);
  for (auto const& slot : timetable_of(day, person).rows()) {
    rows_.push_back(row_of(ui, person, learner, slot));
  }
  lay_out(ui, width - ui.px(12));
}

bool Courses::draw_card(Ui& ui, Rect box, Card const& card) const {
  auto const& theme = ui.theme();
  auto kind = look_of(ui, card.learning);
  auto press = ui.target(box, TargetKind::choice, card.title + " · " + card.stand.words);
  ui.card(box, ui.px(16), ui.edge(card.stand.in ? 3 : 1),
          card.stand.in ? theme.done : theme.card_edge, theme.card);
  if (press.held) ui.rounded(box, ui.px(16), theme.pressed);
  if (card.stand.in) in_mark(ui, box);
  Rect rest = box.inset(ui.px(20), ui.px(16));
  Rect top = rest.take_top(ui.px(76));
  doodle(ui, top.take_left(ui.px(104)), kind.doodle, kind.colour);
  top.skip_left(ui.px(12));
  if (card.stand.in) top.skip_right(ui.px(36));
  label_in(ui, top, box, card.level, small_text(ui).with(theme.ink).bold().middle().lines(2));
  rest.skip_top(ui.px(8));
  paragraph(ui, rest, card.title, title_look());
  paragraph(ui, rest, card.who, small_lines(ui));
  rest.skip_top(ui.px(8));
  noted(ui, rest, card.stand.icon, card.stand.words,
        body_text().bold().with(card.stand.colour).lines(3));
  if (!card.why.empty()) {
    noted(ui, rest, "leaf", card.why, small_text(ui).with(theme.ink).lines(3));
  }
  return press.clicked;
}

void Courses::draw_heading(Ui& ui, Rect box, Row const& row) const {
  auto look = body_text().bold().lines(2);
  int most = box.width * 2 / 3;
  int needed = text_size(ui, row.heading, look, most).width + ui.px(4);
  label(ui, box.take_left(std::min(most, needed)), row.heading, look);
  box.skip_left(ui.px(16));
  box.height -= ui.px(10);
  if (row.to_choose()) chip(ui, box, ui.tr("Choose one"), ui.theme().highlight);
  if (row.chosen) chip(ui, box, ui.tr("Chosen"), ui.theme().done);
}

Go Courses::draw_core(Ui& ui, Rect& box, Rect window, Row const& row) const {
  Go go = Go::stay();
  for (CoreLine const& line : row.core) {
    Rect place = box.take_top(line.height);
    box.skip_top(ui.scale().gap());
    if (!place.meets(window)) continue;
    auto const& card = line.card;
    if (touch_card(ui, place, card.title + " · " + card.stand.words, TargetKind::choice).clicked) {
      go = Go::push(course_screen(context_, person_, card.course));
    }
    Rect rest = place;
    in_mark(ui, rest.take_left(mark_width(ui)).middle(ui.px(60), ui.px(60)));
    rest.skip_right(ui.px(20));
    if (line.beside > 0) {
      auto detail = core_detail(ui).middle().lines(1, Shorten::never);
      label_in(ui, rest.take_right(line.beside), place, line.detail, detail);
      label_in(ui, rest, place, card.title, core_title(ui).middle());
      continue;
    }
    rest = rest.middle(rest.width, line.height - ui.px(16));
    paragraph(ui, rest, card.title, core_title(ui));
    paragraph(ui, rest, line.detail, core_detail(ui));
  }
  return go;
}

Go Courses::draw_row(Ui& ui, Rect box, Rect window, Row const& row) const {
  Rect heading = box.take_top(row.heading_height);
  if (!row.cards.empty()) draw_heading(ui, heading, row);
  Go go = draw_core(ui, box, window, row);
  int gap = ui.scale().gap();
  for (std::size_t i = 0; i < row.cards.size(); ++i) {
    int at = static_cast<int>(i);
    Rect card{box.x + at % columns_ * (card_width_ + gap),
              box.y + at / columns_ * (row.card_height + gap), card_width_, row.card_height};
    if (!card.meets(window)) continue;
    Ui::Scope scope(ui, i);
    if (draw_card(ui, card, row.cards[i])) {
      go = Go::push(course_screen(context_, person_, row.cards[i].course));
    }
  }
  return go;
}

// Many wait behind him: what he can still choose stands before him, whatever comes before it.
void Courses::begin_at_what_is_open(int window) {
  if (begun_) return;
  begun_ = true;
  int top = 0;
  for (Row const& row : rows_) {
    if (row.to_choose()) {
      if (top + row.height > window) scroll_.scroll_to(top);
      return;
    }
    top += row.height;
  }
}

// Upright there is no room for three buttons side by side.
Go Courses::interests(Ui& ui, Rect& body) {
  if (!ui.scale().portrait() || !has_topics_) return Go::stay();
  Rect strip = body.take_top(button_height(ui));
  body.skip_top(ui.px(16));
  bool touched = button(ui, strip, ui.tr("My interests"), {.font = Font::body});
  return touched ? Go::replace(interests_screen(context_, person_)) : Go::stay();
}

Go Courses::list(Ui& ui, Rect rest) {
  if (rows_.empty()) {
    doodle(ui, rest.take_top(rest.height * 60 / 100), "bench");
    auto look = list_text();
    look.align = text::Align::centre;
    paragraph(ui, rest, ui.tr("There is nothing to choose yet"), look);
    return Go::stay();
  }
  int height = 0;
  for (Row const& row : rows_) height += row.height;
  begin_at_what_is_open(rest.height);
  Go go = Go::stay();
  auto view = scroll_.open(ui, rest, height);
  Rect column = view.content;
  column.width -= ui.px(12);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    Ui::Scope scope(ui, i);
    Rect box = column.take_top(rows_[i].height);
    if (!box.meets(rest)) continue;
    Go there = draw_row(ui, box, rest, rows_[i]);
    if (there.kind != Go::Kind::stay) go = std::move(there);
  }
  return go;
}

Go Courses::bottom(Ui& ui, Rect box) {
  BottomBarText text{
      .back = ui.tr("Back"), .primary = ui.tr("My timetable"), .primary_icon = "check"};
  if (has_topics_ && !ui.scale().portrait()) text.extra = ui.tr("My interests");
  switch (bottom_bar(ui, box, text)) {
    case BottomEvent::back:
      return Go::back();
    case BottomEvent::extra:
      return Go::replace(interests_screen(context_, person_));
    case BottomEvent::primary:
      return Go::push(timetable_screen(context_, person_));
    case BottomEvent::none:
      break;
  }
  return Go::stay();
}

}  // namespace

ScreenPtr courses_screen(Context const& context, ParticipantId person) {
  return std::make_unique<Courses>(context, person);
}

}  // namespace sala::kiosk
