#include "kiosk/screens/course_parts.h"

#include <array>

#include "kiosk/ui/picture.h"
#include "platform/text/text_style.h"
#include "platform/thai/date.h"

namespace sala::kiosk {

using namespace ui;

std::string_view level_word(Ui const& ui, Level level) {
  switch (level) {
    case Level::beginner:
      return ui.tr("Beginner");
    case Level::experienced:
      return ui.tr("Some experience");
    case Level::advanced:
      return ui.tr("In depth");
    case Level::any:
      break;
  }
  return ui.tr("Every level");
}

std::string title_of(Ui const& ui, CourseSet const& course) {
  auto title = local(ui, course.title);
  return std::string(title.empty() ? std::string_view(course.code) : title);
}

namespace {

// "อังคาร 24 พ.ย.": what is chosen lies in the days ahead, the year is no news.
std::string day_text(Ui const& ui, WallTime time) {
  static constexpr std::array weekdays{word("Sunday"),    word("Monday"),   word("Tuesday"),
                                       word("Wednesday"), word("Thursday"), word("Friday"),
                                       word("Saturday")};
  auto date = thai::to_local(time).date;
  auto weekday = std::chrono::weekday(std::chrono::sys_days(date)).c_encoding();
  bool in_thai = ui.look().language == "th";
  auto day = thai::short_date(date, in_thai ? thai::Language::thai : thai::Language::english);
  day.resize(day.rfind(' '));
  return ui.tr("{weekday} {date}", {{"weekday", ui.tr(weekdays[weekday])}, {"date", day}});
}

}  // namespace

std::string moment_text(Ui const& ui, WallTime time) {
  return day_text(ui, time) + " " + ui.tr("{time}", {{"time", hour(time)}});
}

std::string when_text(Ui const& ui, SessionSet const& session) {
  return day_text(ui, start_of(session)) + " · " + hours_of(ui, session);
}

std::string trainers_text(rules::Lesson const& lesson) {
  std::string names;
  if (lesson.sessions.empty()) return names;
  for (auto const& name : lesson.sessions.front().trainers) {
    names += (names.empty() ? "" : ", ") + text::as_name(name);
  }
  return names;
}

std::string place_text(Ui const& ui, Day const& day, rules::Lesson const& lesson) {
  if (lesson.sessions.empty()) return {};
  Session const* session = day.roster().session(lesson.sessions.front().session);
  return session == nullptr ? std::string() : place_of(ui, *session);
}

std::string suits_text(Ui const& ui, rules::Suits const& suits) {
  if (suits.topics.empty()) return {};
  std::string topics;
  for (auto const& topic : suits.topics) topics += (topics.empty() ? "" : ", ") + topic;
  auto words = ui.tr("Matches your interest: {topics}", {{"topics", topics}});
  switch (suits.level) {
    case rules::Suits::Level::fits:
      return words + " · " + std::string(ui.tr("just your level"));
    case rules::Suits::Level::stretch:
      return words + " · " + std::string(ui.tr("one step up for you"));
    case rules::Suits::Level::below:
      return words + " · " + std::string(ui.tr("from the beginning"));
    case rules::Suits::Level::beyond:
    case rules::Suits::Level::unknown:
      break;
  }
  return words;
}

std::string objection_text(Ui const& ui, rules::Timetable const& table,
                           rules::Objection const& objection) {
  auto const* other = table.find(objection.with);
  auto title = other == nullptr ? std::string() : title_of(ui, other->course);
  bool core = other != nullptr && other->course.core;
  switch (objection.what) {
    case rules::Hindrance::same_slot:
    case rules::Hindrance::overlap:
      return core ? ui.tr("At the same time as “{course}”, which everybody takes",
                          {{"course", title}})
                  : ui.tr("At the same time as “{course}”, which you chose", {{"course", title}});
    case rules::Hindrance::travel:
      return ui.tr("Too little time to get there from “{course}”", {{"course", title}});
    case rules::Hindrance::prerequisite:
      return ui.tr("“{course}” comes first", {{"course", title}});
    case rules::Hindrance::level:
      return std::string(ui.tr("This goes deeper than what you said of yourself"));
    case rules::Hindrance::taken_before:
      break;
  }
  return ui.tr("You have had the same in “{course}”", {{"course", title}});
}

std::string_view question_words(Ui const& ui, Question const& question) {
  switch (question.what) {
    case AskAbout::cancelled:
      return ui.tr("A course was cancelled: choose again");
    case AskAbout::moved:
      return ui.tr("A course was moved: choose again");
    case AskAbout::offered:
      break;
  }
  return ui.tr("A seat is free for you");
}

StandLook stand_look(Ui const& ui, CourseStand const& it) {
  auto const& theme = ui.theme();
  switch (it.stand) {
    case Stand::core:
      return {std::string(ui.tr("Core course · everybody is in")), "people", theme.done_ink, true};
    case Stand::held:
      return {std::string(ui.tr("Chosen")), "check", theme.done_ink, true};
    case Stand::cancelled:
      return {std::string(ui.tr("Cancelled")), "close", theme.stop_ink};
    case Stand::closed:
      return {std::string(ui.tr("Choosing has ended")), "clock", theme.quiet};
    case Stand::offered:
      return {std::string(ui.tr("A seat is free for you")), "leaf", theme.done_ink, false, true};
    case Stand::waiting:
      return {it.offered ? std::string(ui.tr("A seat is coming for you"))
                         : ui.tr("You are number {n} in line", {{"n", count_text(it.place)}}),
              "clock", theme.link};
    case Stand::full_here:
      if (it.asleep > 0) {
        return {std::string(ui.tr("This box may not give its seats yet")), "clock", theme.stop_ink};
      }
      return {std::string(ui.tr("Full at this point · elsewhere there may be seats")), "place",
              theme.stop_ink};
    case Stand::full:
      return {std::string(ui.tr("Full")), "close", theme.stop_ink};
    case Stand::open:
      break;
  }
  if (!it.limited) {
    return {std::string(ui.tr("Room for everybody")), "people", theme.link, false, true};
  }
  return {ui.tr_n("{n} seat left here", "{n} seats left here",
                  static_cast<std::uint64_t>(std::max<std::int64_t>(0, it.here))),
          "person", theme.link, false, true};
}

void in_mark(Ui& ui, Rect card) {
  int side = ui.px(36);
  Rect mark{card.right() - side - ui.px(12), card.y + ui.px(12), side, side};
  float radius = static_cast<float>(side) / 2;
  ui.disc({static_cast<float>(mark.x) + radius, static_cast<float>(mark.y) + radius}, radius,
          ui.theme().done);
  icon(ui, mark.inset(ui.px(7)), "check", ui.theme().on_done);
}

ScreenPtr learning_screen(Context const& context, ParticipantId id) {
  Person const* person = context.day.roster().person(id);
  if (person != nullptr) {
    auto ask = to_ask(context.day, *person);
    if (!ask.empty()) return course_screen(context, id, ask.front());
    bool has_topics = !rules::topics_of(timetable_of(context.day, *person)).empty();
    bool first = context.day.roster().interests(id) == nullptr &&
                 learner_of(context.day, *person).holds.empty();
    if (first && has_topics && may_choose(context.day, *person)) {
      return interests_screen(context, id);
    }
  }
  return courses_screen(context, id);
}

}  // namespace sala::kiosk
