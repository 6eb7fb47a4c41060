#include <filesystem>
#include <map>
#include <set>

#include "sync/rules/schedule.h"
#include "tests/support/files.h"
#include "tests/sync/hq/import/fixture.h"

using namespace sala;
using namespace sala::importing;
using test::Office;
using test::problems;

namespace {

struct Demo {
  std::vector<std::string> names, bytes;
  std::vector<File> files;

  Demo() {
    for (auto const& entry : std::filesystem::directory_iterator(SALA_SHARE "/demo")) {
      names.push_back(entry.path().filename().string());
      bytes.push_back(test::read_file(entry.path()));
    }
    for (std::size_t i = 0; i < names.size(); ++i) files.push_back({names[i], bytes[i]});
  }
  Plan plan(Office& office) const {
    return plan_import(files, office.state, office.options, office.clock, office.random);
  }
};

}  // namespace

TEST_CASE("the demo workshop is imported without a problem, once") {
  Demo demo;
  Office office;
  office.state.programmes.clear();
  office.options.relative_dates = true;
  Plan plan = demo.plan(office);
  for (auto severity : {Severity::note, Severity::warning, Severity::error, Severity::fatal}) {
    CHECK(problems(plan, severity) == "");
  }
  CHECK(plan.left_out.empty());
  CHECK(plan.count(Entity::organisation, Outcome::added) == 4);
  CHECK(plan.count(Entity::team, Outcome::added) == 6);
  CHECK(plan.count(Entity::course, Outcome::added) == 8);
  CHECK(plan.count(Entity::session, Outcome::added) == 9);
  CHECK(plan.count(Entity::participant, Outcome::added) == 43);
  office.apply(plan);
  CHECK_FALSE(demo.plan(office).changes_anything());

  std::set<Learning> kinds;
  for (auto const& course : office.programme().courses) kinds.insert(course.learning);
  CHECK(kinds.size() == 4);
  std::map<std::string, int> electives;  // by slot
  std::set<CourseId> taught;
  for (auto const& session : office.programme().sessions) taught.insert(session.course);
  for (auto const& course : office.programme().courses) {
    if (course.core) continue;
    ++electives[course.slot];
    CHECK(course.capacity >= 10);
    CHECK(course.cutoff_s > 0);
    CHECK(taught.contains(course.course));
  }
  CHECK(electives == std::map<std::string, int>{{"ช่วงเช้า", 3}, {"ช่วงบ่าย", 3}});
  int young = 0;
  for (auto const& person : office.programme().participants) {
    auto age = rules::age(person, office.clock.wall());
    REQUIRE(age.has_value());
    young += *age < 20;
    CHECK(person.nickname != person.given_name);
    CHECK_FALSE(person.team.is_nil());
  }
  CHECK(young > 3);
  CHECK(office.programme().programme.organisers.size() == 4);
}

TEST_CASE("whenever the demo is loaded, a session is about to begin and another follows") {
  Demo demo;
  for (int minutes = 0; minutes < 24 * 60; minutes += 37) {
    Office office;
    office.state.programmes.clear();
    office.options.relative_dates = true;
    office.clock.advance(std::chrono::minutes(minutes));
    office.apply(demo.plan(office));
    auto schedule = rules::now_and_next(office.programme().sessions, office.clock.wall());
    REQUIRE(schedule.now != nullptr);
    REQUIRE(schedule.next != nullptr);
    CHECK(schedule.now->code == "S1");
    CHECK(schedule.next->code == "S2");
    auto wall = std::chrono::floor<std::chrono::seconds>(office.clock.wall()).time_since_epoch();
    CHECK(schedule.now->starts_s >= wall.count());
  }
}
