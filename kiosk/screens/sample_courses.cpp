// The courses of sample.h. All made up.
#include <array>

#include "kiosk/screens/sample.h"

namespace sala::kiosk {

namespace {

// 2026-11-24 00:00 in Bangkok: tomorrow.
constexpr std::int64_t tomorrow_s = 1'795'453'200;

struct Made {
  char const *th, *en, *topic, *summary_th, *summary_en;
  Learning learning;
  Level level;
};

constexpr std::array<Made, 8> made{
    {{"ฟังให้ได้ยิน", "Listening Well", "การฟัง",
      "เริ่มจากฟังตัวเอง ฟังเพื่อน แล้วค่อยฟังชุมชน ทุกคนได้ลองเป็นทั้งคนเล่าและคนฟัง",
      "Listen to yourself, to each other, then to the community. Everybody tells and everybody "
      "listens.",
      Learning::classroom, Level::any},
     {"อ่านลำน้ำ รู้จักป่า", "Reading the River", "สิ่งแวดล้อม",
      "เดินตามลำห้วยกับคนที่อยู่กับมันมาทั้งชีวิต ตรวจน้ำด้วยตา จมูก และชุดตรวจง่าย ๆ\n"
      "ตอนบ่ายวาดแผนที่น้ำของหมู่บ้าน แล้วคุยกันว่าอะไรเปลี่ยนไปบ้างในสิบปี",
      "Walk the stream with those who have lived beside it all their lives; test its water by eye, "
      "nose and a simple kit.\nIn the afternoon we draw the village's map of water and talk about "
      "what has changed in ten years.",
      Learning::community, Level::beginner},
     {"เขียนโครงการให้คนอยากร่วม", "Proposals People Join", "การเขียน",
      "จากปัญหาที่เจอจริง สู่โครงการหนึ่งหน้าที่อ่านแล้วอยากลงแรงด้วย\nพาร่างที่มีอยู่มาได้ "
      "เราจะช่วยกันตัดให้สั้นลงครึ่งหนึ่ง",
      "From a problem that you met to one page that makes people want to help.\nBring the draft "
      "that you have; together we cut it to half.",
      Learning::project, Level::experienced},
     {"ทดลองเร็ว เรียนรู้ไว", "Try Fast, Learn Fast", "การทดลอง",
      "ทำต้นแบบในหนึ่งวันด้วยกระดาษ ไม้ และเทป แล้วเอาไปถามคนจริงก่อนเย็น",
      "A prototype in a day, of paper, wood and tape, shown to real people before evening.",
      Learning::project, Level::advanced},
     {"ดูงานตลาดชุมชน", "A Visit to the Village Market", "ธุรกิจเพื่อสังคม",
      "คุยกับคนที่ทำให้ตลาดเล็ก ๆ อยู่ได้ ตั้งแต่คนปลูก คนขาย ถึงคนทำบัญชี",
      "Meet those who keep a small market alive: who grows, who sells, who keeps the books.",
      Learning::exchange, Level::any},
     {"ดูแลใจคนทำงาน", "Care for Those Who Care", "การดูแลใจ",
      "รู้ทันความเหนื่อยก่อนมันล้น และดูแลกันในทีมแบบที่ทำได้จริง",
      "Notice weariness before it spills over, and look after one another in ways that work.",
      Learning::classroom, Level::beginner},
     {"เล่าเรื่องด้วยภาพถ่ายมือถือ", "Telling Stories with a Phone", "การสื่อสาร",
      "ภาพเดียวเล่าเรื่องเดียว เรียนแสง ระยะ และการขออนุญาตคนในภาพ",
      "One picture, one story: light, distance, and asking the people in it.", Learning::classroom,
      Level::beginner},
     {"ละครเร่กับเด็กในหมู่บ้าน", "Street Theatre with Village Children", "ศิลปะ",
      "แต่งเรื่องจากของในบ้าน ซ้อมกับเด็ก ๆ แล้วเล่นให้ทั้งหมู่บ้านดูตอนเย็น",
      "A story made of things found at home, rehearsed with children, played to the whole village "
      "in the evening.",
      Learning::community, Level::experienced}}};

constexpr std::array<char const*, 4> rooms{"เรือนไม้ 1", "เรือนไม้ 2", "ลานใต้ถุน", "ห้องลีลาวดี"};
constexpr std::array<char const*, 4> trainers{"ครูแพร", "พี่เอก", "หมอปุ้ม", "ลุงคำ"};

template <class IdType>
IdType numbered(std::uint8_t kind, std::size_t number) {
  IdType id;
  id.bytes[0] = kind;
  id.bytes[15] = static_cast<std::uint8_t>(number);
  return id;
}

CourseSet course_of(std::size_t at, Made const& it) {
  CourseSet set;
  set.course = numbered<CourseId>(5, at + 1);
  set.code = (at == 0 ? "C" : "E") + std::to_string(at + 10);
  set.title = {it.th, it.en};
  set.summary = {it.summary_th, it.summary_en};
  set.learning = it.learning;
  set.level = it.level;
  set.topics = {it.topic};
  if (at % 3 == 1) set.topics.emplace_back("ชุมชน");
  set.core = at == 0;
  set.capacity = set.core ? 0 : 12;
  set.bring = at % 2 == 1
                  ? LocalText{"รองเท้าที่เปียกได้ หมวก ขวดน้ำ", "Shoes that may get wet, a hat, water"}
                  : LocalText{};
  return set;
}

}  // namespace

SampleCourses sample_courses(std::size_t count) {
  SampleCourses all;
  for (std::size_t i = 0; i < 2; ++i) {
    VenueSet venue;
    venue.venue = numbered<VenueId>(6, i + 1);
    venue.name = i == 0 ? LocalText{"ศูนย์เรียนรู้บ้านดิน", "Earth House Learning Centre"}
                        : LocalText{"สวนป่าห้วยลม", "Huai Lom Forest Garden"};
    venue.province = "น่าน";
    all.venues.push_back(venue);
  }
  for (std::size_t at = 0; at < count; ++at) {
    auto course = course_of(at, made[at % made.size()]);
    // The core has a row of its own; then three courses a row, two rows a day.
    std::size_t row = at == 0 ? 0 : 1 + (at - 1) / 3;
    if (at > 0) course.slot = "ช่วง " + std::to_string(row);
    SessionSet session;
    session.session = numbered<SessionId>(7, at + 1);
    session.code = course.code;
    session.course = course.course;
    session.title = course.title;
    session.learning = course.learning;
    session.venue = all.venues[0].venue;
    session.room = rooms[at % rooms.size()];
    session.trainers = {trainers[at % trainers.size()]};
    auto half_day = static_cast<std::int64_t>(row);
    session.starts_s = tomorrow_s + half_day / 2 * 86'400 + (half_day % 2 == 0 ? 9 : 13) * 3600;
    session.ends_s = session.starts_s + 3 * 3600;
    all.courses.push_back(std::move(course));
    all.sessions.push_back(std::move(session));
  }
  return all;
}

// ---- a day with courses

void Sample::teach(std::size_t count) {
  auto all = sample_courses(count);
  auto const& programme = people.front().programme;
  LocalText const venue = all.venues.front().name;
  office_.device.bytes.fill(0xC0);
  office_.epoch = 1;
  here_.device.bytes.fill(0xBE);
  here_.epoch = 7;
  learning.venues = all.venues;
  for (auto& course : all.courses) learning.courses.emplace_back(programme, std::move(course));
  for (auto& session : all.sessions) sessions.push_back({std::move(session), programme, venue, {}});
  for (std::size_t i = 1; i < count; ++i) {
    // What is left differs from course to course.
    supply(i, 4, 8);
    for (std::size_t k = 0; k < i % 4; ++k) take(i, 5 + k);
  }
  changed_ = true;
}

rules::SeatBook& Sample::book(std::size_t at) {
  return books_.try_emplace(course(at).course, office_.device).first->second;
}

rules::SeatFact Sample::seat_fact(rules::SeatKind kind, std::size_t at, StreamId const& writer) {
  rules::SeatFact fact;
  fact.kind = kind;
  fact.name = {writer, ++last_seq_};
  fact.course = course(at).course;
  fact.time = {clock.wall() + std::chrono::seconds(last_seq_), Micros(0), true};
  changed_ = true;
  return fact;
}

void Sample::supply(std::size_t at, std::int64_t here, std::int64_t elsewhere) {
  auto supplied = seat_fact(rules::SeatKind::supplied, at, office_);
  supplied.seats = here + elsewhere;
  book(at).add(supplied);
  if (here == 0) return;
  auto given = seat_fact(rules::SeatKind::given, at, office_);
  given.about = supplied.name;
  given.to = here_;
  given.seats = here;
  book(at).add(given);
  lots_[course(at).course] = given.name;
}

void Sample::take(std::size_t at, std::size_t who) {
  auto taken = seat_fact(rules::SeatKind::taken, at, here_);
  if (course(at).capacity > 0) taken.about = lots_[course(at).course];
  taken.participant = people[who].set.participant;
  book(at).add(taken);
}

void Sample::wait_for(std::size_t at, std::size_t who) {
  auto joined = seat_fact(rules::SeatKind::joined, at, here_);
  joined.participant = people[who].set.participant;
  book(at).add(joined);
}

void Sample::release(std::size_t at, std::size_t who) {
  auto takings = book(at).takings_of(people[who].set.participant);
  if (takings.empty()) return;
  auto released = seat_fact(rules::SeatKind::released, at, here_);
  released.participant = people[who].set.participant;
  released.about = takings.front().name;
  book(at).add(released);
}

void Sample::overspend(std::size_t at) {
  auto free = book(at).lot(lots_[course(at).course]);
  for (std::int64_t i = 0; free && i <= free->free; ++i) take(at, 10 + static_cast<std::size_t>(i));
}

void Sample::likes(std::size_t who, std::vector<TopicReadiness> topics) {
  InterestsSet set;
  set.participant = people[who].set.participant;
  set.topics = std::move(topics);
  learning.interests.push_back(std::move(set));
  changed_ = true;
}

void Sample::restart() {
  here_.epoch = 8;
  changed_ = true;
}

DayUpdate Sample::seats_update() {
  DayUpdate update;
  update.all_books = true;
  for (auto const& [programme, set] : learning.courses) {
    auto found = books_.find(set.course);
    if (found == books_.end()) continue;
    // The sample goes on writing its own book; the day's stays as it was made.
    update.books[set.course] =
        SeatBookPtr(&found->second, [](rules::SeatBook const*) { /* the sample's */ });
  }
  update.own_streams.emplace();
  if (!people.empty()) (*update.own_streams)[people.front().programme] = here_;
  return update;
}

}  // namespace sala::kiosk
