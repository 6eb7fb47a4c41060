// The headings by which columns are known. To know one more, add it here, as people write it: case,
// tone marks, spaces, dots, what stands in brackets and a trailing * do not matter.
#include <algorithm>
#include <map>
#include <span>

#include "platform/thai/fold.h"
#include "sync/hq/import/nearness.h"
#include "sync/hq/import/table.h"

namespace sala::importing {
namespace {

struct Known {
  Field field;
  std::string_view headings;  // separated by |
};

constexpr std::string_view form_headings =
    "แบบฟอร์ม|ฟอร์ม|แบบสอบถาม|แบบประเมิน|forms|form|questionnaires|questionnaire|feedback";

constexpr Known everywhere[] = {
    {Field::code, "รหัส|code|id|sourcedId|เลขที่|เลขประจำตัว|หมายเลข|ref"},
    {Field::programme, "โครงการ|ชื่อโครงการ|รหัสโครงการ|programme|program|cohort|รุ่น|รุ่นที่"},
};

constexpr Known participant[] = {
    {Field::code,
     "รหัสผู้เข้าร่วม|รหัสผู้เข้าอบรม|รหัสนักศึกษา|รหัสนักเรียน|รหัสสมาชิก|"
     "participant code|member id|student id|badge|หมายเลขป้าย|identifier"},
    {Field::nickname, "ชื่อเล่น|ช.ล.|เรียกว่า|nickname|nick name|nick|called|preferred name|ฉายา"},
    {Field::title, "คำนำหน้า|คำนำหน้าชื่อ|คำนำหน้านาม|ยศ|ยศ/คำนำหน้า|title|prefix|salutation"},
    {Field::given_name,
     "ชื่อ|ชื่อจริง|ชื่อตัว|ชื่อภาษาไทย|ชื่อไทย|given name|first name|firstname|givenname|"
     "forename"},
    {Field::surname,
     "สกุล|นามสกุล|นามสกุลภาษาไทย|surname|last name|lastname|family name|"
     "familyname"},
    {Field::full_name,
     "ชื่อ-สกุล|ชื่อ-นามสกุล|ชื่อ สกุล|ชื่อ นามสกุล|ชื่อ และนามสกุล|ชื่อและสกุล|"
     "ชื่อนามสกุล|ชื่อเต็ม|ชื่อ-สกุล ภาษาไทย|ชื่อ-นามสกุล ภาษาไทย|คำนำหน้า ชื่อ-สกุล|"
     "คำนำหน้า-ชื่อ-สกุล|รายชื่อ|รายชื่อผู้เข้าร่วม|ผู้เข้าร่วม|full name|fullname|name|"
     "name surname|participant|participant name"},
    {Field::romanised,
     "ชื่อภาษาอังกฤษ|ชื่ออังกฤษ|ชื่อ-สกุล ภาษาอังกฤษ|ชื่อ-นามสกุล ภาษาอังกฤษ|"
     "ชื่อ สกุล อังกฤษ|ภาษาอังกฤษ|ชื่อ eng|english name|name in english|romanised|"
     "romanized|romanised name|name en|name eng"},
    {Field::romanised_surname,
     "นามสกุลภาษาอังกฤษ|นามสกุลอังกฤษ|สกุลภาษาอังกฤษ|surname in english|english surname"},
    {Field::phone,
     "โทรศัพท์|โทร|เบอร์โทร|เบอร์|เบอร์โทรศัพท์|เบอร์มือถือ|เบอร์โทรศัพท์มือถือ|"
     "โทรศัพท์มือถือ|มือถือ|หมายเลขโทรศัพท์|เบอร์ติดต่อ|phone|phone number|telephone|tel|"
     "mobile|mobile phone|sms"},
    {Field::birth_date,
     "วันเกิด|วันเดือนปีเกิด|วัน เดือน ปี เกิด|ว/ด/ป เกิด|วดปเกิด|เกิดวันที่|ปีเกิด|"
     "birth date|birthdate|date of birth|birthday|dob|year of birth"},
    {Field::organisation,
     "หน่วยงาน|องค์กร|สังกัด|หน่วยงานต้นสังกัด|หน่วยงาน/องค์กร|สถาบัน|สถาบันการศึกษา|"
     "โรงเรียน|มหาวิทยาลัย|organisation|organization|org|orgSourcedIds|school|affiliation|"
     "institution"},
    {Field::team, "ทีม|ชื่อทีม|กลุ่ม|กลุ่มที่|ชื่อกลุ่ม|group|team|team name"},
    {Field::status, "สถานะ|สถานภาพการเข้าร่วม|status"},
};

constexpr Known programme[] = {
    {Field::code, "รหัสโครงการ|รหัสหลักสูตร|programme code|program code"},
    {Field::name, "ชื่อ|ชื่อโครงการ|โครงการ|ชื่อหลักสูตร|หลักสูตร|programme|program|name|programme name"},
    {Field::name_en, "ชื่อภาษาอังกฤษ|ชื่ออังกฤษ|ชื่อโครงการภาษาอังกฤษ|english name|name en|name in english"},
    {Field::cohort, "รุ่น|รุ่นที่|cohort|cohort number"},
    {Field::organisers,
     "ผู้จัด|องค์กรผู้จัด|องค์กรร่วมจัด|หน่วยงานที่จัด|หน่วยงานผู้จัด|ผู้รับผิดชอบ|"
     "organisers|organizers|organised by|partners"},
    {Field::forms, form_headings},
};

constexpr Known organisation[] = {
    {Field::name,
     "ชื่อ|ชื่อองค์กร|องค์กร|ชื่อหน่วยงาน|หน่วยงาน|ชื่อไทย|organisation|organization|name|"
     "organisation name"},
    {Field::name_en, "ชื่อภาษาอังกฤษ|ชื่ออังกฤษ|ชื่อองค์กรภาษาอังกฤษ|english name|name en|name in english"},
};

constexpr Known venue[] = {
    {Field::name, "ชื่อ|ชื่อสถานที่|สถานที่|สถานที่จัด|ชื่อไทย|venue|place|location|name|venue name"},
    {Field::name_en, "ชื่อภาษาอังกฤษ|ชื่ออังกฤษ|ชื่อสถานที่ภาษาอังกฤษ|english name|name en|name in english"},
    {Field::province, "จังหวัด|province"},
};

constexpr Known team[] = {
    {Field::name, "ชื่อ|ชื่อทีม|ทีม|กลุ่ม|ชื่อกลุ่ม|ชื่อไทย|team|group|name|team name"},
    {Field::name_en, "ชื่อภาษาอังกฤษ|ชื่ออังกฤษ|ชื่อทีมภาษาอังกฤษ|english name|name en|name in english"},
    {Field::colour, "สี|สีทีม|สีประจำทีม|colour|color"},
};

constexpr Known course[] = {
    {Field::code, "รหัสวิชา|รหัสหลักสูตร|รหัสกิจกรรม|course code|courseCode"},
    {Field::name,
     "ชื่อ|วิชา|ชื่อวิชา|หลักสูตร|ชื่อหลักสูตร|กิจกรรม|ชื่อกิจกรรม|เรื่อง|course|title|"
     "name|course title|course name"},
    {Field::name_en,
     "ชื่อภาษาอังกฤษ|ชื่ออังกฤษ|ชื่อวิชาภาษาอังกฤษ|english title|title en|name en|"
     "name in english|english name"},
    {Field::summary, "คำอธิบาย|รายละเอียด|เนื้อหา|เนื้อหาโดยย่อ|สรุป|description|summary|about"},
    {Field::summary_en, "คำอธิบายภาษาอังกฤษ|รายละเอียดภาษาอังกฤษ|description en|summary en"},
    {Field::learning,
     "รูปแบบ|รูปแบบการเรียนรู้|ประเภทการเรียนรู้|การเรียนรู้|ลักษณะ|kind of learning|"
     "learning|learning kind|kind"},
    {Field::core,
     "แกนหลัก|แกน/เลือก|แกนหลัก/เลือก|ประเภท|ประเภทวิชา|วิชาแกน|บังคับ/เลือก|core|"
     "core/elective|core or elective|type"},
    {Field::level, "ระดับ|ระดับความรู้|level"},
    {Field::topics, "หัวข้อ|ประเด็น|คำสำคัญ|topics|topic|tags|subjects"},
    {Field::capacity, "จำนวนรับ|รับได้|ที่นั่ง|จำนวนที่นั่ง|รับ|จำนวนสูงสุด|capacity|seats|max|maximum"},
    {Field::minimum, "ขั้นต่ำ|จำนวนขั้นต่ำ|จำนวนต่ำสุด|min|minimum|at least"},
    {Field::slot,
     "ช่วง|ช่วงเลือก|ช่วงเวลา|ช่วงที่|แถว|รอบ|รอบเลือก|เลือกในช่วง|slot|time slot|block|round|row"},
    {Field::cutoff,
     "ปิดเลือก|เลือกได้ถึง|เปลี่ยนใจได้ถึง|ปิดรับ|ปิดรับสมัคร|วันปิดรับ|วันปิดเลือก|กำหนดปิดรับ|"
     "หมดเขต|หมดเขตเลือก|cut-off|cutoff|cut off|closes|choose by|choose until|deadline"},
    {Field::cutoff_time,
     "เวลาปิดเลือก|เวลาปิดรับ|ปิดเลือกเวลา|ปิดรับเวลา|cut-off time|cutoff time|closing time"},
    {Field::prerequisites,
     "วิชาบังคับก่อน|ต้องเรียนก่อน|ต้องผ่าน|ต้องผ่านก่อน|เรียนมาก่อน|พื้นฐานที่ต้องมี|เงื่อนไขก่อนเรียน|"
     "prerequisites|prerequisite|requires|after"},
    {Field::subject, "เนื้อหาเดียวกับ|กลุ่มวิชา|กลุ่มเนื้อหา|ชุดวิชา|subject|same as|subject group"},
    {Field::bring,
     "สิ่งที่ต้องเตรียม|ของที่ต้องเตรียม|สิ่งที่ต้องนำมา|ของที่ต้องนำมา|ต้องเตรียม|เตรียมมา|นำมาด้วย|"
     "bring|what to bring|to bring|please bring"},
    {Field::bring_en, "สิ่งที่ต้องเตรียมภาษาอังกฤษ|ของที่ต้องเตรียมภาษาอังกฤษ|bring en|what to bring en"},
    {Field::cancelled, "ยกเลิก|งด|cancelled|canceled"},
};

constexpr Known session[] = {
    {Field::code, "รหัสกิจกรรม|รหัสช่วง|รหัสรอบ|session code|classCode"},
    {Field::name,
     "ชื่อ|ชื่อกิจกรรม|กิจกรรม|ชื่อช่วง|ช่วง|รายการ|เรื่อง|หัวข้อ|หัวข้อกิจกรรม|session|"
     "title|name|session title|activity"},
    {Field::name_en,
     "ชื่อภาษาอังกฤษ|ชื่ออังกฤษ|ชื่อกิจกรรมภาษาอังกฤษ|english title|title en|name en|"
     "name in english|english name"},
    {Field::learning,
     "รูปแบบ|รูปแบบการเรียนรู้|ประเภทการเรียนรู้|การเรียนรู้|ลักษณะ|kind of learning|"
     "learning|learning kind|kind"},
    {Field::course, "วิชา|หลักสูตร|รหัสวิชา|รหัสหลักสูตร|course|course code"},
    {Field::venue, "สถานที่|สถานที่จัด|ที่|venue|place|location"},
    {Field::room, "ห้อง|ห้องที่|ห้องเรียน|room"},
    {Field::trainers, "วิทยากร|ผู้สอน|กระบวนกร|ครู|trainer|trainers|facilitator|facilitators|speaker"},
    {Field::date,
     "วัน|วันที่|วันที่จัด|วัน เดือน ปี|วัน/เดือน/ปี|ว/ด/ป|date|day|start date|startDate|"
     "วันเริ่ม|วันที่เริ่ม"},
    {Field::end_date, "ถึงวันที่|วันสิ้นสุด|วันที่สิ้นสุด|end date|endDate"},
    {Field::start, "เริ่ม|เวลาเริ่ม|เริ่มเวลา|ตั้งแต่|start|starts|start time|from|begins"},
    {Field::end, "จบ|สิ้นสุด|เวลาจบ|เวลาสิ้นสุด|ถึง|ถึงเวลา|เลิก|end|ends|end time|to|until"},
    {Field::time_range, "เวลา|ช่วงเวลา|time|times|hours"},
    {Field::late_after, "สายหลังจาก|สายเกิน|นับว่าสาย|สาย (นาที)|late after|late after minutes|grace"},
    {Field::teams, "ทีม|กลุ่ม|ทีมที่เข้า|กลุ่มเป้าหมาย|ผู้เข้าร่วม|teams|team|groups|for teams"},
    {Field::signature, "ลงลายมือชื่อ|ลายเซ็น|เซ็นชื่อ|ขอลายเซ็น|signature|sign"},
    {Field::leaving, "บันทึกเวลาออก|ลงเวลาออก|เช็คเอาท์|leaving|sign out|checkout|records leaving"},
    {Field::forms, form_headings},
    {Field::cancelled, "ยกเลิก|งด|cancelled|canceled"},
};

struct Words {
  Entity entity;
  std::span<Known const> headings;
  std::string_view sheet_names;
};
constexpr Words words_of[] = {
    {Entity::programme, programme, "โครงการ|รุ่น|programme|programmes|programs"},
    {Entity::organisation, organisation,
     "องค์กร|หน่วยงาน|องค์กรภาคี|ภาคี|organisations|organizations|orgs|organisation"},
    {Entity::venue, venue, "สถานที่|สถานที่จัด|venues|venue|places"},
    {Entity::team, team, "ทีม|กลุ่ม|teams|team|groups"},
    {Entity::course, course, "วิชา|หลักสูตร|วิชาเลือก|รายวิชา|courses|course|electives"},
    {Entity::session, session,
     "กำหนดการ|ตาราง|ตารางกิจกรรม|ตารางเรียน|กิจกรรม|ช่วงกิจกรรม|sessions|session|"
     "schedule|timetable|agenda"},
    {Entity::participant, participant,
     "รายชื่อ|รายชื่อผู้เข้าร่วม|ผู้เข้าร่วม|ผู้เข้าอบรม|ผู้เข้ารับการอบรม|สมาชิก|คน|"
     "participants|people|participant|users|roster|members|students"},
};

// Brackets with what is in them, then everything that is no letter.
std::string key_of(std::string_view heading) {
  std::string outside;
  int depth = 0;
  for (char c : heading) {
    depth += c == '(' || c == '[';
    if (depth == 0) outside += c;
    depth -= (c == ')' || c == ']') && depth > 0;
  }
  std::string key;
  for (char c : thai::search_fold(outside)) {
    bool skip = c == ' ' || c == '*' || c == ':' || c == '#' || c == '&';
    if (!skip) key += c;
  }
  return key;
}

template <class Take>
void each_word(std::string_view words, Take take) {
  while (!words.empty()) {
    std::string_view word = words.substr(0, words.find('|'));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    take(key_of(word));
  }
}

// All headings folded once.
struct Vocabulary {
  std::map<Entity, std::map<std::string, Field>> fields;
  std::map<std::string, Entity> sheets;

  Vocabulary() {
    for (Words const& words : words_of) {
      auto& known = fields[words.entity];
      auto add = [&](Known const& each) {
        each_word(each.headings, [&](std::string const& key) { known.emplace(key, each.field); });
      };
      for (Known const& each : words.headings) add(each);
      bool in_programme = words.entity >= Entity::team;
      for (Known const& each : everywhere) {
        if (each.field == Field::code || in_programme) add(each);
      }
      each_word(words.sheet_names,
                [&](std::string const& key) { sheets.emplace(key, words.entity); });
    }
  }
};

Vocabulary const& vocabulary() {
  static Vocabulary const folded;
  return folded;
}

constexpr std::size_t longest_heading = 200;

}  // namespace

std::optional<Field> field_of_heading(Entity entity, std::string_view heading) {
  if (heading.empty() || heading.size() > longest_heading) return std::nullopt;
  auto const& known = vocabulary().fields.at(entity);
  auto found = known.find(key_of(heading));
  if (found == known.end()) return std::nullopt;
  return found->second;
}

std::optional<Field> field_near_heading(Entity entity, std::string_view heading) {
  if (heading.empty() || heading.size() > longest_heading) return std::nullopt;
  std::string key = key_of(heading);
  for (auto const& [word, field] : vocabulary().fields.at(entity)) {
    if (is_near(word, key)) return field;
  }
  return std::nullopt;
}

std::optional<Entity> entity_of_name(std::string_view sheet_name) {
  auto const& sheets = vocabulary().sheets;
  auto found = sheets.find(key_of(sheet_name.substr(0, longest_heading)));
  if (found == sheets.end()) return std::nullopt;
  return found->second;
}

}  // namespace sala::importing
