// The previews of choosing courses. One line a state that somebody may meet. Who chooses is the
// person numbered 30; course 0 is core, 1 to 3 are tomorrow afternoon's.
#include "kiosk/screens/course_parts.h"
#include "kiosk/screens/previews.h"

namespace sala::kiosk {

namespace {

using Kind = PreviewStep::Kind;

constexpr std::size_t chooser = 30;

PreviewStep press(std::string_view label) { return {Kind::press, label}; }
PreviewStep type(std::string_view text) { return {Kind::type, text}; }
PreviewStep touch(std::string_view label) { return {Kind::touch, label}; }

// ---- worlds

void one(Sample& sample) { sample.teach(2); }
void six(Sample& sample) { sample.teach(7); }
void many(Sample& sample) { sample.teach(25); }
void liked(Sample& sample) {
  six(sample);
  sample.likes(chooser, {{"สิ่งแวดล้อม", Readiness::starting}, {"การทดลอง", Readiness::practised}});
}
void chosen(Sample& sample) {
  liked(sample);
  sample.take(2, chooser);
  sample.take(5, chooser);
}
// A programme whose first days are everybody's: what can be chosen comes after.
void many_core(Sample& sample) {
  sample.teach(16);
  for (std::size_t at = 1; at < 7; ++at) {
    auto& course = sample.course(at);
    course.core = true;
    course.capacity = 0;
    course.slot.clear();
    for (auto& session : sample.sessions) {
      if (session.set.course != course.course) continue;
      auto half_days = static_cast<std::int64_t>(at - 1) % 3;
      session.set.starts_s += half_days * 3600;
      session.set.ends_s = session.set.starts_s + 3600;
    }
  }
}
void no_clock(Sample& sample) {
  six(sample);
  for (auto& session : sample.sessions) {
    if (!session.set.course.is_nil()) session.set.cancelled = true;
  }
}
void long_titles(Sample& sample) {
  chosen(sample);
  for (std::size_t i = 0; i < 4; ++i) {
    auto& course = sample.course(i);
    course.title.th =
        "การออกแบบกระบวนการเรียนรู้แบบมีส่วนร่วมเพื่อพัฒนาศักยภาพแกนนำเยาวชนในการขับเคลื่อนนวัตกรรมสังคม";
    course.title.en =
        "Designing participatory learning that strengthens young leaders who carry social "
        "innovation in their home communities";
    course.topics.emplace_back("การมีส่วนร่วมของชุมชนท้องถิ่น");
  }
  for (auto& session : sample.sessions) {
    if (!session.set.course.is_nil()) {
      session.set.room = "ห้องประชุมใหญ่ ชั้น 3 อาคารเฉลิมพระเกียรติ 80 พรรษา";
      session.set.trainers = {"ผู้ช่วยศาสตราจารย์ ดร. กมลวรรณ ศรีสุวรรณภูมิ", "ครูแพร"};
    }
  }
}
void empty_here(Sample& sample) {  // this box has none of course 1
  six(sample);
  for (std::size_t k = 0; k < 3; ++k) sample.take(1, 10 + k);
}
void full(Sample& sample) {
  six(sample);
  sample.course(1).capacity = 4;
  sample.forget_seats(1);
  sample.supply(1, 4);
  for (std::size_t k = 0; k < 4; ++k) sample.take(1, 10 + k);
}
void waiting(Sample& sample) {
  full(sample);
  sample.wait_for(1, 20);
  sample.wait_for(1, chooser);
}
void offered(Sample& sample) {
  full(sample);
  sample.wait_for(1, chooser);
  sample.release(1, 10);
}
void clashing(Sample& sample) {
  six(sample);
  sample.take(2, chooser);
}
void with_core(Sample& sample) {
  six(sample);
  for (auto& session : sample.sessions) {
    if (session.set.course == sample.course(0).course) session.set.starts_s += 4 * 3600;
    if (session.set.course == sample.course(0).course) session.set.ends_s += 4 * 3600;
  }
}
void needs_first(Sample& sample) {
  six(sample);
  sample.course(1).prerequisites = {sample.course(4).course};
}
void too_deep(Sample& sample) {
  six(sample);
  sample.likes(chooser, {{"การทดลอง", Readiness::starting}});
}
void had_before(Sample& sample) {
  clashing(sample);
  sample.course(1).subject = sample.course(2).subject = "น้ำ";
  sample.course(1).slot = "อื่น";
  for (auto& session : sample.sessions) {
    if (session.set.course == sample.course(1).course) session.set.starts_s += 86'400;
    if (session.set.course == sample.course(1).course) session.set.ends_s += 86'400;
  }
}
void closed(Sample& sample) {
  chosen(sample);
  for (auto& [programme, course] : sample.learning.courses) {
    course.cutoff_s = 1'795'399'000;  // a moment ago
  }
}
void cancelled(Sample& sample) {
  clashing(sample);
  sample.course(2).cancelled = true;
}
void moved(Sample& sample) {
  chosen(sample);
  sample.course(5).slot = sample.course(2).slot;
}
void restarted(Sample& sample) {
  six(sample);
  sample.restart();
}
void unlimited(Sample& sample) {
  six(sample);
  sample.course(1).capacity = 0;
}
void staff_clash(Sample& sample) {
  with_core(sample);
  sample.corner_open = true;
}
void staff_trouble(Sample& sample) {
  restarted(sample);
  sample.corner_open = true;
  sample.course(2).minimum = 6;
  sample.course(2).cutoff_s = 1'795'399'000;
  sample.overspend(3);
}
void full_week(Sample& sample) {
  many(sample);
  for (std::size_t at = 1; at < 25; at += 3) sample.take(at, chooser);
}

// ---- screens

ParticipantId who(Sample& sample) { return sample.person(chooser).set.participant; }
ScreenPtr interests(Sample& sample) { return interests_screen(sample.context(), who(sample)); }
ScreenPtr courses(Sample& sample) { return courses_screen(sample.context(), who(sample)); }
ScreenPtr timetable(Sample& sample) { return timetable_screen(sample.context(), who(sample)); }
template <std::size_t at>
ScreenPtr course(Sample& sample) {
  return course_screen(sample.context(), who(sample), sample.course(at).course);
}
ScreenPtr find(Sample& sample) { return find_screen(sample.context(), {}, FindFor::courses); }
ScreenPtr done(Sample& sample) {
  auto const& set = sample.morning().set;
  Ticket ticket = sample.desk->sign_in(sample.morning().programme, set.session, who(sample),
                                       SignInMethod::tile);
  return done_screen(sample.context(), set.session, who(sample), ticket, Deed::signing_in);
}
ScreenPtr staff_corner(Sample& sample) { return staff_corner_screen(sample.context()); }
ScreenPtr staff_person(Sample& sample) {
  return staff_person_screen(sample.context(), who(sample), sample.morning().set.session);
}
ScreenPtr here_already(Sample& sample) {
  return here_already_screen(sample.context(), sample.person(0).set.participant);
}

}  // namespace

std::vector<Preview> course_previews() {
  return {
      {"start-courses", six},
      {"find-courses", six, find},
      {"done-courses", six, done},
      {"done-offered", offered, done},
      {"here-courses", six, here_already},
      {"interests", six, interests},
      {"interests-said", liked, interests},
      {"interests-many", many, interests, {touch("ชุมชน · ")}},
      {"courses-1", one, courses},
      {"courses-6", chosen, courses},
      {"courses-24", many, courses},
      {"courses-24-below", many, courses, {{Kind::push, " 3 "}}},
      {"courses-core", many_core, courses},
      {"courses-moved", moved, courses},
      {"courses-none", nullptr, courses},
      {"courses-no-time", no_clock, courses},
      {"courses-long", long_titles, courses},
      {"courses-full", waiting, courses},
      {"courses-closed", closed, courses},
      {"course", six, course<1>},
      {"course-suits", liked, course<1>},
      {"course-core", six, course<0>},
      {"course-held", chosen, course<2>},
      {"course-held-give-back", chosen, course<2>, {press("Give the seat back")}},
      {"course-long", long_titles, course<1>},
      {"course-clash", clashing, course<1>},
      {"course-swap", clashing, course<1>, {press("Choose it instead …")}},
      {"course-core-clash", with_core, course<1>},
      {"course-first", needs_first, course<1>},
      {"course-deep", too_deep, course<3>},
      {"course-had", had_before, course<1>},
      {"course-unlimited", unlimited, course<1>},
      {"course-full-here", empty_here, course<1>},
      {"course-full", full, course<1>},
      {"course-waiting", waiting, course<1>},
      {"course-offered", offered, course<1>},
      {"course-closed", closed, course<1>},
      {"course-cancelled", cancelled, course<2>},
      {"course-moved", moved, course<5>},
      {"course-restarted", restarted, course<1>},
      {"course-staff", staff_clash, course<1>},
      {"course-staff-reason", staff_clash, course<1>, {press("Choose it all the same")}},
      {"course-staff-words",
       staff_clash,
       course<1>,
       {press("Choose it all the same"), press("Another reason …"), type("พ่อแม่มารับช้า")}},
      {"timetable", chosen, timetable},
      {"timetable-moved", moved, timetable},
      {"timetable-none", no_clock, timetable},
      {"timetable-long", long_titles, timetable},
      {"timetable-week", full_week, timetable},
      {"staff-courses", staff_trouble, staff_corner, {press("Courses")}},
      {"staff-person-courses", staff_clash, staff_person},
  };
}

}  // namespace sala::kiosk
