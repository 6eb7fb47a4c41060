#include <algorithm>

#include "sync/hq/import/person_name.h"
#include "sync/hq/import/planner.h"
#include "sync/hq/import/values.h"

namespace sala::importing {
namespace {

// Title, given name and surname, from whichever columns hold them.
void take_names(Row& row, ParticipantSet& person) {
  PersonName name;
  std::string given = row.text(Field::given_name), surname = row.text(Field::surname);
  if (given.empty()) {
    name = split_full_name(row.text(Field::full_name));
  } else if (surname.empty() && !row.has(Field::surname)) {
    name = split_full_name(given);  // a column “ชื่อ” that holds all
  } else {
    TitledText titled = split_title(given);
    name = {titled.title, titled.rest, {}};
  }
  if (!surname.empty()) name.surname = surname;
  if (std::string title = row.text(Field::title); !title.empty())
    name.title = canonical_title(title);
  auto put = [](std::string const& from, std::string& into) {
    if (!from.empty()) into = from;
  };
  put(name.title, person.title);
  put(name.given_name, person.given_name);
  put(name.surname, person.surname);
  put(row.text(Field::nickname), person.nickname);
  std::string romanised = row.text(Field::romanised);
  if (std::string last = row.text(Field::romanised_surname); !last.empty()) romanised += " " + last;
  put(split_title(romanised).rest, person.romanised);
}

void take_phone(Row& row, ParticipantSet& person) {
  std::string written = row.text(Field::phone);
  if (written.empty()) return;
  if (auto phone = phone_of(written)) {
    person.phone = *phone;
    return;
  }
  row.report(Severity::warning, Field::phone,
             word("“{value}” is no telephone number and was left out."),
             word("Write ten digits, such as 081-234-5678, or +, country and number."), written);
}

void take_birth_date(Row& row, ParticipantSet& person, std::chrono::year_month_day today) {
  std::string written = row.text(Field::birth_date);
  if (written.empty()) return;
  BirthDate read = birth_date_of(row.cell(Field::birth_date), today);
  if (read.fault == thai::DateFault::none) {
    person.birth_date = read.text;
    return;
  }
  row.report(Severity::warning, Field::birth_date,
             read.fault == thai::DateFault::two_digit_year
                 ? word("The year of “{value}” has two digits; the birth date was left out.")
                 : word("“{value}” is no birth date and was left out."),
             word("Write day, month and the year with four digits, such as 4/6/2548."), written);
}

// Two statements about one person's number or birthday that cannot both be true.
bool contradict(std::string const& a, std::string const& b) {
  return !a.empty() && !b.empty() && !a.starts_with(b) && !b.starts_with(a);
}

}  // namespace

// By code; else by name, where telephone and birth date decide between people of one name.
std::optional<std::size_t> Planner::find_person(Row& row, ParticipantSet const& read,
                                                Scope& scope) {
  if (!read.code.empty()) {
    if (auto found = scope.people.codes.find(read.code)) return found;
  }
  auto [first, last] = scope.people_by_name.equal_range(name_key(read));
  std::vector<std::size_t> possible;
  for (auto each = first; each != last; ++each) {
    ParticipantSet const& other = scope.people.all[each->second].set;
    bool other_code = !read.code.empty() && !other.code.empty();
    bool other_phone = contradict(read.phone, other.phone);
    bool same_birth = !read.birth_date.empty() && read.birth_date == other.birth_date;
    bool in_files = scope.people.all[each->second].in_files;
    // People change numbers between imports, not between two rows of one file.
    bool another = other_code || contradict(read.birth_date, other.birth_date) ||
                   (other_phone && in_files && !same_birth);
    if (another) {
      row.report(Severity::warning, Field::full_name,
                 word("Somebody else is called “{value}” too: taken for two people."),
                 word("If they are one person, give both rows the same code."), label_of(read));
    } else {
      possible.push_back(each->second);
    }
  }
  if (possible.size() > 1) {  // the number decides
    auto same_phone = std::find_if(possible.begin(), possible.end(), [&](std::size_t i) {
      return !read.phone.empty() && scope.people.all[i].set.phone == read.phone;
    });
    if (same_phone != possible.end()) return *same_phone;
    row.report(Severity::error, Field::full_name,
               word("Several people are called “{value}”; it is not clear who is meant."),
               word("Add the person's code, telephone or birth date."), label_of(read));
    return std::nullopt;
  }
  if (possible.empty()) return std::nullopt;
  return possible.front();
}

void Planner::read_person_details(Row& row, ParticipantSet& person, Scope& scope) {
  row.take(Field::code, person.code);
  take_names(row, person);
  take_phone(row, person);
  take_birth_date(row, person, today());
  if (std::string name = row.text(Field::organisation); !name.empty()) {
    person.organisation = organisation_of(row, Field::organisation, name);
  }
  if (std::string name = row.text(Field::team); !name.empty()) {
    person.team = team_of(row, Field::team, name, scope);
  }
  if (std::string status = row.text(Field::status); !status.empty()) {
    if (auto left = status_of(status)) person.left = *left;
  }
}

void Planner::read_person(Row& row, Scope& scope) {
  ParticipantSet read;
  read_person_details(row, read, scope);
  if (read.given_name.empty() && read.nickname.empty()) {
    return row.report(Severity::error,
                      row.has(Field::full_name) ? Field::full_name : Field::given_name,
                      word("The row has neither a name nor a nickname."),
                      word("Write at least one of them, or delete the row."));
  }
  if (row.bad()) return;
  auto known = find_person(row, read, scope);
  if (row.bad()) return;
  ParticipantSet set = known ? scope.people.all[*known].set : ParticipantSet{};
  if (!known) set.participant = fresh<ParticipantId>();
  auto put = [](auto const& from, auto& into) {
    if (from != std::decay_t<decltype(from)>{}) into = from;
  };
  put(read.code, set.code);
  put(read.nickname, set.nickname);
  put(read.title, set.title);
  put(read.given_name, set.given_name);
  put(read.surname, set.surname);
  put(read.romanised, set.romanised);
  put(read.phone, set.phone);
  // "2005" does not take the day from "2005-02-28".
  if (!set.birth_date.starts_with(read.birth_date)) put(read.birth_date, set.birth_date);
  put(read.organisation, set.organisation);
  put(read.team, set.team);
  if (!row.text(Field::status).empty()) set.left = read.left;
  if (set.nickname.empty()) {
    set.nickname = set.given_name;
    ++without_nickname_;
  }
  std::size_t number = known ? *known : scope.people.all.size();
  scope.people.codes.add(set.code, number);
  if (!known) scope.people_by_name.emplace(name_key(set), number);
  settle(row, scope.people, known, std::move(set), programmes_.all[scope.programme].set.programme);
}

}  // namespace sala::importing
