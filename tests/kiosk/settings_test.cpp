#include "kiosk/settings.h"

#include <doctest/doctest.h>

#include <set>

#include "tests/support/files.h"

using namespace sala;
using namespace sala::kiosk;

namespace {

struct Fixture {
  test::TemporaryFolder folder;
  std::string path = folder / "settings.toml";
  std::vector<std::string> warnings;

  Result<Settings> read(std::string const& text) {
    std::ofstream(path) << text;
    return read_settings(path, warnings);
  }
};

}  // namespace

TEST_CASE("without a file the defaults count") {
  Fixture it;
  auto settings = read_settings(it.path, it.warnings);
  REQUIRE(settings.has_value());
  CHECK(settings->language == "th");
  CHECK(settings->idle_reset_s == 30);
  CHECK(it.warnings.empty());
}

TEST_CASE("what is written is read back, every setting, with its comment") {
  Fixture it;
  Settings settings;
  for (SettingInfo const& info : setting_list()) {
    if (auto const* flag = std::get_if<bool Settings::*>(&info.field)) {
      settings.** flag = !(settings.**flag);
    } else if (auto const* number = std::get_if<std::int64_t Settings::*>(&info.field)) {
      settings.** number = info.highest;
    } else {
      auto text = std::get<std::string Settings::*>(info.field);
      settings.*text = info.choices.empty() ? "ก \"quoted\" \\ path" : info.choices.back();
    }
  }
  REQUIRE(write_settings(it.path, settings).has_value());
  auto read = read_settings(it.path, it.warnings);
  REQUIRE(read.has_value());
  CHECK(it.warnings.empty());
  std::string text = test::read_file(it.path);
  for (SettingInfo const& info : setting_list()) {
    CAPTURE(info.key);
    CHECK(text.find("# " + std::string(info.comment)) != std::string::npos);
    std::visit([&](auto field) { CHECK((*read).*field == settings.*field); }, info.field);
  }
}

TEST_CASE("a value that is not possible is named, and the default used") {
  struct Row {
    char const* text;
    char const* named;
  };
  Row const rows[] = {
      {"idle_reset_s = 3", "idle_reset_s"}, {"idle_reset_s = \"30\"", "idle_reset_s"},
      {"language = \"fr\"", "language"},    {"sound = 1", "sound"},
      {"idle_reset_s = 1e400", ""},         {"colour = \"blue\"", "colour"}};
  for (Row const& row : rows) {
    CAPTURE(row.text);
    Fixture it;
    auto settings = it.read(row.text);
    if (std::string(row.named).empty()) {
      CHECK(!settings.has_value());
      continue;
    }
    REQUIRE(settings.has_value());
    REQUIRE(it.warnings.size() == 1);
    CHECK(it.warnings[0].find(row.named) != std::string::npos);
    CHECK(settings->idle_reset_s == 30);
    CHECK(settings->language == "th");
  }
}

TEST_CASE("a file that is not TOML says in which line") {
  Fixture it;
  auto settings = it.read("language = \"th\"\nsound = = true\n");
  REQUIRE(!settings.has_value());
  CHECK(settings.error().cause.find("line 2") != std::string::npos);
  CHECK(!settings.error().advice.empty());
}

TEST_CASE("keys are said once, and numbers have a range that holds their default") {
  std::set<std::string_view> keys;
  Settings defaults;
  for (SettingInfo const& info : setting_list()) {
    CHECK(keys.insert(info.key).second);
    if (auto const* number = std::get_if<std::int64_t Settings::*>(&info.field)) {
      CHECK(defaults.**number >= info.lowest);
      CHECK(defaults.**number <= info.highest);
    }
  }
}
