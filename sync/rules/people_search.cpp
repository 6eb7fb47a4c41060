#include "sync/rules/people_search.h"

#include <algorithm>
#include <array>
#include <utility>

#include "platform/thai/fold.h"
#include "platform/thai/skeleton.h"
#include "sync/rules/byte_scan.h"
#include "sync/rules/packed_text.h"

namespace sala::rules {
namespace {

// Each field of a record starts with its mark; a record starts with the nickname's, and the text
// ends with one, so that every field has an end.
constexpr char nickname_mark = 1;
constexpr char given_name_mark = 2;
constexpr char surname_mark = 3;
constexpr char romanised_mark = 4;
constexpr char phone_mark = 5;
constexpr char thai_sound_mark = 6;   // skeletons of Thai names, for a query in Latin letters
constexpr char latin_sound_mark = 7;  // and the other way round
constexpr char dead_mark = 0x1F;      // overwrites a replaced record; nothing matches it
constexpr std::uint32_t no_record = 0xFFFFFFFF;
constexpr std::size_t tiers = static_cast<std::size_t>(MatchTier::typo) + 1;
constexpr std::size_t spare_bytes = 4096;  // more than one person's names
constexpr std::size_t few = 5;             // results below which weaker matches are looked for

bool is_mark(char c) { return static_cast<unsigned char>(c) < 0x20; }

// A set of letters, one bit each; the rarest share theirs. Who lacks two of a word's letters bears
// no name that is like it but for one, and need not be read: some nine in ten.
std::uint64_t letters_in(std::string_view text) {
  std::uint64_t set = 0;
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    set |= std::uint64_t{1} << ((byte - (byte < 0xE0 ? 0xA0 : 0xA6)) & 63);
  }
  return set;
}

bool lacks_two(std::uint64_t letters, std::uint64_t wanted) {
  std::uint64_t lacking = wanted & ~letters;
  return (lacking & (lacking - 1)) != 0;
}

bool all_digits(std::string_view text) {
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string phone_tail(std::string_view phone) {
  std::string digits;
  for (char c : thai::ascii_digits(phone)) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits.size() > 4 ? digits.substr(digits.size() - 4) : digits;
}

// One letter would be found inside everybody's name; one digit or picture would not.
bool is_single(std::string_view word) {
  return letters_of(word) == 1 && word.front() != '\xFC' && !all_digits(word);
}

struct Query {
  std::vector<std::string> words;  // packed, the longest first
  std::string folded;              // UTF-8
};

Query query_of(std::string_view text) {
  Query query;
  query.folded = thai::search_fold(text);
  std::string_view rest = query.folded;
  bool digits_only =
      !rest.empty() && rest.find_first_not_of("+0123456789 ") == std::string_view::npos;
  if (digits_only) {  // a telephone, with spaces and hyphens as people write it
    std::string digits;
    for (char c : rest) {
      if (c >= '0' && c <= '9') digits += c;
    }
    if (!digits.empty()) query.words.push_back(digits.size() > 4 ? phone_tail(digits) : digits);
    return query;
  }
  while (!rest.empty() && query.words.size() < 8) {  // nobody has more names than that
    std::string_view word = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    if (!word.empty()) query.words.push_back(packed(word));
  }
  std::stable_sort(query.words.begin(), query.words.end(),
                   [](auto const& a, auto const& b) { return a.size() > b.size(); });
  return query;
}

MatchTier tier_of_field(char mark) {
  switch (mark) {
    case nickname_mark:
      return MatchTier::nickname;
    case given_name_mark:
      return MatchTier::given_name;
    case surname_mark:
      return MatchTier::surname;
    case romanised_mark:
      return MatchTier::romanised;
    default:
      return MatchTier::phone;
  }
}

// The tier of an occurrence at `position` of a word of small letters, Thai letters or digits;
// nothing when it may not count. Most occurrences are inside a name, which the letter before tells
// at once: telephones hold digits only, sounds capitals only.
bool tier_at(std::string_view text, std::size_t position, bool single, MatchTier& tier) {
  char before = text[position - 1];
  bool digit = text[position] >= '0' && text[position] <= '9';
  if (!is_mark(before) && before != ' ' && !digit) {
    tier = MatchTier::inside;
    return !single;
  }
  std::size_t field = position - 1;
  while (!is_mark(text[field])) --field;
  char mark = text[field];
  if (mark > phone_mark) return false;  // a sound, or somebody who was removed
  bool begins = field + 1 == position || before == ' ';
  if (mark == phone_mark) {
    tier = MatchTier::phone;
    return !single;
  }
  tier = begins ? tier_of_field(mark) : MatchTier::inside;
  return begins || !single;
}

// Does `field` (to its end) begin with `word`, but for one letter changed, missing, too many, or
// two swapped? Both are packed.
bool begins_but_one(std::string_view field, std::string_view word) {
  std::size_t same = 0;
  while (same < word.size() && same < field.size() && word[same] == field[same]) ++same;
  auto begins = [](std::string_view a, std::string_view b) { return a.starts_with(b); };
  auto from = [](std::string_view text, std::size_t at) {
    return text.substr(std::min(at, text.size()));
  };
  if (same + 1 >= word.size()) return true;  // at most the last letter differs
  std::string_view f = from(field, same), w = from(word, same);
  if (begins(from(f, 1), from(w, 1)) || begins(f, from(w, 1)) || begins(from(f, 1), w)) return true;
  return f.size() > 1 && f[0] == w[1] && f[1] == w[0] && begins(from(f, 2), from(w, 2));
}

}  // namespace

// One search: counts people by tier and keeps the first `limit` of each.
class PeopleSearch::Scan {
 public:
  Scan(PeopleSearch const& people, std::size_t limit)
      : people_(people), text_(people.text_), limit_(limit) {}

  void exact(std::vector<std::string> const& words) {
    std::string_view first = words.front();
    bool single = is_single(first);
    std::size_t held = no_record;
    MatchTier best = MatchTier::typo;
    auto finish = [&] {
      if (held != no_record && others_match(words, held, best)) add(held, best);
    };
    auto take = [&](std::size_t position) {
      MatchTier tier;
      if (!tier_at(text_, position, single, tier)) return position + 1;
      std::size_t record = record_at(position);
      if (record != held) {
        finish();
        held = record;
        best = tier;
      }
      best = std::min(best, tier);
      // Fields stand in the order of the tiers: after a beginning nothing better follows.
      return tier < MatchTier::phone ? end_of(record) : position + 1;
    };
    if (single) {
      scan_beginnings(text_, first.front(), romanised_mark, take);
    } else {
      scan_bytes(text_, first, take);
    }
    finish();
  }

  void sounds(std::string_view folded) {
    std::string skeleton = thai::consonant_skeleton(folded);
    auto script = thai::script_of(folded);
    if (skeleton.size() < 2 || script == thai::Script::none) return;
    char mark = script == thai::Script::latin ? thai_sound_mark : latin_sound_mark;
    next_pass();
    scan_bytes(text_, skeleton, [&](std::size_t position) {
      if (begins_sound(position, mark)) add_once(record_at(position), MatchTier::sound);
      return enough(MatchTier::sound) ? text_.size() : position + 1;
    });
  }

  void typos(std::string_view word) {
    std::uint64_t wanted = letters_in(word);
    auto const& records = people_.records_;
    for (std::size_t i = 0; i < records.size() && !enough(MatchTier::typo); ++i) {
      if (lacks_two(records[i].letters, wanted)) continue;
      if (has_name_like(records[i].start, word)) add_once(i, MatchTier::typo);
    }
  }

  Found take() {
    Found found;
    for (std::size_t tier = 0; tier < tiers; ++tier) {
      found.total += counts_[tier];
      for (std::uint32_t person : kept_[tier]) {
        if (found.matches.size() < limit_) {
          found.matches.push_back({person, static_cast<MatchTier>(tier)});
        }
      }
    }
    return found;
  }
  std::size_t total() const {
    std::size_t sum = 0;
    for (std::size_t count : counts_) sum += count;
    return sum;
  }

 private:
  // Positions come in ascending order within a pass.
  std::size_t record_at(std::size_t position) {
    auto const& records = people_.records_;
    while (cursor_ + 1 < records.size() && records[cursor_ + 1].start <= position) ++cursor_;
    return cursor_;
  }
  void next_pass() { cursor_ = 0; }

  std::size_t end_of(std::size_t record) const {
    auto const& records = people_.records_;
    return record + 1 < records.size() ? records[record + 1].start : text_.size();
  }

  bool others_match(std::vector<std::string> const& words, std::size_t record, MatchTier& worst) {
    if (words.size() == 1) return true;
    std::size_t start = people_.records_[record].start;
    std::string_view own = text_.substr(start, end_of(record) - start);
    for (std::size_t i = 1; i < words.size(); ++i) {
      bool single = is_single(words[i]), matches = false;
      MatchTier best = MatchTier::typo;
      scan_bytes(own, words[i], [&](std::size_t position) {
        MatchTier tier;
        if (tier_at(own, position, single, tier)) {
          best = std::min(best, tier);
          matches = true;
        }
        return position + 1;
      });
      if (!matches) return false;
      worst = std::max(worst, best);
    }
    return true;
  }

  void add(std::size_t record, MatchTier tier) {
    auto index = static_cast<std::size_t>(tier);
    ++counts_[index];
    if (kept_[index].size() < limit_) kept_[index].push_back(people_.records_[record].person);
    if (found_.size() < few) found_.push_back(record);
  }

  // For the weaker passes, which begin only while fewer than `few` were found.
  void add_once(std::size_t record, MatchTier tier) {
    auto& seen = kept_[static_cast<std::size_t>(tier)];
    std::uint32_t person = people_.records_[record].person;
    if (seen.size() >= limit_) return;
    if (std::find(found_.begin(), found_.end(), record) != found_.end()) return;
    if (std::find(seen.begin(), seen.end(), person) != seen.end()) return;
    ++counts_[static_cast<std::size_t>(tier)];
    seen.push_back(person);
    found_.push_back(record);
  }

  bool enough(MatchTier tier) const {
    return kept_[static_cast<std::size_t>(tier)].size() >= limit_;
  }

  // Sounds are the only capitals; some have two of them.
  bool begins_sound(std::size_t position, char mark) const {
    std::size_t field = position - 1;
    while (text_[position - 1] == ' ' && !is_mark(text_[field])) --field;
    return text_[field] == mark;
  }

  // Does a name of the record that starts here begin with `word`, but for one letter?
  bool has_name_like(std::size_t start, std::string_view word) const {
    // Of three letters two are too few to begin with: the whole name is compared.
    std::size_t longest = word.size() <= 3 ? word.size() + 1 : text_.size();
    do {
      std::size_t end = ++start;
      while (!is_mark(text_[end])) ++end;
      std::string_view name = text_.substr(start, end - start);
      if (name.size() <= longest && begins_but_one(name, word)) return true;
      start = end;
    } while (text_[start] > nickname_mark && text_[start] <= romanised_mark);
    return false;
  }

  PeopleSearch const& people_;
  std::string_view text_;
  std::size_t limit_;
  std::size_t cursor_ = 0;
  std::array<std::size_t, tiers> counts_{};
  std::array<std::vector<std::uint32_t>, tiers> kept_;
  std::vector<std::size_t> found_;  // the first few records, so that none counts twice
};

void PeopleSearch::set(std::uint32_t person, SearchedPerson const& names) {
  remove(person);
  std::string nickname = thai::search_fold(names.nickname);
  std::string given_name = thai::search_fold(names.given_name);
  std::string romanised = thai::search_fold(names.romanised);
  if (!text_.empty()) text_.pop_back();  // the end mark
  if (text_.capacity() - text_.size() < spare_bytes) {
    text_.reserve(text_.size() + text_.size() / 8 + 2 * spare_bytes);  // doubling wastes half
  }
  auto start = static_cast<std::uint32_t>(text_.size());
  std::uint64_t letters = 0;
  auto field = [&](char mark, std::string_view folded) {
    std::string text = packed(folded);
    if (mark <= romanised_mark) letters |= letters_in(text);
    if (!folded.empty() || mark == nickname_mark) text_ += mark + text;
  };
  field(nickname_mark, nickname);
  field(given_name_mark, given_name);
  field(surname_mark, thai::search_fold(names.surname));
  field(romanised_mark, romanised);
  field(phone_mark, phone_tail(names.phone));
  records_.push_back({start, person, letters});
  std::array<std::string, 2> sounds;  // Thai, Latin
  for (std::string const* name : {&nickname, &given_name}) {
    std::string skeleton = thai::consonant_skeleton(*name);
    auto script = thai::script_of(*name);
    if (skeleton.size() < 2 || script == thai::Script::none) continue;
    std::string& into = sounds[script == thai::Script::thai ? 0 : 1];
    into += (into.empty() ? "" : " ") + skeleton;
  }
  field(thai_sound_mark, sounds[0]);
  field(latin_sound_mark, sounds[1]);
  text_ += nickname_mark;  // the end mark
  if (person >= record_of_.size()) record_of_.resize(person + 1, no_record);
  record_of_[person] = static_cast<std::uint32_t>(records_.size() - 1);
  ++living_;
}

void PeopleSearch::remove(std::uint32_t person) {
  if (person >= record_of_.size() || record_of_[person] == no_record) return;
  std::size_t record = record_of_[person];
  std::size_t start = records_[record].start;
  std::size_t end = record + 1 < records_.size() ? records_[record + 1].start : text_.size() - 1;
  std::fill(text_.begin() + static_cast<std::ptrdiff_t>(start),
            text_.begin() + static_cast<std::ptrdiff_t>(end), dead_mark);
  record_of_[person] = no_record;
  --living_;
  if (records_.size() > 64 && living_ * 2 < records_.size()) compact();
}

void PeopleSearch::compact() {
  std::string text;
  std::vector<Record> records;
  for (std::size_t i = 0; i < records_.size(); ++i) {
    Record old = records_[i];
    if (old.person >= record_of_.size() || record_of_[old.person] != i) continue;
    std::size_t end = i + 1 < records_.size() ? records_[i + 1].start : text_.size() - 1;
    record_of_[old.person] = static_cast<std::uint32_t>(records.size());
    records.push_back({static_cast<std::uint32_t>(text.size()), old.person, old.letters});
    text.append(text_, old.start, end - old.start);
  }
  if (!records.empty()) text += nickname_mark;
  text_ = std::move(text);
  records_ = std::move(records);
}

void PeopleSearch::clear() { *this = PeopleSearch(); }

std::size_t PeopleSearch::memory_bytes() const {
  return text_.capacity() + records_.capacity() * sizeof(Record) +
         record_of_.capacity() * sizeof(std::uint32_t);
}

PeopleSearch::Found PeopleSearch::find(std::string_view query, std::size_t limit) const {
  Query asked = query_of(query);
  if (asked.words.empty() || records_.empty()) return {};
  Scan scan(*this, limit);
  scan.exact(asked.words);
  if (asked.words.size() > 1 || all_digits(asked.words.front())) return scan.take();
  std::size_t letters = letters_of(asked.words.front());
  if (scan.total() < few && letters >= 3) scan.sounds(asked.folded);
  // Among very many people three letters but one would find everybody.
  bool worth_it = letters >= 4 || (letters == 3 && living_ <= 5'000);
  if (scan.total() < few && worth_it) scan.typos(asked.words.front());
  return scan.take();
}

}  // namespace sala::rules
