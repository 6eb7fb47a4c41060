#include "platform/thai/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/unorm2.h>

#include <vector>

namespace sala::thai {
namespace {

constexpr char32_t wrong = 0xFFFD;
constexpr char32_t sara_a = 0x0E32, sara_am = 0x0E33, sara_e = 0x0E40, sara_ae = 0x0E41,
                   lakkhangyao = 0x0E45, maitaikhu = 0x0E47, nikhahit = 0x0E4D, joiner = 0x200D;

using CodePoints = std::vector<char32_t>;

bool is_tone(char32_t c) { return c >= 0x0E48 && c <= 0x0E4B; }
bool is_vowel_mark(char32_t c) { return c == 0x0E31 || (c >= 0x0E34 && c <= 0x0E39); }
bool is_thai_mark(char32_t c) {
  return is_vowel_mark(c) || c == 0x0E3A || (c >= maitaikhu && c <= 0x0E4E);
}
bool is_space(char32_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || (c >= 0x80 && u_isUWhiteSpace(c));
}
// Letters need no joiner; pictures do.
bool joins(char32_t c) { return c >= 0x2190 && c != wrong; }

CodePoints decode(std::string_view text) {
  CodePoints out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::string_view before = text;
    char32_t c = take_code_point(text);
    bool really = c != wrong || before.starts_with("\xEF\xBF\xBD");
    if (really) out.push_back(c);
  }
  return out;
}

std::string encode(CodePoints const& points) {
  std::string out;
  out.reserve(points.size() * 3);
  for (char32_t c : points) append_code_point(out, c);
  return out;
}

// Canonical composition; Thai and ASCII are stable under it and skip the work.
CodePoints composed(CodePoints points) {
  bool plain = true;
  for (char32_t c : points) plain = plain && (c < 0x80 || is_thai(c));
  if (plain) return points;
  UErrorCode status = U_ZERO_ERROR;
  auto const* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return points;
  auto normal =
      nfc->normalize(icu::UnicodeString::fromUTF32(reinterpret_cast<UChar32 const*>(points.data()),
                                                   static_cast<int32_t>(points.size())),
                     status);
  if (U_FAILURE(status)) return points;
  CodePoints out;
  for (int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1)) {
    out.push_back(static_cast<char32_t>(normal.char32At(i)));
  }
  return out;
}

bool is_invisible(CodePoints const& points, std::size_t i) {
  char32_t c = points[i];
  if (c < 0x20 || c == 0x7F) return true;
  if (c < 0x80 || is_thai(c)) return false;
  if (c == joiner) {
    return i == 0 || i + 1 == points.size() || !joins(points[i - 1]) || !joins(points[i + 1]);
  }
  auto kind = u_charType(static_cast<UChar32>(c));
  // Tags (E0020–E007F) are format characters too, but flags of regions need them.
  bool tag = c >= 0xE0020 && c <= 0xE007F;
  return kind == U_CONTROL_CHAR || (kind == U_FORMAT_CHAR && !tag) || kind == U_SURROGATE;
}

CodePoints without_invisible(CodePoints const& points) {
  CodePoints out;
  out.reserve(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (is_space(points[i])) {
      if (!out.empty() && out.back() != ' ') out.push_back(' ');
    } else if (!is_invisible(points, i)) {
      out.push_back(points[i]);
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// One pass; each rule looks at what has been put out already.
CodePoints thai_in_order(CodePoints const& points) {
  CodePoints out;
  out.reserve(points.size());
  auto back = [&](std::size_t n) { return out.size() >= n ? out[out.size() - n] : U'\0'; };
  for (char32_t c : points) {
    if (is_thai_mark(c) && c == back(1)) continue;
    if (c == sara_e && back(1) == sara_e) {
      out.back() = sara_ae;
    } else if (c == sara_a && back(1) == nikhahit) {  // ํ + า
      out.back() = sara_am;
    } else if (c == sara_a && is_tone(back(1)) && back(2) == nikhahit) {  // ํ + ้ + า
      out[out.size() - 2] = back(1);
      out.back() = sara_am;
    } else if ((is_vowel_mark(c) || c == nikhahit) && is_tone(back(1))) {  // tone before vowel
      char32_t tone = out.back();
      out.back() = c;
      out.push_back(tone);
    } else if (is_tone(c) && back(1) == sara_am) {  // ำ + ้
      out.back() = c;
      out.push_back(sara_am);
    } else {
      out.push_back(c);
    }
  }
  return out;
}

CodePoints tidied(std::string_view text) {
  CodePoints points = decode(text);
  // Once is enough for what people type; nonsense (five tones, then two vowels) takes as many
  // rounds as it has marks out of place, so the rounds have a limit.
  for (int round = 0; round < 16; ++round) {
    CodePoints next = thai_in_order(composed(without_invisible(points)));
    if (next == points) break;
    points = std::move(next);
  }
  return points;
}

bool dropped_in_fold(char32_t c) {
  return (c >= maitaikhu && c <= 0x0E4E) || c == 0x0E3A || c == '.' || c == '\'' || c == '`' ||
         c == '"' || c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == joiner;
}

bool space_in_fold(char32_t c) {
  return c == ' ' || c == '-' || c == '/' || c == '_' || c == ',' || c == '(' || c == ')' ||
         (c >= 0x2010 && c <= 0x2015);
}

class Folder {
 public:
  void add(char32_t c) {
    if (dropped_in_fold(c)) return;
    if (space_in_fold(c)) return space();
    if (c >= 'A' && c <= 'Z') c += 32;
    if (c < 0x80) return put(c);
    if (c >= 0x0E50 && c <= 0x0E59) return put(c - 0x0E50 + '0');
    if (c == lakkhangyao) return put(sara_a);
    if (is_thai(c)) return put(c);
    add_decomposed(c);
  }
  std::string take() {
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    return encode(out_);
  }

 private:
  void space() {
    if (!out_.empty() && out_.back() != ' ') out_.push_back(' ');
  }
  void put(char32_t c) {
    bool latin = c >= 'a' && c <= 'z';
    if (latin && !out_.empty() && out_.back() == c) return;
    out_.push_back(c);
  }
  // Accented, full-width and other compatibility forms, through NFKD without its marks.
  void add_decomposed(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    auto const* nfkd = unorm2_getNFKDInstance(&status);
    UChar buffer[40];  // the longest decomposition of one code point is 18 units
    int32_t length = U_FAILURE(status) ? -1
                                       : unorm2_getDecomposition(nfkd, static_cast<UChar32>(c),
                                                                 buffer, 40, &status);
    if (length < 0 || U_FAILURE(status)) return put_folded(c);
    for (int32_t i = 0; i < length;) {
      UChar32 part;
      U16_NEXT(buffer, i, length, part);
      put_folded(static_cast<char32_t>(part));
    }
  }
  void put_folded(char32_t c) {
    if (u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) return;
    if (is_space(c) || space_in_fold(c)) return space();
    if (dropped_in_fold(c)) return;
    put(static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT)));
  }

  CodePoints out_;
};

}  // namespace

char32_t take_code_point(std::string_view& text) {
  auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned lead = at(0);
  std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
  if (length == 0 || lead > 0xF4 || length > text.size()) {
    text.remove_prefix(1);
    return wrong;
  }
  char32_t c = length == 1 ? lead : lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((at(i) & 0xC0) != 0x80) {
      text.remove_prefix(1);
      return wrong;
    }
    c = c << 6 | (at(i) & 0x3Fu);
  }
  bool overlong = (length == 3 && c < 0x800) || (length == 4 && (c < 0x10000 || c > 0x10FFFF));
  if (overlong || (c >= 0xD800 && c < 0xE000)) {
    text.remove_prefix(1);
    return wrong;
  }
  text.remove_prefix(length);
  return c;
}

void append_code_point(std::string& out, char32_t c) {
  auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | c >> 6);
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | c >> 12);
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | c >> 18);
    put(0x80 | (c >> 12 & 0x3F));
    put(0x80 | (c >> 6 & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::size_t count_code_points(std::string_view utf8) {
  std::size_t count = 0;
  for (char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::string tidy(std::string_view text) { return encode(tidied(text)); }

std::string search_fold(std::string_view text) {
  std::string folded(text);
  // What is dropped may bring letters together that fold again (เ.เ), so until nothing changes.
  for (int round = 0; round < 16; ++round) {
    Folder folder;
    for (char32_t c : tidied(folded)) folder.add(c);
    std::string next = folder.take();
    if (next == folded) break;
    folded = std::move(next);
  }
  return folded;
}

std::string ascii_digits(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::string_view before = text;
    char32_t c = take_code_point(text);
    if (c >= 0x0E50 && c <= 0x0E59) {
      out += static_cast<char>('0' + (c - 0x0E50));
    } else {
      out.append(before.substr(0, before.size() - text.size()));
    }
  }
  return out;
}

}  // namespace sala::thai
