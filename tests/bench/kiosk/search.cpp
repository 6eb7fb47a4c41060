// The search alone, over 100,000 people, typed letter by letter.
#include <cstring>
#include <random>

#include "platform/base/verify.h"
#include "sync/rules/people_search.h"
#include "tests/bench/figure.h"
#include "tests/bench/kiosk/figures.h"
#include "tests/bench/people.h"

namespace sala::bench {
namespace {

constexpr std::size_t people = 100'000;
constexpr int rounds = 5;
constexpr std::size_t most_results = 60;  // as the find screen asks for

// What people type to find themselves: some by a name, some by the phone, some with a slip.
std::vector<std::string> queries(std::mt19937& dice) {
  std::vector<std::string> list;
  auto add = [&](std::string const& text) {
    for (std::string& typed : letter_by_letter(text)) list.push_back(std::move(typed));
  };
  for (int i = 0; i < 100; ++i) {
    auto person = thai_person(dice() % people);
    switch (i % 5) {
      case 0:
        add(person.nickname);
        break;
      case 1:
        add(person.given_name + " " + person.surname.substr(0, 9));
        break;
      case 2:
        add(person.surname);
        break;
      case 3:
        add(person.romanised.empty() ? person.phone.substr(person.phone.size() - 4)
                                     : person.romanised);
        break;
      default:
        add(person.given_name.substr(0, 6) + "ฆ" + person.given_name.substr(6));
        break;
    }
  }
  return list;
}

}  // namespace

void search_100k() {
  rules::PeopleSearch search;
  for (std::uint32_t i = 0; i < people; ++i) {
    auto it = thai_person(i);
    search.set(i, {it.nickname, it.given_name, it.surname, it.romanised, it.phone});
  }
  Figure figure{"search_100k_p99_ms", "ms", {}, 3, {0, "memchr over as many bytes, same run"}};
  std::vector<double> scans;
  std::string const bytes(search.memory_bytes(), 'x');
  std::mt19937 dice(11);
  std::size_t found = 0;
  for (int round = 0; round < rounds; ++round) {
    std::vector<double> times;
    for (std::string const& typed : queries(dice)) {
      times.push_back(time_ms([&] { found += search.find(typed, most_results).matches.size(); }));
    }
    figure.runs.push_back(percentile(times, 0.99));
    scans.push_back(
        time_ms([&] { found += std::memchr(bytes.data(), 'y', bytes.size()) != nullptr; }));
  }
  VERIFY(found > 0);
  figure.limit.value = median(scans);
  print(figure);
}

}  // namespace sala::bench
