#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <random>

#include "platform/workbook/workbook.h"
#include "tests/support/make_xlsx.h"
#include "tests/support/shared_data.h"

using namespace sala;
using namespace sala::workbook;

namespace {

Error why(std::string const& bytes, std::string_view name = "x.xlsx", Limits const& limits = {}) {
  auto book = read_workbook(bytes, name, limits);
  if (book) FAIL("was read");
  CHECK_FALSE(book.error().advice.empty());
  return book.error();
}

std::string wide(std::string_view text) {
  std::string out;
  for (char c : text) out.append({c, '\0'});
  return out;
}

// Flips, cuts, repeats and inserts: the same bytes for the same seed on every machine.
std::string mutated(std::string bytes, std::mt19937& engine) {
  auto below = [&](std::size_t n) { return n == 0 ? 0 : engine() % n; };
  auto changes = 1 + below(8);
  for (std::size_t i = 0; i < changes && !bytes.empty(); ++i) {
    std::size_t at = below(bytes.size());
    switch (below(5)) {
      case 0:
        bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
        break;
      case 1:
        bytes[at] = static_cast<char>(below(256));
        break;
      case 2:
        bytes.erase(at, 1 + below(40));
        break;
      case 3:
        bytes.insert(at, bytes.substr(below(bytes.size()), below(60)));
        break;
      default:
        bytes.insert(at, std::string(below(4) + 1, "\xFF\0\"<&,"[below(6)]));
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("what is no workbook is refused with advice that fits") {
  CHECK(why("").cause == "The file is empty.");
  CHECK(why(" \r\n\0 ").cause == "The file is empty.");
  std::string compound = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  CHECK(why(compound + wide("Workbook")).cause == "The file is an old Excel workbook (.xls).");
  CHECK(why(compound + wide("EncryptedPackage")).cause ==
        "The workbook is protected with a password.");
  CHECK(why("%PDF-1.7").cause == "The file is a PDF.");
  CHECK(why("\x89PNG\r\n").cause == "The file is a picture.");
  CHECK(why("<html><table>").cause == "The file is a web page.");
  CHECK(why("ชื่อ,นามสกุล\n", "x.xlsx").cause ==
        "The file is named .xlsx, but is not an Excel workbook.");
  CHECK(why(test::make_zip({{"a.txt", "x"}})).cause == "The archive holds no workbook.");
  CHECK(why(test::make_zip({{"xl/workbook.bin", "x"}})).cause ==
        "The file is a binary workbook (.xlsb).");
  CHECK(why(test::make_zip({{"mimetype", "x"}, {"content.xml", "x"}})).cause ==
        "The file is an OpenDocument spreadsheet (.ods).");
  CHECK(why("PK\x03\x04 and then nothing").cause == "The workbook is damaged.");
}

TEST_CASE("each limit stops a workbook that passes it") {
  std::string good = test::make_xlsx({{"S", test::sheet_of({{"a", "b"}, {"c", "d"}})}});
  CHECK(read_xlsx(good));
  auto refuses = [&](auto change) {
    Limits limits;
    change(limits);
    return !read_xlsx(good, limits);
  };
  CHECK(refuses([](Limits& l) { l.file_bytes = 100; }));
  CHECK(refuses([](Limits& l) { l.entries = 3; }));
  CHECK(refuses([](Limits& l) { l.part_bytes = 50; }));
  CHECK(refuses([](Limits& l) { l.inflated_bytes = 300; }));
  CHECK(refuses([](Limits& l) { l.sheets = 0; }));
  CHECK(refuses([](Limits& l) { l.rows = 1; }));
  CHECK(refuses([](Limits& l) { l.columns = 1; }));
  CHECK(refuses([](Limits& l) { l.cells = 3; }));
  CHECK(refuses([](Limits& l) { l.cell_bytes = 0; }));
}

TEST_CASE("a far cell does not make a wide or tall table, and a ZIP bomb goes off nowhere") {
  auto far = [](char const* place) {
    return test::make_xlsx({{"S", std::string("<sheetData><row r=\"") + (place + 3) + "\"><c r=\"" +
                                      place + "\"><v>1</v></c></row></sheetData>"}});
  };
  CHECK(why(far("XFD1")).code == ErrorCode::busy);
  CHECK(why(far("AAA1048576")).code == ErrorCode::busy);
  std::string empty_but_far = test::make_xlsx(
      {{"S", "<sheetData><row r=\"1048576\"><c r=\"XFD1048576\" s=\"3\"/></row></sheetData>"}});
  CHECK(read_xlsx(empty_but_far)->sheets[0].rows.empty());

  std::string bomb = test::deflated_zip("xl/workbook.xml", std::string(32 << 20, ' '));
  CHECK(bomb.size() < 64 << 10);
  CHECK(why(bomb).cause == "The workbook is too big.");
}

TEST_CASE("entities are not expanded and nothing outside is read") {
  auto parts = test::xlsx_parts({{"S", ""}});
  for (auto& [name, content] : parts) {
    if (name != "xl/worksheets/sheet1.xml") continue;
    content =
        "<!DOCTYPE w [<!ENTITY a SYSTEM \"file:///etc/passwd\"><!ENTITY b \"&a;&a;\">]>"
        "<worksheet><sheetData><row><c t=\"inlineStr\"><is><t>[&a;&b;]</t></is></c></row>"
        "</sheetData></worksheet>";
  }
  auto book = read_xlsx(test::make_zip(parts));
  REQUIRE(book);
  CHECK(book->sheets[0].at(0, 0).text == "[&a;&b;]");
}

TEST_CASE("the readers survive any bytes") {
  std::vector<std::string> seeds = {
      test::make_xlsx({{"คน", test::sheet_of({{"ชื่อ", "นามสกุล"}, {"แดง", "ใจดี"}})},
                       {"S2",
                        "<sheetData><row r=\"1\"><c r=\"A1\" s=\"1\"><v>46349</v></c><c t=\"s\">"
                        "<v>0</v></c></row></sheetData><mergeCells><mergeCell ref=\"A1:B2\"/>"
                        "</mergeCells>"}},
                      {"<si><t>x_x0041_</t></si>",
                       "<numFmts><numFmt numFmtId=\"164\" formatCode=\"[$-41E]d mmm bbbb;@\"/>"
                       "</numFmts><cellXfs><xf/><xf numFmtId=\"164\"/></cellXfs>",
                       ""}),
      "ชื่อ,นามสกุล\r\n\"แดง \"\"น้อย\"\"\",ใจดี\r\n",
      "a;b\n1;\"2\n3\"\n",
      "\xAA\xD7\xE8\xCD,\xB9\xD2\xC1\n",
      std::string("\xFF\xFE"
                  "a\0,\0b\0\n\0",
                  10),
  };
  for (auto const& path : test::shared_files("06-import/xlsx/excel2007", ".xlsx")) {
    seeds.push_back(test::read_file(path));
  }
  std::mt19937 engine(20'261'123);
  int read = 0;
  for (int round = 0; round < 4'000; ++round) {
    std::string bytes = mutated(seeds[round % seeds.size()], engine);
    auto book = read_workbook(bytes, "x.csv");
    read += book.has_value();
    if (!book) CHECK_FALSE(book.error().cause.empty());
  }
  CHECK(read > 0);
  CHECK(read < 4'000);
}
