// Finding a person among up to 100,000 while somebody types: nickname, given name, surname,
// romanised spelling, the last four digits of the telephone. Two letters suffice.
//
// All fields are folded (platform/thai/fold.h) and packed into one run of bytes, one a character
// for Thai and ASCII, which every keystroke scans from end to end: no index to build, nothing to
// keep in step, about 70 bytes a person. Names that only sound alike across scripts (บีม, Beam) and
// names one letter off are looked for only when little else was found.
//
// Not thread-safe: build it aside and hand it over.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sala::rules {

struct SearchedPerson {
  std::string_view nickname, given_name, surname, romanised, phone;
};

// How good a match is; better ones are listed first. A person counts once, at the best.
enum class MatchTier : std::uint8_t {
  nickname,    // the nickname begins so
  given_name,  // the given name begins so
  surname,
  romanised,
  phone,   // within the last four digits
  inside,  // within one of the names
  sound,   // across scripts, by consonants
  typo,    // a name begins so, but for one letter
};

struct Match {
  std::uint32_t person = 0;  // the index given to set()
  MatchTier tier = MatchTier::nickname;

  bool operator==(Match const&) const = default;
};

class PeopleSearch {
 public:
  // Adds or replaces the person of an index. The caller chooses dense indexes, best in the order of
  // the names: matches of one tier are listed in the order in which people were added.
  void set(std::uint32_t person, SearchedPerson const& names);
  void remove(std::uint32_t person);
  void clear();

  struct Found {
    std::vector<Match> matches;  // the best `limit`
    std::size_t total = 0;       // how many there are
  };
  // Words are looked for separately and must all match ("บีม ใจ"). A single letter finds beginnings
  // only; digits find telephones, of more than four the last four. An empty query finds nobody.
  Found find(std::string_view query, std::size_t limit) const;

  std::size_t size() const { return living_; }
  std::size_t memory_bytes() const;

 private:
  struct Record {
    std::uint32_t start;
    std::uint32_t person;
    std::uint64_t letters;  // those of the names, for what is one letter off
  };
  class Scan;

  void compact();

  std::string text_;             // records one after another, each field behind its mark byte
  std::vector<Record> records_;  // in order of start
  std::vector<std::uint32_t> record_of_;  // person → index in records_, or none
  std::size_t living_ = 0;
};

}  // namespace sala::rules
