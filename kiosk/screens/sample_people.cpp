// The people of sample.h. All made up.
#include <array>

#include "kiosk/screens/sample.h"

namespace sala::kiosk {

namespace {

struct Made {
  char const *nickname, *title, *given, *surname;
};

constexpr std::array<Made, 43> made{{{"บีม", "นางสาว", "ณัฐธิดา", "สุขใจ"},
                                     {"ปุ๊ก", "นาย", "กฤษณ์", "วงศ์ทอง"},
                                     {"ญาญ่า", "นางสาว", "อุรัสยา", "ญาณวุฒิ"},
                                     {"ต้นน้ำ", "นาย", "ธนภัทร", "เรืองศรี"},
                                     {"ฟ้า", "นางสาว", "ฟ้าใส", "กลิ่นหอม"},
                                     {"โจ้", "นาย", "ศุภวิชญ์", "ปานทอง"},
                                     {"มายด์", "นางสาว", "พิมพ์ชนก", "รักไทย"},
                                     {"กี้", "นางสาว", "ฐิติมา", "ฎีกาชัย"},
                                     {"เล็ก", "นาง", "วราภรณ์", "มั่นคง"},
                                     {"อ้วน", "นาย", "ปฐมพงษ์", "อ่อนละมัย"},
                                     {"ดรีม", "นางสาว", "ชญานิศ", "จันทร์เพ็ญ"},
                                     {"ไอซ์", "นาย", "นันทวัฒน์", "ทองดี"},
                                     {"นัท", "นาย", "ณัฐวุฒิ", "ขำคม"},
                                     {"มะปราง", "นางสาว", "ปาลิตา", "นาคสุข"},
                                     {"เจน", "นางสาว", "เจนจิรา", "แสงดี"},
                                     {"ก้อง", "นาย", "ก้องภพ", "ศรีสวัสดิ์"},
                                     {"ขวัญ", "นางสาว", "ขวัญข้าว", "บุญมา"},
                                     {"ข้าวฟ่าง", "นางสาว", "กัญญาณัฐ", "พรหมมา"},
                                     {"แก้ม", "นางสาว", "กมลชนก", "ใจดี"},
                                     {"เก่ง", "นาย", "เก่งกาจ", "สมบูรณ์"},
                                     {"จ๊ะจ๋า", "นางสาว", "จิราพร", "ยิ้มแย้ม"},
                                     {"ชมพู่", "นางสาว", "ชลธิชา", "อินทร์แก้ว"},
                                     {"เชอรี่", "นางสาว", "ณิชา", "พูลสุข"},
                                     {"ซัน", "นาย", "ซันนี่", "อาแว"},
                                     {"ดิว", "นาย", "ดิศรณ์", "หะยีสาและ"},
                                     {"ตาล", "นางสาว", "ตาลทิพย์", "คำแปง"},
                                     {"ทราย", "นางสาว", "ทรายแก้ว", "ลุงหม่อง"},
                                     {"เบิ้ม", "นาย", "ธีรภัทร", "หนูแก้ว"},
                                     {"น้ำหวาน", "นางสาว", "นภัสสร", "ดวงดี"},
                                     {"บอส", "นาย", "บวรวิทย์", "เจริญสุข"},
                                     {"ใบเตย", "นางสาว", "เบญจมาศ", "ไพรวัลย์"},
                                     {"ปอ", "นาย", "ปกรณ์", "ภูผา"},
                                     {"ปิ่น", "นางสาว", "ปิ่นมณี", "ชูช่วย"},
                                     {"แพร", "นางสาว", "แพรวา", "สายชล"},
                                     {"ฟลุ๊ค", "นาย", "พงศกร", "เพชรรัตน์"},
                                     {"มิ้นท์", "นางสาว", "มินตรา", "โพธิ์งาม"},
                                     {"เมย์", "นางสาว", "เมธาวี", "ตันติวงศ์"},
                                     {"ยิ้ม", "นางสาว", "รอยยิ้ม", "สุวรรณ"},
                                     {"ริว", "นาย", "ริวกิ", "ทานากะ"},
                                     {"ลูกหว้า", "นางสาว", "วรรณวิสา", "เทพารักษ์"},
                                     {"วิน", "นาย", "ชัยวัฒน์", "กาญจนา"},
                                     {"อาร์ม", "นาย", "อารักษ์", "ฮัสซัน"},
                                     {"ฮานา", "นางสาว", "ฮานา", "เจ๊ะและ"}}};

struct Group {
  char const *th, *en, *colour;
};
constexpr std::array<Group, 6> teams{{{"ต้นกล้า", "Seedlings", "#2B7A4B"},
                                      {"สายลม", "Wind", "#0F5C6E"},
                                      {"ตะวัน", "Sun", "#F2A93B"},
                                      {"ดอกคูน", "Khun flower", "#C9A227"},
                                      {"คลื่น", "Waves", "#3A6EA5"},
                                      {"ภูผา", "Cliff", "#6B3F74"}}};
constexpr std::array<Group, 4> organisations{
    {{"มูลนิธิเยาวชนริมคลอง", "Canalside Youth Foundation", ""},
     {"เครือข่ายคนหนุ่มสาวเพื่อบ้านเกิด", "Young People for Home Network", ""},
     {"สมาคมนักเรียนรู้ชุมชน", "Community Learners' Association", ""},
     {"กลุ่มละครมะขามป้อมน้อย", "Little Tamarind Theatre Group", ""}}};

template <class IdType>
IdType numbered(std::uint8_t kind, std::size_t number) {
  IdType id;
  id.bytes[0] = kind;
  for (std::size_t i = 0; i < 4; ++i) {
    id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  }
  return id;
}

Person make_person(std::size_t number, Made const& it) {
  ParticipantSet set;
  set.participant = numbered<ParticipantId>(1, number + 1);
  set.code = "SALA-" + std::to_string(1001 + number);
  set.nickname = it.nickname;
  set.title = it.title;
  set.given_name = it.given;
  set.surname = it.surname;
  set.phone = "081555" + std::to_string(1000 + number % 9000);
  set.birth_date = "2005-04-12";
  auto person = to_person(set, numbered<ProgrammeId>(2, 1));
  auto const& team = teams[number % teams.size()];
  person.team = {team.th, team.en};
  person.team_colour = team.colour;
  auto const& organisation = organisations[number % organisations.size()];
  person.organisation = {organisation.th, organisation.en};
  return person;
}

}  // namespace

std::vector<Person> sample_people(std::size_t count) {
  std::vector<Person> people;
  people.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    // Beyond the cohort: each nickname with each surname, so that namesakes abound.
    auto it = made[i % made.size()];
    it.surname = made[(i + i / made.size()) % made.size()].surname;
    people.push_back(make_person(i, it));
  }
  return people;
}

std::vector<Person> difficult_people() {
  std::string longest;
  while (longest.size() < 200 * 3) longest += "กรุงเทพมหานครอมรรัตนโกสินทร์มหินทรายุธยามหาดิลกภพ";
  longest.resize(200 * 3);
  std::vector<Person> people;
  auto add = [&](char const* nickname, char const* given, char const* surname) {
    people.push_back(make_person(200 + people.size(), {nickname, "", given, surname}));
  };
  add("🐝", "", "");
  add("👨‍👩‍👧‍👦🌈✨", "🌻", "🌻");
  add("محمد", "محمد عبد الرحمن", "الفطاني");
  add("<b>บีม</b>", "<script>alert(1)</script>", "&amp;");
  add("", "สมชาย", "");
  add("{time}", "%s%n", "\\n");
  add("์ๆ", "ก็", "ๆๆๆ");
  add("Aleksandr-Wolfeschlegelsteinhausenbergerdorff", "Hubert Blaine", "Wolfeschlegel");
  people.push_back(make_person(300, {longest.c_str(), "", longest.c_str(), longest.c_str()}));
  return people;
}

std::vector<OrganisationSet> sample_organisations() {
  std::vector<OrganisationSet> list;
  for (auto const& it : organisations) {
    OrganisationSet set;
    set.organisation = numbered<OrganisationId>(3, list.size() + 1);
    set.name = {it.th, it.en};
    list.push_back(set);
  }
  return list;
}

}  // namespace sala::kiosk
