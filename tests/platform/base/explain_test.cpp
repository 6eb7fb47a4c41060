// Whatever a program can fail with, the person at its command line reads it in their words.
#include "platform/base/explain.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <optional>

#include "platform/base/person.h"
#include "tests/support/fail_texts.h"
#include "tests/support/files.h"

namespace sala::test {
namespace {

Catalogue catalogue() {
  auto loaded = Catalogue::load(std::string(SALA_SHARE) + "/locale");
  REQUIRE(loaded.has_value());
  return std::move(*loaded);
}

// Rooms whose failures reach no command line: a screen chooses its own words for them, another
// machine reads them, or they come before there is a catalogue.
bool is_for_people(std::string const& file) {
  for (char const* quiet : {"platform/base/catalogue",
                            "platform/base/plural_rule",
                            "platform/base/share",
                            "platform/crypto/compress",
                            "platform/http/message",
                            "platform/http/fake_transport",
                            "platform/pattern/",
                            "platform/screen/mirror_input",
                            "sync/forms/",
                            "sync/model/signature",
                            "sync/ledger/run",
                            "sync/link/frame",
                            "sync/link/puller",
                            "sync/link/pusher",
                            "sync/hq/api",
                            "sync/hq/pull_query",
                            "sync/hq/pulls",
                            "sync/views/letterbox",
                            "kiosk/desk_",
                            "kiosk/screens/",
                            "kiosk/ui/hand"}) {
    if (file.find(quiet) != std::string::npos) return false;
  }
  return true;
}

struct Environment {
  explicit Environment(char const* language) {
    for (char const* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
      char const* before = std::getenv(name);
      kept[name] = before == nullptr ? std::optional<std::string>() : before;
      ::unsetenv(name);
    }
    ::setenv("LANG", language, 1);
  }
  ~Environment() {
    for (auto const& [name, value] : kept) {
      value ? ::setenv(name.c_str(), value->c_str(), 1) : ::unsetenv(name.c_str());
    }
  }
  std::map<std::string, std::optional<std::string>> kept;
};

}  // namespace

TEST_CASE("every failure that a person can meet has its words, advice included") {
  auto all = catalogue();
  auto thai = all.in("th");
  std::size_t found = 0;
  for (auto const& it : fail_texts(SALA_SOURCE)) {
    auto const& file = it.first;
    auto const& text = it.second;
    if (!is_for_people(file)) continue;
    auto shown = in_words(thai, text);
    CAPTURE(file);
    CAPTURE(text);
    CAPTURE(shown);
    CHECK(shown != text);
    CHECK_FALSE(has_english(shown));
    ++found;
  }
  CHECK(found > 150);  // it still finds what it is meant to find
}

TEST_CASE("a text that nobody translated is found by its English") {
  CHECK(has_english("see the manual"));
  CHECK(has_english("เปิดไม่ได้: it is damaged"));
  CHECK_FALSE(has_english("สั่ง sala-hq seats move --course C --to BOX แล้วลองอีกครั้ง"));
  CHECK_FALSE(has_english("เปิดด้วย 'sala-hq serve' ที่ https://hq.example.org:8443/live"));
}

TEST_CASE("names within an error stay as they are, and what the system says is put into words") {
  auto all = catalogue();
  auto thai = all.in("th");
  CHECK(in_words(thai, "read /srv/รายชื่อ.xlsx") == "อ่าน /srv/รายชื่อ.xlsx ไม่ได้");
  CHECK(in_words(thai, "find course 'read {name}'") == "หาวิชา 'read {name}' ไม่พบ");
  CHECK(in_words(thai, "127.0.0.1 port 80: Permission denied") == "127.0.0.1 พอร์ต 80: ไม่มีสิทธิ์");
  CHECK(in_words(thai, "/a.pem: No such file or directory") == "/a.pem: ไม่มีไฟล์หรือโฟลเดอร์นี้");
  CHECK(in_words(thai, "ครูนก") == "ครูนก");
  CHECK(in_words(thai, "") == "");
}

TEST_CASE("an error is one line and its advice another; a code of the system never stands alone") {
  auto all = catalogue();
  auto thai = all.in("th");
  CHECK(explain(thai, {ErrorCode::invalid, "read the command line", "there is no option --nmae",
                       "see --help"}) == "อ่านคำสั่งไม่เข้าใจ: ไม่มีตัวเลือก --nmae\n  → ดูวิธีใช้ด้วย --help");
  CHECK(explain(thai, {ErrorCode::disk, "COMMIT", "SQLITE_IOERR 1546", ""}) ==
        "ใช้สมุดบันทึกไม่ได้: ดิสก์มีปัญหา “SQLITE_IOERR 1546”\n"
        "  → ตรวจดิสก์และสิทธิ์ของไฟล์ หรือนำไฟล์กลับมาจากสำเนา");
  CHECK(explain(all.in("en"), {ErrorCode::unreachable, "enrol this box", "EPROTO", ""}) ==
        "enrol this box: nobody answered “EPROTO”\n"
        "  → check the address and the network, then try again");
}

TEST_CASE("people are spoken to as they ask, else as their system does, else in Thai") {
  auto all = catalogue();
  auto usual = [&](char const* language) {
    Environment environment(language);
    return std::string(usual_words(all).language());
  };
  CHECK(usual("en_GB.UTF-8") == "en");
  CHECK(usual("th_TH.UTF-8") == "th");
  CHECK(usual("C.UTF-8") == "th");
  CHECK(usual("") == "th");
  Environment environment("en_US");
  std::vector<std::string> words{"status", "--lang", "th"};
  CHECK(chosen_words(all, words).value().language() == "th");
  CHECK(words == std::vector<std::string>{"status"});
  CHECK(chosen_words(all, words).value().language() == "en");
  words = {"status", "--lang=xx"};
  auto unknown = chosen_words(all, words);
  REQUIRE_FALSE(unknown.has_value());
  CHECK(unknown.error().advice == "there are: en, th");
}

}  // namespace sala::test
