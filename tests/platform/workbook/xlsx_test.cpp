#include <doctest/doctest.h>

#include "platform/workbook/workbook.h"
#include "tests/support/make_xlsx.h"
#include "tests/support/shared_data.h"

using namespace sala;
using namespace sala::workbook;
using sala::test::make_xlsx;
using sala::test::sheet_of;

namespace {

Sheet first_sheet(std::string const& bytes) {
  auto book = read_xlsx(bytes);
  if (!book) FAIL(book.error().message());
  return book->sheets.at(0);
}

std::string cell_shown(std::string const& cell_xml, std::string const& style = "",
                       std::string const& properties = "") {
  test::XlsxExtras extras;
  extras.styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"" + style +
                  "\"/></numFmts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/>"
                  "<xf numFmtId=\"14\"/><xf numFmtId=\"81\"/></cellXfs>";
  extras.workbook_properties = properties;
  extras.shared_strings =
      "<si><t>แดง</t></si><si><r><t>น้อง</t></r><r><t xml:space=\"preserve\"> </t></r>"
      "<r><rPr><b/></rPr><t>บีม</t></r><rPh><t>hint</t></rPh></si>"
      "<si><t>a_x000D_b _x005F_x000D_ _xD83D__xDE00_</t></si>";
  std::string xml = "<sheetData><row r=\"1\">" + cell_xml + "</row></sheetData>";
  return first_sheet(make_xlsx({{"S", xml}}, extras)).at(0, 0).text;
}

}  // namespace

TEST_CASE("every kind of string reads as its text") {
  CHECK(cell_shown("<c r=\"A1\" t=\"s\"><v>0</v></c>") == "แดง");
  CHECK(cell_shown("<c r=\"A1\" t=\"s\"><v>1</v></c>") == "น้อง บีม");
  CHECK(cell_shown("<c r=\"A1\" t=\"s\"><v>2</v></c>") == "a\rb _x000D_ 😀");
  CHECK(cell_shown("<c r=\"A1\" t=\"s\"><v>99</v></c>").empty());
  CHECK(cell_shown("<c r=\"A1\" t=\"inlineStr\"><is><t> x </t></is></c>") == " x ");
  CHECK(cell_shown("<c r=\"A1\" t=\"str\"><f>A2</f><v>made</v></c>") == "made");
  CHECK(cell_shown("<c r=\"A1\" t=\"inlineStr\"><is><t><![CDATA[a<b]]></t></is></c>") == "a<b");
}

TEST_CASE("booleans, errors and formulas keep their type") {
  auto sheet = first_sheet(
      make_xlsx({{"S",
                  "<sheetData><row><c t=\"b\"><v>1</v></c><c t=\"b\"><v>0</v></c>"
                  "<c t=\"e\"><v>#N/A</v></c><c><f>1+1</f><v>2</v></c></row></sheetData>"}}));
  CHECK(sheet.at(0, 0).text == "TRUE");
  CHECK(sheet.at(0, 1).text == "FALSE");
  CHECK(sheet.at(0, 1).type == CellType::boolean);
  CHECK(sheet.at(0, 2).type == CellType::error);
  CHECK(sheet.at(0, 3).text == "2");
  CHECK(sheet.at(0, 3).has_formula);
  CHECK_FALSE(sheet.at(0, 2).has_formula);
}

TEST_CASE("numbers read as they were typed") {
  struct {
    char const *value, *format, *shown;
  } const rows[] = {
      {"42", "General", "42"},
      {"0.1", "General", "0.1"},
      {"0.30000000000000004", "General", "0.3"},
      {"1003733304681", "General", "1003733304681"},
      {"-7.5", "General", "-7.5"},
      {"812345678", "0000000000", "0812345678"},
      {"812345678", "0##\\-###\\-####", "081-234-5678"},
      {"812345678", "0##-###-####", "081-234-5678"},
      {"1234567.5", "#,##0.00", "1,234,567.50"},
      {"-1234", "#,##0", "-1,234"},
      {"0.125", "0.0%", "12.5%"},
      {"1.5", "0.0##", "1.5"},
      {"3", "0&quot; คน&quot;_-", "3 คน"},
      {"1E+3", "General", "1000"},
      {"12", "[Red]0;[Blue]-0", "12"},
      {"1", "0.00E+00", "1"},
  };
  for (auto const& row : rows) {
    CAPTURE(row.format);
    std::string cell = std::string("<c r=\"A1\" s=\"1\"><v>") + row.value + "</v></c>";
    CHECK(cell_shown(cell, row.format) == row.shown);
  }
}

TEST_CASE("dates and times are told by their format, Thai formats too") {
  struct {
    char const *value, *format, *shown;
  } const rows[] = {
      {"46349", "yyyy\\-mm\\-dd", "2026-11-23"},
      {"46349.395833333336", "d/m/yyyy h:mm", "2026-11-23 09:30"},
      {"46349", "[$-41E]d mmmm yyyy", "2026-11-23"},
      {"46349", "[$-D07041E]d mmmm bbbb", "2026-11-23"},
      {"46349", "[$-th-TH,107]d mmmm yyyy;@", "2026-11-23"},
      {"46349", "ว ดดดด ปปปป", "2026-11-23"},
      {"0.375", "h:mm AM/PM", "09:00"},
      {"0.3754", "hh:mm:ss", "09:00:35"},
      {"0.375", "ช:นน", "09:00"},
      {"1.5", "[h]:mm", "36:00"},
      {"59", "d/m/yyyy", "1900-02-28"},
      {"61", "d/m/yyyy", "1900-03-01"},
      {"2958465", "d/m/yyyy", "9999-12-31"},
      {"-1", "d/m/yyyy", "-1"},
      {"2958466", "d/m/yyyy", "2958466"},
      {"46349.99999999999", "d/m/yyyy h:mm", "2026-11-24 00:00"},
      {"46349", "0&quot;day&quot;", "46349day"},
  };
  for (auto const& row : rows) {
    CAPTURE(row.format);
    std::string cell = std::string("<c r=\"A1\" s=\"1\"><v>") + row.value + "</v></c>";
    CHECK(cell_shown(cell, row.format) == row.shown);
  }
  CHECK(cell_shown("<c r=\"A1\" s=\"2\"><v>46349</v></c>") == "2026-11-23");  // built in
  CHECK(cell_shown("<c r=\"A1\" s=\"3\"><v>46349</v></c>") == "2026-11-23");  // Thai built in
  CHECK(cell_shown("<c r=\"A1\" s=\"2\"><v>44887</v></c>", "", "<workbookPr date1904=\"1\"/>") ==
        "2026-11-23");
  CHECK(cell_shown("<c r=\"A1\" t=\"d\"><v>2026-11-23T00:00:00</v></c>") == "2026-11-23");
  CHECK(cell_shown("<c r=\"A1\" t=\"d\"><v>2026-11-23T09:30:00Z</v></c>") == "2026-11-23 09:30");
}

TEST_CASE("a merged range shows its value in each of its cells") {
  std::string xml = sheet_of({{"หัวข้อ", "", ""}, {"a", "b", "c"}});
  auto sheet = first_sheet(make_xlsx(
      {{"S",
        xml + "<mergeCells><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"bad\"/></mergeCells>"}}));
  REQUIRE(sheet.merged.size() == 1);
  CHECK(sheet.merged[0] == Range{0, 0, 0, 2});
  CHECK(sheet.shown_at(0, 2).text == "หัวข้อ");
  CHECK(sheet.at(0, 2).text.empty());
  CHECK(sheet.shown_at(1, 1).text == "b");
}

TEST_CASE("hidden sheets are marked and sheets keep their order and names") {
  auto book = read_xlsx(make_xlsx({{"คน & ทีม", sheet_of({{"x"}})},
                                   {"ซ่อน", sheet_of({{"y"}}), "hidden"},
                                   {"ลึก", sheet_of({}), "veryHidden"}}));
  REQUIRE(book);
  REQUIRE(book->sheets.size() == 3);
  CHECK(book->sheets[0].name == "คน & ทีม");
  CHECK_FALSE(book->sheets[0].hidden);
  CHECK(book->sheets[1].hidden);
  CHECK(book->sheets[2].hidden);
  CHECK(book->sheets[2].rows.empty());
}

TEST_CASE("cells without references, rows out of order and prefixed elements are understood") {
  auto plain = first_sheet(make_xlsx(
      {{"S",
        "<sheetData><row r=\"3\"><c><v>5</v></c><c/><c><v>7</v></c></row><row><c><v>8</v></c>"
        "</row><row r=\"1\"><c r=\"b1\"><v>9</v></c></row></sheetData>"}}));
  CHECK(plain.at(2, 0).text == "5");
  CHECK(plain.at(2, 2).text == "7");
  CHECK(plain.at(3, 0).text == "8");
  CHECK(plain.at(0, 1).text == "9");

  auto parts = test::xlsx_parts({{"S", sheet_of({{"x"}})}});
  for (auto& [name, content] : parts) {
    if (name == "xl/worksheets/sheet1.xml") {
      content =
          "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData>"
          "<x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is><x:t>strict</x:t></x:is></x:c>"
          "</x:row></x:sheetData></x:worksheet>";
    }
  }
  CHECK(first_sheet(test::make_zip(parts)).at(0, 0).text == "strict");
}

TEST_CASE("invalid UTF-8 in a cell becomes U+FFFD instead of spreading") {
  auto sheet = first_sheet(make_xlsx({{"S", sheet_of({{"a\xFF\xC0z"}})}}));
  CHECK(sheet.at(0, 0).text == "a\xEF\xBF\xBD\xEF\xBF\xBDz");
}

TEST_CASE("workbooks of other programs in the shared data are read") {
  auto names = test::shared_files("06-import/xlsx/excel2007", ".xlsx");
  for (auto const& path : names) {
    CAPTURE(path);
    auto book = read_workbook(test::read_file(path), path);
    if (!book) FAIL(book.error().message());
    CHECK_FALSE(book->sheets.empty());
  }
  if (names.empty()) return;
  auto at = [](char const* file) {
    auto path = test::shared_file(std::string("06-import/xlsx/excel2007/") + file);
    auto book = read_workbook(test::read_file(*path), file);
    REQUIRE(book);
    return *book;
  };
  CHECK(at("types02.xlsx").sheets[0].at(0, 0).text == "TRUE");
  CHECK(at("types02.xlsx").sheets[0].at(1, 0).text == "FALSE");
  CHECK(at("escapes05.xlsx").sheets[0].at(0, 0).text == "Jump to A & B");
  CHECK(at("rich_string12.xlsx").sheets[0].at(2, 0).text == "This is\nbold\nand this is\nitalic");
  CHECK(at("hide01.xlsx").sheets[1].hidden);
  CHECK(at("merge_range01.xlsx").sheets[0].merged.size() == 1);
  CHECK(at("array_formula01.xlsx").sheets[0].at(0, 0).has_formula);
}
