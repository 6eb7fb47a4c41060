// One keystroke over 100,000 people: search_100k_p99_ms, beside the time in which this machine can
// read as many bytes at all.
#include <algorithm>
#include <random>

#include "sync/rules/people_search.h"
#include "tests/bench/figure.h"
#include "tests/support/crowd.h"

using namespace sala;

namespace {

constexpr std::size_t people = 100'000;
constexpr std::size_t keystrokes = 1'000;
constexpr int runs = 7;

// What is typed: every beginning of names that are there, of names in another script, of telephone
// tails, and of some that nobody has.
std::vector<std::string> typed_texts(std::vector<test::CrowdPerson> const& crowd) {
  std::mt19937 engine(3);
  std::vector<std::string> wanted = {"ไม่มีใคร", "xylophone", "กืตติพงศ์", "beam", "บีม ใจ"};
  for (int i = 0; i < 60; ++i) {
    auto const& person = crowd[engine() % crowd.size()];
    wanted.insert(wanted.end(), {person.nickname, person.given_name, person.surname,
                                 person.romanised, person.phone.substr(6)});
  }
  std::vector<std::string> typed;
  for (std::string const& name : wanted) {
    for (std::size_t end = 1; end <= name.size() && end <= 24; ++end) {
      bool whole = end == name.size() || (static_cast<unsigned char>(name[end]) & 0xC0) != 0x80;
      if (whole) typed.push_back(name.substr(0, end));
    }
  }
  std::shuffle(typed.begin(), typed.end(), engine);
  typed.resize(std::min(typed.size(), keystrokes));
  return typed;
}

}  // namespace

int main() {
  auto crowd = test::make_crowd(people);
  rules::PeopleSearch search;
  for (std::uint32_t i = 0; i < crowd.size(); ++i) {
    auto const& p = crowd[i];
    search.set(i, {p.nickname, p.given_name, p.surname, p.romanised, p.phone});
  }
  auto typed = typed_texts(crowd);
  std::vector<double> p50, p99, reading;
  std::string block(search.memory_bytes(), 'x');
  for (int run = 0; run < runs; ++run) {
    std::vector<double> times;
    times.reserve(typed.size());
    for (std::string const& text : typed) {
      times.push_back(bench::time_ms([&] { search.find(text, 50); }));
    }
    p50.push_back(bench::percentile(times, 0.5));
    p99.push_back(bench::percentile(times, 0.99));
    auto volatile place = std::string::npos;
    reading.push_back(bench::time_ms([&] { place = block.find('y'); }));
  }
  bench::Limit limit{bench::median(reading), "reading as many bytes once, same run"};
  bench::print({"search_100k_p50_ms", "ms", p50, std::nullopt, limit});
  bench::print({"search_100k_p99_ms", "ms", p99, 3.0, limit});
  double megabytes = static_cast<double>(search.memory_bytes()) / 1e6;
  bench::print({"search_100k_mb", "MB", {megabytes}, 12.0, {}});
}
