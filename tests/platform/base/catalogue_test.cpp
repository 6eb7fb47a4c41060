#include "platform/base/catalogue.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "platform/base/plural_rule.h"

namespace {

using sala::Catalogue;
using sala::PluralRule;

// A folder with one MO file made of (msgid, msgstr) pairs, gone when the test ends.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "sala-catalogue-test") {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;

  void write(std::string const& name, std::string const& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

std::string mo(std::vector<std::pair<std::string, std::string>> const& messages) {
  std::string head, tables, texts;
  auto number = [](std::string& out, std::size_t value) {
    for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(value >> shift));
  };
  auto start = 28 + messages.size() * 16;
  for (auto value : {std::size_t{0x950412de}, std::size_t{0}, messages.size(), std::size_t{28},
                     28 + messages.size() * 8, std::size_t{0}, std::size_t{0}}) {
    number(head, value);
  }
  for (bool second : {false, true}) {
    for (auto const& [msgid, msgstr] : messages) {
      auto const& text = second ? msgstr : msgid;
      number(tables, text.size());
      number(tables, start + texts.size());
      texts += text + '\0';
    }
  }
  return head + tables + texts;
}

Catalogue ours() {
  auto loaded = Catalogue::load(SALA_SHARE "/locale");
  REQUIRE(loaded);
  return std::move(*loaded);
}

}  // namespace

TEST_CASE("one catalogue speaks several languages at once") {
  auto catalogue = ours();
  CHECK(catalogue.languages() == std::vector<std::string>{"en", "th"});
  CHECK(catalogue.in("th").tr("Sign in") == "ลงชื่อเข้าร่วม");
  CHECK(catalogue.in("en").tr("Sign in") == "Sign in");
  CHECK(catalogue.missing() == 0);
}

TEST_CASE("an unknown language falls back to one that exists") {
  CHECK(ours().in("xx").language() == "en");
}

TEST_CASE("a missing message shows itself and is counted once by name") {
  auto catalogue = ours();
  std::string const absent = "No such sentence";
  CHECK(catalogue.in("th").tr(absent) == absent);
  CHECK(catalogue.in("th").tr(absent) == absent);
  CHECK(catalogue.missing() == 2);
  CHECK(catalogue.missing_words() == std::vector<std::string>{"th: No such sentence"});
}

TEST_CASE("placeholders are filled by name and what is filled in is never read again") {
  auto catalogue = ours();
  CHECK(catalogue.in("en").tr("{name} is signed in", {{"name", "{time}"}}) ==
        "{time} is signed in");
  CHECK(sala::fill("{a}{b}", {{"a", "{b}"}, {"b", "{a}"}}) == "{b}{a}");
  CHECK(sala::fill("{nobody} {", {{"a", "1"}}) == "{nobody} {");
  CHECK(sala::fill("{x {a}}", {{"a", "1"}}) == "{x 1}");
  CHECK(sala::fill("", {}) == "");
}

TEST_CASE("numbers take the form of their language") {
  auto catalogue = ours();
  auto found = [&](char const* language, unsigned n) {
    return catalogue.in(language).tr_n("{n} person found", "{n} people found", n);
  };
  CHECK(found("en", 1) == "1 person found");
  CHECK(found("en", 0) == "0 people found");
  CHECK(found("en", 23) == "23 people found");
  CHECK(found("th", 1) == "พบ 1 คน");
  CHECK(found("th", 23) == "พบ 23 คน");
  CHECK(found("en", 1'234'567) == "1,234,567 people found");
  CHECK(found("th", 5000) == "พบ 5,000 คน");
  CHECK(catalogue.in("th").tr_n("one {n}", "many {n} {who}", 2, {{"who", "{n}"}}) == "many 2 {n}");
  CHECK(catalogue.missing() == 1);
}

TEST_CASE("plural rules of languages with many forms are understood") {
  auto arabic = PluralRule::parse(
      "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
      "n%100>=11 ? 4 : 5);");
  REQUIRE(arabic);
  unsigned const expected[][2] = {{0, 0}, {1, 1}, {2, 2}, {3, 3}, {110, 3}, {11, 4}, {100, 5}};
  for (auto [n, form] : expected) CHECK(arabic->form(n) == form);
  auto polish = PluralRule::parse(
      "nplurals=3; plural=n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2");
  REQUIRE(polish);
  unsigned const forms[][2] = {{1, 0}, {2, 1}, {5, 2}, {12, 2}, {22, 1}, {25, 2}, {112, 2}};
  for (auto [n, form] : forms) CHECK(polish->form(n) == form);
}

TEST_CASE("a plural rule that is no such thing is refused") {
  for (auto const* rule : {"", "nplurals=2", "nplurals=2; plural=", "nplurals=0; plural=0;",
                           "nplurals=2; plural=n ==;", "nplurals=2; plural=(n;",
                           "nplurals=2; plural=system(n);", "nplurals=2; plural=n n;"}) {
    CAPTURE(rule);
    CHECK_FALSE(PluralRule::parse(rule));
  }
  std::string deep = "nplurals=2; plural=" + std::string(100000, '(') + "n";
  CHECK_FALSE(PluralRule::parse(deep));
  auto divide = PluralRule::parse("nplurals=2; plural=n/0;");
  REQUIRE(divide);
  CHECK(divide->form(5) == 0);
}

TEST_CASE("a damaged or absent catalogue is refused, whatever was cut or flipped") {
  Folder folder;
  CHECK(Catalogue::load(folder.path()).error().code == sala::ErrorCode::not_found);
  auto whole = mo({{"", "Plural-Forms: nplurals=1; plural=0;\n"}, {"Yes", "ใช่"}});
  folder.write("th.mo", whole);
  auto loaded = Catalogue::load(folder.path());
  REQUIRE(loaded);
  CHECK(loaded->in("th").tr("Yes") == "ใช่");
  for (std::size_t length = 0; length + 1 < whole.size(); ++length) {
    CAPTURE(length);
    folder.write("th.mo", whole.substr(0, length));
    CHECK_FALSE(Catalogue::load(folder.path()));
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {  // must not crash; may still make sense
    auto flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 0x80);
    folder.write("th.mo", flipped);
    auto result = Catalogue::load(folder.path());
    if (result) result->in("th").tr("Yes");
  }
}

TEST_CASE("several threads may read and miss words together") {
  auto catalogue = ours();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      auto words = catalogue.in(i % 2 ? "th" : "en");
      for (int n = 0; n < 1000; ++n) {
        (void)words.tr("Sign in");
        (void)words.tr("Not there");
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(catalogue.missing() == 4000);
  CHECK(catalogue.missing_words().size() == 2);
}
