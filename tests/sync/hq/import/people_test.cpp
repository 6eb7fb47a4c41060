#include <doctest/doctest.h>

#include "tests/support/shared_data.h"
#include "tests/sync/hq/import/fixture.h"

using namespace sala;
using namespace sala::importing;
using test::Office;
using test::problems;

namespace {

Severity const error = Severity::error, warning = Severity::warning, fatal = Severity::fatal;

test::Rows const roster = {
    {"รายชื่อผู้เข้าร่วมโครงการ"},
    {""},
    {"ลำดับ", "ชื่อเล่น", "ชื่อ - สกุล", "เบอร์โทร", "วันเกิด", "สังกัด", "ทีม", "ศาสนา"},
    {"1", "บีม", "น.ส.กิ่งกาญจน์  ใจดี", "081-234-5678", "4 มิ.ย. 2548", "กลุ่มใบไม้", "ต้นกล้า", "พุทธ"},
    {"2", "", "นายธนภัทร\u00A0แสงทอง", "+66 89 765 4321", "12/4/2549", "กลุ่มใบไม้", "ต้นกล้า", "-"},
    {"3", "ฝน🌧", "ด.ญ. พรฟ้า ณ ลำปาง", "-", "", "มูลนิธิสายธาร", "ขุนเขา", "คริสต์"},
    {"4"},
    {"รวม 3 คน"},
};

}  // namespace

TEST_CASE("a roster as officers make them becomes people, teams and organisations") {
  Office office;
  Plan plan = office.people(roster);
  CHECK(problems(plan, error) == "");
  CHECK(problems(plan, warning) == "");
  CHECK(plan.count(Entity::participant, Outcome::added) == 3);
  CHECK(plan.count(Entity::team, Outcome::added) == 2);
  CHECK(plan.count(Entity::organisation, Outcome::added) == 2);
  REQUIRE(plan.can_apply(false));
  office.apply(plan);

  ParticipantSet const& first = office.person("กิ่งกาญจน์");
  CHECK(first.title == "นางสาว");
  CHECK(first.surname == "ใจดี");
  CHECK(first.nickname == "บีม");
  CHECK(first.phone == "0812345678");
  CHECK(first.birth_date == "2005-06-04");
  CHECK(first.team == office.programme().teams.at(0).team);
  ParticipantSet const& second = office.person("ธนภัทร");
  CHECK(second.title == "นาย");
  CHECK(second.surname == "แสงทอง");
  CHECK(second.nickname == "ธนภัทร");
  CHECK(second.phone == "0897654321");
  ParticipantSet const& third = office.person("พรฟ้า");
  CHECK(third.title == "เด็กหญิง");
  CHECK(third.surname == "ณ ลำปาง");
  CHECK(third.nickname == "ฝน🌧");
  CHECK(third.phone.empty());
}

TEST_CASE("importing the same file twice changes nothing") {
  Office office;
  office.apply(office.people(roster));
  Plan again = office.people(roster);
  CHECK_FALSE(again.changes_anything());
  CHECK(again.drafts().empty());
  CHECK(again.count(Entity::participant, Outcome::same) == 3);
}

TEST_CASE("a changed cell is shown from what to what, and an empty one erases nothing") {
  Office office;
  office.apply(office.people(roster));
  Plan plan = office.people({{"ชื่อ", "นามสกุล", "โทรศัพท์", "ทีม"},
                             {"กิ่งกาญจน์", "ใจดี", "0811111111", ""},
                             {"ธนภัทร", "แสงทอง", "", "ขุนเขา"}});
  REQUIRE(plan.entries.size() == 2);
  Entry const& entry = plan.entries[0];
  CHECK(entry.outcome == Outcome::changed);
  REQUIRE(entry.changes.size() == 1);
  CHECK(entry.changes[0].field == std::string("Telephone"));
  CHECK(entry.changes[0].before == "0812345678");
  CHECK(entry.changes[0].after == "0811111111");
  CHECK(plan.entries[1].changes[0].before == "ต้นกล้า");
  CHECK(plan.entries[1].changes[0].after == "ขุนเขา");
  office.apply(plan);
  CHECK(office.person("กิ่งกาญจน์").nickname == "บีม");
  CHECK(office.person("กิ่งกาญจน์").version == 2);
}

TEST_CASE("a code matches before the name, and a person without one is given it") {
  Office office;
  office.apply(office.people(roster));
  office.apply(office.people({{"รหัส", "ชื่อ", "นามสกุล"}, {"A-01", "กิ่งกาญจน์", "ใจดี"}}));
  CHECK(office.person("กิ่งกาญจน์").code == "A-01");
  Plan married = office.people({{"รหัส", "ชื่อ", "นามสกุล"}, {"a-01", "กิ่งกาญจน์", "แสงทอง"}});
  CHECK(married.count(Entity::participant, Outcome::changed) == 1);
  Plan other = office.people({{"รหัส", "ชื่อ", "นามสกุล"}, {"A-02", "กิ่งกาญจน์", "ใจดี"}});
  CHECK(other.count(Entity::participant, Outcome::added) == 1);
  CHECK(problems(other, warning) ==
        "2: Somebody else is called “{value}” too: taken for two people.");
}

TEST_CASE("tone marks tell people apart, spaces and invisible characters do not") {
  Office office;
  office.apply(office.people({{"ชื่อ", "นามสกุล"}, {"ขาว", "ใจดี"}}));
  Plan plan = office.people({{"ชื่อ", "นามสกุล"}, {"ข้าว", "ใจดี"}, {" ขาว\u200B", "ใจ ดี"}});
  CHECK(plan.count(Entity::participant, Outcome::added) == 1);
  CHECK(plan.count(Entity::participant, Outcome::changed) == 1);
}

TEST_CASE("repeated rows are read once, contradicting ones and namesakes are reported") {
  Office office;
  test::Rows const heading = {{"ชื่อ", "นามสกุล", "โทรศัพท์", "ทีม"}};
  auto with = [&](test::Rows rows) {
    rows.insert(rows.begin(), heading[0]);
    return office.people(rows);
  };
  Plan twice = with({{"ก้อง", "ดี", "0811111111", "1"}, {"ก้อง", "ดี", "0811111111", "1"}});
  CHECK(twice.count(Entity::participant, Outcome::added) == 1);
  CHECK(problems(twice, error) == "");
  Plan contradicting = with({{"ก้อง", "ดี", "0811111111", "1"}, {"ก้อง", "ดี", "0811111111", "2"}});
  CHECK(problems(contradicting, error) ==
        "3: “{value}” stands here again, but otherwise than in row {other}.");
  CHECK_FALSE(contradicting.can_apply(false));
  CHECK(contradicting.can_apply(true));
  Plan namesakes = with({{"ก้อง", "ดี", "0811111111", "1"}, {"ก้อง", "ดี", "0822222222", "1"}});
  CHECK(namesakes.count(Entity::participant, Outcome::added) == 2);
  CHECK(problems(namesakes, warning) ==
        "3: Somebody else is called “{value}” too: taken for two people.");
  office.apply(namesakes);
  CHECK_FALSE(
      with({{"ก้อง", "ดี", "0811111111", "1"}, {"ก้อง", "ดี", "0822222222", "1"}}).changes_anything());
  Plan unclear = with({{"ก้อง", "ดี", "", "2"}});
  CHECK(problems(unclear, error) ==
        "2: Several people are called “{value}”; it is not clear who is meant.");
}

TEST_CASE("sensitive columns are left out by heading and by content, and said so") {
  Office office;
  // 1101700230708 has the right check digit; the heading hides what it is.
  Plan plan =
      office.people({{"เลขบัตรประชาชน (13 หลัก)", "ชื่อ", "นามสกุล", "หมายเหตุ", "กรุ๊ปเลือด", "รหัส"},
                     {"1234567890123", "กานต์", "ดี", "1101700230708", "O", "1-1017-00230-70-8"},
                     {"", "ขวัญ", "ดี", "๑๑๐๑๗๐๐๒๓๐๗๐๘", "AB", "X2"}});
  std::string columns;
  for (auto const& column : plan.left_out) columns += column.sensitive ? column.place.column : "?";
  CHECK(columns == "ADE");
  CHECK(problems(plan, warning) == "2F: The cell holds a national ID number and was left out.");
  office.apply(plan);
  CHECK(office.person("กานต์").code.empty());
  for (auto const& draft : plan.drafts()) {
    CHECK(write_body(draft.body).find("1101700230708") == std::string::npos);
    CHECK(write_body(draft.body).find("1234567890123") == std::string::npos);
  }
  Plan single = office.people({{"ชื่อ", "นามสกุล", "โทรศัพท์"},
                               {"จิต", "ดี", "1101700230708"},
                               {"ใจ", "ดี", "0811111111"},
                               {"มน", "ดี", "0811111112"}});
  CHECK(problems(single, warning) == "2C: The cell holds a national ID number and was left out.");
}

TEST_CASE("telephones and birth dates that are none are left out with a word, rows are kept") {
  Office office;
  Plan plan = office.people({{"ชื่อ", "นามสกุล", "โทรศัพท์", "วันเกิด"},
                             {"หนึ่ง", "ดี", "12345", "4/6/48"},
                             {"สอง", "ดี", "812345678", "31/2/2548"},
                             {"สาม", "ดี", "+44 20 7946 0958", "2548"},
                             {"สี่", "ดี", "081-111-1111, 082-222-2222", "38507"},
                             {"ห้า", "ดี", "0-2123-4567 ต่อ 12", "4/6/2099"}});
  CHECK(problems(plan, error) == "");
  CHECK(problems(plan, warning) ==
        "2C: “{value}” is no telephone number and was left out.\n"
        "2D: The year of “{value}” has two digits; the birth date was left out.\n"
        "3D: “{value}” is no birth date and was left out.\n"
        "6D: “{value}” is no birth date and was left out.");
  office.apply(plan);
  CHECK(office.person("สอง").phone == "0812345678");
  CHECK(office.person("สาม").phone == "+442079460958");
  CHECK(office.person("สาม").birth_date == "2005");
  CHECK(office.person("สี่").phone == "0811111111");
  CHECK(office.person("สี่").birth_date == "2005-06-04");
  CHECK(office.person("ห้า").phone == "021234567");
}

TEST_CASE("a slip in a team's name is an error with a suggestion") {
  Office office;
  Plan plan = office.plan({{"ทีม", {{"ชื่อทีม", "สี"}, {"ต้นกล้าแห่งความหวัง", "เขียว"}, {"ทีม 1", "ฟ้า"}}},
                           {"รายชื่อ",
                            {{"ชื่อ", "นามสกุล", "ทีม"},
                             {"หนึ่ง", "ดี", "ต้นกล้าแห่งความหวง"},
                             {"สอง", "ดี", "ทีม 2"},
                             {"สาม", "ดี", "ทีม ๑"}}}});
  CHECK(problems(plan, error) ==
        "2C: “{value}” is not known. Is it “{other}”?\n3C: “{value}” is not known.");
  CHECK(plan.count(Entity::participant, Outcome::added) == 1);
  CHECK(plan.count(Entity::team, Outcome::added) == 2);
  CHECK_FALSE(plan.can_apply(false));
}

TEST_CASE("without a programme nothing is imported") {
  Office office;
  office.state.programmes.clear();
  CHECK(problems(office.people(roster), fatal) ==
        "0: It is not clear to which programme the rows belong.");
  Office two;
  two.state.programmes.push_back(two.state.programmes[0]);
  two.state.programmes[1].programme.programme.bytes[0] ^= 1;
  two.state.programmes[1].programme.code = "YSI5";
  two.state.programmes[1].programme.cohort = 5;
  CHECK(two.people(roster).count(fatal) == 1);
  two.options.programme = "ysi5";
  CHECK(two.people(roster).drafts().back().programme ==
        two.state.programmes[1].programme.programme);
  two.options.programme = "nothing";
  CHECK(two.people(roster).count(fatal) == 1);
  two.options.programme.clear();
  Plan by_column = two.people({{"ชื่อ", "นามสกุล", "รุ่น"}, {"ก", "ข", "รุ่นที่ ๔"}, {"ค", "ง", "9"}});
  CHECK(by_column.drafts().at(0).programme == two.state.programmes[0].programme.programme);
  CHECK(problems(by_column, error) == "3C: The programme “{value}” is not known.");
}

TEST_CASE("names keep what belongs to them: titles only where they are titles") {
  struct {
    char const *typed, *title, *given, *surname;
  } const rows[] = {
      {"นายสมชาย ใจดี", "นาย", "สมชาย", "ใจดี"},
      {"นายิกา ดี", "", "นายิกา", "ดี"},
      {"นางนวล ดี", "นาง", "นวล", "ดี"},
      {"พระพาย ดี", "", "พระพาย", "ดี"},
      {"พระ สมชาย ปัญญา", "พระ", "สมชาย", "ปัญญา"},
      {"คุณากร ดี", "", "คุณากร", "ดี"},
      {"ผศ. ดร.วิชัย ดี", "ผศ.ดร.", "วิชัย", "ดี"},
      {"ว่าที่ ร.ต. กล้า หาญ", "ว่าที่ร้อยตรี", "กล้า", "หาญ"},
      {"พ.ต.ท.กล้า หาญ", "พ.ต.ท.", "กล้า", "หาญ"},
      {"Mr. John Smith", "Mr.", "John", "Smith"},
      {"Miss Ann Lee", "Miss", "Ann", "Lee"},
      {"Missara Lee", "", "Missara", "Lee"},
      {"ม.ล.ปริญญา ดี", "ม.ล.", "ปริญญา", "ดี"},
  };
  for (auto const& row : rows) {
    CAPTURE(std::string(row.typed));
    Office office;
    office.apply(office.people({{"ชื่อ-สกุล", "ชื่อเล่น"}, {row.typed, "x"}}));
    ParticipantSet const& person = office.person(row.given);
    CHECK(person.title == row.title);
    CHECK(person.surname == row.surname);
  }
}

TEST_CASE("names of every kind are kept whole") {
  Office office;
  std::string longest;
  for (int i = 0; i < 200; ++i) longest += "ก";
  Plan plan = office.people({{"ชื่อเล่น", "ชื่อ", "นามสกุล"},
                             {"😀👩‍👩‍👧", longest, "<b>ดี</b>"},
                             {"=1+1", "אבג", "{value} {name}"},
                             {"", "", "เปล่า"}});
  CHECK(plan.count(Entity::participant, Outcome::added) == 2);
  CHECK(problems(plan, error) == "4B: The row has neither a name nor a nickname.");
  office.apply(plan);
  CHECK(office.person(longest).nickname == "😀👩‍👩‍👧");
  CHECK(office.person("אבג").surname == "{value} {name}");
}

TEST_CASE("the Thai roster of 500 invented people is imported as its expected result says") {
  for (char const* name : {"roster500.utf8.csv", "roster500.cp874.csv"}) {
    auto file = test::shared_file(std::string("06-import/thai/") + name);
    if (!file) return;
    Office office;
    std::string bytes = test::read_file(*file);
    Plan plan = office.plan(bytes, name);
    CHECK(problems(plan, error) == "");
    CHECK(plan.count(Entity::participant, Outcome::added) == 500);
    REQUIRE(plan.left_out.size() == 2);
    CHECK(plan.left_out[0].sensitive);
    CHECK(plan.left_out[0].heading == "เลขประจำตัวประชาชน");
    office.apply(plan);
    CHECK_FALSE(office.plan(bytes, name).changes_anything());
    ParticipantSet const& person = office.person("ธีรพจน์");
    CHECK(person.code == "TRN-2569-0001");
    CHECK(person.title == "นพ.");
    CHECK(person.birth_date == "1962-06-04");
    CHECK(person.phone == "0994416024");
  }
}
