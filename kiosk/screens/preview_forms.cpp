// Previews of questionnaires: every kind of question, the first page and the last, the hard cases.
#include "kiosk/screens/form_parts.h"
#include "kiosk/screens/previews.h"
#include "platform/base/verify.h"

namespace sala::kiosk {

namespace {

using Kind = PreviewStep::Kind;

PreviewStep press(std::string_view label) { return {Kind::press, label}; }
PreviewStep touch(std::string_view label) { return {Kind::touch, label}; }

Asking asking_of(Sample& sample, FormEntry entry) {
  Asking asking;
  asking.programme = sample.morning().programme;
  asking.session = sample.morning().set.session;
  if (entry.answers != AnswerKind::anonymous) {
    asking.participant = sample.person(30).set.participant;
  }
  asking.entry = std::move(entry);
  return asking;
}

FormEntry kinds(Sample& sample) { return sample.demo_form("every_kind"); }

struct Said {
  char const *path, *value;
};

ScreenPtr pages_at(Sample& sample, FormEntry entry, char const* path,
                   std::initializer_list<Said> said = {}) {
  auto sheet = std::make_unique<Sheet>(asking_of(sample, std::move(entry)), sample.day.now(),
                                       system_random());
  for (auto const& it : said) VERIFY(sheet->say(it.path, it.value));
  VERIFY(*path == '\0' || sheet->pager().go_to(path));
  return form_pages_screen(sample.context(), std::move(sheet));
}

// One question of every_kind, not answered.
template <std::size_t n>
struct Path {
  // NOLINTNEXTLINE(google-explicit-constructor): the text of a template's argument
  constexpr Path(char const (&text)[n]) { std::copy_n(text, n, value); }
  char value[n];
};
template <Path path>
ScreenPtr kind(Sample& sample) {
  return pages_at(sample, kinds(sample), path.value);
}
template <Path path, Path value>
ScreenPtr said(Sample& sample) {
  return pages_at(sample, kinds(sample), path.value, {{path.value, value.value}});
}
template <Path name>
ScreenPtr first(Sample& sample) {
  sample.day.set_can_seal(true);
  return form_screen(sample.context(), asking_of(sample, sample.demo_form(name.value)));
}
template <Path name>
ScreenPtr demo(Sample& sample) {
  sample.day.set_can_seal(true);
  return pages_at(sample, sample.demo_form(name.value), "");
}

ScreenPtr answered(Sample& sample, FormEntry entry, std::initializer_list<Said> said) {
  Sheet sheet(asking_of(sample, std::move(entry)), sample.day.now(), system_random());
  for (auto const& it : said) VERIFY(sheet.say(it.path, it.value));
  auto answering = sheet.finish(sample.day.now());
  VERIFY(answering);
  return form_done_screen(sample.context(), sheet.asking(), sample.desk->answer(*answering));
}
ScreenPtr done_anonymous(Sample& sample) {
  return answered(sample, sample.demo_form("end_of_day"), {{"/data/mood", "5"}});
}
ScreenPtr done_named(Sample& sample) {
  return answered(sample, sample.demo_form("self_assessment"), {{"/data/moment", "after"}});
}
ScreenPtr resumed(Sample& sample) {
  auto asking = asking_of(sample, sample.demo_form("project_pulse"));
  sample.desk->drafts().keep(asking.place(),
                             {asking.entry, "{}", sample.clock.boottime(), sample.clock.wall()});
  return form_screen(sample.context(), asking);
}
ScreenPtr long_title(Sample& sample) {
  auto entry = sample.demo_form("end_of_day");
  entry.title.th =
      "แบบประเมินความพึงพอใจต่อกระบวนการเรียนรู้แบบมีส่วนร่วมเพื่อพัฒนาศักยภาพแกนนำเยาวชนระดับชุมชน ครั้งที่ 2";
  return form_screen(sample.context(), asking_of(sample, entry));
}
ScreenPtr long_question(Sample& sample) {
  constexpr std::string_view csv =
      "survey\n,type,name,label::ไทย (th),label::English (en)\n"
      ",select_one yn,q,ในช่วงสามเดือนที่ผ่านมา คุณและเพื่อนในทีมได้ลงพื้นที่พูดคุยกับคนในชุมชน "
      "รับฟังปัญหา และร่วมกันคิดทางออกที่ทุกคนช่วยกันทำได้จริง "
      "โดยไม่ต้องรอใครมาช่วย มากน้อยแค่ไหนเมื่อเทียบกับก่อนเข้าร่วมโครงการนี้,"
      "\"In the last three months, did you and your team go and talk with people of the community, "
      "listen to what troubles them, and find a way out together that everybody can help with, "
      "without waiting for somebody else, more or less than before you joined this programme?\"\n"
      "choices\n,list_name,name,label::ไทย (th),label::English (en)\n"
      ",yn,1,มากกว่าเดิม,More than before\n,yn,2,เท่าเดิม,As before\n,yn,3,น้อยกว่าเดิม,Less than "
      "before\n";
  auto entry = sample.add_form(csv, "long.csv");
  VERIFY(entry);
  return pages_at(sample, *entry, "");
}
ScreenPtr course_detail(Sample& sample) {
  return pages_at(sample, sample.demo_form("course_feedback"), "/data/detail/clear",
                  {{"/data/overall", "4"}, {"/data/detail/clear", "5"}});
}
ScreenPtr care_said(Sample& sample) {
  return pages_at(sample, sample.demo_form("care_check_in"), "/data/how/work",
                  {{"/data/how/work", "2"},
                   {"/data/how/thoughts", "5"},
                   {"/data/how/life", "9"},
                   {"/data/how/mind", "0"},
                   {"/data/how/call", "OK"}});
}
ScreenPtr consent(Sample& sample) {
  return form_consent_screen(sample.context(),
                             asking_of(sample, sample.demo_form("care_check_in")));
}
void young(Sample& sample) {
  auto set = sample.people[30].set;
  set.birth_date = "2009";
  sample.people[30] = to_person(set, sample.people[30].programme);
}
ScreenPtr agreed(Sample& sample) {
  return consents_screen(sample.context(), sample.person(30).set.participant);
}
void has_agreed(Sample& sample) {
  auto const& who = sample.person(30).set.participant;
  sample.learning.consents = {{who, 1, Purpose::contact, true, "", ""},
                              {who, 1, Purpose::photos, false, "", ""},
                              {who, 1, Purpose::research, true, "", ""}};
}
template <ConsentEnd end>
ScreenPtr said_so(Sample& sample) {
  auto const& person = sample.person(30);
  Ticket ticket = sample.desk->consent(
      {person.programme, person.set.participant, {Purpose::wellbeing, false}, "", ""});
  return consent_said_screen(sample.context(), ticket, end);
}
ScreenPtr talk(Sample& sample) { return talk_to_me_screen(sample.context()); }
ScreenPtr choices_5000(Sample& sample) {
  std::string csv =
      "survey\n,type,name,label\n,select_one many,q,ตำบลไหน\nchoices\n,list_name,name,label\n";
  for (int i = 1; i <= 5000; ++i) {
    csv += ",many,c" + std::to_string(i) + ",ตำบลที่ " + std::to_string(i) + "\n";
  }
  auto entry = sample.add_form(csv, "many.csv");
  VERIFY(entry);
  return pages_at(sample, *entry, "");
}

// ---- worlds

void offers(Sample& sample) {
  sample.ask(sample.demo_form("end_of_day"), FormMoment::any_time);
  sample.ask(sample.demo_form("project_pulse"), FormMoment::any_time);
  sample.ask(sample.demo_form("self_assessment"), FormMoment::sign_in);
}
void offers_and_courses(Sample& sample) {
  offers(sample);
  sample.teach(6);
  for (std::size_t i = 1; i < 6; ++i) sample.supply(i, 5);
}
ScreenPtr list(Sample& sample) { return forms_screen(sample.context()); }
ScreenPtr here_already(Sample& sample) {
  return here_already_screen(sample.context(), sample.person(0).set.participant);
}
ScreenPtr done(Sample& sample) {
  auto const& set = sample.morning().set;
  auto const& person = sample.person(30).set.participant;
  Ticket ticket =
      sample.desk->sign_in(sample.morning().programme, set.session, person, SignInMethod::tile);
  return done_screen(sample.context(), set.session, person, ticket, Deed::signing_in);
}

std::vector<Preview> kind_previews() {
  return {
      {"form-note", nullptr, kind<"/data/hello">},
      {"form-text", nullptr, kind<"/data/name">},
      {"form-text-folded", nullptr, kind<"/data/name">, {press("Hide the keyboard")}},
      {"form-text-required", nullptr, kind<"/data/name">, {press("Next")}},
      {"form-story", nullptr, kind<"/data/story">},
      {"form-story-said",
       nullptr,
       said<"/data/story",
            "ได้ไปคุยกับป้าแจ๋วริมคลอง ป้าเล่าว่าน้ำเคยใสจนเห็นปลา ฟังแล้วอยากช่วยกันทำให้คลองกลับมา "
            "ตอนเย็นเราเลยเดินเก็บขยะกันทั้งทีม">,
       {press("Hide the keyboard")}},
      {"form-integer", nullptr, kind<"/data/age">},
      {"form-integer-wrong", nullptr, kind<"/data/age">, {touch("9"), touch("9"), press("Next")}},
      {"form-decimal", nullptr, said<"/data/money", "1250.50">},
      {"form-date", nullptr, kind<"/data/born">},
      {"form-date-said", nullptr, said<"/data/born", "2026-11-23">},
      {"form-month", nullptr, said<"/data/month", "2026-09-01">},
      {"form-time", nullptr, said<"/data/hour", "06:30:00.000+07:00">},
      {"form-date-time", nullptr, said<"/data/meet", "2026-12-31T18:05:00.000+07:00">},
      {"form-choice", nullptr, said<"/data/travel", "bike">},
      {"form-choice-required", nullptr, kind<"/data/travel">, {press("Next")}},
      {"form-choice-other", nullptr, said<"/data/travel2", "other">},
      {"form-minimal", nullptr, kind<"/data/province">},
      {"form-several", nullptr, said<"/data/skills", "film grow">},
      {"form-likert", nullptr, said<"/data/likert", "4">},
      {"form-smileys", nullptr, kind<"/data/mood">},
      {"form-smileys-said", nullptr, said<"/data/mood", "4">},
      {"form-rank", nullptr, kind<"/data/order">},
      {"form-rank-said", nullptr, said<"/data/order", "cook film talk code grow">},
      {"form-stars", nullptr, said<"/data/stars", "3">},
      {"form-steps", nullptr, said<"/data/ten", "7">},
      {"form-slider", nullptr, said<"/data/hundred", "35">},
      {"form-picker", nullptr, said<"/data/picked", "6">},
      {"form-acknowledge", nullptr, kind<"/data/read">, {press("Next")}},
      {"form-signature", nullptr, kind<"/data/sign">, {{Kind::draw, "Sign here with your finger"}}},
      {"form-fields", nullptr, kind<"/data/team">},
      {"form-fields-wrong", nullptr, kind<"/data/team">, {press("Next")}},
      {"form-rounds", nullptr, kind<"/data/friend">},
      {"form-5000", nullptr, choices_5000},
      {"form-long", nullptr, long_question},
  };
}

}  // namespace

std::vector<Preview> form_previews() {
  std::vector<Preview> all{
      {"form-first-named", nullptr, first<"project_pulse">},
      {"form-first-anonymous", nullptr, first<"end_of_day">},
      {"form-first-confidential", nullptr, first<"care_check_in">},
      {"form-first-resumed", nullptr, resumed},
      {"form-first-long", nullptr, long_title},
      {"form-end-of-day", nullptr, demo<"end_of_day">},
      {"form-course", nullptr, course_detail},
      {"form-care", nullptr, demo<"care_check_in">},
      {"form-care-said", nullptr, care_said},
      {"form-consent", young, consent},
      {"form-consent-guardian",
       young,
       consent,
       {press("The care team may read what I answer here"), press("Begin")}},
      {"form-consent-no", nullptr, said_so<ConsentEnd::refused>},
      {"consents", has_agreed, agreed},
      {"consents-sure", has_agreed, agreed, {press("Take back")}},
      {"consents-care-taken-back", nullptr, said_so<ConsentEnd::care_taken_back>},
      {"consents-taken-back", nullptr, said_so<ConsentEnd::taken_back>},
      {"form-talk", nullptr, talk},
      {"form-done", nullptr, done_anonymous},
      {"form-done-named", nullptr, done_named},
      {"forms", offers, list},
      {"forms-none", nullptr, list},
      {"start-forms", offers},
      {"start-forms-courses", offers_and_courses},
      {"done-forms", offers, done},
      {"done-forms-courses", offers_and_courses, done},
      {"here-forms", offers, here_already},
  };
  for (auto& preview : kind_previews()) all.push_back(std::move(preview));
  return all;
}

}  // namespace sala::kiosk
