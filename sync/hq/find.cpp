#include "sync/hq/find.h"

#include "platform/base/catalogue.h"
#include "sync/rules/schedule.h"

namespace sala::hq {
namespace {

// The shortest beginning of an id that is taken for one.
constexpr std::size_t least_id_letters = 8;

bool is_id(std::string const& id, std::string_view text) {
  return text.size() >= least_id_letters && id.compare(0, text.size(), text) == 0;
}
bool is_name(LocalText const& name, std::string_view text) {
  return !text.empty() && (name.th == text || name.en == text);
}

constexpr std::size_t most_listed = 12;

// `fits` and `label` say what an item is called.
template <class T, class Fits, class Label>
Result<T> only_one(std::vector<T> all, std::string_view asked, std::string_view text, Fits fits,
                   Label label, char const* when_empty = word("import a workbook first")) {
  std::vector<T const*> found;
  for (T const& item : all) {
    if (fits(item)) found.push_back(&item);
  }
  if (found.size() == 1) return *found.front();
  auto told = sala::fill(asked, {{"name", text}});
  if (found.size() > 1) {
    return fail(ErrorCode::conflict, told, word("several are called that"),
                word("name it by its id"));
  }
  std::string known;
  for (std::size_t i = 0; i < all.size() && i < most_listed; ++i) {
    known += (i == 0 ? "there are: " : ", ") + label(all[i]);
  }
  if (all.size() > most_listed) known += ", …";
  return fail(ErrorCode::not_found, told, word("there is none of that name"),
              known.empty() ? when_empty : known);
}

std::string label_of(std::string const& code, LocalText const& name) {
  return code.empty() ? name.th : code;
}

}  // namespace

Result<ProgrammeSet> find_programme(views::Queries& queries, std::string_view text) {
  return only_one(
      TRY(queries.programmes()), word("find programme '{name}'"), text,
      [&](ProgrammeSet const& it) {
        return it.code == text || is_name(it.name, text) || is_id(to_text(it.programme), text);
      },
      [](ProgrammeSet const& it) { return label_of(it.code, it.name); });
}

Result<VenueSet> find_venue(views::Queries& queries, std::string_view text) {
  return only_one(
      TRY(queries.venues()), word("find venue '{name}'"), text,
      [&](VenueSet const& it) { return is_name(it.name, text) || is_id(to_text(it.venue), text); },
      [](VenueSet const& it) { return it.name.th; });
}

Result<views::DeviceCard> find_device(views::Queries& queries, std::string_view text) {
  return only_one(
      TRY(queries.devices()), word("find box '{name}'"), text,
      [&](views::DeviceCard const& it) {
        return it.enrolled.name == text || is_id(to_text(it.enrolled.device), text);
      },
      [](views::DeviceCard const& it) { return it.enrolled.name; },
      word("make a code for a box first, with 'sala-hq enrol'"));
}

Result<StaffSet> find_staff(views::Queries& queries, std::string_view text) {
  return only_one(
      TRY(queries.staff()), word("find staff member '{name}'"), text,
      [&](StaffSet const& it) { return it.name == text || is_id(to_text(it.staff), text); },
      [](StaffSet const& it) { return it.name; }, word("add one first, with 'sala-hq staff add'"));
}

std::string whole_name(ParticipantSet const& person) {
  auto name = rules::full_name(person);
  if (!person.nickname.empty() && !name.empty()) name = " · " + name;
  return person.nickname + name;
}

Result<FoundPerson> find_person(views::Queries& queries, std::string_view text) {
  std::vector<FoundPerson> all;
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    for (ParticipantSet& person : TRY(queries.participants(programme.programme))) {
      all.push_back({programme, std::move(person)});
    }
  }
  auto fits = [&](FoundPerson const& it) {
    auto const& person = it.person;
    auto name = rules::full_name(person);
    return !text.empty() && (person.code == text || person.nickname == text || name == text ||
                             is_id(to_text(person.participant), text));
  };
  auto label = [](FoundPerson const& it) {
    return it.person.code.empty() ? to_text(it.person.participant) : it.person.code;
  };
  return only_one(std::move(all), word("find person '{name}'"), text, fits, label);
}

Result<FoundSession> find_session(views::Queries& queries, std::string_view text) {
  if (auto id = id_from_text<SessionId>(text)) {
    auto session = TRY(queries.session(*id));
    auto programme = TRY(queries.programme_of(*id));
    if (!session || !programme) {
      return fail(ErrorCode::not_found, "find session '" + std::string(text) + "'",
                  word("there is none"));
    }
    ProgrammeSet its;
    its.programme = *programme;  // its settings may still be on their way
    for (ProgrammeSet& it : TRY(queries.programmes())) {
      if (it.programme == *programme) its = std::move(it);
    }
    return FoundSession{std::move(its), std::move(*session)};
  }
  std::vector<FoundSession> all;
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    for (SessionSet& session : TRY(queries.sessions(programme.programme))) {
      all.push_back({programme, std::move(session)});
    }
  }
  return only_one(
      std::move(all), word("find session '{name}'"), text,
      [&](FoundSession const& it) {
        return (!text.empty() && it.session.code == text) ||
               is_id(to_text(it.session.session), text);
      },
      [](FoundSession const& it) { return label_of(it.session.code, it.session.title); });
}

Result<FoundCourse> find_course(views::Queries& queries, std::string_view text) {
  std::vector<FoundCourse> all;
  for (ProgrammeSet const& programme : TRY(queries.programmes())) {
    for (CourseSet& course : TRY(queries.courses(programme.programme))) {
      all.push_back({programme, std::move(course)});
    }
  }
  return only_one(
      std::move(all), word("find course '{name}'"), text,
      [&](FoundCourse const& it) {
        return (!text.empty() && it.course.code == text) || is_name(it.course.title, text) ||
               is_id(to_text(it.course.course), text);
      },
      [](FoundCourse const& it) { return label_of(it.course.code, it.course.title); });
}

}  // namespace sala::hq
