// A day, an hour, or both, between buttons. The Buddhist era on the screen, Gregorian in the
// answer.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "kiosk/screens/question.h"
#include "kiosk/ui/button.h"
#include "kiosk/ui/scales.h"
#include "platform/thai/date.h"
#include "sync/forms/moment.h"

namespace sala::kiosk {

using namespace ui;

namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::years;
using Date = std::chrono::year_month_day;

enum class Part : std::uint8_t { day, month, year, hour, minute };

struct When {
  Date date;
  int minutes = 0;  // of the day
};

// The last of the month where the day is not in it.
Date within_month(Date date) {
  if (date.ok()) return date;
  return date.year() / date.month() / std::chrono::last;
}

When moved(When when, Part part, int by) {
  switch (part) {
    case Part::day:
      when.date = std::chrono::sys_days(when.date) + days(by);
      break;
    case Part::month:
      when.date = within_month(when.date + months(by));
      break;
    case Part::year:
      when.date = within_month(when.date + years(by));
      break;
    case Part::hour:
      when.minutes = (when.minutes + by * 60 + 24 * 60) % (24 * 60);
      break;
    case Part::minute:
      when.minutes = (when.minutes / 60) * 60 + (when.minutes % 60 + by + 60) % 60;
      break;
  }
  return when;
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

class DateView final : public QuestionView {
 public:
  DateView(Sheet& sheet, std::string path) : QuestionView(sheet, std::move(path)) {
    auto type = question().type;
    bool date = type != forms::QuestionType::time, time = type != forms::QuestionType::date;
    bool only_year = has_appearance("year"), no_day = only_year || has_appearance("month-year");
    if (date && !no_day) parts_.push_back(Part::day);
    if (date && !only_year) parts_.push_back(Part::month);
    if (date) parts_.push_back(Part::year);
    if (time) parts_.push_back(Part::hour), parts_.push_back(Part::minute);
  }

  int height(Ui& ui, int width) override {
    auto grid = grid_of(ui, width);
    return ui.scale().line(Font::list) + ui.px(8) + grid.rows * grid.height +
           (grid.rows - 1) * ui.scale().gap() + ui.px(16) + button_height(ui);
  }

  void draw(Ui& ui, Rect box) override {
    auto when = said();
    Rect words = box.take_top(ui.scale().line(Font::list));
    auto look = list_text().bold().lines(1, Shorten::never);
    ui::label(ui, words, when ? in_words(ui, *when) : std::string(ui.tr("Not chosen yet")),
              when ? look.with(ui.theme().link) : look.with(ui.theme().quiet));
    box.skip_top(ui.px(8));
    auto grid = grid_of(ui, box.width);
    auto changed = when;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      int at = static_cast<int>(i);
      Rect cell{box.x + at % grid.columns * (grid.width + ui.scale().gap()),
                box.y + at / grid.columns * (grid.height + ui.scale().gap()), grid.width,
                grid.height};
      int step = draw_part(ui, cell, parts_[i], when);
      // The first touch says today: from there it is never far.
      if (step != 0) changed = when ? moved(*when, parts_[i], step) : now();
    }
    box.skip_top(grid.rows * (grid.height + ui.scale().gap()) - ui.scale().gap() + ui.px(16));
    if (buttons(ui, box.take_top(button_height(ui)), changed)) return;
    if (changed && (!when || changed->date != when->date || changed->minutes != when->minutes)) {
      say(as_answer(*changed));
    }
  }

 private:
  struct Grid {
    int columns = 1, rows = 1, width = 0, height = 0;
  };
  Grid grid_of(Ui const& ui, int width) const {
    Grid grid;
    int count = static_cast<int>(parts_.size()), gap = ui.scale().gap();
    grid.columns = std::clamp((width + gap) / (ui.px(150) + gap), 1, count);
    if (grid.columns < count && count > 3) grid.columns = std::min(grid.columns, 3);
    grid.rows = (count + grid.columns - 1) / grid.columns;
    grid.width = std::min((width - (grid.columns - 1) * gap) / grid.columns, ui.px(280));
    grid.height = ui.scale().line(Font::small) + Stepper::height(ui, true);
    return grid;
  }

  bool has(Part part) const { return std::ranges::find(parts_, part) != parts_.end(); }

  When now() const {
    auto local = thai::to_local(sheet_.began());
    When when{local.date, static_cast<int>(local.of_day.count() / 60)};
    return tidy(when);
  }
  // What is not asked for stands at the beginning of what is.
  When tidy(When when) const {
    if (!has(Part::month)) when.date = when.date.year() / 1 / 1;
    if (!has(Part::day)) when.date = when.date.year() / when.date.month() / 1;
    return when;
  }

  std::optional<When> said() const {
    if (value().empty()) return std::nullopt;
    When when{thai::to_local(sheet_.began()).date, 0};
    if (question().type == forms::QuestionType::time) {
      auto share = forms::parse_time_of_day(value());
      if (!share) return std::nullopt;
      when.minutes = static_cast<int>(std::lround(*share * 24 * 60)) % (24 * 60);
      return when;
    }
    auto moment = forms::parse_moment(value(), thai::bangkok);
    if (!moment) return std::nullopt;
    auto utc = WallTime(std::chrono::milliseconds(std::llround(moment->days * 86'400'000)));
    auto local = thai::to_local(utc);
    return When{local.date, static_cast<int>(local.of_day.count() / 60)};
  }

  std::string as_answer(When when) const {
    auto clock =
        two_digits(when.minutes / 60) + ":" + two_digits(when.minutes % 60) + ":00.000+07:00";
    switch (question().type) {
      case forms::QuestionType::time:
        return clock;
      case forms::QuestionType::date_time:
        return thai::iso_date(when.date) + "T" + clock;
      default:
        return thai::iso_date(tidy(when).date);
    }
  }

  static thai::Language language(Ui const& ui) {
    return ui.look().language == "th" ? thai::Language::thai : thai::Language::english;
  }

  std::string in_words(Ui const& ui, When when) const {
    std::string words;
    if (has(Part::day)) words = thai::long_date(when.date, language(ui));
    if (!has(Part::day) && has(Part::year)) {
      auto full = thai::full_date(when.date, language(ui));  // "23 พฤศจิกายน 2569"
      auto from = full.find(' ') + 1;
      words = full.substr(has(Part::month) ? from : full.rfind(' ') + 1);
    }
    if (!has(Part::hour)) return words;
    auto clock = thai::clock_time(std::chrono::minutes(when.minutes), language(ui));
    return words.empty() ? clock : words + " · " + clock;
  }

  std::string shown(Ui const& ui, Part part, When when) const {
    auto words = thai::short_date(when.date, language(ui));  // "23 พ.ย. 2569"
    auto first = words.find(' '), last = words.rfind(' ');
    switch (part) {
      case Part::day:
        return words.substr(0, first);
      case Part::month:
        return words.substr(first + 1, last - first - 1);
      case Part::year:
        return words.substr(last + 1);
      case Part::hour:
        return two_digits(when.minutes / 60);
      case Part::minute:
        break;
    }
    return two_digits(when.minutes % 60);
  }

  int draw_part(Ui& ui, Rect cell, Part part, std::optional<When> const& when) {
    std::array const names{ui.tr("Day"), ui.tr("Month"), ui.tr("Year"), ui.tr("Hour"),
                           ui.tr("Minute")};
    auto name = names[static_cast<std::size_t>(part)];
    auto look = small_text(ui);
    look.align = text::Align::centre;
    ui::label(ui, cell.take_top(ui.scale().line(Font::small)), name, look.lines(1, Shorten::never));
    auto value = when ? shown(ui, part, *when) : std::string("–");
    auto more = ui.tr("More: {what}", {{"what", name}}),
         less = ui.tr("Less: {what}", {{"what", name}});
    StepperLook const stepper{.value = value, .less = less, .more = more, .upright = true};
    Ui::Scope scope(ui, path_);
    return steppers_[static_cast<std::size_t>(part)].draw(ui, cell, stepper);
  }

  // Today or now, and nothing; true when one of them was the answer.
  bool buttons(Ui& ui, Rect row, std::optional<When> const& when) {
    auto words = has(Part::hour) ? ui.tr("Now, this minute") : ui.tr("Today, this day");
    ButtonLook const look{.kind = ButtonKind::secondary, .font = Font::body};
    Ui::Scope scope(ui, path_);
    if (button(ui, row.take_left(button_width(ui, words, look)), words, look)) {
      say(as_answer(now()));
      return true;
    }
    row.skip_left(ui.scale().gap());
    if (!when) return false;
    ButtonLook const quiet{.kind = ButtonKind::quiet, .font = Font::body};
    auto none = ui.tr("Leave it open");
    if (!button(ui, row.take_left(button_width(ui, none, quiet)), none, quiet)) return false;
    say("");
    return true;
  }

  std::vector<Part> parts_;
  std::array<Stepper, 5> steppers_;
};

}  // namespace

QuestionPtr date_view(Sheet& sheet, std::string const& path) {
  switch (sheet.session().question(*sheet.session().find(path)).type) {
    case forms::QuestionType::date:
    case forms::QuestionType::time:
    case forms::QuestionType::date_time:
      return std::make_unique<DateView>(sheet, path);
    default:
      return nullptr;
  }
}

}  // namespace sala::kiosk
