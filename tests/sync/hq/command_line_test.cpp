// sala-hq as an officer types it, well and badly, in Thai: nothing that it says is English, nothing
// lacks its words, and what goes wrong comes with what to do.
#include <doctest/doctest.h>

#include <cstdlib>

#include "sync/hq/commands/command.h"
#include "sync/hq/commands/main.h"
#include "tests/support/box.h"
#include "tests/support/fail_texts.h"
#include "tests/support/files.h"
#include "tests/support/hearing.h"

namespace sala::test {
namespace {

struct Said {
  int code = 0;
  std::string out, err;
};

class CommandLine {
 public:
  CommandLine() {
    ::setenv("SALA_PASSPHRASE", "ใต้ถุนบ้านมีลมเย็น", 1);
    ::setenv("SALA_STAFF_CODE", "246810", 1);
  }
  Said say(std::vector<std::string> words, char const* language = "th") const {
    words.insert(words.end(), {"--lang", language, "--data", data});
    std::vector<char const*> raw{"sala-hq"};
    for (auto const& word : words) raw.push_back(word.c_str());
    Hearing heard;
    int code = hq::main(static_cast<int>(raw.size()), raw.data());
    return {code, heard.out(), heard.err()};
  }
  std::string file(std::string const& name, std::string const& text) const {
    std::ofstream(folder / name) << text;
    return folder / name;
  }
  // With the demo workshop in it.
  void open() const {
    REQUIRE(say({"init", "--staff", "ครูนก"}).code == hq::exit_good);
    std::vector<std::string> words{"import", "--relative-dates", "--yes"};
    for (char const* name :
         {"organisations", "programmes", "teams", "venues", "courses", "sessions", "people"}) {
      words.push_back(std::string(SALA_SOURCE "/assets/demo/") + name + ".csv");
    }
    REQUIRE(say(words).code == hq::exit_good);
    for (char const* name : {"end_of_day", "self_assessment", "care_check_in"}) {
      auto form = std::string(SALA_SOURCE "/assets/demo/forms/") + name + ".csv";
      REQUIRE(say({"import", "--yes", form}).code == hq::exit_good);
    }
  }

  TemporaryFolder folder;
  std::string data = folder / "สำนักงาน";
};

void check_thai(std::string const& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("วิธีใช้: ")) continue;  // what is typed, word for word
    CAPTURE(line);
    CHECK_FALSE(has_english(line));
  }
}

using Line = std::vector<std::string>;

// It went wrong: told in Thai on standard error, with what to do on a line of its own.
void check_refused(CommandLine const& office, Line const& words) {
  auto said = office.say(words);
  std::string all;
  for (auto const& word : words) all += word + " ";
  CAPTURE(all);
  CAPTURE(said.err);
  CHECK(said.code != hq::exit_good);
  CHECK(said.out.empty());
  CHECK(said.err.find("\n  → ") != std::string::npos);
  check_thai(said.err);
}

}  // namespace

TEST_CASE("help is there in Thai for every command, and however it is asked for") {
  CommandLine office;
  auto overview = office.say({"--help"});
  CHECK(overview.code == hq::exit_good);
  check_thai(overview.out);
  for (hq::Command const& command : hq::commands()) {
    CAPTURE(command.name);
    CHECK(overview.out.find("  " + std::string(command.name) + " ") != std::string::npos);
    auto help = office.say({std::string(command.name), "--help"});
    CHECK(help.code == hq::exit_good);
    check_thai(help.out);
    CHECK(office.say({"help", std::string(command.name)}).out == help.out);
    CHECK(office.say({std::string(command.name), "-h"}).out == help.out);
    CHECK(office.say({std::string(command.name), "--help"}, "en").out != help.out);
  }
  CHECK(office.say({}).code == hq::exit_usage);
}

TEST_CASE("nonsense is answered in Thai by every command, with what to do") {
  CommandLine office;
  for (hq::Command const& command : hq::commands()) {
    std::string const name(command.name);
    check_refused(office, {name, "--nonsense"});
    check_refused(office, {name, "ก", "ข", "ค", "ง"});
    for (Option const& option : command.options) {
      check_refused(office, {name, "--" + std::string(option.name) + "=ก",
                             "--" + std::string(option.name) + "=ก", "--nonsense"});
    }
  }
  check_refused(office, {"nonsense"});
  auto unknown = office.say({"status"}, "fr");
  CHECK(unknown.code == hq::exit_usage);
  CHECK(unknown.err.find("th") != std::string::npos);
}

TEST_CASE("where there is no headquarters yet, each command says how to make one") {
  CommandLine office;
  for (Line const& words : {Line{"status"},
                            {"verify"},
                            {"serve"},
                            {"staff"},
                            {"seats"},
                            {"revoke", "โต๊ะ 1"},
                            {"export", "--session", "S"},
                            {"export", "--choices", "course"},
                            {"enrol", "--name", "โต๊ะ 1", "--programme", "YSI4"}}) {
    check_refused(office, words);
    CHECK(office.say(words).err.find("sala-hq init") != std::string::npos);
  }
}

TEST_CASE("what each command cannot do is told in Thai, with what to do") {
  CommandLine office;
  check_refused(office, {"init"});
  ::setenv("SALA_PASSPHRASE", "สั้น", 1);
  check_refused(office, {"init", "--staff", "ครูนก"});
  ::setenv("SALA_PASSPHRASE", "ใต้ถุนบ้านมีลมเย็น", 1);
  check_refused(office, {"init", "--staff", "ครูนก", "--passphrase-file", "/nowhere"});
  office.open();
  auto notes = office.file("notes.txt", "no form at all");
  for (Line const& words : {
           Line{"init", "--staff", "ครูนก"},
           {"serve", "--listen", "nonsense"},
           {"serve", "--tls-cert", "x.pem"},
           {"import"},
           {"import", "/nowhere/roster.xlsx"},
           {"import", "/"},
           {"enrol"},
           {"enrol", "--name", "โต๊ะ 1"},
           {"enrol", "--name", "โต๊ะ 1", "--programme", "ไม่มี"},
           {"enrol", "--name", "โต๊ะ 1", "--programme", "YSI4", "--venue", "ไม่มี"},
           {"revoke"},
           {"revoke", "ไม่มี"},
           {"staff", "nonsense"},
           {"staff", "add"},
           {"staff", "add", "--name", "ครูนก"},
           {"staff", "leave", "--name", "ไม่มี"},
           {"staff", "passphrase", "--name", "ไม่มี"},
           {"export"},
           {"export", "--session", "ไม่มี"},
           {"export", "--session", "S1", "--format", "pdf"},
           {"export", "--choices", "nonsense"},
           {"export", "--choices", "course", "--programme", "ไม่มี"},
           {"form"},
           {"form", "check"},
           {"form", "check", "/nowhere/form.xlsx"},
           {"forms", "nonsense"},
           {"forms", "withdraw", "ไม่มี"},
           {"erase"},
           {"erase", "ไม่มี"},
           {"erase", "ก", "--list"},
           {"consent"},
           {"consent", "show"},
           {"consent", "show", "ไม่มี"},
           {"consent", "withdraw", "YSI4-03"},
           {"consent", "withdraw", "YSI4-03", "--purpose", "attendance"},
           {"care", "note"},
           {"care", "note", "/nowhere/answers.sala"},
           {"care", "forget"},
           {"seats", "nonsense"},
           {"seats", "--course", "ไม่มี"},
           {"seats", "move"},
           {"seats", "move", "--course", "ไม่มี", "--to", "โต๊ะ 1", "--seats", "3"},
           {"seats", "reclaim"},
           {"seats", "cancel"},
           {"seats", "keep"},
           {"seats", "vouch"},
       }) {
    check_refused(office, words);
  }
  check_thai(office.say({"form", "check", notes}).out);
  auto roster = office.file("people.csv", "ชื่อเล่น,ชื่อ,นามสกุล,วันเกิด\nบีม,,,32/13/2999\n");
  check_thai(office.say({"import", "--programme", "YSI4", roster}).out);
}

TEST_CASE("what cannot be reported or exported of answers is told in Thai, with what to do") {
  CommandLine office;
  office.open();
  for (Line const& words : {
           Line{"export", "--answers", "ไม่มี"},
           {"export", "--answers", "end_of_day", "--format", "pdf"},
           {"export", "--answers", "care_check_in"},
           {"export", "--answers", "end_of_day", "--shape", "round"},
           {"export", "--xapi", "--format", "csv"},
           {"export", "--xapi", "--home", "nonsense"},
           {"export", "--xapi", "--session", "ไม่มี"},
           {"report"},
           {"report", "--form", "ไม่มี"},
           {"report", "--form", "care_check_in"},
           {"report", "--form", "end_of_day", "--course", "ไม่มี"},
           {"report", "--form", "end_of_day", "--growth", "team"},
           {"report", "--form", "self_assessment", "--growth", "nonsense"},
       }) {
    check_refused(office, words);
  }
}

TEST_CASE("what goes well is told in Thai, too") {
  CommandLine office;
  check_thai(office.say({"init", "--staff", "ครูนก", "--organisation", "มูลนิธิสายธาร"}).out);
  office.say({"staff", "leave", "--name", "ครูนก"});
  CommandLine demo;
  demo.open();
  ::unsetenv("SALA_PASSPHRASE");
  for (Line const& words : {
           Line{"status"},
           {"verify"},
           {"staff"},
           {"staff", "add", "--name", "ครูแอน"},
           {"staff", "passphrase", "--name", "ครูแอน"},
           {"staff", "leave", "--name", "ครูแอน"},
           {"staff", "list"},
           {"seats"},
           {"forms"},
           {"erase", "YSI4-01"},
           {"erase", "YSI4-01", "--yes"},
           {"erase", "--list"},
           {"consent", "show", "YSI4-03"},
           {"consent", "withdraw", "YSI4-03", "--purpose", "wellbeing"},
           {"consent", "withdraw", "YSI4-03", "--purpose", "wellbeing"},
           {"export", "--choices", "course"},
           {"export", "--choices", "person"},
           {"report", "--form", "end_of_day"},
           {"report", "--form", "self_assessment", "--growth", "team"},
           {"import", SALA_SOURCE "/assets/demo/people.csv", "--programme", "YSI4"},
       }) {
    CAPTURE(words.front());
    auto said = demo.say(words);
    CHECK(said.code == hq::exit_good);
    CHECK_FALSE(said.out.empty());
    CHECK(said.err.empty());
    check_thai(said.out);
  }
  auto enrolled = demo.say({"enrol", "--name", "โต๊ะ 1", "--programme", "YSI4"});
  CHECK(enrolled.code == hq::exit_good);
  check_thai(enrolled.out);
  check_thai(demo.say({"status"}).out);
}

}  // namespace sala::test
