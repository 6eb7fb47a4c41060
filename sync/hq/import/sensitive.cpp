#include "sync/hq/import/sensitive.h"

#include "platform/base/catalogue.h"
#include "platform/thai/fold.h"

namespace sala::importing {
namespace {

struct Sensitive {
  char const* what;
  std::string_view words;  // separated by |; Latin ones are whole words, or begin one before a *
};

constexpr Sensitive kinds[] = {
    {word("national ID or passport numbers"),
     "บัตรประชาชน|ประจำตัวประชาชน|บัตร ปชช|บัตรปชช|เลขประชาชน|เลข 13 หลัก|เลข13หลัก|"
     "หนังสือเดินทาง|พาสปอร์ต|national id|citizen id|id card|identity card|passport|ssn"},
    {word("religion"), "ศาสนา|religion|นิกาย"},
    {word("health"),
     "กรุ๊ปเลือด|หมู่เลือด|หมู่โลหิต|โรคประจำตัว|สุขภาพ|แพ้ยา|แพ้อาหาร|อาหารที่แพ้|"
     "ประวัติการแพ้|ยาประจำ|ความพิการ|พิการ|การตั้งครรภ์|วัคซีน|blood|health|disease|"
     "illness|allerg*|medical|medication|disabilit*|pregnan*|vaccin*"},
    {word("bank accounts"),
     "เลขที่บัญชี|เลขบัญชี|บัญชีธนาคาร|ธนาคาร|พร้อมเพย์|bank|account number|promptpay|"
     "iban|เลขบัตรเครดิต|credit card"},
    {word("ethnic origin"), "เชื้อชาติ|ชาติพันธุ์|ethnic|race"},
    {word("political opinions or criminal records"),
     "ความคิดเห็นทางการเมือง|พรรคการเมือง|ประวัติอาชญากรรม|คดี|political|criminal"},
    {word("sexual orientation"), "รสนิยมทางเพศ|เพศวิถี|sexual|orientation"},
    {word("passwords"), "รหัสผ่าน|password|passcode|pin code"},
    {word("other people's details"),
     "ผู้ปกครอง|บิดา|มารดา|ฉุกเฉิน|guardian|parent|parents|father|mother|emergency|next of kin"},
};

}  // namespace

char const* sensitive_heading(std::string_view heading) {
  std::string folded = " " + thai::search_fold(heading) + " ";
  for (Sensitive const& kind : kinds) {
    std::string_view rest = kind.words;
    while (!rest.empty()) {
      std::string_view each = rest.substr(0, rest.find('|'));
      rest.remove_prefix(std::min(rest.size(), each.size() + 1));
      bool stem = each.ends_with('*');
      if (stem) each.remove_suffix(1);
      std::string wanted = thai::search_fold(each);
      bool latin = static_cast<unsigned char>(wanted.front()) < 0x80;
      if (latin) wanted.insert(0, " ");  // "trace" is no "race"
      if (latin && !stem) wanted += ' ';
      if (folded.find(wanted) != std::string::npos) return kind.what;
    }
  }
  return nullptr;
}

bool is_national_id(std::string_view text) {
  std::string digits;
  for (char c : thai::ascii_digits(text)) {
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c != '-' && c != ' ') {
      return false;
    }
  }
  if (digits.size() != 13 || digits[0] == '0') return false;
  int sum = 0;
  for (int i = 0; i < 12; ++i) sum += (digits[static_cast<std::size_t>(i)] - '0') * (13 - i);
  return (11 - sum % 11) % 10 == digits[12] - '0';
}

bool are_national_ids(std::vector<std::string_view> const& cells) {
  std::size_t filled = 0, ids = 0;
  for (std::string_view cell : cells) {
    if (cell.empty()) continue;
    ++filled;
    ids += is_national_id(cell);
  }
  return ids > 0 && ids * 2 >= filled && (ids >= 2 || filled == 1);
}

}  // namespace sala::importing
