#include "platform/workbook/xlsx_writer.h"

#include <doctest/doctest.h>

#include "platform/workbook/workbook.h"
#include "tests/support/box.h"

using namespace sala;
using namespace sala::workbook;

TEST_CASE("what is written as a workbook is read from it again, texts as texts") {
  WrittenSheet main{"ความเห็น/1", {"q", "n", "เพิ่ม"}, {}};
  main.rows.push_back({std::string("=1+1"), 4.5, std::monostate()});
  main.rows.push_back({std::string("บีม"), -3.0, std::string("0812345678")});
  auto bytes = test::must(write_xlsx({main, {"ความเห็น/1", {"x"}, {}}}));
  auto book = test::must(read_workbook(bytes, "out.xlsx", {}));
  REQUIRE(book.sheets.size() == 2);
  CHECK(book.sheets[0].name == "ความเห็น_1");
  CHECK(book.sheets[1].name == "ความเห็น_1_2");
  auto text = [&](int row, int column) { return book.sheets[0].at(row, column).text; };
  CHECK(text(1, 0) == "=1+1");
  CHECK(text(1, 1) == "4.5");
  CHECK(text(1, 2).empty());
  CHECK(text(2, 0) == "บีม");
  CHECK(text(2, 1) == "-3");
  CHECK(text(2, 2) == "0812345678");
}

TEST_CASE("a workbook larger than a spreadsheet can be is refused, a long text is cut") {
  WrittenSheet wide{"w", std::vector<std::string>(16'385, "x"), {}};
  CHECK(write_xlsx({wide}).error().code == ErrorCode::invalid);
  std::string long_text;
  for (int i = 0; i < 20'000; ++i) long_text += "ก";
  auto bytes = test::must(write_xlsx({{"t", {"x"}, {{long_text}}}}));
  auto book = test::must(read_workbook(bytes, "out.xlsx", {}));
  CHECK(book.sheets[0].at(1, 0).text == long_text.substr(0, 32'766));
}
