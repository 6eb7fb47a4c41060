// The catalogues as their authors wrote them, against each other and against the sources.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <utility>
#include <vector>

#include "tests/support/files.h"

namespace {

namespace fs = std::filesystem;

struct Message {
  std::string plural;
  std::vector<std::string> shown;
  bool fuzzy = false;
};
using Po = std::map<std::string, Message>;

std::string unescaped(std::string_view quoted) {
  std::string out;
  for (std::size_t i = 0; i < quoted.size(); ++i) {
    if (quoted[i] != '\\') {
      out += quoted[i];
    } else if (++i < quoted.size()) {
      out += quoted[i] == 'n' ? '\n' : quoted[i];
    }
  }
  return out;
}

Po read_po(fs::path const& path) {
  Po po;
  Message message;
  std::string msgid, *field = nullptr;
  bool fuzzy = false, started = false;
  auto finish = [&] {
    if (started && !msgid.empty()) {
      CAPTURE(msgid);
      CHECK(po.emplace(msgid, message).second);
    }
    message = {};
    msgid.clear();
    started = false;
  };
  std::istringstream in(sala::test::read_file(path));
  std::regex const line_shape(R"(^(msgid_plural|msgid|msgstr(?:\[\d\])?)?\s*"(.*)\"\s*$)");
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("#,", 0) == 0 && line.find("fuzzy") != std::string::npos) fuzzy = true;
    std::smatch match;
    if (!std::regex_match(line, match, line_shape)) continue;
    auto key = match[1].str();
    if (key == "msgid") {
      finish();
      started = true;
      message.fuzzy = std::exchange(fuzzy, false);
      field = &msgid;
    } else if (key == "msgid_plural") {
      field = &message.plural;
    } else if (!key.empty()) {
      field = &message.shown.emplace_back();
    }
    *field += unescaped(match[2].str());
  }
  finish();
  return po;
}

std::set<std::string> placeholders(std::string const& text) {
  std::set<std::string> names;
  std::regex const shape(R"(\{[a-z_]+\})");
  for (std::sregex_iterator it(text.begin(), text.end(), shape), end; it != end; ++it) {
    names.insert(it->str());
  }
  return names;
}

std::map<std::string, Po> catalogues() {
  std::map<std::string, Po> all;
  for (auto const& entry : fs::directory_iterator(SALA_SOURCE "/assets/locale")) {
    if (entry.path().extension() == ".po") all[entry.path().stem()] = read_po(entry.path());
  }
  return all;
}

// The msgids that a source names: tr("…"), tr_n("…", "…", …), word("…"), with literals that the
// compiler joins.
std::vector<std::string> words_used(std::string source) {
  source = std::regex_replace(source, std::regex(R"(\n\s*//[^\n]*)"), "\n");  // examples
  std::vector<std::string> used;
  std::regex const call(R"re(\b(?:tr|tr_n|word)\(\s*((?:"(?:[^"\\]|\\.)*"\s*)+))re");
  std::regex const literal(R"re("((?:[^"\\]|\\.)*)")re");
  for (std::sregex_iterator it(source.begin(), source.end(), call), end; it != end; ++it) {
    auto pieces = (*it)[1].str();
    std::string whole;
    for (std::sregex_iterator p(pieces.begin(), pieces.end(), literal); p != end; ++p) {
      whole += unescaped((*p)[1].str());
    }
    used.push_back(whole);
  }
  return used;
}

std::vector<fs::path> sources() {
  std::vector<fs::path> files;
  for (auto const* room : {"kiosk", "sync", "platform"}) {
    for (auto const& entry : fs::recursive_directory_iterator(fs::path(SALA_SOURCE) / room)) {
      auto extension = entry.path().extension();
      if (extension == ".cpp" || extension == ".h") files.push_back(entry.path());
    }
  }
  return files;
}

}  // namespace

TEST_CASE("all languages have the same messages with the same placeholders, none open") {
  auto all = catalogues();
  REQUIRE(all.count("th") == 1);
  REQUIRE(all.count("en") == 1);
  auto const& english = all["en"];
  CHECK(english.size() > 200);
  for (auto const& [code, po] : all) {
    auto const& language = code;
    CAPTURE(language);
    for (auto const& entry : english) {
      auto const& msgid = entry.first;
      CAPTURE(msgid);
      CHECK(po.count(msgid) == 1);
    }
    for (auto const& entry : po) {
      auto const& msgid = entry.first;
      auto const& message = entry.second;
      CAPTURE(msgid);
      CHECK(english.count(msgid) == 1);
      CHECK_FALSE(message.fuzzy);
      CHECK_FALSE(message.shown.empty());
      auto named = placeholders(msgid);
      named.merge(placeholders(message.plural));
      for (auto const& shown : message.shown) {
        CHECK_FALSE(shown.empty());
        CHECK(placeholders(shown) == named);
      }
    }
  }
}

TEST_CASE("every word that a source names is in the catalogue") {
  auto english = catalogues()["en"];
  std::size_t found = 0;
  for (auto const& file : sources()) {
    for (auto const& msgid : words_used(sala::test::read_file(file))) {
      CAPTURE(file.string());
      CAPTURE(msgid);
      CHECK(english.count(msgid) == 1);
      ++found;
    }
  }
  CHECK(found > 10);  // the pattern still finds what it is meant to find
}

TEST_CASE("no technical word is shown to anyone") {
  std::regex const english(
      R"(\b(sync\w*|servers?|databases?|time-?outs?|upload\w*|tokens?)\b|\bID\b)",
      std::regex::icase);
  std::vector<std::string> const thai{"ซิงค์",     "ซิงก์", "เซิร์ฟเวอร์", "ฐานข้อมูล",
                                      "ดาต้าเบส", "ไอดี", "หมดเวลา"};
  auto const all = catalogues();
  for (auto const& [language, po] : all) {
    for (auto const& [msgid, message] : po) {
      for (auto const& shown : message.shown) {
        CAPTURE(shown);
        // The card that everyone carries has this name.
        auto plain = std::regex_replace(shown, std::regex("national ID"), "");
        CHECK_FALSE(std::regex_search(plain, english));
        for (auto const& word : thai) CHECK(shown.find(word) == std::string::npos);
      }
    }
  }
}

TEST_CASE("Thai words do without politeness particles and bureaucratic please") {
  int please = 0;
  auto const thai = catalogues()["th"];
  for (auto const& [msgid, message] : thai) {
    for (auto const& shown : message.shown) {
      CAPTURE(shown);
      for (auto const* particle : {"ครับ", "ค่ะ", "คะ "}) {
        CHECK(shown.find(particle) == std::string::npos);
      }
      please += shown.find("กรุณา") != std::string::npos;
    }
  }
  CHECK(please <= 5);
}
