#include "sync/hq/import/person_name.h"

#include <algorithm>

#include "platform/thai/fold.h"

namespace sala::importing {
namespace {

// How a title may stand before a name.
enum class Glue {
  yes,    // with nothing between (นายสมชาย, ดร.สมชาย)
  never,  // only before a space: many names begin so (พระพาย, คุณธรรม)
};

struct Title {
  std::string_view written;
  std::string_view full;  // empty: as written
  Glue glue = Glue::yes;
};

// The longest first where one begins another.
constexpr Title titles[] = {
    {"ว่าที่ร้อยตรีหญิง", ""},
    {"ว่าที่ ร้อยตรีหญิง", "ว่าที่ร้อยตรีหญิง"},
    {"ว่าที่ร้อยตรี", ""},
    {"ว่าที่ ร้อยตรี", "ว่าที่ร้อยตรี"},
    {"ว่าที่ ร.ต.หญิง", "ว่าที่ร้อยตรีหญิง"},
    {"ว่าที่ร.ต.หญิง", "ว่าที่ร้อยตรีหญิง"},
    {"ว่าที่ ร.ต.", "ว่าที่ร้อยตรี"},
    {"ว่าที่ร.ต.", "ว่าที่ร้อยตรี"},
    {"นางสาว", ""},
    {"น.ส.", "นางสาว"},
    {"นส.", "นางสาว"},
    {"นาย", ""},
    {"นาง", ""},
    {"เด็กชาย", ""},
    {"ด.ช.", "เด็กชาย"},
    {"ดช.", "เด็กชาย"},
    {"เด็กหญิง", ""},
    {"ด.ญ.", "เด็กหญิง"},
    {"ดญ.", "เด็กหญิง"},
    {"พระมหา", "", Glue::yes},
    {"พระครู", "", Glue::yes},
    {"พระอาจารย์", "", Glue::yes},
    {"พระ", "", Glue::never},
    {"สามเณร", "", Glue::yes},
    {"แม่ชี", "", Glue::yes},
    {"ศาสตราจารย์", ""},
    {"รองศาสตราจารย์", ""},
    {"ผู้ช่วยศาสตราจารย์", ""},
    {"ศ.", ""},
    {"รศ.", ""},
    {"ผศ.", ""},
    {"ดร.", ""},
    {"ดอกเตอร์", "ดร."},
    {"อาจารย์", "", Glue::yes},
    {"อ.", ""},
    {"ครู", "", Glue::never},
    {"คุณ", "", Glue::never},
    {"หมอ", "", Glue::never},
    {"นายแพทย์", ""},
    {"แพทย์หญิง", ""},
    {"นพ.", ""},
    {"พญ.", ""},
    {"ทพ.", ""},
    {"ทพญ.", ""},
    {"ภก.", ""},
    {"ภญ.", ""},
    {"น.สพ.", ""},
    {"สพ.ญ.", ""},
    {"สพญ.", ""},
    {"พว.", ""},
    {"พล.อ.", ""},
    {"พล.ท.", ""},
    {"พล.ต.", ""},
    {"พล.ต.อ.", ""},
    {"พล.ต.ท.", ""},
    {"พล.ต.ต.", ""},
    {"พ.อ.", ""},
    {"พ.ท.", ""},
    {"พ.ต.", ""},
    {"พ.ต.อ.", ""},
    {"พ.ต.ท.", ""},
    {"พ.ต.ต.", ""},
    {"ร.อ.", ""},
    {"ร.ท.", ""},
    {"ร.ต.", ""},
    {"ร.ต.อ.", ""},
    {"ร.ต.ท.", ""},
    {"ร.ต.ต.", ""},
    {"ด.ต.", ""},
    {"จ.ส.อ.", ""},
    {"จ.ส.ต.", ""},
    {"ส.อ.", ""},
    {"ส.ต.", ""},
    {"ส.ต.อ.", ""},
    {"ส.ต.ท.", ""},
    {"ส.ต.ต.", ""},
    {"จ.อ.", ""},
    {"พ.จ.อ.", ""},
    {"พลฯ", ""},
    {"พลทหาร", ""},
    {"ม.ร.ว.", ""},
    {"ม.ล.", ""},
    {"ม.จ.", ""},
    {"หม่อมหลวง", ""},
    {"หม่อมราชวงศ์", ""},
    {"Mr.", ""},
    {"Mrs.", ""},
    {"Ms.", ""},
    {"Dr.", ""},
    {"Prof.", ""},
    {"Asst. Prof.", ""},
    {"Assoc. Prof.", ""},
    {"Mr", "Mr.", Glue::never},
    {"Mrs", "Mrs.", Glue::never},
    {"Ms", "Ms.", Glue::never},
    {"Miss", "", Glue::never},
    {"Dr", "Dr.", Glue::never},
};

bool starts_with_any_case(std::string_view text, std::string_view front) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return text.size() >= front.size() &&
         std::equal(front.begin(), front.end(), text.begin(),
                    [&](char a, char b) { return lower(a) == lower(b); });
}

// What follows a glued title must itself be able to be a name: not a vowel or mark that belongs to
// the letter before (นายิกา), and more than one letter.
bool can_be_name(std::string_view rest) {
  if (thai::count_code_points(rest) < 2) return false;
  std::string_view copy = rest;
  char32_t first = thai::take_code_point(copy);
  bool dependent = (first >= 0x0E30 && first <= 0x0E3A) || first == 0x0E45 ||
                   (first >= 0x0E47 && first <= 0x0E4E);
  return !dependent;
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

// The title at the front of `text`; nullptr when there is none.
Title const* title_at(std::string_view text) {
  Title const* best = nullptr;
  for (Title const& title : titles) {
    if (!starts_with_any_case(text, title.written)) continue;
    std::string_view rest = text.substr(title.written.size());
    bool alone = rest.empty() || rest.front() == ' ';
    if (!alone && (title.glue == Glue::never || !can_be_name(rest))) continue;
    if (best == nullptr || title.written.size() > best->written.size()) best = &title;
  }
  return best;
}

std::string_view shown(Title const& title) {
  return title.full.empty() ? title.written : title.full;
}

}  // namespace

TitledText split_title(std::string_view text) {
  TitledText split;
  std::string_view rest = trimmed(text);
  while (Title const* title = title_at(rest)) {
    std::string_view after = trimmed(rest.substr(title->written.size()));
    if (after.empty()) break;  // a name that is a title's word, or nothing but a title
    split.title += shown(*title);
    rest = after;
  }
  split.rest = rest;
  return split;
}

std::string canonical_title(std::string_view text) {
  std::string all;
  for (std::string_view rest = trimmed(text); !rest.empty();) {
    Title const* title = title_at(rest);
    if (title == nullptr) return all + std::string(rest);
    all += shown(*title);
    rest = trimmed(rest.substr(title->written.size()));
  }
  return all;
}

PersonName split_full_name(std::string_view text) {
  TitledText titled = split_title(text);
  PersonName name;
  name.title = std::move(titled.title);
  auto space = titled.rest.find(' ');
  name.given_name = titled.rest.substr(0, space);
  if (space != std::string::npos) name.surname = titled.rest.substr(space + 1);
  return name;
}

}  // namespace sala::importing
