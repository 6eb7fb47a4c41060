// An office with its records, and what an officer would import into it.
#pragma once

#include <doctest/doctest.h>

#include <span>
#include <string>

#include "sync/hq/import/plan.h"
#include "tests/support/box.h"
#include "tests/support/make_xlsx.h"

namespace sala::test {

using Rows = std::vector<std::vector<std::string>>;

struct Office {
  FakeClock clock;
  SeededRandom random{1};
  importing::CurrentState state;
  importing::Options options;

  Office() {
    importing::ProgrammeState cohort;
    cohort.programme.programme = new_id<ProgrammeId>(clock.wall(), random);
    cohort.programme.code = "YSI4";
    cohort.programme.name.th = "นวัตกรสังคมรุ่นเยาว์";
    cohort.programme.cohort = 4;
    state.programmes.push_back(cohort);
  }

  importing::Plan plan(std::string const& bytes, std::string const& name = "ทดสอบ.xlsx") {
    importing::File file{name, bytes};
    return importing::plan_import({&file, 1}, state, options, clock, random);
  }
  importing::Plan plan(std::vector<std::pair<std::string, Rows>> const& sheets) {
    std::vector<XlsxSheet> written;
    for (auto const& [name, rows] : sheets) written.push_back({name, sheet_of(rows), "visible"});
    return plan(make_xlsx(written));
  }
  importing::Plan people(Rows const& rows) { return plan({{"รายชื่อ", rows}}); }

  // What headquarters would hold after the plan's events.
  void apply(importing::Plan const& plan) {
    for (ledger::Draft const& draft : plan.drafts()) {
      std::visit([&](auto const& set) { put(draft.programme, set); }, draft.body);
    }
  }

  importing::ProgrammeState& programme(std::size_t number = 0) {
    return state.programmes.at(number);
  }
  ParticipantSet const& person(std::string_view given_name) {
    for (auto const& each : state.programmes) {
      for (auto const& person : each.participants) {
        if (person.given_name == given_name) return person;
      }
    }
    FAIL("nobody is called " << std::string(given_name));
    return state.programmes.at(0).participants.at(0);
  }

 private:
  template <class Set, class IdType>
  static void put_into(std::vector<Set>& sets, Set const& set, IdType Set::*id) {
    for (Set& each : sets) {
      if (each.*id != set.*id) continue;
      CHECK(set.version == each.version + 1);
      each = set;
      return;
    }
    CHECK(set.version == 1);
    sets.push_back(set);
  }
  importing::ProgrammeState& of(ProgrammeId const& id) {
    for (auto& each : state.programmes) {
      if (each.programme.programme == id) return each;
    }
    state.programmes.emplace_back();
    state.programmes.back().programme.programme = id;
    state.programmes.back().programme.version = 0;
    return state.programmes.back();
  }
  void put(ProgrammeId const& programme, OrganisationSet const& set) {
    CHECK(programme == common_programme);
    put_into(state.organisations, set, &OrganisationSet::organisation);
  }
  void put(ProgrammeId const& programme, VenueSet const& set) {
    CHECK(programme == common_programme);
    put_into(state.venues, set, &VenueSet::venue);
  }
  void put(ProgrammeId const& programme, ProgrammeSet const& set) {
    CHECK(programme == set.programme);
    of(programme).programme = set;
  }
  void put(ProgrammeId const& programme, TeamSet const& set) {
    put_into(of(programme).teams, set, &TeamSet::team);
  }
  void put(ProgrammeId const& programme, CourseSet const& set) {
    put_into(of(programme).courses, set, &CourseSet::course);
  }
  void put(ProgrammeId const& programme, SessionSet const& set) {
    put_into(of(programme).sessions, set, &SessionSet::session);
  }
  void put(ProgrammeId const& programme, ParticipantSet const& set) {
    put_into(of(programme).participants, set, &ParticipantSet::participant);
  }
  template <class Other>
  void put(ProgrammeId const&, Other const&) {
    FAIL("an import wrote " << std::string(Other::kind));
  }
};

// "row 3 B: what" of each problem of a severity, one a line.
inline std::string problems(importing::Plan const& plan, importing::Severity severity) {
  std::string text;
  for (auto const& problem : plan.problems) {
    if (problem.severity != severity) continue;
    if (!text.empty()) text += '\n';
    text += std::to_string(problem.place.row) + problem.place.column + ": " +
            (*problem.what == '\0' ? problem.value : problem.what);
  }
  return text;
}

}  // namespace sala::test
