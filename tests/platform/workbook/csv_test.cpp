#include <doctest/doctest.h>

#include <boost/json.hpp>

#include "platform/workbook/csv_writer.h"
#include "platform/workbook/text_encoding.h"
#include "platform/workbook/workbook.h"
#include "tests/support/shared_data.h"

using namespace sala;
using namespace sala::workbook;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(std::string_view bytes) {
  auto book = read_csv(bytes, "x");
  if (!book) FAIL(book.error().message());
  Rows rows;
  for (auto const& row : book->sheets.at(0).rows) {
    rows.emplace_back();
    for (auto const& cell : row) rows.back().push_back(cell.text);
  }
  return rows;
}

std::string in_windows_874(std::string_view utf8) {
  std::string out;
  for (std::size_t i = 0; i < utf8.size();) {
    auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      out += utf8[i++];
      continue;
    }
    int code = (lead & 15) << 12 | (utf8[i + 1] & 63) << 6 | (utf8[i + 2] & 63);
    out += static_cast<char>(code - 0x0E00 + 0xA0);
    i += 3;
  }
  return out;
}

}  // namespace

TEST_CASE("fields are cut as RFC 4180 and as spreadsheets do") {
  CHECK(rows_of("a,b\r\n1,2\r\n") == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of("a,b\n1,2") == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of("a,b\r1,2\r") == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of("a,\"x, \"\"y\"\"\r\nz\"\r\n") == Rows{{"a", "x, \"y\"\r\nz"}});
  CHECK(rows_of("a,,c,\n") == Rows{{"a", "", "c"}});
  CHECK(rows_of("a,b\n\n1,2\n") == Rows{{"a", "b"}, {}, {"1", "2"}});
  CHECK(rows_of("5\" pipe,b\n") == Rows{{"5\" pipe", "b"}});
  CHECK(rows_of("\"a\"x,b\n") == Rows{{"ax", "b"}});
  CHECK(rows_of("one\ntwo\n") == Rows{{"one"}, {"two"}});
}

TEST_CASE("the delimiter is the one that the records agree on") {
  CHECK(rows_of("a;b;c\n1,5;2;3\n2,5;3;4\n") ==
        Rows{{"a", "b", "c"}, {"1,5", "2", "3"}, {"2,5", "3", "4"}});
  CHECK(rows_of("a\tb\nx, y\tz\n") == Rows{{"a", "b"}, {"x, y", "z"}});
  CHECK(rows_of("a|b\n1|2\n") == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(rows_of("sep=;\r\na;b\r\n") == Rows{{"a", "b"}});
  CHECK(rows_of("ชื่อ,ที่อยู่\nแดง,\"1; 2; 3\"\nดำ,\"4; 5; 6\"\n")[1] ==
        std::vector<std::string>{"แดง", "1; 2; 3"});
}

TEST_CASE("a quote that is never closed is an error that names its line") {
  auto book = read_csv("a,b\n1,2\n\"3,4\n5,6\n", "x");
  REQUIRE_FALSE(book);
  CHECK(book.error().cause == "A quotation mark is never closed.");
  CHECK(book.error().operation == "read CSV, line 3");
}

TEST_CASE("the encoding is found: UTF-8, UTF-16 and Windows-874 read alike") {
  std::string const text = "ชื่อ,นามสกุล\r\nกิ่งกาญจน์,น้ำใจ\r\n";
  Rows const expected = {{"ชื่อ", "นามสกุล"}, {"กิ่งกาญจน์", "น้ำใจ"}};
  CHECK(rows_of(text) == expected);
  CHECK(rows_of("\xEF\xBB\xBF" + text) == expected);
  CHECK(rows_of(in_windows_874(text)) == expected);
  std::string little = "\xFF\xFE", big = "\xFE\xFF";
  for (std::size_t i = 0; i < text.size();) {
    auto lead = static_cast<unsigned char>(text[i]);
    int code =
        lead < 0x80 ? lead : (lead & 15) << 12 | (text[i + 1] & 63) << 6 | (text[i + 2] & 63);
    little += static_cast<char>(code & 255);
    little += static_cast<char>(code >> 8);
    big += static_cast<char>(code >> 8);
    big += static_cast<char>(code & 255);
    i += lead < 0x80 ? 1 : 3;
  }
  CHECK(rows_of(little) == expected);
  CHECK(rows_of(big) == expected);
  CHECK(rows_of(little.substr(2)) == expected);
  CHECK(read_csv(in_windows_874(text), "x")->notes.size() == 1);
  CHECK(read_csv(text, "x")->notes.empty());
}

TEST_CASE("encodings that are neither are guessed and said") {
  CHECK(decode_text("caf\xE9").encoding == Encoding::windows_1252);
  CHECK(decode_text("caf\xE9").text == "café");
  std::string damaged = "สวัสดีชาวโลกทั้งหลายที่มาในวันนี้";
  damaged[5] = 'x';
  CHECK(decode_text(damaged).encoding == Encoding::utf8_damaged);
  CHECK(read_csv("caf\xE9,b\n", "x")->notes.size() == 1);
}

TEST_CASE("what the writer writes reads back, and no cell becomes a formula") {
  CsvWriter writer;
  std::string_view const row[] = {"ก, \"ข\"", "a\r\nb", "", " pad ", "+66 81 234 5678", "-5"};
  writer.row(row);
  writer.cell("=1+1")
      .cell("@SUM(A1)")
      .cell("+cmd|' /C calc'!A0")
      .cell("-2+3")
      .cell("\tx")
      .end_row();
  writer.number(0.1).number(42).end_row();
  std::string bytes = writer.take();
  CHECK(bytes.starts_with("\xEF\xBB\xBF"));
  CHECK(bytes.ends_with("\r\n"));
  auto rows = rows_of(bytes);
  CHECK(rows[0] == std::vector<std::string>(std::begin(row), std::end(row)));
  CHECK(rows[1] ==
        std::vector<std::string>{"'=1+1", "'@SUM(A1)", "'+cmd|' /C calc'!A0", "'-2+3", "'\tx"});
  CHECK(rows[2] == std::vector<std::string>{"0.1", "42"});
}

TEST_CASE("csv-spectrum reads as its JSON says") {
  for (auto const& path : test::shared_files("06-import/csv-spectrum/csv", ".csv")) {
    CAPTURE(path);
    std::string expected_path = path;
    expected_path.replace(expected_path.rfind("/csv/"), 5, "/json/");
    expected_path.replace(expected_path.rfind(".csv"), 4, ".json");
    auto expected = boost::json::parse(test::read_file(expected_path));
    if (!expected.is_array()) continue;  // one file's JSON tells of another CSV: upstream's slip
    auto rows = rows_of(test::read_file(path));
    auto const& records = expected.as_array();
    REQUIRE(rows.size() == records.size() + 1);
    for (std::size_t i = 0; i < records.size(); ++i) {
      std::size_t column = 0;
      for (auto const& [key, value] : records[i].as_object()) {
        CHECK(rows[0].at(column) == key);
        std::string found = column < rows[i + 1].size() ? rows[i + 1][column] : "";
        CHECK(found == value.as_string());
        ++column;
      }
    }
  }
}

TEST_CASE("the Thai roster is the same in UTF-8 and in Windows-874") {
  auto utf8 = test::shared_file("06-import/thai/roster500.utf8.csv");
  auto old = test::shared_file("06-import/thai/roster500.cp874.csv");
  auto json = test::shared_file("06-import/thai/roster500.expected.json");
  if (!utf8 || !old || !json) return;
  auto rows = rows_of(test::read_file(*utf8));
  CHECK(rows == rows_of(test::read_file(*old)));
  auto expected = boost::json::parse(test::read_file(*json)).as_array();
  REQUIRE(rows.size() == expected.size() + 1);
  for (std::size_t i = 0; i < expected.size(); ++i) {
    for (std::size_t column = 0; column < rows[0].size(); ++column) {
      CHECK(rows[i + 1].at(column) == expected[i].as_object().at(rows[0][column]).as_string());
    }
  }
}
