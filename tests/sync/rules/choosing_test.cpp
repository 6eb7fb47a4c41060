#include "sync/rules/choosing.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace sala;
using namespace sala::rules;

namespace {

constexpr std::int64_t monday_s = 1'795'366'800;  // 2026-11-23 00:00 in Bangkok

template <class IdType>
IdType id(int number) {
  IdType it;
  it.bytes[15] = static_cast<std::uint8_t>(number);
  return it;
}
CourseId course_id(int number) { return id<CourseId>(number); }

// The courses of a small programme; the number is the course's, its code and its session's.
struct World {
  std::vector<CourseSet> courses;
  std::vector<SessionSet> sessions;
  std::vector<VenueSet> venues;
  Learner learner;

  CourseSet& course(int number, std::string slot = "") {
    CourseSet set;
    set.course = course_id(number);
    set.code = std::to_string(number);
    set.slot = std::move(slot);
    courses.push_back(set);
    return courses.back();
  }
  // Taught from hour to hour (of that Monday, on into the week).
  World& taught(int number, double from, double to, int venue = 1) {
    SessionSet set;
    set.session = id<SessionId>(static_cast<int>(sessions.size()) + 1);
    set.course = course_id(number);
    set.starts_s = monday_s + static_cast<std::int64_t>(from * 3600);
    set.ends_s = monday_s + static_cast<std::int64_t>(to * 3600);
    set.venue = id<VenueId>(venue);
    sessions.push_back(set);
    return *this;
  }
  void venue(int number, std::string province) {
    VenueSet set;
    set.venue = id<VenueId>(number);
    set.province = std::move(province);
    venues.push_back(set);
  }
  void holds(int number) { learner.holds.push_back(course_id(number)); }
  void attended(int number) { learner.attended.push_back(course_id(number)); }
  void likes(std::string topic, Readiness readiness) {
    learner.interests.push_back({std::move(topic), readiness});
  }
  Timetable table() const { return Timetable::of(courses, sessions, venues); }
  std::vector<Objection> against(int number) const {
    return objections(table(), learner, course_id(number));
  }
  std::vector<int> order() const {
    auto all = table();
    std::vector<int> numbers;
    for (auto const& it : ordered(all, all.rows().front(), learner)) {
      numbers.push_back(it.bytes[15]);
    }
    return numbers;
  }
};

using Objections = std::vector<Objection>;
Objection against(Hindrance what, int with) { return {what, course_id(with)}; }

WallTime at(double hour) {
  return WallTime(std::chrono::seconds(monday_s + static_cast<std::int64_t>(hour * 3600)));
}

struct Row {
  char const* story;
  void (*tell)(World&);  // course 1 is wanted
  Objections said;
};
Row const rows[] = {
    {"nothing", [](World& w) { w.course(1); }, {}},
    {"another of its row",
     [](World& w) { w.course(1, "A"), w.course(2, "A"), w.holds(2); },
     {against(Hindrance::same_slot, 2)}},
    {"another of its row that nobody holds",
     [](World& w) { w.course(1, "A"), w.course(2, "A"); },
     {}},
    {"two without a row", [](World& w) { w.course(1), w.course(2), w.holds(2); }, {}},
    {"the same time in another row",
     [](World& w) {
       w.course(1, "A"), w.course(2, "B"), w.holds(2);
       w.taught(1, 9, 12).taught(2, 11, 14);
     },
     {against(Hindrance::overlap, 2)}},
    {"one right after the other in one place",
     [](World& w) {
       w.course(1), w.course(2), w.holds(2);
       w.taught(1, 9, 12).taught(2, 12, 14);
     },
     {}},
    {"right after, but elsewhere in the province",
     [](World& w) {
       w.venue(1, "น่าน"), w.venue(2, "น่าน");
       w.course(1), w.course(2), w.holds(2);
       w.taught(1, 9, 12).taught(2, 12.5, 14, 2);
     },
     {against(Hindrance::travel, 2)}},
    {"elsewhere in the province, with time to go there",
     [](World& w) {
       w.venue(1, "น่าน"), w.venue(2, "น่าน");
       w.course(1), w.course(2), w.holds(2);
       w.taught(1, 9, 12).taught(2, 13, 14, 2);
     },
     {}},
    {"in another province in the afternoon",
     [](World& w) {
       w.venue(1, "น่าน"), w.venue(2, "เชียงราย");
       w.course(1), w.course(2), w.holds(2);
       w.taught(1, 9, 12).taught(2, 14, 17, 2);
     },
     {against(Hindrance::travel, 2)}},
    {"only the second meeting is in the way",
     [](World& w) {
       w.course(1), w.course(2), w.holds(2);
       w.taught(1, 9, 12).taught(2, 33, 36).taught(1, 34, 35);
     },
     {against(Hindrance::overlap, 2)}},
    {"a core course at the same time, though nobody chose it",
     [](World& w) {
       w.course(1), w.course(2).core = true;
       w.taught(1, 9, 12).taught(2, 10, 11);
     },
     {against(Hindrance::overlap, 2)}},
    {"a cancelled course stands in nobody's way",
     [](World& w) { w.course(1, "A"), w.course(2, "A").cancelled = true, w.holds(2); },
     {}},
    {"a prerequisite is missing",
     [](World& w) { w.course(2), w.course(1).prerequisites = {course_id(2)}; },
     {against(Hindrance::prerequisite, 2)}},
    {"the prerequisite was attended before",
     [](World& w) { w.course(2), w.course(1).prerequisites = {course_id(2)}, w.attended(2); },
     {}},
    {"the prerequisite is chosen and comes first",
     [](World& w) {
       w.course(2), w.course(1).prerequisites = {course_id(2)}, w.holds(2);
       w.taught(2, 9, 12).taught(1, 13, 15);
     },
     {}},
    {"the prerequisite is chosen but comes later",
     [](World& w) {
       w.course(2), w.course(1).prerequisites = {course_id(2)}, w.holds(2);
       w.taught(1, 9, 12).taught(2, 13, 15);
     },
     {against(Hindrance::prerequisite, 2)}},
    {"the prerequisite is core",
     [](World& w) { w.course(2).core = true, w.course(1).prerequisites = {course_id(2)}; },
     {}},
    {"the prerequisite was cancelled: nobody could meet it",
     [](World& w) { w.course(2).cancelled = true, w.course(1).prerequisites = {course_id(2)}; },
     {}},
    {"a course that is its own prerequisite can never be met, and hangs nothing",
     [](World& w) { w.course(1).prerequisites = {course_id(1)}; },
     {against(Hindrance::prerequisite, 1)}},
    {"two steps above what he says",
     [](World& w) {
       auto& c = w.course(1);
       c.level = Level::advanced, c.topics = {"น้ำ"};
       w.likes("น้ำ", Readiness::starting);
     },
     {{Hindrance::level, {}}}},
    {"one step above is a challenge, no hindrance",
     [](World& w) {
       auto& c = w.course(1);
       c.level = Level::experienced, c.topics = {"น้ำ"};
       w.likes("น้ำ", Readiness::starting);
     },
     {}},
    {"he was there before",
     [](World& w) { w.course(1), w.attended(1); },
     {against(Hindrance::taken_before, 1)}},
    {"the same was taught to him under another name",
     [](World& w) {
       w.course(1).subject = "เขียน";
       w.course(2).subject = "เขียน";
       w.attended(2);
     },
     {against(Hindrance::taken_before, 2)}},
    {"what he holds already",
     [](World& w) { w.course(1, "A"), w.course(2, "A"), w.holds(1), w.holds(2); },
     {}},
    {"what forbids is said first",
     [](World& w) {
       w.course(1, "A").subject = "x";
       w.course(2).subject = "x";
       w.course(3, "A");
       w.attended(2), w.holds(3);
     },
     {against(Hindrance::same_slot, 3), against(Hindrance::taken_before, 2)}},
};
}  // namespace

TEST_CASE("what stands against a course") {
  for (Row const& row : rows) {
    CAPTURE(row.story);
    World world;
    row.tell(world);
    CHECK(world.against(1) == row.said);
  }
}

TEST_CASE("only clashes and prerequisites forbid; the rest is said and may be passed") {
  CHECK(forbids(Hindrance::same_slot));
  CHECK(forbids(Hindrance::overlap));
  CHECK(forbids(Hindrance::travel));
  CHECK(forbids(Hindrance::prerequisite));
  CHECK_FALSE(forbids(Hindrance::level));
  CHECK_FALSE(forbids(Hindrance::taken_before));
}

TEST_CASE("the way out lets go of what is in the way, and only where that helps") {
  World world;
  world.course(1, "A"), world.course(2, "A"), world.course(3, "B"), world.course(4).core = true;
  world.course(5, "C").prerequisites = {course_id(2)};
  world.course(6, "A").prerequisites = {course_id(2)};
  world.taught(1, 9, 12).taught(2, 9, 10).taught(3, 11, 13).taught(4, 20, 21).taught(5, 20, 21);
  auto out = [&](int number) { return way_out(world.table(), world.learner, course_id(number)); };
  CHECK(out(1) == std::vector<CourseId>{});
  world.holds(2);
  CHECK(out(1) == std::vector{course_id(2)});
  world.holds(3);
  CHECK(out(1) == std::vector{course_id(2), course_id(3)});
  CHECK_FALSE(out(5).has_value());  // a core course is in the way
  CHECK_FALSE(out(6).has_value());  // what would go is what it needs
  world.learner.holds = {};
  CHECK_FALSE(out(6).has_value());
}

TEST_CASE(
    "rows follow the time; core courses stand first; courses without a row meet by their hour") {
  World world;
  world.course(4, "late"), world.course(3, "early"), world.course(2, "early");
  world.course(9, "early").core = true;
  world.course(5), world.course(6), world.course(7), world.course(8, "late").cancelled = true;
  world.taught(4, 13, 16)
      .taught(3, 9, 12)
      .taught(3, 24 + 13, 24 + 16)
      .taught(2, 10, 12)
      .taught(5, 11, 12)
      .taught(6, 11, 14);
  auto rows = world.table().rows();
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].slot == "early");
  CHECK(rows[0].courses == std::vector{course_id(9), course_id(2), course_id(3)});
  CHECK(rows[0].starts_s == monday_s + 9 * 3600);
  CHECK(rows[0].ends_s == monday_s + 12 * 3600);
  CHECK(rows[1].courses == std::vector{course_id(5), course_id(6)});
  CHECK(rows[2].courses == std::vector{course_id(4)});
  CHECK(rows[3].courses == std::vector{course_id(7)});  // nobody knows when
}

TEST_CASE("interests order the cards and say why; without any the officer's order stays") {
  World world;
  world.course(1, "A").topics = {"น้ำ"};
  auto& second = world.course(2, "A");
  second.topics = {"ป่า", "น้ำ"}, second.level = Level::beginner;
  world.course(3, "A").topics = {"เมือง"};
  auto& fourth = world.course(4, "A");
  fourth.topics = {"น้ำ", "ป่า"}, fourth.level = Level::advanced;
  CHECK(world.order() == std::vector{1, 2, 3, 4});
  world.likes("น้ำ", Readiness::starting);
  CHECK(world.order() == std::vector{2, 1, 4, 3});
  world.likes("ป่า", Readiness::confident);
  CHECK(world.order() == std::vector{4, 2, 1, 3});
  auto why = [&](int number) { return suits(world.courses[number - 1U], world.learner); };
  CHECK(why(2) == Suits{{"ป่า", "น้ำ"}, Suits::Level::below});
  CHECK(why(1) == Suits{{"น้ำ"}, Suits::Level::unknown});
  CHECK(why(3) == Suits{});
  CHECK(why(4) == Suits{{"น้ำ", "ป่า"}, Suits::Level::fits});
  world.holds(3);  // cards do not jump when one is chosen
  CHECK(world.order() == std::vector{4, 2, 1, 3});
}

TEST_CASE("the two nearest alternatives have a seat and stand in nobody's way") {
  World world;
  for (int number : {1, 2, 3, 4}) world.course(number, "A");
  world.course(5, "B").topics = {"น้ำ"};
  world.course(6, "B"), world.course(7, "C").core = true;
  world.courses[0].topics = world.courses[2].topics = {"น้ำ"};
  world.taught(1, 9, 12).taught(2, 9, 12).taught(3, 9, 12).taught(4, 9, 12);
  std::vector<int> full;
  auto nearest = [&](double hour = 8) {
    auto available = [&](CourseId const& it) {
      return std::find(full.begin(), full.end(), it.bytes[15]) == full.end();
    };
    std::vector<int> numbers;
    for (auto const& it :
         alternatives(world.table(), world.learner, course_id(1), at(hour), available)) {
      numbers.push_back(it.bytes[15]);
    }
    return numbers;
  };
  CHECK(nearest() == std::vector{3, 2});
  full = {3};
  CHECK(nearest() == std::vector{2, 4});
  full = {2, 3, 4};
  CHECK(nearest() == std::vector{5, 6});
  CHECK(nearest(10) == std::vector{5, 6});
  full = {};
  CHECK(nearest(10) == std::vector{5, 6});  // the row has begun
  world.holds(5);
  CHECK(nearest(10).empty());  // 6 is in the row of 5
}

TEST_CASE("choosing ends at the cut-off, or when the course begins") {
  World world;
  world.course(1).cutoff_s = monday_s + 8 * 3600;
  world.course(2), world.course(3);
  world.taught(1, 9, 12).taught(2, 9, 12);
  auto table = world.table();
  auto closed = [&](int number, double hour) {
    return is_closed(*table.find(course_id(number)), at(hour));
  };
  CHECK_FALSE(closed(1, 7.99));
  CHECK(closed(1, 8));
  CHECK_FALSE(closed(2, 8.99));
  CHECK(closed(2, 9));
  CHECK_FALSE(closed(3, 900));
}

TEST_CASE("topics come from what can be chosen, the frequent ones first") {
  World world;
  world.course(1).topics = {"ป่า", "น้ำ"};
  world.course(2).topics = {"น้ำ"};
  world.course(3).core = true;
  world.courses.back().topics = {"ทีม", "ทีม", "ทีม"};
  CHECK(topics_of(world.table()) == std::vector<std::string>{"น้ำ", "ป่า"});
  CHECK(world.table().has_electives());
}
