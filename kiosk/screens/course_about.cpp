// What a course is, for course_case.h.
#include "kiosk/screens/course_case.h"
#include "kiosk/screens/course_parts.h"

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

}  // namespace sala::kiosk
