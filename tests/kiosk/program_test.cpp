// sala-kiosk as somebody types it, well and badly: everything that it says is in their language,
// and what goes wrong comes with what to do.
#include "kiosk/program.h"

#include <doctest/doctest.h>

#include "tests/support/fail_texts.h"
#include "tests/support/files.h"
#include "tests/support/hearing.h"

namespace sala::test {
namespace {

struct Said {
  int code = 0;
  std::string out, err;
};

Said say(std::vector<std::string> words, char const* language = "th") {
  words.insert(words.end(), {"--lang", language});
  Hearing heard;
  int code = kiosk::run_program(words);
  return {code, heard.out(), heard.err()};
}

void check_thai(std::string const& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    CAPTURE(line);
    CHECK_FALSE(has_english(line));
  }
}

}  // namespace

TEST_CASE("the kiosk's help is there in both languages") {
  auto help = say({"--help"});
  CHECK(help.code == 0);
  CHECK(help.out.find("--off-screen") != std::string::npos);
  check_thai(help.out);
  CHECK(say({"-h"}).out == help.out);
  CHECK(say({"--help"}, "en").out.find("start the kiosk") != std::string::npos);
}

TEST_CASE("what the kiosk's command line cannot do is told in Thai, with what to do") {
  TemporaryFolder folder;
  std::ofstream(folder / "settings.toml") << "language = \n";
  std::ofstream(folder / "device.key") << "nonsense\n";
  std::string const data = folder / "box";
  std::string const link = "sala://enrol?u=http%3A%2F%2F127.0.0.1%3A1&c=ABCDEFGHJK";
  using Line = std::vector<std::string>;
  for (Line const& words : {
           Line{"--nonsense"},
           {"nonsense"},
           {"enrol", "--data", data},
           {"enrol", "a", "b", "--data", data},
           {"enrol", "nonsense", "--data", data},
           {"enrol", "sala://enrol?u=x", "--data", data},
           {"enrol", "sala://enrol?u=%zz", "--data", data},
           {"enrol", "sala://enrol?u=https%3A%2F%2Fhq&c=1", "--data", data},
           {"enrol", "--hq", "http://127.0.0.1:1", "--data", data},
           {"enrol", "--hq", "http://127.0.0.1:1", "--code", "1234", "--data", data},
           {"enrol", "--hq", "http://example.org", "--code", "ABCDEFGHJK", "--data", data},
           {"enrol", link, "--data", data},
           {"enrol", link, "--data", "/proc/nowhere"},
           {"enrol", link, "--data", folder / ""},
           {"--off-screen", "nonsense"},
           {"--off-screen", "640x480", "--data", folder / ""},
           {"--off-screen", "640x480", "--data", data, "--mirror", "0.0.0.0:80"},
           {"--off-screen", "640x480", "--data", data, "--mirror", "127.0.0.1:nonsense"},
           {"--off-screen", "640x480", "--data", data, "--play", "/nowhere/story.txt"},
           {"--preview", "nonsense"},
           {"--preview", "start"},
           {"--preview", "start", "--size", "1x1", "--out", folder / "x.png"},
           {"--preview", "start", "--out", "/nowhere/x.png"},
       }) {
    auto said = say(words);
    std::string all;
    for (auto const& word : words) all += word + " ";
    CAPTURE(all);
    CAPTURE(said.err);
    CHECK(said.code != 0);
    CHECK(said.err.find("sala-kiosk: ") == 0);
    CHECK(said.err.find("\n  → ") != std::string::npos);
    check_thai(said.err);
  }
}

}  // namespace sala::test
