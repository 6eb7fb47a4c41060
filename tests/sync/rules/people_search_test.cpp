#include "sync/rules/people_search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "platform/thai/fold.h"
#include "sync/rules/byte_scan.h"
#include "sync/rules/packed_text.h"
#include "tests/support/crowd.h"

using namespace sala;
using namespace sala::rules;

namespace {

struct Roster {
  std::vector<std::array<std::string, 5>> people;
  PeopleSearch search;

  Roster& add(std::string nickname, std::string given, std::string surname,
              std::string romanised = "", std::string phone = "") {
    people.push_back({nickname, given, surname, romanised, phone});
    auto const& p = people.back();
    search.set(static_cast<std::uint32_t>(people.size() - 1), {p[0], p[1], p[2], p[3], p[4]});
    return *this;
  }
  std::string found(std::string_view query, std::size_t limit = 10) const {
    std::string names;
    for (Match const& match : search.find(query, limit).matches) {
      if (!names.empty()) names += ' ';
      names += people[match.person][0];
    }
    return names;
  }
};

Roster workshop() {
  Roster roster;
  roster.add("บีม", "กิตติพงศ์", "แสงทอง", "Kittipong Saengthong", "081-234-5678")
      .add("แบงค์", "ธนภัทร", "ใจดี", "", "0897654321")
      .add("น้ำ", "สุนิสา", "บีรพงษ์", "Sunisa")
      .add("ฝน", "พรบีนา", "นิลกาฬ", "Fon")
      .add("Mind", "ณัฐชา", "ทองดี", "Natcha Thongdee", "+66 62 111 2222")
      .add("น้ำ", "วารี", "ทองสุข")
      .add("🐣ไข่", "ปวีณา", "เล็กเจริญ")
      .add("ต้น🌱", "อนันต์", "ชูใจ");
  return roster;
}

Roster crowd(std::size_t size) {
  Roster roster;
  for (auto& each : test::make_crowd(size)) {
    roster.add(each.nickname, each.given_name, each.surname, each.romanised, each.phone);
  }
  return roster;
}

}  // namespace

TEST_CASE("two letters of a nickname find it, before given name, surname and the inside of names") {
  Roster roster = workshop();
  CHECK(roster.found("บี") == "บีม น้ำ ฝน");
  CHECK(roster.search.find("บี", 10).matches[1].tier == MatchTier::surname);
  CHECK(roster.search.find("บี", 10).matches[2].tier == MatchTier::inside);
  CHECK(roster.found("แบ") == "แบงค์");
}

TEST_CASE("tone marks, case and thanthakhat do not matter") {
  Roster roster = workshop();
  CHECK(roster.found("นำ") == "น้ำ น้ำ");
  CHECK(roster.found("น\u0E4D\u0E49\u0E32") == "น้ำ น้ำ");
  CHECK(roster.found("แบงค") == "แบงค์");
  CHECK(roster.found("MI") == "Mind");
  CHECK(roster.found("อนัน") == "ต้น🌱");
}

TEST_CASE("romanised spellings and the last digits of the telephone find people") {
  Roster roster = workshop();
  CHECK(roster.found("kitti") == "บีม");
  CHECK(roster.found("saeng") == "บีม");
  CHECK(roster.found("5678") == "บีม");
  CHECK(roster.found("78") == "บีม");
  CHECK(roster.found("๔๓๒๑") == "แบงค์");
  CHECK(roster.found("081 234 5678") == "บีม");
  CHECK(roster.found("062-111-2222") == "Mind");
  CHECK(roster.found("0812") == "");
}

TEST_CASE("several words must all match, in any order") {
  Roster roster = workshop();
  CHECK(roster.found("น้ำ ทอง") == "น้ำ");
  CHECK(roster.search.find("น้ำ ทอง", 10).matches[0].person == 5);
  CHECK(roster.found("ทองดี ณัฐ") == "Mind");
  CHECK(roster.found("น้ำ ไม่มี") == "");
  CHECK(roster.found("บีม ส") == "");
  CHECK(roster.found("บีม แ") == "บีม");
}

TEST_CASE("of several words the weakest match decides the order") {
  Roster roster;
  roster.add("แม่น้ำ", "สายชล", "ดี").add("น้ำ", "สายชล", "งาม");
  CHECK(roster.found("สายชล น้ำ") == "น้ำ แม่น้ำ");
  CHECK(roster.search.find("สายชล น้ำ", 9).matches[0].tier == MatchTier::given_name);
  CHECK(roster.search.find("สายชล น้ำ", 9).matches[1].tier == MatchTier::inside);
}

TEST_CASE("one letter finds beginnings only, nothing finds nobody") {
  Roster roster = workshop();
  CHECK(roster.found("ท") == "Mind น้ำ");
  CHECK(roster.found("") == "");
  CHECK(roster.found(" . ") == "");
  CHECK(roster.found("🌱") == "ต้น🌱");
  CHECK(roster.found("🐣") == "🐣ไข่");
}

TEST_CASE("a name across scripts or one letter off is found when nothing else is") {
  Roster roster = workshop();
  CHECK(roster.found("beam") == "บีม");
  CHECK(roster.search.find("beam", 10).matches[0].tier == MatchTier::sound);
  CHECK(roster.found("มินด์") == "Mind");
  CHECK(roster.found("บืม") == "บีม");
  CHECK(roster.search.find("กิตตืพง", 10).matches[0].tier == MatchTier::typo);
  CHECK(roster.found("กิตติพศ์") == "บีม");    // a letter missing
  CHECK(roster.found("กิตติพพงศ์") == "บีม");  // one too many
  CHECK(roster.found("กติติพงศ์") == "บีม");   // two swapped
  CHECK(roster.found("xyzw") == "");
  CHECK(roster.found("บีก") == "บีม");  // not the surname บีรพงษ์
}

TEST_CASE("people are replaced and removed, and what they were called is forgotten") {
  Roster roster = workshop();
  roster.search.set(0, {"เบล", "กมล", "แสงทอง", "", ""});
  CHECK(roster.found("บีม") == "");
  CHECK(roster.search.find("เบล", 5).matches.size() == 1);
  roster.search.remove(0);
  CHECK(roster.search.find("เบล", 5).total == 0);
  CHECK(roster.search.size() == 7);
  for (int round = 0; round < 500; ++round) {
    std::string name = "ชื่อ" + std::to_string(round);
    roster.search.set(3, {name, "", "", "", ""});
  }
  CHECK(roster.search.size() == 7);
  CHECK(roster.search.find("ชื่อ499", 5).matches.size() == 1);
  CHECK(roster.search.find("ชื่อ49", 5).total == 1);
  CHECK(roster.search.memory_bytes() < 64 << 10);
}

TEST_CASE("the search agrees with a plain reading of its rules on random rosters") {
  std::mt19937 engine(5);
  char const* const letters[] = {"ก", "น", "ี", "า", "a", "b", " ", "1"};
  auto word = [&](std::size_t longest) {
    std::string text;
    for (std::size_t i = engine() % (longest + 1); i-- > 0;) text += letters[engine() % 8];
    return text;
  };
  for (int round = 0; round < 200; ++round) {
    Roster roster;
    for (std::size_t i = engine() % 40; i-- > 0;) roster.add(word(5), word(6), word(6), word(6));
    for (int query = 0; query < 20; ++query) {
      std::string asked = packed(thai::search_fold(word(3)));
      if (asked.size() < 2 || asked.find_first_of(" 1") != std::string::npos) continue;
      std::size_t expected = 0;
      for (auto const& person : roster.people) {
        expected += std::any_of(person.begin(), person.begin() + 4, [&](std::string const& name) {
          return packed(thai::search_fold(name)).find(asked) != std::string::npos;
        });
      }
      // Thai and ASCII letters unpack to themselves.
      std::string utf8;
      for (char c : asked) {
        auto byte = static_cast<unsigned char>(c);
        thai::append_code_point(utf8, byte < 0x80 ? byte : 0x0E00u + byte - 0xA0u);
      }
      auto found = roster.search.find(utf8, 100);
      auto exact = std::count_if(found.matches.begin(), found.matches.end(),
                                 [](Match const& m) { return m.tier < MatchTier::sound; });
      CHECK(static_cast<std::size_t>(exact) == expected);
    }
  }
}

TEST_CASE("scanning finds every place of a needle at every offset") {
  std::mt19937 engine(3);
  for (int round = 0; round < 3'000; ++round) {
    std::string text, needle;
    for (std::size_t i = engine() % 90; i-- > 0;) text += "ab"[engine() % 2];
    for (std::size_t i = 1 + engine() % 4; i-- > 0;) needle += "ab"[engine() % 2];
    std::vector<std::size_t> expected, found;
    std::size_t skip = 1 + engine() % 3;
    for (auto at = text.find(needle); at != std::string::npos; at = text.find(needle, at + skip)) {
      expected.push_back(at);
    }
    auto take = [&](std::size_t position) {
      found.push_back(position);
      return position + skip;
    };
    scan_bytes(text, needle, take);
    CHECK(found == expected);

    expected.clear();
    found.clear();
    for (char& c : text) c = engine() % 3 == 0 ? " \1\4\5"[engine() % 4] : c;
    for (std::size_t at = 1; at < text.size();) {
      char before = text[at - 1];
      bool hit = text[at] == 'a' && (before == ' ' || before == 1 || before == 4);
      if (hit) expected.push_back(at);
      at += hit ? skip : 1;
    }
    scan_beginnings(text, 'a', 4, take);
    CHECK(found == expected);
  }
}

TEST_CASE("a hundred thousand people fit into twelve megabytes, and many are found") {
  Roster roster = crowd(100'000);
  CHECK(roster.search.memory_bytes() <= 12u << 20);
  CHECK(crowd(5'000).search.memory_bytes() <= 1u << 20);
  auto const found = roster.search.find("บี", 50);
  CHECK(found.matches.size() == 50);
  CHECK(found.total > 4'000);
}
