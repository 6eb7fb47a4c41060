#include "sync/rules/calendar.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/support/files.h"

using namespace sala;
using namespace sala::rules;

namespace {

// 2026-11-23 09:00 in Bangkok.
WallTime const nine{std::chrono::seconds(1'795'399'200)};

CalendarEntry entry(int number, std::string title, std::string place = "") {
  CalendarEntry it;
  it.session.bytes[15] = static_cast<std::uint8_t>(number);
  it.title = std::move(title);
  it.place = std::move(place);
  it.starts = nine + std::chrono::hours(number);
  it.ends = it.starts + std::chrono::hours(3);
  return it;
}

std::string const long_thai =
    "การออกแบบกระบวนการเรียนรู้แบบมีส่วนร่วมเพื่อพัฒนาศักยภาพแกนนำเยาวชนในการขับเคลื่อนนวัตกรรมสังคม";

std::vector<CalendarEntry> week() {
  return {entry(1, "ฟังให้ได้ยิน", "ลานกลาง, ศาลาชุมชนบ้านน้ำใส"), entry(2, long_thai, long_thai),
          entry(3, "a; b, c\\d\ne", "room\t1\x01"), entry(4, "😀" + long_thai + "😀"),
          entry(5, std::string(200, 'x'))};
}

// What a reader sees after unfolding: RFC 5545, 3.1.
std::string unfolded(std::string text) {
  for (std::size_t at = 0; (at = text.find("\r\n ", at)) != std::string::npos;) text.erase(at, 3);
  return text;
}

void check_shape(std::string const& text) {
  std::size_t line = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      REQUIRE(i > 0);
      CHECK(text[i - 1] == '\r');
      CHECK(i - 1 - line <= 75);
      line = i + 1;
      bool inside = line < text.size() && (static_cast<unsigned char>(text[line]) & 0xC0) == 0x80;
      CHECK_FALSE(inside);
      if (line + 1 < text.size() && text[line] == ' ') {
        CHECK((static_cast<unsigned char>(text[line + 1]) & 0xC0) != 0x80);
      }
    }
  }
  CHECK(line == text.size());
}

}  // namespace

TEST_CASE("a time-table is iCalendar: escaped, folded between characters, in UTC") {
  auto text = icalendar(week(), nine);
  check_shape(text);
  auto plain = unfolded(text);
  CHECK(plain.rfind("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:", 0) == 0);
  CHECK(plain.find("DTSTAMP:20261123T020000Z\r\nDTSTART:20261123T030000Z\r\n"
                   "DTEND:20261123T060000Z\r\nSUMMARY:ฟังให้ได้ยิน\r\n"
                   "LOCATION:ลานกลาง\\, ศาลาชุมชนบ้านน้ำใส\r\n") != std::string::npos);
  CHECK(plain.find("SUMMARY:a\\; b\\, c\\\\d\\ne\r\nLOCATION:room1\r\n") != std::string::npos);
  CHECK(plain.find("SUMMARY:" + long_thai + "\r\n") != std::string::npos);
  CHECK(plain.find("UID:00000000-0000-0000-0000-000000000002\r\n") != std::string::npos);
}

TEST_CASE("the same time-table a day later has the same names, so that it is not imported twice") {
  auto name_lines = [](std::string const& text) {
    std::string names;
    for (std::size_t at = 0; (at = text.find("UID:", at)) != std::string::npos; ++at) {
      names += text.substr(at, 41);
    }
    return names;
  };
  CHECK(name_lines(icalendar(week(), nine)) ==
        name_lines(icalendar(week(), nine + std::chrono::hours(24))));
}

TEST_CASE("short texts keep to their bytes, lose no entry, and shorten before they split") {
  auto whole = short_icalendars({entry(1, "สั้น", "ห้อง 1")}, nine, 1000);
  REQUIRE(whole.size() == 1);
  CHECK(whole[0] == icalendar({entry(1, "สั้น", "ห้อง 1")}, nine));
  for (std::size_t most : {400U, 700U, 1000U, 1500U, 3000U}) {
    CAPTURE(most);
    auto texts = short_icalendars(week(), nine, most);
    std::size_t events = 0;
    for (std::string const& text : texts) {
      check_shape(text);
      CHECK(text.size() <= most);
      for (std::size_t at = 0; (at = text.find("BEGIN:VEVENT", at)) != std::string::npos; ++at) {
        ++events;
      }
    }
    CHECK(events == week().size());
  }
  CHECK(short_icalendars(week(), nine, 1000).size() == 1);
  CHECK(short_icalendars(week(), nine, 3000).size() == 1);
  CHECK(short_icalendars({}, nine, 1000).empty());
}

TEST_CASE("two independent readers of iCalendar find no fault") {
  char const* checker =
      std::getenv("SALA_ICAL_CHECK");  // tools/validators/ical_check.mjs of the shared data
  if (checker == nullptr || std::system("node --version > /dev/null 2>&1") != 0) {
    MESSAGE("not run: no validator here");
    return;
  }
  sala::test::TemporaryFolder folder;
  auto texts = short_icalendars(week(), nine, 700);
  texts.push_back(icalendar(week(), nine));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    auto path = folder / (std::to_string(i) + ".ics");
    std::ofstream(path, std::ios::binary) << texts[i];
    auto command = "node '" + std::string(checker) + "' '" + path + "' 1>&2";
    CHECK(std::system(command.c_str()) == 0);
  }
}
