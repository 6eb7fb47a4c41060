// Everything about the box's programmes that changes seldom: people, sessions, teams. Immutable
// once loaded; made on the loader's thread, read by the screens, shared by pointer.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "sync/rules/choosing.h"
#include "sync/rules/people_search.h"
#include "sync/views/queries.h"

namespace sala::kiosk {

struct Person {
  ParticipantSet set;
  ProgrammeId programme;
  std::string calls_himself;  // nickname, else given name: the large word on a tile
  std::string short_name;     // "ณัฐธิดา ส."
  std::string full_name;      // "นางสาวณัฐธิดา สุขใจ"
  LocalText team;
  std::string team_colour;  // "#rrggbb" or empty
  LocalText organisation;
};

struct Session {
  SessionSet set;
  ProgrammeId programme;
  LocalText venue;
  LocalText course;
};

class Roster {
 public:
  // What people choose from, what they said they like, and what they agreed to.
  struct Learning {
    std::vector<std::pair<ProgrammeId, CourseSet>> courses;
    std::vector<VenueSet> venues;
    std::vector<InterestsSet> interests;
    std::vector<ConsentRecorded> consents;
  };

  // Reads the views of `programmes`. 5,000 people take some 30 ms.
  static Result<std::shared_ptr<Roster const>> load(db::Database& database,
                                                    std::span<ProgrammeId const> programmes);
  // A roster of given people and sessions, for previews and tests. People and sessions are put in
  // order and made searchable as load() does.
  static std::shared_ptr<Roster const> of(std::vector<Person> people, std::vector<Session> sessions,
                                          std::vector<StaffSet> staff,
                                          std::vector<ProgrammeSet> programmes = {},
                                          std::vector<OrganisationSet> organisations = {},
                                          Learning learning = {});

  // In the order of the Thai dictionary, by what people call themselves.
  std::vector<Person> const& people() const { return people_; }
  std::vector<Session> const& sessions() const { return sessions_; }  // by start
  std::vector<StaffSet> const& staff() const { return staff_; }
  std::vector<ProgrammeSet> const& programmes() const { return programmes_; }
  std::vector<OrganisationSet> const& organisations() const { return organisations_; }

  // Null when there is none of that name.
  Person const* person(ParticipantId const& id) const;
  Session const* session(SessionId const& id) const;
  // Whose badge carries this code; null when nobody's or more than one's.
  Person const* by_code(std::string_view code) const;
  // The courses of a programme; without any when there is no such programme.
  rules::Timetable const& timetable(ProgrammeId const& programme) const;
  std::map<ProgrammeId, rules::Timetable> const& timetables() const { return timetables_; }
  // Null: never said, or said that nothing is of interest.
  InterestsSet const* interests(ParticipantId const& id) const;
  // Null: never asked.
  ConsentRecorded const* consent(ParticipantId const& id, Purpose purpose) const;
  // Indexes into people() of those expected in the session, in their order.
  std::vector<std::size_t> expected(Session const& session) const;

  struct Found {
    std::vector<std::size_t> people;  // best first, at most `at_most`
    std::size_t total = 0;
  };
  // Two letters suffice. See sync/rules/people_search.h for what is forgiven.
  Found search(std::string_view typed, std::size_t at_most) const;
  // People who may be the one described, before a walk-in is added; best first.
  std::vector<std::size_t> look_alikes(std::string_view nickname, std::string_view given_name,
                                       std::string_view surname, std::string_view phone) const;

 private:
  void index();
  void index_learning(Learning learning);

  std::vector<Person> people_;
  std::vector<Session> sessions_;
  std::vector<StaffSet> staff_;
  std::vector<ProgrammeSet> programmes_;
  std::vector<OrganisationSet> organisations_;
  std::unordered_map<ParticipantId, std::size_t> by_id_;
  std::unordered_map<std::string, std::size_t> by_code_;
  rules::PeopleSearch search_;
  std::map<ProgrammeId, rules::Timetable> timetables_;
  std::unordered_map<ParticipantId, InterestsSet> interests_;
  std::map<std::pair<ParticipantId, Purpose>, ConsentRecorded> consents_;
};

// The names that a screen shows, worked out from what was recorded.
Person to_person(ParticipantSet set, ProgrammeId const& programme);

}  // namespace sala::kiosk
