// Previews of what the room said: faces, stars, long words, eleven and twenty-one steps, too few.
#include "kiosk/screens/previews.h"
#include "sync/forms/scale.h"

namespace sala::kiosk {

namespace {

using Kind = PreviewStep::Kind;
using views::RoomForm;
using views::RoomQuestion;

PreviewStep press(std::string_view label) { return {Kind::press, label}; }

// `answered` answers, more of them towards the upper end, the lowest step empty.
void answer(RoomQuestion& question, std::int64_t answered) {
  question.answered = answered;
  auto count = static_cast<std::int64_t>(question.steps.size());
  std::int64_t left = answered, weights = count * (count - 1) / 2;
  double sum = 0;
  for (std::int64_t i = count - 1; i >= 0; --i) {
    auto here = i == 0 ? 0 : i == 1 ? left : std::min(left, answered * i / weights);
    auto& step = question.steps[static_cast<std::size_t>(i)];
    step.count = here;
    left -= here;
    auto number = forms::number_in(step.label.th).value_or(static_cast<double>(i + 1));
    sum += static_cast<double>(here) * number;
  }
  question.mean = answered == 0 ? 0 : sum / static_cast<double>(answered);
  question.has_mean = answered > 0;
}

void says(Sample& sample, FormEntry const& entry, std::int64_t answered) {
  auto const& form = entry.blueprint->form();
  RoomForm said{entry.form, entry.title, {}};
  for (auto const& asked : form.questions) {
    auto scale = forms::scale_of(form, asked);
    if (!scale || scale->steps.empty()) continue;
    RoomQuestion question;
    question.label = forms::local_label(form, asked.label, asked.name);
    for (auto const& step : scale->steps) {
      question.steps.push_back({forms::local_label(form, step.label, step.value), 0});
    }
    answer(question, answered);
    said.questions.push_back(std::move(question));
  }
  DayUpdate update;
  update.said[sample.morning().set.session] = {std::move(said)};
  sample.day.apply(std::move(update));
}

void day(Sample& sample) { says(sample, sample.demo_form("end_of_day"), 27); }
void full_hall(Sample& sample) { says(sample, sample.demo_form("end_of_day"), 4'321); }
void too_few(Sample& sample) { says(sample, sample.demo_form("end_of_day"), 0); }
void course(Sample& sample) { says(sample, sample.demo_form("course_feedback"), 38); }
void eleven(Sample& sample) { says(sample, sample.demo_form("self_assessment"), 64); }
void many(Sample& sample) {
  constexpr std::string_view csv =
      "survey\n,type,name,label::ไทย (th),label::English (en),parameters\n"
      ",range,q,ในช่วงสามเดือนที่ผ่านมา คุณและเพื่อนในทีมได้ลงพื้นที่พูดคุยกับคนในชุมชน รับฟังปัญหา "
      "และร่วมกันคิดทางออกที่ทุกคนช่วยกันทำได้จริงไปแล้วกี่เปอร์เซ็นต์ของที่ตั้งใจไว้,"
      "\"In the last three months, how many percent of what you meant to do have you and your team "
      "done: talked with people, listened, and found a way out together?\","
      "start=0 end=100 step=5\n";
  auto entry = sample.add_form(csv, "many.csv");
  if (entry) says(sample, *entry, 210);
}
void corner(Sample& sample) {
  sample.corner_open = true;
  day(sample);
}
ScreenPtr said(Sample& sample) {
  return room_said_screen(sample.context(), sample.morning().set.session);
}
ScreenPtr staff(Sample& sample) { return staff_corner_screen(sample.context()); }

}  // namespace

std::vector<Preview> room_previews() {
  return {
      {"room-faces", day, said},
      {"room-stars", day, said, {press("Next question")}},
      {"room-full", full_hall, said},
      {"room-words", course, said, {press("Next question")}},
      {"room-eleven", eleven, said, {press("Next question")}},
      {"room-many", many, said},
      {"room-too-few", too_few, said},
      {"room-nothing", nullptr, said},
      {"staff-today-room", corner, staff, {press("Today")}},
  };
}

}  // namespace sala::kiosk
