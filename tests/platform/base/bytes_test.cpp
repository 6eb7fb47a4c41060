#include "platform/base/bytes.h"

#include <doctest/doctest.h>

#include <limits>

#include "platform/base/clock.h"

using namespace sala;

TEST_CASE("what the writer wrote, the reader reads") {
  std::string bytes;
  ByteWriter out(bytes);
  std::int64_t const numbers[] = {0,
                                  1,
                                  -1,
                                  63,
                                  -64,
                                  64,
                                  300,
                                  -300,
                                  std::numeric_limits<std::int64_t>::max(),
                                  std::numeric_limits<std::int64_t>::min()};
  for (std::int64_t number : numbers) out.signed_varint(number);
  out.varint(std::numeric_limits<std::uint64_t>::max());
  out.fixed<std::uint16_t>(0xbeef);
  out.fixed<std::int64_t>(-2);
  out.text("ศาลา");
  out.raw(ByteArray<3>{1, 2, 3});

  ByteReader in(bytes);
  for (std::int64_t number : numbers) CHECK(in.signed_varint() == number);
  CHECK(in.varint() == std::numeric_limits<std::uint64_t>::max());
  CHECK(in.fixed<std::uint16_t>() == 0xbeef);
  CHECK(in.fixed<std::int64_t>() == -2);
  CHECK(in.text() == "ศาลา");
  CHECK(in.array<3>() == ByteArray<3>{1, 2, 3});
  CHECK(in.ok());
  CHECK(in.at_end());
}

TEST_CASE("a reader that meets the end gives nothing more, and says so") {
  std::string bytes;
  ByteWriter out(bytes);
  out.text("abcdef");
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    ByteReader in(std::string_view(bytes).substr(0, length));
    CHECK(in.text().empty());
    CHECK(!in.ok());
    CHECK(in.varint() == 0);
    CHECK(in.fixed<std::uint64_t>() == 0);
  }
  ByteReader endless("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80");
  endless.varint();
  CHECK(!endless.ok());
}

TEST_CASE("text forms of bytes are read back, and nothing else is") {
  std::string bytes;
  for (int i = 0; i < 40; ++i) {
    auto text = to_base64url(as_bytes(bytes));
    CHECK(text.find_first_of("+/=") == std::string::npos);
    CHECK(from_base64url(text) == bytes);
    bytes.push_back(static_cast<char>(i * 37));
  }
  CHECK(!from_base64url("A"));
  CHECK(!from_base64url("AB="));
  CHECK(!from_base64url("AB"));  // bits left over that are not zero
  CHECK(from_base64url("AA") == std::string(1, '\0'));
  CHECK(hex_array<2>("0aFF") == ByteArray<2>{10, 255});
  CHECK(!hex_array<2>("0aF"));
  CHECK(!hex_array<2>("0aFg"));
  CHECK(to_hex(ByteArray<2>{10, 255}) == "0aff");
}

TEST_CASE("only well-formed UTF-8 counts as text") {
  struct Row {
    std::string_view text;
    bool good;
  };
  Row const rows[] = {{"", true},
                      {"ศาลา 🌈 abc", true},
                      {"\x80", false},
                      {"\xc0\x80", false},          // overlong
                      {"\xe0\x9f\xbf", false},      // overlong
                      {"\xed\xa0\x80", false},      // surrogate
                      {"\xf4\x90\x80\x80", false},  // past U+10FFFF
                      {"\xf0\x9f\x8c", false},      // cut
                      {"\xff", false},
                      {"\xef\xbf\xbf", true}};
  for (Row const& row : rows) {
    CAPTURE(row.text);
    CHECK(is_utf8(row.text) == row.good);
  }
}

TEST_CASE("the kernel's clocks go forward, and every boot has a name") {
  Clock const& clock = system_clock();
  BootTime before = clock.boottime();
  CHECK(clock.boottime() >= before);
  CHECK(clock.wall() > WallTime(std::chrono::seconds(1'700'000'000)));
  CHECK(clock.boot_id() != BootId{});
  CHECK(clock.boot_id() == clock.boot_id());
  CHECK(system_random().number() != system_random().number());
}
