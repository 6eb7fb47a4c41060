#include "sync/hq/import/values.h"

#include <array>
#include <charconv>
#include <cmath>

#include "platform/thai/fold.h"

namespace sala::importing {
namespace {

using std::chrono::year_month_day;

template <class Value>
struct Words {
  Value value;
  std::string_view words;  // separated by |
};

// The value whose words hold the folded text.
template <class Value, std::size_t N>
std::optional<Value> one_of(std::string_view text, Words<Value> const (&table)[N]) {
  std::string folded = thai::search_fold(text);
  if (folded.empty()) return std::nullopt;
  for (Words<Value> const& each : table) {
    std::string_view rest = each.words;
    while (!rest.empty()) {
      std::string_view known = rest.substr(0, rest.find('|'));
      rest.remove_prefix(std::min(rest.size(), known.size() + 1));
      if (thai::search_fold(known) == folded) return each.value;
    }
  }
  return std::nullopt;
}

constexpr Words<bool> yes_no_words[] = {{true, "ใช่|มี|ได้|ต้อง|จริง|yes|y|true|1|x|✓|✔|☑|/|ขอ"},
                                        {false, "ไม่|ไม่ใช่|ไม่มี|ไม่ต้อง|เท็จ|no|n|false|0"}};

constexpr Words<Learning> learning_words[] = {
    {Learning::classroom,
     "ห้องเรียน|ในห้องเรียน|การเรียนรู้ในห้องเรียน|อบรม|บรรยาย|ปฏิบัติการ|เวิร์กชอป|"
     "classroom|class|workshop|lecture"},
    {Learning::community,
     "ชุมชน|กับชุมชน|อาสา|อาสาสมัคร|ชุมชนและอาสา|ชุมชนและอาสาสมัคร|ลงชุมชน|จิตอาสา|"
     "ลงพื้นที่|community|volunteer|volunteering|community and volunteering|field"},
    {Learning::exchange,
     "แลกเปลี่ยน|ดูงาน|ศึกษาดูงาน|แลกเปลี่ยนเรียนรู้|แลกเปลี่ยนและดูงาน|"
     "แลกเปลี่ยนและศึกษาดูงาน|exchange|study visit|exchange and study visits|visit"},
    {Learning::project,
     "โครงงาน|โครงการ|โครงการนวัตกรรม|นวัตกรรม|นวัตกรรมสังคม|โครงการนวัตกรรมสังคม|"
     "ทำโครงการ|project|social innovation project|innovation"}};

constexpr Words<FormMoment> form_moment_words[] = {
    {FormMoment::sign_in,
     "ลงชื่อ|ตอนลงชื่อ|ลงชื่อเข้า|เข้า|ตอนเข้า|เริ่ม|ก่อน|ก่อนเริ่ม|sign-in|sign in|sign_in|signin|start|before"},
    {FormMoment::end, "จบ|ตอนจบ|ท้าย|ตอนท้าย|หลัง|ออก|end|at the end|after|sign-out|sign out"},
    {FormMoment::any_time,
     "ตลอด|ตลอดเวลา|เมื่อไรก็ได้|เมื่อไหร่ก็ได้|ทุกเวลา|any|any time|any_time|anytime|always"}};

constexpr Words<Level> level_words[] = {
    {Level::any, "ทุกระดับ|ทั่วไป|ไม่จำกัด|any|all|all levels"},
    {Level::beginner,
     "ต้น|เริ่มต้น|ระดับต้น|ผู้เริ่มต้น|พื้นฐาน|เบื้องต้น|beginner|beginners|basic|"
     "introductory|1"},
    {Level::experienced, "กลาง|ปานกลาง|ระดับกลาง|มีประสบการณ์|experienced|intermediate|2"},
    {Level::advanced, "สูง|ระดับสูง|ขั้นสูง|ก้าวหน้า|advanced|expert|3"}};

constexpr Words<bool> core_words[] = {
    {true, "แกน|แกนหลัก|วิชาแกน|หลัก|บังคับ|วิชาบังคับ|core|required|mandatory|ใช่|yes|true|1"},
    {false, "เลือก|วิชาเลือก|เสริม|elective|optional|choice|ไม่|ไม่ใช่|no|false|0"}};

constexpr Words<bool> status_words[] = {
    {true,
     "ออก|ลาออก|ถอนตัว|สละสิทธิ์|ไม่เข้าร่วม|ยกเลิก|left|withdrawn|withdrew|cancelled|"
     "inactive|tobedeleted"},
    {false, "เข้าร่วม|ยืนยัน|ปกติ|ยืนยันแล้ว|active|confirmed|expected|enrolled"}};

// Muted enough to carry dark text, told apart by the colour-blind by their lightness.
constexpr Words<std::string_view> colour_words[] = {{"#d9534f", "แดง|สีแดง|red"},
                                                    {"#f0a04b", "ส้ม|สีส้ม|orange"},
                                                    {"#f2cf5b", "เหลือง|สีเหลือง|yellow"},
                                                    {"#5fae6e", "เขียว|สีเขียว|green"},
                                                    {"#5b9bd5", "ฟ้า|สีฟ้า|น้ำเงิน|สีน้ำเงิน|blue"},
                                                    {"#9b7fc7", "ม่วง|สีม่วง|purple|violet"},
                                                    {"#e58fb1", "ชมพู|สีชมพู|pink"},
                                                    {"#8d6e63", "น้ำตาล|สีน้ำตาล|brown"}};

std::optional<double> plain_number(std::string_view text) {
  double value = 0;
  auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

// Excel's count of days since 1899-12-30, from 1910 to 2200, or 543 years later when a Buddhist
// year was typed into a Gregorian cell.
thai::ParsedDate from_serial(double serial) {
  thai::ParsedDate parsed;
  bool gregorian = serial >= 3'654 && serial < 109'939;
  bool buddhist = serial >= 201'979 && serial < 308'264;
  if (!gregorian && !buddhist) {
    parsed.fault = thai::DateFault::unreadable;
    return parsed;
  }
  auto epoch = std::chrono::sys_days(std::chrono::year(1899) / 12 / 30);
  year_month_day date(epoch + std::chrono::days(static_cast<int>(serial)));
  return thai::parse_date(thai::iso_date(date));  // knows what to do with a year above 2400
}

std::optional<year_month_day> relative_date(std::string_view text, year_month_day today) {
  for (std::string_view name : {"TODAY", "today", "วันนี้"}) {
    if (!text.starts_with(name)) continue;
    std::string_view rest = text.substr(name.size());
    int days = 0;
    if (rest.starts_with('+')) rest.remove_prefix(1);
    auto parsed = std::from_chars(rest.data(), rest.data() + rest.size(), days);
    if (!rest.empty() && (parsed.ec != std::errc() || parsed.ptr != rest.data() + rest.size())) {
      return std::nullopt;
    }
    if (std::abs(days) > 10'000) return std::nullopt;
    return year_month_day(std::chrono::sys_days(today) + std::chrono::days(days));
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> phone_of(std::string_view text) {
  std::string digits;
  bool abroad = false;
  for (char c : thai::ascii_digits(text)) {
    bool between = c == ' ' || c == '-' || c == '.' || c == '(' || c == ')';
    if (c >= '0' && c <= '9') {
      digits += c;
    } else if (c == '+' && digits.empty()) {
      abroad = true;
    } else if (!between && !digits.empty()) {
      break;  // a second number, or "ต่อ 123"
    }
  }
  if (digits.starts_with("66") && (abroad || digits.size() == 11)) {
    digits = digits[2] == '0' ? digits.substr(2) : "0" + digits.substr(2);
    abroad = false;
  }
  if (abroad) {
    if (digits.size() < 8 || digits.size() > 15) return std::nullopt;  // E.164
    return "+" + digits;
  }
  if (digits.size() == 9 && digits[0] != '0' && digits[0] != '1') digits.insert(0, "0");
  bool landline = digits.size() == 9 && digits[0] == '0';
  bool mobile = digits.size() == 10 && digits[0] == '0';
  if (!landline && !mobile) return std::nullopt;
  return digits;
}

thai::ParsedDate date_of(workbook::Cell const& cell, std::optional<year_month_day> relative) {
  std::string text = thai::tidy(cell.text);
  if (relative) {
    if (auto date = relative_date(text, *relative)) return {thai::DateFault::none, *date, false};
  }
  if (auto serial = plain_number(text)) return from_serial(*serial);
  return thai::parse_date(text);
}

BirthDate birth_date_of(workbook::Cell const& cell, year_month_day today) {
  std::string text = thai::ascii_digits(thai::tidy(cell.text));
  int const this_year = static_cast<int>(today.year());
  if (auto number = plain_number(text); number && text.size() == 4) {
    int year = static_cast<int>(*number);
    if (year > this_year + 100) year -= thai::buddhist_offset;
    if (year > this_year || year < this_year - 120) return {{}, thai::DateFault::impossible};
    return {std::to_string(year), thai::DateFault::none};
  }
  auto parsed = date_of(cell);
  if (parsed.fault != thai::DateFault::none) return {{}, parsed.fault};
  bool sensible = parsed.date <= today && static_cast<int>(parsed.date.year()) >= this_year - 120;
  if (!sensible) return {{}, thai::DateFault::impossible};
  return {thai::iso_date(parsed.date), thai::DateFault::none};
}

std::optional<std::chrono::seconds> time_of(workbook::Cell const& cell) {
  std::string text = thai::tidy(cell.text);
  if (auto time = thai::parse_clock(text)) return time;
  if (cell.type == workbook::CellType::date) {
    auto space = text.find(' ');
    if (space != std::string::npos) return thai::parse_clock(text.substr(space + 1));
  }
  // "9.3" and "9.30" in a number cell: Excel drops the zero of 9.30.
  if (cell.type == workbook::CellType::number && cell.number >= 0 && cell.number < 24) {
    double hours = std::floor(cell.number);
    auto minutes = static_cast<int>(std::lround((cell.number - hours) * 100));
    if (minutes < 60) {
      return std::chrono::seconds(static_cast<int>(hours) * 3600 + minutes * 60);
    }
  }
  return std::nullopt;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::string ascii = thai::ascii_digits(text), digits;
  for (char c : ascii) {
    bool digit = c >= '0' && c <= '9';
    if (digit) digits += c;
    if (!digit && c == '-') return std::nullopt;
    if (!digit && !digits.empty() && c != ',') break;
  }
  bool first = !ascii.empty() && ascii.front() >= '0' && ascii.front() <= '9';
  if (!first || digits.size() > 9) return std::nullopt;
  auto point = ascii.find('.');
  if (point != std::string::npos && ascii.find_first_of("123456789", point) != std::string::npos) {
    return std::nullopt;
  }
  return std::stoll(digits);
}

std::optional<bool> yes_or_no(std::string_view text) {
  if (text == "/" || text == "✓" || text == "✔" || text == "☑") return true;  // folding drops them
  return one_of(text, yes_no_words);
}
std::optional<Learning> learning_of(std::string_view text) { return one_of(text, learning_words); }
std::optional<FormMoment> form_moment_of(std::string_view text) {
  return one_of(text, form_moment_words);
}

std::string_view name_of(FormMoment when, thai::Language language) {
  bool is_thai = language == thai::Language::thai;
  switch (when) {
    case FormMoment::sign_in:
      return is_thai ? "ตอนลงชื่อ" : "sign-in";
    case FormMoment::end:
      return is_thai ? "ตอนจบ" : "end";
    case FormMoment::any_time:
      break;
  }
  return is_thai ? "ตลอดเวลา" : "any time";
}

std::optional<Level> level_of(std::string_view text) { return one_of(text, level_words); }
std::optional<bool> core_of(std::string_view text) { return one_of(text, core_words); }
std::optional<bool> status_of(std::string_view text) { return one_of(text, status_words); }

std::optional<std::string> colour_of(std::string_view text) {
  if (text.size() == 7 && text[0] == '#') {
    std::string code;
    for (char c : text) code += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (code.find_first_not_of("0123456789abcdef", 1) == std::string::npos) return code;
  }
  auto known = one_of(text, colour_words);
  if (!known) return std::nullopt;
  return std::string(*known);
}

std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    auto end = std::min(text.find_first_of(",;|\n"), text.size());
    std::string part = thai::tidy(text.substr(0, end));
    if (!part.empty()) parts.push_back(std::move(part));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return parts;
}

}  // namespace sala::importing
