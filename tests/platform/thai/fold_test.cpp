#include "platform/thai/fold.h"

#include <doctest/doctest.h>

#include <random>

#include "platform/base/bytes.h"
#include "platform/thai/skeleton.h"

using namespace sala;
using namespace sala::thai;

TEST_CASE("tidied text is what a careful typist would have typed") {
  struct {
    char const *typed, *tidy;
  } const rows[] = {
      {"  สมชาย   ใจดี \r\n", "สมชาย ใจดี"},
      {"สมชาย\u00A0ใจดี", "สมชาย ใจดี"},
      {"สม\u200Bชาย\uFEFF", "สมชาย"},
      {"น\u0E4D\u0E49\u0E32ฝน", "น้ำฝน"},  // ํ ้ า
      {"น\u0E49\u0E4D\u0E32ฝน", "น้ำฝน"},  // ้ ํ า
      {"น\u0E33\u0E49ฝน", "น้ำฝน"},        // ำ ้
      {"ค\u0E4D\u0E32", "คำ"},
      {"เเดง", "แดง"},
      {"ท\u0E48\u0E35", "ที่"},
      {"ที\u0E48\u0E48", "ที่"},
      {"e\u0301", "é"},
      {"👨\u200D👩\u200D👧", "👨\u200D👩\u200D👧"},
      {"บ\u200Dี", "บี"},
      {"❤\uFE0F", "❤\uFE0F"},
      {"\u202Eabc\u202C", "abc"},
      {"", ""},
  };
  for (auto const& row : rows) CHECK(tidy(row.typed) == row.tidy);
  CHECK(tidy("a\xFF\xE0\xB8z") == "az");
}

TEST_CASE("spellings that a person calls the same fold alike") {
  struct {
    char const *one, *other;
  } const same[] = {
      {"น้ำ", "นำ"},         {"ก๊อต", "ก็อต"},      {"จันทร์", "จันทร"},
      {"BEAM", "beam"},     {"Anna", "ana"},     {"José", "jose"},
      {"ชั้น ๒", "ชัน 2"},     {"O'Neil", "oneil"}, {"Anne-Marie", "anne marie"},
      {"Ｂｅａｍ", "beam"}, {"เเนน", "แนน"},     {"ฤๅษี", "ฤาษี"},
      {"ม.ล.", "มล"},
  };
  for (auto const& pair : same) CHECK(search_fold(pair.one) == search_fold(pair.other));
  CHECK(search_fold("บีม") != search_fold("บุม"));
  CHECK(search_fold("นนท์") != search_fold("นท์"));
  CHECK(search_fold("1100") == "1100");
  CHECK(search_fold("คำ") != search_fold("คา"));
  CHECK_FALSE(search_fold("😀").empty());
}

TEST_CASE("folding and tidying twice changes nothing, whatever the bytes") {
  std::mt19937 engine(7);
  char32_t const letters[] = {0xE01,   0xE19, 0xE32, 0xE33, 0xE34,  0xE40, 0xE47,  0xE48,  0xE49,
                              0xE4D,   0xE45, 'A',   'a',   ' ',    0xA0,  0x200B, 0x200D, 0x301,
                              0x1F600, '-',   '.',   0xE4,  0xFF21, 0xE53, 0xFE0F, 0x1100, 0x1161};
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t i = engine() % 9; i-- > 0;) {
      append_code_point(text, letters[engine() % std::size(letters)]);
      if (engine() % 16 == 0) text += static_cast<char>(engine());
    }
    std::string tidied = tidy(text), folded = search_fold(text);
    CHECK(is_utf8(tidied));
    CHECK(is_utf8(folded));
    REQUIRE(tidy(tidied) == tidied);
    REQUIRE(search_fold(folded) == folded);
    REQUIRE(search_fold(tidied) == folded);
  }
}

TEST_CASE("names in Thai and in Latin letters share their skeleton") {
  struct {
    char const *thai, *latin;
  } const pairs[] = {{"บีม", "beam"},   {"บีม", "Bim"},       {"แบงค์", "bank"},   {"เจมส์", "james"},
                     {"ฟิล์ม", "film"},  {"พลอย", "ploy"},    {"ชมพู่", "chompoo"}, {"หมิว", "miw"},
                     {"ธนา", "thana"}, {"สมชาย", "Somchai"}};
  for (auto const& pair : pairs) {
    CAPTURE(pair.latin);
    std::string thai = consonant_skeleton(search_fold(pair.thai));
    std::string latin = consonant_skeleton(search_fold(pair.latin));
    auto shorter = std::min(thai.size(), latin.size());
    CHECK(shorter > 0);
    CHECK(thai.substr(0, shorter) == latin.substr(0, shorter));
  }
  CHECK(script_of("😀บีม") == Script::thai);
  CHECK(script_of("๑ Beam") == Script::thai);
  CHECK(script_of("2Beam") == Script::latin);
}
