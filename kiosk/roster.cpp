#include "kiosk/roster.h"

#include <algorithm>
#include <map>

#include "platform/db/database.h"
#include "platform/thai/collate.h"
#include "platform/thai/fold.h"

namespace sala::kiosk {
namespace {

std::string first_letter(std::string_view text) {
  // A vowel written before its consonant is not the letter that a name is filed under: แสงดี → ส.
  while (!text.empty()) {
    std::string_view rest = text;
    char32_t letter = thai::take_code_point(rest);
    bool leading_vowel = letter >= 0x0E40 && letter <= 0x0E44;
    if (!leading_vowel) {
      std::string out;
      thai::append_code_point(out, letter);
      return out;
    }
    text = rest;
  }
  return {};
}

template <class T, class Key>
std::map<Key, T> by(std::vector<T> list, Key T::*key) {
  std::map<Key, T> result;
  for (T& item : list) result.emplace(item.*key, std::move(item));
  return result;
}

template <class T, class Key>
LocalText name_in(std::map<Key, T> const& things, Key const& key) {
  auto found = things.find(key);
  return found == things.end() ? LocalText{} : found->second.name;
}

}  // namespace

Person to_person(ParticipantSet set, ProgrammeId const& programme) {
  Person person;
  person.programme = programme;
  person.calls_himself = set.nickname.empty() ? set.given_name : set.nickname;
  if (person.calls_himself.empty()) person.calls_himself = set.surname;
  person.short_name = set.given_name;
  if (!set.surname.empty()) person.short_name += " " + first_letter(set.surname) + ".";
  person.full_name = set.title + set.given_name;
  if (!set.surname.empty()) person.full_name += " " + set.surname;
  person.set = std::move(set);
  return person;
}

Result<std::shared_ptr<Roster const>> Roster::load(db::Database& database,
                                                   std::span<ProgrammeId const> programmes) {
  // One snapshot would be tidier, but each query below opens its own; a change in between is
  // followed by another load.
  views::Queries queries(database);
  auto organisations = by(TRY(queries.organisations()), &OrganisationSet::organisation);
  auto venues = by(TRY(queries.venues()), &VenueSet::venue);
  std::vector<Person> people;
  std::vector<Session> sessions;
  std::vector<ProgrammeSet> known;
  Learning learning;
  learning.venues = TRY(queries.venues());
  for (ProgrammeId const& programme : programmes) {
    auto teams = by(TRY(queries.teams(programme)), &TeamSet::team);
    auto courses = by(TRY(queries.courses(programme)), &CourseSet::course);
    for (auto const& [id, course] : courses) learning.courses.emplace_back(programme, course);
    for (InterestsSet& it : TRY(queries.interests(programme))) {
      learning.interests.push_back(std::move(it));
    }
    for (ConsentRecorded& it : TRY(queries.consents_now(programme))) {
      learning.consents.push_back(std::move(it));
    }
    for (ParticipantSet& set : TRY(queries.participants(programme))) {
      Person person = to_person(std::move(set), programme);
      person.organisation = name_in(organisations, person.set.organisation);
      auto team = teams.find(person.set.team);
      if (team != teams.end()) {
        person.team = team->second.name;
        person.team_colour = team->second.colour;
      }
      people.push_back(std::move(person));
    }
    for (SessionSet& set : TRY(queries.sessions(programme))) {
      Session session{std::move(set), programme, {}, {}};
      session.venue = name_in(venues, session.set.venue);
      auto course = courses.find(session.set.course);
      if (course != courses.end()) session.course = course->second.title;
      sessions.push_back(std::move(session));
    }
  }
  for (ProgrammeSet& programme : TRY(queries.programmes())) {
    bool ours =
        std::find(programmes.begin(), programmes.end(), programme.programme) != programmes.end();
    if (ours) known.push_back(std::move(programme));
  }
  return of(std::move(people), std::move(sessions), TRY(queries.staff()), std::move(known),
            TRY(queries.organisations()), std::move(learning));
}

std::shared_ptr<Roster const> Roster::of(std::vector<Person> people, std::vector<Session> sessions,
                                         std::vector<StaffSet> staff,
                                         std::vector<ProgrammeSet> programmes,
                                         std::vector<OrganisationSet> organisations,
                                         Learning learning) {
  auto roster = std::make_shared<Roster>();
  roster->people_ = std::move(people);
  roster->sessions_ = std::move(sessions);
  roster->staff_ = std::move(staff);
  roster->programmes_ = std::move(programmes);
  roster->organisations_ = std::move(organisations);
  std::erase_if(roster->staff_, [](StaffSet const& it) { return it.left; });
  roster->index();
  roster->index_learning(std::move(learning));
  return roster;
}

void Roster::index() {
  thai::Collator collator;
  std::vector<std::pair<std::string, std::size_t>> order;
  order.reserve(people_.size());
  for (std::size_t i = 0; i < people_.size(); ++i) {
    // The given name and the id make the order of two with one nickname the same on every box.
    order.emplace_back(collator.sort_key(people_[i].calls_himself) +
                           collator.sort_key(people_[i].set.given_name) +
                           to_text(people_[i].set.participant),
                       i);
  }
  std::sort(order.begin(), order.end());
  std::vector<Person> sorted;
  sorted.reserve(people_.size());
  for (auto const& [key, i] : order) sorted.push_back(std::move(people_[i]));
  people_ = std::move(sorted);
  std::sort(sessions_.begin(), sessions_.end(), [](Session const& a, Session const& b) {
    return std::pair(a.set.starts_s, a.set.session) < std::pair(b.set.starts_s, b.set.session);
  });

  std::vector<std::string> twice;
  for (std::size_t i = 0; i < people_.size(); ++i) {
    ParticipantSet const& set = people_[i].set;
    by_id_.emplace(set.participant, i);
    if (!set.code.empty() && !by_code_.emplace(set.code, i).second) twice.push_back(set.code);
    search_.set(static_cast<std::uint32_t>(i),
                {set.nickname, set.given_name, set.surname, set.romanised, set.phone});
  }
  for (std::string const& code : twice) by_code_.erase(code);
}

void Roster::index_learning(Learning learning) {
  std::unordered_map<ProgrammeId, std::vector<CourseSet>> courses;
  std::unordered_map<ProgrammeId, std::vector<SessionSet>> sessions;
  for (auto& [programme, course] : learning.courses) {
    courses[programme].push_back(std::move(course));
  }
  for (Session const& session : sessions_) sessions[session.programme].push_back(session.set);
  for (auto& [programme, list] : courses) {
    timetables_.emplace(
        programme, rules::Timetable::of(std::move(list), sessions[programme], learning.venues));
  }
  for (InterestsSet& it : learning.interests) {
    if (!it.topics.empty()) interests_.emplace(it.participant, std::move(it));
  }
  for (ConsentRecorded& it : learning.consents) {
    std::pair const key(it.participant, it.purpose);
    consents_.insert_or_assign(key, std::move(it));
  }
}

rules::Timetable const& Roster::timetable(ProgrammeId const& programme) const {
  static rules::Timetable const none;
  auto found = timetables_.find(programme);
  return found == timetables_.end() ? none : found->second;
}

InterestsSet const* Roster::interests(ParticipantId const& id) const {
  auto found = interests_.find(id);
  return found == interests_.end() ? nullptr : &found->second;
}

ConsentRecorded const* Roster::consent(ParticipantId const& id, Purpose purpose) const {
  auto found = consents_.find({id, purpose});
  return found == consents_.end() ? nullptr : &found->second;
}

Person const* Roster::person(ParticipantId const& id) const {
  auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &people_[found->second];
}

Session const* Roster::session(SessionId const& id) const {
  for (Session const& session : sessions_) {
    if (session.set.session == id) return &session;
  }
  return nullptr;
}

Person const* Roster::by_code(std::string_view code) const {
  auto found = by_code_.find(std::string(code));
  return found == by_code_.end() ? nullptr : &people_[found->second];
}

std::vector<std::size_t> Roster::expected(Session const& session) const {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < people_.size(); ++i) {
    bool here = people_[i].programme == session.programme;
    if (here && rules::is_expected(session.set, people_[i].set)) result.push_back(i);
  }
  return result;
}

Roster::Found Roster::search(std::string_view typed, std::size_t at_most) const {
  auto found = search_.find(typed, at_most);
  Found result;
  result.total = found.total;
  for (rules::Match const& match : found.matches) result.people.push_back(match.person);
  return result;
}

std::vector<std::size_t> Roster::look_alikes(std::string_view nickname, std::string_view given_name,
                                             std::string_view surname,
                                             std::string_view phone) const {
  // Who shares most of what was typed comes first: the phone says more than a name.
  std::map<std::size_t, int> score;
  auto add = [&](std::string_view typed, int weight) {
    if (thai::count_code_points(typed) < 2) return;
    for (std::size_t person : search(typed, 20).people) score[person] += weight;
  };
  add(nickname, 2);
  add(given_name, 3);
  add(surname, 3);
  if (phone.size() >= 4) add(phone.substr(phone.size() - 4), 4);
  std::vector<std::pair<int, std::size_t>> ranked;
  // A shared nickname alone is no likeness: every second cohort has two of a nickname.
  bool only_nickname = given_name.empty() && surname.empty() && phone.empty();
  for (auto const& [person, points] : score) {
    if (points >= 3 || only_nickname) ranked.emplace_back(-points, person);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::size_t> result;
  for (auto const& [points, person] : ranked) {
    if (result.size() < 6) result.push_back(person);
  }
  return result;
}

}  // namespace sala::kiosk
