#include "tests/bench/people.h"

#include <array>

namespace sala::bench {
namespace {

constexpr std::array nicknames{
    "บีม",   "ปุ๊ก",   "ญาญ่า", "ต้นน้ำ",   "ฟ้า",  "โจ้",   "มายด์", "กี้",      "เล็ก",   "อ้วน",
    "ดรีม",  "ไอซ์",  "นัท",   "มะปราง", "เจน", "ก้อง",  "ขวัญ",  "แก้ม",    "เก่ง",   "จ๋า",
    "ชมพู่",  "เชอรี่", "ซัน",   "ดิว",     "ตาล", "ทราย", "เบิ้ม",  "น้ำหวาน", "บอส",   "ใบเตย",
    "ปอ",   "ปิ่น",   "แพร",  "ฟลุ๊ค",    "มิ้นท์", "เมย์",  "ยิ้ม",   "ริว",     "ลูกหว้า", "วิน",
    "อาร์ม", "ฮานา", "เอ",   "โอ๊ต",    "แนน", "นุ่น",   "เฟิร์น", "พลอย",   "เบล",   "แบงค์",
    "กอล์ฟ", "เจมส์", "ต้น",   "หนึ่ง",    "ส้ม",  "อุ้ม",   "จูน",   "ปลา",    "กบ",    "หมิว"};
constexpr std::array romanised_nicknames{
    "Beam", "Puk", "Yaya",  "Tonnam", "Fah",  "Jo",   "Mind", "Kee",  "Lek", "Uan",    "Dream",
    "Ice",  "Nat", "Prang", "Jane",   "Kong", "Kwan", "Kaem", "Keng", "Ja",  "Chompoo"};
constexpr std::array given_starts{"ณัฐ",   "กฤษ",  "ธน",  "ศุภ",  "พิมพ์",  "วรา", "ปฐม", "ชญา",
                                  "นันท",  "ปาลิ",  "เจน", "ก้อง", "กัญญา", "กมล", "จิรา", "ชล",
                                  "ดิศ",   "ธีร",   "นภัส", "บวร", "เบญจ", "ปกร", "พงศ", "มิน",
                                  "เมธา", "วรรณ", "ชัย",  "อภิ",  "สุภา",  "รัตน"};
constexpr std::array given_ends{"ธิดา", "ภัทร", "วิชญ์", "ชนก", "ภรณ์", "พงษ์", "นิศ",  "วัฒน์",
                                "วุฒิ",  "ตา",  "จิรา", "ภพ",  "ณัฐ",  "พร",  "ธิชา", "รณ์",
                                "สสร", "วิทย์", "มาศ", "กร",  "ตรา", "วี",   "วิสา", "ชัย"};
constexpr std::array surname_starts{"สุข",   "วงศ์",  "ญาณ",  "เรือง", "กลิ่น",  "ปาน",   "รัก",    "ฎีกา",
                                    "มั่น",   "อ่อน",  "จันทร์", "ทอง",  "ขำ",   "นาค",   "แสง",   "ศรี",
                                    "บุญ",   "พรหม", "สม",   "ยิ้ม",   "อินทร์", "พูล",    "คำ",    "หนู",
                                    "เจริญ", "ไพร",  "ชู",    "เพชร", "โพธิ์",  "สุวรรณ", "กาญจน์", "ตันติ",
                                    "รุ่ง",   "ประ",  "วิเศษ", "ชาญ",  "มณี",   "เดช"};
constexpr std::array surname_ends{
    "ใจ", "ทอง",  "วุฒิ",  "ศรี",  "หอม", "ไทย",   "ชัย",  "คง",  "ละมัย", "เพ็ญ",  "ดี",    "คม",
    "สุข", "สวัสดิ์", "มา",  "บูรณ์", "แย้ม", "แก้ว",   "แปง", "วัลย์", "ช่วย",  "รัตน์",  "งาม",  "วงศ์",
    "นา", "ภักดี",  "พันธุ์", "เลิศ", "กุล",  "เสถียร", "จิตต์", "ขจร", "สกุล",  "พิทักษ์", "ธรรม", "มงคล"};
constexpr std::array surname_tails{"", "", "", "กุล", "ชัย", "วงศ์", "ศักดิ์", "พงศ์"};

// Spreads neighbours far apart (SplitMix64's finish), the same on every machine.
std::uint64_t spread(std::uint64_t number) {
  number += 0x9e3779b97f4a7c15U;
  number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9U;
  number = (number ^ (number >> 27)) * 0x94d049bb133111ebU;
  return number ^ (number >> 31);
}

template <class List>
auto pick(List const& list, std::uint64_t& dice) {
  auto at = dice % list.size();
  dice = spread(dice);
  return list[at];
}

}  // namespace

ParticipantSet thai_person(std::size_t number) {
  std::uint64_t dice = spread(number);
  ParticipantSet set;
  set.participant.bytes[0] = 1;
  for (std::size_t i = 0; i < 4; ++i) {
    set.participant.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  }
  set.code = "SALA-" + std::to_string(1001 + number);
  auto nickname = dice % nicknames.size();
  set.nickname = nicknames[nickname];
  set.title = dice % 2 == 0 ? "นางสาว" : "นาย";
  dice = spread(dice);
  set.given_name = std::string(pick(given_starts, dice)) + pick(given_ends, dice);
  set.surname = std::string(pick(surname_starts, dice)) + pick(surname_ends, dice) +
                pick(surname_tails, dice);
  if (nickname < romanised_nicknames.size()) set.romanised = romanised_nicknames[nickname];
  set.phone = "08" + std::to_string(10'000'000 + dice % 90'000'000);
  set.birth_date = std::to_string(1996 + dice % 14);
  return set;
}

std::vector<ParticipantSet> thai_people(std::size_t count) {
  std::vector<ParticipantSet> people;
  people.reserve(count);
  for (std::size_t i = 0; i < count; ++i) people.push_back(thai_person(i));
  return people;
}

std::vector<std::string> letter_by_letter(std::string const& name) {
  std::vector<std::string> typed;
  for (std::size_t end = 1; end <= name.size(); ++end) {
    bool whole = end == name.size() || (name[end] & 0xC0) != 0x80;
    if (whole) typed.push_back(name.substr(0, end));
  }
  return typed;
}

}  // namespace sala::bench
