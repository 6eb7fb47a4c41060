// The layout's rules that no compiler checks: which room may include which, how long a file and a
// function may be, and that every folder says what it is for.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <vector>

#include "tests/support/files.h"

namespace fs = std::filesystem;
using sala::test::read_file;

namespace {

constexpr int longest_file = 400;
constexpr int longest_line = 100;
constexpr int longest_function = 70;

fs::path root() { return SALA_SOURCE; }

std::vector<fs::path> sources() {
  std::vector<fs::path> found;
  for (char const* room : {"platform", "sync", "kiosk", "tests"}) {
    for (auto const& entry : fs::recursive_directory_iterator(root() / room)) {
      auto path = entry.path();
      bool ours = path.string().find("node_modules") == std::string::npos;
      if (ours && (path.extension() == ".h" || path.extension() == ".cpp")) {
        found.push_back(fs::relative(path, root()));
      }
    }
  }
  return found;
}

std::vector<std::string> lines_of(fs::path const& path) {
  std::istringstream in(read_file(root() / path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// "sync/ledger/run.h" → "sync/ledger"; kiosk and platform are one room each.
std::string room_of(std::string const& path) {
  auto first = path.substr(0, path.find('/'));
  if (first != "sync") return first;
  auto second = path.find('/', 5);
  return second == std::string::npos ? "sync" : path.substr(0, second);
}

std::map<std::string, std::set<std::string>> const& may_include() {
  static std::map<std::string, std::set<std::string>> const arrows{
      {"platform", {}},
      {"sync/model", {"platform"}},
      {"sync/rules", {"platform", "sync/model"}},
      {"sync/forms", {"platform", "sync/model"}},
      {"sync/ledger", {"platform", "sync/model"}},
      {"sync/views", {"platform", "sync/model", "sync/rules", "sync/ledger", "sync/forms"}},
      {"sync/link",
       {"platform", "sync/model", "sync/rules", "sync/ledger", "sync/forms", "sync/views"}},
      {"sync/hq",
       {"platform", "sync/model", "sync/rules", "sync/ledger", "sync/forms", "sync/views",
        "sync/link"}},
      {"kiosk",
       {"platform", "sync/model", "sync/rules", "sync/ledger", "sync/forms", "sync/views",
        "sync/link"}},
  };
  return arrows;
}

// Columns, not bytes, and as clang-format counts them: Thai marks stand above and below letters.
std::size_t columns_of(std::string_view line) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if ((line[i] & 0xc0) == 0x80) continue;
    auto letter = line.substr(i, 3);
    bool mark = letter == "ั" || (letter >= "ิ" && letter <= "ฺ") || (letter >= "็" && letter <= "๎");
    columns += !mark;
  }
  return columns;
}

// The line on which the parentheses that close on line `last` were opened.
std::size_t start_of_statement(std::vector<std::string> const& lines, std::size_t last) {
  auto open = [&](std::size_t line) {
    return std::ranges::count(lines[line], ')') - std::ranges::count(lines[line], '(');
  };
  auto first = last;
  for (auto missing = open(first); missing > 0 && first > 0; missing += open(first)) --first;
  return first;
}

// The length of each function body, by the braces that clang-format puts: a body starts on a line
// at any depth that ends in ") {", ") const {" or the like, and ends at the "}" of its indentation.
std::vector<std::pair<int, int>> long_functions(std::vector<std::string> const& lines) {
  static std::regex const opening(
      R"(^(\s*)[^\s/#].*\)( const| noexcept| override| final)* (-> [^{]+ )?\{$)");
  static std::regex const no_function(R"(^\s*(\} else )?(if|for|while|switch|else|catch|do)\b)");
  std::vector<std::pair<int, int>> found;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::smatch match;
    if (!std::regex_match(lines[i], match, opening)) continue;
    // The last line of a condition over several lines looks like a function's.
    if (std::regex_search(lines[start_of_statement(lines, i)], no_function)) continue;
    // The line that opens may be the last of several: the body tells how far in its end stands.
    std::size_t inside = i + 1 < lines.size() ? lines[i + 1].find_first_not_of(' ') : 0;
    if (inside == std::string::npos || inside < 2) continue;
    std::string end = std::string(inside - 2, ' ') + "}";
    for (std::size_t k = i + 1; k < lines.size(); ++k) {
      if (lines[k].compare(0, end.size(), end) != 0) continue;
      int length = static_cast<int>(k - i + 1);
      if (length > longest_function) found.emplace_back(static_cast<int>(i + 1), length);
      break;
    }
  }
  return found;
}

}  // namespace

TEST_CASE("each room includes only the rooms below it") {
  std::regex const include(R"re(^#include "([^"]+)")re");
  for (fs::path const& path : sources()) {
    std::string from = room_of(path.string());
    if (from == "tests") continue;
    REQUIRE_MESSAGE(may_include().contains(from), path.string() << " is in no room");
    for (std::string const& line : lines_of(path)) {
      std::smatch match;
      if (!std::regex_search(line, match, include)) continue;
      std::string to = room_of(match[1].str());
      bool allowed = to == from || may_include().at(from).contains(to);
      CHECK_MESSAGE(allowed, path.string() << " may not include " << match[1].str());
    }
  }
}

TEST_CASE("only platform sees the system and its libraries") {
  std::regex const library(
      "^#include <(SDL|pango|sqlite3|libpq|curl/|boost/(asio|beast)|sodium|sys/|unistd|fcntl|poll|"
      "zip\\.h|pugixml|png|zstd|openssl|unicode/|qrencode|ft2build|fontconfig)");
  std::regex const imgui(R"re(^#include <imgui)re");
  for (fs::path const& path : sources()) {
    std::string name = path.string();
    if (name.starts_with("platform/") || name.starts_with("tests/")) continue;
    for (std::string const& line : lines_of(path)) {
      CHECK_MESSAGE(!std::regex_search(line, library), name << ": " << line);
      bool sees_imgui = std::regex_search(line, imgui) && !name.starts_with("kiosk/ui/");
      CHECK_MESSAGE(!sees_imgui, name << ": " << line);
    }
  }
}

TEST_CASE("no file is longer than 400 lines, no line longer than 100 columns") {
  for (fs::path const& path : sources()) {
    auto lines = lines_of(path);
    CHECK_MESSAGE(lines.size() <= longest_file, path.string() << " has " << lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      CHECK_MESSAGE(columns_of(lines[i]) <= longest_line, path.string() << ":" << i + 1);
    }
  }
}

TEST_CASE("no function is longer than 70 lines") {
  for (fs::path const& path : sources()) {
    for (auto const& it : long_functions(lines_of(path))) {
      CHECK_MESSAGE(false, path.string() << ":" << it.first << " has " << it.second << " lines");
    }
  }
}

TEST_CASE("the check for long functions finds one") {
  std::vector<std::string> lines{"int f(int a) {"};
  for (int i = 0; i < 70; ++i) lines.emplace_back("  a = a + 1;");
  lines.emplace_back("}");
  CHECK(long_functions(lines).size() == 1);
  lines.erase(lines.begin() + 1, lines.begin() + 4);
  CHECK(long_functions(lines).empty());
}

TEST_CASE("every folder with sources says what it is for, in one screen") {
  std::set<fs::path> folders;
  for (fs::path const& path : sources()) folders.insert(path.parent_path());
  for (fs::path const& folder : folders) {
    // Tests mirror the rooms; platform, kiosk and sync describe their small folders themselves.
    if (*folder.begin() == "tests" && folder != "tests" && folder != "tests/sim") continue;
    auto readme = root() / folder / "README.md";
    bool described = fs::exists(readme) || fs::exists(root() / folder.parent_path() / "README.md");
    CHECK_MESSAGE(described, folder.string() << " has no README.md");
    if (fs::exists(readme)) {
      auto lines = lines_of(folder / "README.md");
      CHECK_MESSAGE(lines.size() <= 80, folder.string() << "/README.md is longer than a screen");
    }
  }
}

TEST_CASE("the top level is the layout's, and no test file is without a test") {
  std::set<std::string> const layout{"CMakeLists.txt", "kiosk", "sync",     "assets",
                                     "platform",       "tests", "README.md"};
  for (auto const& entry : fs::directory_iterator(root())) {
    std::string name = entry.path().filename().string();
    bool built = name.starts_with("build");
    CHECK_MESSAGE((layout.contains(name) || name.starts_with(".") || built), name);
  }
  for (fs::path const& path : sources()) {
    if (!path.string().ends_with("_test.cpp")) continue;
    CHECK_MESSAGE(read_file(root() / path).find("TEST_CASE") != std::string::npos, path.string());
  }
}

TEST_CASE("nothing in the repository names a machine's paths or a registry's address") {
  // Put together here, so that this file does not contain them.
  std::vector<std::string> const words{std::string("/wo") + "rk/",
                                       std::string("registry.") + "npmjs",
                                       std::string("deb.") + "debian.org"};
  for (auto const& entry : fs::recursive_directory_iterator(root())) {
    auto path = entry.path();
    std::string name = fs::relative(path, root()).string();
    bool skipped = name.starts_with(".git/") || name.starts_with("build") ||
                   name.starts_with(".sala") || name.find("node_modules") != std::string::npos;
    if (skipped || !entry.is_regular_file() || entry.file_size() > 2'000'000) continue;
    std::string text = read_file(path);
    for (std::string const& word : words) {
      CHECK_MESSAGE(text.find(word) == std::string::npos, name << " contains " << word);
    }
  }
}
