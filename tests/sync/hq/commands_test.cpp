// The command line's parts that need no process: arguments, secrets, wrong tries, what is looked
// for.
#include <doctest/doctest.h>

#include "platform/base/explain.h"
#include "sync/hq/attempts.h"
#include "sync/hq/commands/command.h"
#include "sync/hq/commands/secrets.h"
#include "sync/hq/find.h"
#include "sync/hq/pages.h"
#include "sync/hq/web_words.h"
#include "tests/sync/hq/headquarters_fixture.h"

namespace sala::test {
namespace {

constexpr Option options[] = {
    {"name", Takes::value, "NAME", "a name"},
    {"programme", Takes::values, "P", "again and again"},
    {"yes", Takes::nothing, "", "do it"},
};

Result<Arguments> parse(std::vector<std::string> const& words) {
  return Arguments::parse(options, words);
}

}  // namespace

TEST_CASE("options are read in both forms, and words stay words behind two dashes") {
  auto it = must(parse(
      {"--name", "ครู แอน", "file", "--programme=a", "--programme", "b", "--yes", "--", "--name"}));
  CHECK(it.value("name") == "ครู แอน");
  CHECK(it.values("programme") == std::vector<std::string>{"a", "b"});
  CHECK(it.has("yes"));
  CHECK(it.words() == std::vector<std::string>{"file", "--name"});
}

TEST_CASE("what is not understood is named") {
  auto cause = [](std::vector<std::string> const& words) {
    auto it = parse(words);
    return it ? std::string() : it.error().cause;
  };
  CHECK(cause({"--nmae", "x"}) == "there is no option --nmae");
  CHECK(cause({"--name"}) == "--name needs NAME");
  CHECK(cause({"--yes=1"}) == "--yes takes no value");
  CHECK(cause({"--name=a", "--name=b"}) == "--name stands there twice");
}

TEST_CASE("every command has a summary and says what its options mean") {
  for (hq::Command const& command : hq::commands()) {
    CAPTURE(command.name);
    CHECK(hq::find_command(command.name) == &command);
    CHECK(command.usage.substr(0, command.name.size()) == command.name);
    CHECK_FALSE(command.summary.empty());
    for (Option const& option : command.options) CHECK_FALSE(option.help.empty());
  }
  CHECK(hq::find_command("nothing") == nullptr);
}

TEST_CASE("the commands speak both languages, help and all") {
  auto catalogue = must(Catalogue::load(std::string(SALA_SHARE) + "/locale"));
  for (char const* language : {"th", "en"}) {
    auto words = catalogue.in(language);
    for (hq::Command const& command : hq::commands()) {
      words.tr(command.summary);
      if (!command.details.empty()) words.tr(command.details);
      for (Option const& option : command.options) words.tr(option.help);
    }
  }
  CHECK(catalogue.missing_words() == std::vector<std::string>{});
}

TEST_CASE("errors are told in the person's words, advice included, and names stay as they are") {
  auto catalogue = must(Catalogue::load(std::string(SALA_SHARE) + "/locale"));
  auto thai = catalogue.in("th");
  auto told = [&](Error const& error) { return explain(thai, error); };
  CHECK(told(parse({"--nmae", "x"}).error()) ==
        "อ่านคำสั่งไม่เข้าใจ: ไม่มีตัวเลือก --nmae\n  → ดูวิธีใช้ด้วย --help");
  CHECK(told(parse({"--name"}).error()) ==
        "อ่านคำสั่งไม่เข้าใจ: ต้องใส่ NAME หลัง --name\n  → ดูวิธีใช้ด้วย --help");
  Headquarters hq;
  auto database = must(db::Database::open(hq.path(), db::Access::read_only));
  views::Queries queries(database);
  CHECK(told(hq::find_programme(queries, "{name} 4").error()) ==
        "หาโครงการ '{name} 4' ไม่พบ: ไม่มีชื่อหรือรหัสนี้\n  → นำเข้ารายชื่อก่อน ด้วย sala-hq import");
  TemporaryFolder folder;
  auto nothing = hq::DataFolder(folder / "a").read_key();
  CHECK(told(nothing.error()) == "เปิดสำนักงานใน " + (folder / "a") +
                                     " ไม่ได้: ยังไม่มีสำนักงานที่นี่\n  → สร้างด้วย 'sala-hq init --data " +
                                     (folder / "a") + "' หรือบอกโฟลเดอร์อื่นด้วย --data");
}

TEST_CASE("a made-up pass-phrase is long enough, and never the same") {
  auto one = hq::new_passphrase(system_random());
  CHECK(one.size() >= hq::least_passphrase);
  CHECK(one != hq::new_passphrase(system_random()));
  CHECK(hq::new_code(system_random()).size() == 6);
}

TEST_CASE("who guesses too often waits until the oldest wrong try is old, others do not") {
  hq::Attempts attempts(2, std::chrono::seconds(60));
  BootTime now{Micros(0)};
  attempts.failed("a", now);
  CHECK(attempts.wait("a", now) == Micros(0));
  attempts.failed("a", now + std::chrono::seconds(10));
  CHECK(attempts.wait("a", now + std::chrono::seconds(10)) == std::chrono::seconds(50));
  CHECK(attempts.wait("b", now) == Micros(0));
  CHECK(attempts.wait("a", now + std::chrono::seconds(60)) == Micros(0));
  attempts.failed("b", now);
  attempts.failed("b", now);
  attempts.forgive("b");
  CHECK(attempts.wait("b", now) == Micros(0));
}

TEST_CASE("a thing is found by code, name or id; two of a name are not guessed at") {
  Headquarters hq;
  ProgrammeSet first;
  first.programme = ProgrammeId{{1, 2, 3, 4, 5}};
  first.code = "YSI4";
  first.name.th = "รุ่น 4";
  auto second = first;
  second.programme = ProgrammeId{{9}};
  second.code = "YSI5";
  hq.write(first.programme, first);
  hq.write(second.programme, second);
  auto database = must(db::Database::open(hq.path(), db::Access::read_only));
  views::Queries queries(database);
  CHECK(must(hq::find_programme(queries, "YSI5")).programme == second.programme);
  CHECK(must(hq::find_programme(queries, "01020304")).programme == first.programme);
  auto two = hq::find_programme(queries, "รุ่น 4");
  REQUIRE_FALSE(two.has_value());
  CHECK(two.error().code == ErrorCode::conflict);
  auto none = hq::find_programme(queries, "YSI");
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().advice == "there are: YSI4, YSI5");
}

TEST_CASE("every word of the pages and of their script is in both languages") {
  auto catalogue = must(Catalogue::load(std::string(SALA_SHARE) + "/locale"));
  auto pages = must(hq::Pages::load(SALA_SHARE));
  REQUIRE(pages.words_used().size() > 20);
  for (char const* language : {"th", "en"}) {
    auto words = catalogue.in(language);
    for (std::string const& msgid : pages.words_used()) words.tr(msgid);
    hq::script_words(words);
  }
  CHECK(catalogue.missing_words() == std::vector<std::string>{});
  // What the scripts ask for is what they are given.
  std::size_t asked = 0;
  auto known = hq::script_msgids();
  for (char const* name : {"line", "live", "courses", "results"}) {
    auto script = read_file(std::string(SALA_SOURCE) + "/assets/web/" + name + ".js");
    for (std::size_t at = 0; (at = script.find("t('", at)) != script.npos; at += 3) {
      char before = at == 0 ? ' ' : script[at - 1];
      if (std::isalnum(static_cast<unsigned char>(before)) != 0) continue;
      auto msgid = script.substr(at + 3, script.find('\'', at + 3) - at - 3);
      CAPTURE(msgid);
      CHECK(std::find(known.begin(), known.end(), msgid) != known.end());
      ++asked;
    }
  }
  CHECK(asked > 15);
}

}  // namespace sala::test
