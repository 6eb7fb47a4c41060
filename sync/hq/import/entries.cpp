// From settled things to the plan's entries: what is new, and which fields change from what to
// what.
#include <boost/mp11.hpp>
#include <functional>

#include "platform/thai/date.h"
#include "sync/hq/import/planner.h"
#include "sync/hq/import/values.h"
#include "sync/model/describe.h"
#include "sync/rules/schedule.h"

namespace sala::importing {
namespace {

struct FieldName {
  std::string_view member;
  char const* name;
};
constexpr FieldName field_names[] = {
    {"code", word("Code")},
    {"name", word("Name")},
    {"title", word("Form of address")},
    {"cohort", word("Cohort")},
    {"organisers", word("Organisers")},
    {"province", word("Province")},
    {"colour", word("Colour")},
    {"nickname", word("Nickname")},
    {"given_name", word("Given name")},
    {"surname", word("Surname")},
    {"romanised", word("Name in Latin letters")},
    {"phone", word("Telephone")},
    {"birth_date", word("Birth date")},
    {"organisation", word("Organisation")},
    {"team", word("Team")},
    {"walk_in", word("Walk-in")},
    {"left", word("Has left")},
    {"summary", word("Summary")},
    {"learning", word("Kind of learning")},
    {"core", word("Core course")},
    {"level", word("Level")},
    {"topics", word("Topics")},
    {"capacity", word("Seats")},
    {"minimum", word("Minimum")},
    {"slot", word("Slot")},
    {"cutoff_s", word("Choose until")},
    {"prerequisites", word("Prerequisites")},
    {"subject", word("Subject")},
    {"bring", word("What to bring")},
    {"course", word("Course")},
    {"venue", word("Venue")},
    {"room", word("Room")},
    {"trainers", word("Trainers")},
    {"starts_s", word("Starts")},
    {"ends_s", word("Ends")},
    {"late_after_min", word("Late after, minutes")},
    {"expected_teams", word("Teams expected")},
    {"signature", word("Asks for a signature")},
    {"leaving", word("Records leaving")},
    {"cancelled", word("Cancelled")},
    {"forms", word("Forms")},
};

char const* name_of_field(std::string_view member) {
  for (FieldName const& each : field_names) {
    if (each.member == member) return each.name;
  }
  return "";
}

std::string moment(std::int64_t seconds, thai::Language language) {
  return thai::short_moment(WallTime(std::chrono::seconds(seconds)), language);
}

char const* word_of(Learning value) {
  switch (value) {
    case Learning::classroom:
      return word("Classroom");
    case Learning::community:
      return word("Community");
    case Learning::exchange:
      return word("Exchange");
    case Learning::project:
      break;
  }
  return word("Project");
}

char const* word_of(Level value) {
  switch (value) {
    case Level::any:
      return word("Every level");
    case Level::beginner:
      return word("For beginners");
    case Level::experienced:
      return word("For the experienced");
    case Level::advanced:
      break;
  }
  return word("Advanced");
}

// A field's value as text, by its type.
class FieldText {
 public:
  using NameOf = std::function<std::string(ByteArray<16> const&)>;
  FieldText(std::string_view member, NameOf name, thai::Language language)
      : member_(member), name_(std::move(name)), language_(language) {}

  std::string operator()(std::string const& text) const { return text; }
  std::string operator()(LocalText const& text) const {
    return text.en.empty() || text.en == text.th ? text.th : text.th + " / " + text.en;
  }
  std::string operator()(std::int64_t number) const {
    return member_.ends_with("_s") ? moment(number, language_) : std::to_string(number);
  }
  std::string operator()(bool yes) const { return yes ? "✓" : "–"; }
  std::string operator()(Learning value) const { return word_of(value); }
  std::string operator()(Level value) const { return word_of(value); }
  std::string operator()(FormUse const& use) const {
    return name_(use.form.bytes) + " @ " + std::string(importing::name_of(use.when, language_));
  }
  template <class Tag>
  std::string operator()(Id<Tag> const& id) const {
    return name_(id.bytes);
  }
  template <class Each>
  std::string operator()(std::vector<Each> const& list) const {
    std::string all;
    for (Each const& each : list) all += (all.empty() ? "" : ", ") + (*this)(each);
    return all;
  }

 private:
  std::string_view member_;
  NameOf name_;
  thai::Language language_;
};

template <class Set>
std::vector<FieldChange> changes_of(Set const& before, Set const& after,
                                    FieldText::NameOf const& name, thai::Language language) {
  std::vector<FieldChange> changes;
  boost::mp11::mp_for_each<boost::describe::describe_members<Set, boost::describe::mod_any_access>>(
      [&](auto member) {
        if (std::string_view(member.name) == "version") return;
        auto const& old = before.*member.pointer;
        auto const& now = after.*member.pointer;
        if (old == now) return;
        FieldText text(member.name, name, language);
        // A course's or session's title is its name; a person's is นาย or Dr.
        bool name_of_thing = std::is_same_v<std::decay_t<decltype(now)>, LocalText>;
        char const* field = name_of_thing && std::string_view(member.name) == "title"
                                ? name_of_field("name")
                                : name_of_field(member.name);
        constexpr bool words = std::is_enum_v<std::decay_t<decltype(now)>>;
        changes.push_back({field, text(old), text(now), words});
      });
  return changes;
}

std::string named(LocalText const& name, std::string const& code) {
  return code.empty() ? name.th : name.th + " (" + code + ")";
}

}  // namespace

std::string label_of(ProgrammeSet const& set) { return named(set.name, set.code); }
std::string label_of(OrganisationSet const& set) { return set.name.th; }
std::string label_of(VenueSet const& set) { return set.name.th; }
std::string label_of(TeamSet const& set) { return set.name.th; }
std::string label_of(CourseSet const& set) { return named(set.title, set.code); }
std::string label_of(SessionSet const& set) { return set.title.th; }
std::string label_of(ParticipantSet const& set) {
  auto name = rules::full_name(set);
  if (name.empty()) return set.nickname;
  return set.nickname.empty() || set.nickname == set.given_name ? name
                                                                : name + " (" + set.nickname + ")";
}

std::string Planner::name_of(ByteArray<16> const& id) const {
  std::string name;
  auto look = [&](auto const& things, auto of) {
    for (auto const& thing : things.all) {
      if (of(thing.set).bytes == id) name = label_of(thing.set);
    }
  };
  look(organisations_, [](OrganisationSet const& set) { return set.organisation; });
  look(venues_, [](VenueSet const& set) { return set.venue; });
  for (FormSet const& form : forms_) {
    if (form.form.bytes == id) name = form.code;
  }
  for (auto const& [number, scope] : scopes_) {
    look(scope.teams, [](TeamSet const& set) { return set.team; });
    look(scope.courses, [](CourseSet const& set) { return set.course; });
  }
  return name;
}

template <class Set>
void Planner::write_entries(Entity entity, Things<Set> const& things) {
  for (Thing<Set> const& thing : things.all) {
    if (!thing.in_files) continue;
    Entry entry;
    entry.entity = entity;
    entry.label = label_of(thing.set);
    if constexpr (std::is_same_v<Set, SessionSet>) {
      entry.label += ", " + moment(thing.set.starts_s, options_.language);
    }
    entry.place = thing.place;
    Set set = thing.set;
    if (!thing.before) {
      set.version = 1;
    } else if (same_settings(set, *thing.before)) {
      entry.outcome = Outcome::same;
    } else {
      entry.outcome = Outcome::changed;
      set.version = thing.before->version + 1;
      entry.changes = changes_of(
          *thing.before, set, [this](ByteArray<16> const& id) { return name_of(id); },
          options_.language);
    }
    entry.draft = {thing.programme, Body(std::move(set))};
    plan_->entries.push_back(std::move(entry));
  }
}

void Planner::write_all_entries() {
  write_entries(Entity::programme, programmes_);
  write_entries(Entity::organisation, organisations_);
  write_entries(Entity::venue, venues_);
  for (auto const& [number, scope] : scopes_) write_entries(Entity::team, scope.teams);
  for (auto const& [number, scope] : scopes_) write_entries(Entity::course, scope.courses);
  for (auto const& [number, scope] : scopes_) write_entries(Entity::session, scope.sessions);
  for (auto const& [number, scope] : scopes_) write_entries(Entity::participant, scope.people);
}

}  // namespace sala::importing
