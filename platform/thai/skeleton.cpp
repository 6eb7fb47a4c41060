#include "platform/thai/skeleton.h"

#include "platform/thai/fold.h"

namespace sala::thai {
namespace {

constexpr char class_of_thai[] =
    //ก ข ฃ ค ฅ ฆ ง จ ฉ ช ซ ฌ ญ ฎ ฏ ฐ ฑ ฒ ณ ด ต ถ ท ธ น บ ป ผ ฝ พ ฟ ภ ม ย ร ฤ ล ฦ ว ศ ษ ส ห ฬ อ ฮ
    "KKKKKKGSSSSSYTTTTTNTTTTTNPPPPPPPMYLLLLWSSSHL-H";
constexpr char class_of_latin[] =
    // a b c d e f g h i j k l m n o p q r s t u v w x y z
    "-PKT-PKH-SKLMN-PKLST-PWSYS";

char class_at(std::string_view& rest) {
  if (rest.starts_with("ng")) {
    rest.remove_prefix(2);
    return 'G';
  }
  if (rest.starts_with("nk")) {  // Bank, แบงค์
    rest.remove_prefix(1);
    return 'G';
  }
  for (std::string_view pair : {"ch", "sh", "kh", "ph", "th"}) {
    if (!rest.starts_with(pair)) continue;
    rest.remove_prefix(2);
    return pair == "kh" ? 'K' : pair == "ph" ? 'P' : pair == "th" ? 'T' : 'S';
  }
  char32_t c = take_code_point(rest);
  if (c >= 0x0E01 && c <= 0x0E2E) return class_of_thai[c - 0x0E01];
  if (c >= 'a' && c <= 'z') return class_of_latin[c - 'a'];
  return '-';
}

}  // namespace

Script script_of(std::string_view text) {
  while (!text.empty()) {
    char32_t c = take_code_point(text);
    if (is_thai(c)) return Script::thai;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) return Script::latin;
  }
  return Script::none;
}

std::string consonant_skeleton(std::string_view folded) {
  std::string_view word = folded.substr(0, folded.find(' '));
  std::string classes;
  while (!word.empty()) {
    char c = class_at(word);
    if (c == '-' || (!classes.empty() && classes.back() == c)) continue;
    bool unsure = c == 'Y' || c == 'W' || c == 'H';
    if (unsure && !classes.empty()) continue;
    if (classes == "H" && (c == 'M' || c == 'N' || c == 'L' || c == 'G')) classes.clear();  // ห นำ
    classes += c;
  }
  return classes;
}

}  // namespace sala::thai
