// What a course is, for course_case.h.
#include "kiosk/screens/course_case.h"
#include "kiosk/screens/course_parts.h"
#include "kiosk/ui/picture.h"

namespace sala::kiosk {

using namespace ui;

namespace {

struct Line {
  std::string_view icon;
  std::string words;
};

std::vector<Line> facts_of(Ui const& ui, Day const& day, rules::Lesson const& lesson) {
  std::vector<Line> lines;
  for (auto const& session : lesson.sessions) {
    if (lines.size() < 3) lines.push_back({"clock", when_text(ui, session)});
  }
  lines.push_back({"place", place_text(ui, day, lesson)});
  lines.push_back({"people", trainers_text(lesson)});
  return lines;
}

std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> result;
  while (!text.empty()) {
    auto end = text.find('\n');
    auto piece = text.substr(0, end);
    if (!piece.empty()) result.emplace_back(piece);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return result;
}

std::string prerequisites_of(Ui const& ui, rules::Timetable const& table, CourseSet const& course) {
  std::string names;
  for (auto const& id : course.prerequisites) {
    auto const* other = table.find(id);
    if (other != nullptr) names += (names.empty() ? "" : ", ") + title_of(ui, other->course);
  }
  return names;
}

std::vector<Line> needs_of(Ui const& ui, rules::Timetable const& table, CourseSet const& course) {
  std::vector<Line> lines;
  auto bring = std::string(local(ui, course.bring));
  if (!bring.empty()) lines.push_back({"check", ui.tr("Bring: {things}", {{"things", bring}})});
  auto before = prerequisites_of(ui, table, course);
  if (!before.empty()) lines.push_back({"next", ui.tr("Before: {courses}", {{"courses", before}})});
  return lines;
}

}  // namespace

int lay_about(Ui& ui, Rect rest, Day const& day, CourseCase const& it, std::string const& why,
              Lay lay) {
  auto const& lesson = it.lesson;
  bool draw = lay == Lay::drawn;
  int top = rest.y;
  auto text_of = [&](std::string_view words, TextLook const& look) {
    int height = text_height(ui, words, look, rest.width);
    Rect box = rest.take_top(height);
    if (draw) label(ui, box, words, look);
  };
  auto line_of = [&](Line const& line, TextLook const& look) {
    if (line.words.empty()) return;
    if (draw) {
      noted(ui, rest, line.icon, line.words, look);
    } else {
      rest.skip_top(noted_height(ui, rest.width, line.words, look));
    }
  };
  rest.height = 1 << 20;
  text_of(title_of(ui, lesson.course), question_text());
  rest.skip_top(ui.px(4));
  for (auto const& line : facts_of(ui, day, lesson)) line_of(line, body_text());
  line_of({"leaf", why}, body_text().with(ui.theme().done_ink));
  for (auto const& words : paragraphs_of(local(ui, lesson.course.summary))) {
    rest.skip_top(ui.px(12));
    text_of(words, body_text());
  }
  rest.skip_top(ui.px(12));
  for (auto const& line : needs_of(ui, it.table, lesson.course)) line_of(line, body_text().bold());
  return rest.y - top;
}

// ---- what he could choose instead

namespace {

std::string alternative_detail(Ui const& ui, Day const& day, CourseCase const& it,
                               rules::Lesson const& lesson) {
  auto words = stand_look(ui, stand_of(day, it.person, lesson)).words;
  if (lesson.sessions.empty()) return words;
  return when_text(ui, lesson.sessions.front()) + " · " + words;
}

int alternative_height(Ui& ui, int width, Day const& day, CourseCase const& it,
                       rules::Lesson const& lesson) {
  int words = width - ui.px(20 + 20 + 36);
  return std::max(
      ui.scale().target(),
      text_height(ui, title_of(ui, lesson.course), body_text().bold().lines(2), words) +
          text_height(ui, alternative_detail(ui, day, it, lesson), small_text(ui), words) +
          ui.px(16));
}

bool alternative(Ui& ui, Rect box, Day const& day, CourseCase const& it,
                 rules::Lesson const& lesson) {
  auto title = title_of(ui, lesson.course);
  bool clicked = touch_card(ui, box, title, TargetKind::choice).clicked;
  Rect rest = box.inset(ui.px(20), ui.px(8));
  int side = ui.px(32);
  icon(ui, rest.take_right(side).middle(side, side), "next", ui.theme().link);
  rest.skip_right(ui.px(4));
  paragraph(ui, rest, title, body_text().bold().lines(2));
  label_in(ui, rest, box, alternative_detail(ui, day, it, lesson), small_text(ui));
  return clicked;
}

}  // namespace

int alternatives_height(Ui& ui, int width, Day const& day, CourseCase const& it) {
  if (it.alternatives.empty()) return 0;
  auto words = ui.tr("Nearest to it with a seat here:");
  int height = ui.px(28) + text_height(ui, words, body_text().bold(), width);
  for (auto const& id : it.alternatives) {
    height += alternative_height(ui, width, day, it, *it.table.find(id)) + ui.scale().gap();
  }
  return height;
}

std::optional<CourseId> draw_alternatives(Ui& ui, Rect& column, Rect window, Day const& day,
                                          CourseCase const& it) {
  if (it.alternatives.empty()) return std::nullopt;
  column.skip_top(ui.px(20));
  paragraph(ui, column, ui.tr("Nearest to it with a seat here:"), body_text().bold());
  column.skip_top(ui.px(8));
  std::optional<CourseId> touched;
  for (auto const& id : it.alternatives) {
    auto const& lesson = *it.table.find(id);
    Rect place = column.take_top(alternative_height(ui, column.width, day, it, lesson));
    column.skip_top(ui.scale().gap());
    if (place.meets(window) && alternative(ui, place, day, it, lesson)) touched = id;
  }
  return touched;
}

}  // namespace sala::kiosk
