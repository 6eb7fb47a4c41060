// The list of previews. One line a state that somebody may meet.
#include "kiosk/screens/previews.h"

namespace sala::kiosk {

namespace {

using Kind = PreviewStep::Kind;
using std::chrono::minutes;

PreviewStep press(std::string_view label) { return {Kind::press, label}; }
PreviewStep touch(std::string_view label) { return {Kind::touch, label}; }
PreviewStep type(std::string_view text) { return {Kind::type, text}; }

// ---- worlds

void people_of(Sample& sample, std::size_t count, std::size_t here) {
  sample.people = sample_people(count);
  sample.arrive(here);
}
void one_person(Sample& sample) { people_of(sample, 1, 0); }
void many_people(Sample& sample) { people_of(sample, 5000, 1234); }
void hard_names(Sample& sample) {
  sample.people = difficult_people();
  sample.arrive(3);
}
void running(Sample& sample) { sample.shift_sessions(minutes(-90)); }
void two_at_once(Sample& sample) {
  sample.sessions[1].set.starts_s = sample.morning().set.starts_s;
  sample.arrive(22);
}
void long_words(Sample& sample) {
  auto& set = sample.morning().set;
  set.title.th =
      "การออกแบบกระบวนการเรียนรู้แบบมีส่วนร่วมเพื่อพัฒนาศักยภาพแกนนำเยาวชนในการขับเคลื่อนนวัตกรรมสังคมระดับ"
      "ชุมชนท้องถิ่นอย่างยั่งยืน ครั้งที่ 2";
  set.title.en =
      "Designing participatory learning that strengthens young leaders who carry social innovation "
      "in their home communities, lastingly, part two";
  set.room = "ห้องประชุมใหญ่ ชั้น 3 อาคารเฉลิมพระเกียรติ 80 พรรษา 5 ธันวาคม 2550";
}
void not_enrolled(Sample& sample) { sample.day.set_enrolled(false); }
void nothing_now(Sample& sample) { sample.shift_sessions(minutes(5 * 60)); }
void nothing_today(Sample& sample) { sample.shift_sessions(minutes(24 * 60)); }
void no_sessions(Sample& sample) { sample.shift_sessions(minutes(-9 * 24 * 60)); }
void no_network(Sample& sample) {
  sample.link.trouble = link::Trouble{
      link::Situation::no_network,
      {ErrorCode::unreachable, "push", "connection refused", "check the network cable"},
      0};
  sample.link.waiting_since = sample.clock.wall() - minutes(200);
  sample.link.up_to_date = false;
  sample.tally.acknowledged = 0;
  sample.tally.acknowledged_at.reset();
}
void disk_fault(Sample& sample) {
  sample.link.trouble = link::Trouble{link::Situation::disk, {ErrorCode::disk, "write", "I/O", ""}};
}
void all_arrived(Sample& sample) {
  sample.tally = {142, 142, sample.clock.wall()};
  sample.link.safe_to_switch_off = true;
  sample.link.last_contact = link::Status::Contact{sample.clock.wall(), sample.clock.boottime()};
}
void with_signature(Sample& sample) { sample.morning().set.signature = true; }
void with_leaving(Sample& sample) { sample.morning().set.leaving = true; }
void somebody_left(Sample& sample) {
  with_leaving(sample);
  sample.sign_out(0);
}
void other_team(Sample& sample) { sample.morning().set.expected_teams = {TeamId{{1}}}; }
void nobody_saves(Sample& sample) { sample.saves = false; }
void staff_here(Sample& sample) { sample.corner_open = true; }
void staff_all_arrived(Sample& sample) { staff_here(sample), all_arrived(sample); }
void staff_no_network(Sample& sample) { staff_here(sample), no_network(sample); }
void namesake(Sample& sample) {
  staff_here(sample);
  for (std::size_t at : {5U, 12U}) {
    auto set = sample.people[at].set;
    set.nickname = sample.people[30].set.nickname;
    sample.people[at] = to_person(set, sample.people[at].programme);
  }
}
void wrong_code(Sample& sample) { sample.check = StaffActions::Check::wrong; }

// ---- screens

ScreenPtr find(Sample& sample) { return find_screen(sample.context()); }
ScreenPtr confirm_of(Sample& sample, std::size_t at) {
  return confirm_screen(sample.context(), sample.person(at).set.participant, SignInMethod::tile);
}
ScreenPtr confirm_last(Sample& sample) { return confirm_of(sample, sample.people.size() - 1); }
template <std::size_t at>
ScreenPtr confirm(Sample& sample) {
  return confirm_of(sample, at);
}
ScreenPtr done_with(Sample& sample, Deed deed) {
  auto const& set = sample.morning().set;
  auto const& person = sample.people.back().set.participant;
  Ticket ticket =
      sample.desk->sign_in(sample.morning().programme, set.session, person, SignInMethod::tile);
  return done_screen(sample.context(), set.session, person, ticket, deed);
}
ScreenPtr done(Sample& sample) { return done_with(sample, Deed::signing_in); }
ScreenPtr done_leaving(Sample& sample) { return done_with(sample, Deed::signing_out); }
ScreenPtr here_already(Sample& sample) {
  return here_already_screen(sample.context(), sample.person(0).set.participant);
}
ScreenPtr walk_in(Sample& sample) { return walk_in_screen(sample.context(), ""); }
ScreenPtr walk_in_beam(Sample& sample) { return walk_in_screen(sample.context(), "บีม"); }
ScreenPtr consent_of(Sample& sample, std::string year) {
  WalkIn person;
  person.programme = sample.morning().programme;
  person.nickname = "มุก";
  person.birth_year = std::move(year);
  return consent_screen(sample.context(), person);
}
ScreenPtr consent(Sample& sample) { return consent_of(sample, ""); }
ScreenPtr consent_young(Sample& sample) { return consent_of(sample, "2010"); }
ScreenPtr consent_adult(Sample& sample) { return consent_of(sample, "1998"); }
ScreenPtr sessions(Sample& sample) { return sessions_screen(sample.context()); }
ScreenPtr help(Sample& sample) { return help_screen(sample.context()); }
ScreenPtr unknown_badge(Sample& sample) { return unknown_badge_screen(sample.context()); }
template <ErrorCode code>
ScreenPtr fault(Sample& sample) {
  return fault_screen(sample.context(), {code, "append", "refused", ""});
}
ScreenPtr staff_code(Sample& sample) { return staff_code_screen(sample.context()); }
ScreenPtr staff_corner(Sample& sample) { return staff_corner_screen(sample.context()); }
template <std::size_t at>
ScreenPtr staff_person(Sample& sample) {
  return staff_person_screen(sample.context(), sample.person(at).set.participant,
                             sample.morning().set.session);
}

constexpr std::string_view search_label = "Nickname, name or last four digits of your phone";

std::vector<Preview> participants() {
  return {
      {"start"},
      {"start-running", running},
      {"start-one", one_person},
      {"start-5000", many_people},
      {"start-long", long_words},
      {"start-several", two_at_once},
      {"start-none-now", nothing_now},
      {"start-none-today", nothing_today},
      {"start-nothing", no_sessions},
      {"start-no-network", no_network},
      {"start-disk", disk_fault},
      {"start-all-arrived", all_arrived},
      {"find", nullptr, find},
      {"find-one", one_person, find},
      {"find-5000", many_people, find},
      {"find-hard", hard_names, find},
      {"find-keyboard", nullptr, find, {press(search_label)}},
      {"find-typed", many_people, find, {press(search_label), type("บี")}},
      {"find-nobody", nullptr, find, {press(search_label), type("zzzz")}},
      {"find-nobody-folded",
       nullptr,
       find,
       {press(search_label), type("zzzz"), press("Hide the keyboard")}},
      {"confirm", nullptr, confirm<30>},
      {"confirm-signature", with_signature, confirm<30>},
      {"confirm-signed", with_signature, confirm<30>, {{Kind::draw, "Sign here with your finger"}}},
      {"confirm-unsigned", with_signature, confirm<30>, {press("Yes, sign me in")}},
      {"confirm-late", running, confirm<30>},
      {"confirm-other-team", other_team, confirm<30>},
      {"confirm-no-session", nothing_today, confirm<30>},
      {"confirm-emoji", hard_names, confirm<4>},
      {"confirm-long", long_words, confirm<31>},
      {"confirm-200", [](Sample& s) { hard_names(s), with_signature(s); }, confirm_last},
      {"confirm-rtl", [](Sample& s) { hard_names(s), s.arrive(0); }, confirm<2>},
      {"confirm-html", [](Sample& s) { hard_names(s), s.arrive(0); }, confirm<3>},
      {"done", nullptr, done},
      {"done-saving", nobody_saves, done},
      {"done-slow", nobody_saves, done, {{Kind::wait, "6"}}},
      {"done-leaving", nullptr, done_leaving},
      {"done-200", hard_names, done},
      {"done-long", long_words, done},
      {"done-undone", nullptr, done, {press("That's not me")}},
      {"here-already", nullptr, here_already},
      {"here-leaving", with_leaving, here_already},
      {"here-left", somebody_left, here_already},
      {"walk-in", nullptr, walk_in},
      {"walk-in-alike", nullptr, walk_in_beam},
      {"walk-in-nameless", nullptr, walk_in, {press("Next")}},
      {"walk-in-contact", nullptr, walk_in_beam, {press("Next"), touch("0"), touch("8")}},
      {"walk-in-organisation", nullptr, walk_in_beam, {press("Next"), press("Next")}},
      {"consent-age", nullptr, consent},
      {"consent-guardian", nullptr, consent_young},
      {"consent-guardian-missing",
       nullptr,
       consent_young,
       {press("Hide the keyboard"), press("Next")}},
      {"consent-purposes", nullptr, consent_adult},
      {"consent-needed", nullptr, consent_adult, {press("Sign in")}},
  };
}

std::vector<Preview> others() {
  return {
      {"sessions", nullptr, sessions},
      {"sessions-badge", two_at_once,
       [](Sample& sample) {
         return sessions_screen(sample.context(), sample.person(30).set.participant);
       }},
      {"sessions-long", long_words, sessions},
      {"sessions-none", no_sessions, sessions},
      {"enrol", not_enrolled},
      {"help", nullptr, help},
      {"unknown-badge", nullptr, unknown_badge},
      {"fault-disk", nullptr, fault<ErrorCode::disk>},
      {"fault-full", nullptr, fault<ErrorCode::disk_full>},
      {"fault-busy", nullptr, fault<ErrorCode::busy>},
      {"staff-code", nullptr, staff_code},
      {"staff-code-wrong",
       wrong_code,
       staff_code,
       {touch("1"), touch("2"), press("Open the staff corner")}},
      {"staff-kept", staff_here, staff_corner},
      {"staff-kept-safe", staff_all_arrived, staff_corner},
      {"staff-kept-no-network", staff_no_network, staff_corner},
      {"staff-ready", staff_all_arrived, staff_corner, {press("Ready?")}},
      {"staff-not-ready", staff_no_network, staff_corner, {press("Ready?")}},
      {"staff-today", staff_here, staff_corner, {press("Today")}},
      {"staff-settings", staff_here, staff_corner, {press("Settings")}},
      {"staff-person", staff_here, staff_person<0>},
      {"staff-person-absent", staff_here, staff_person<30>},
      {"staff-merge",
       namesake,
       staff_person<30>,
       {press("This person is on the list twice"), press("Hide the keyboard")}},
      {"staff-merge-sure",
       namesake,
       staff_person<30>,
       {press("This person is on the list twice"), press("Hide the keyboard"), touch("ใบเตย")}},
      {"staff-leave",
       staff_here,
       staff_corner,
       {press("Settings"), {Kind::scroll, "Sound"}, press("Leave the kiosk program")}},
  };
}

}  // namespace

std::span<Preview const> preview_list() {
  // Made once; a list of constants, but for the vectors of steps in it.
  static std::vector<Preview> const list = [] {
    auto all = participants();
    for (auto& preview : others()) all.push_back(std::move(preview));
    for (auto& preview : course_previews()) all.push_back(std::move(preview));
    for (auto& preview : form_previews()) all.push_back(std::move(preview));
    for (auto& preview : room_previews()) all.push_back(std::move(preview));
    return all;
  }();
  return list;
}

}  // namespace sala::kiosk
