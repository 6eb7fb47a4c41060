#include "sync/model/bodies.h"

#include <doctest/doctest.h>

#include <boost/mp11.hpp>
#include <cstdlib>

#include "sync/model/describe.h"
#include "tests/support/files.h"

using namespace sala;

namespace {

std::string golden_path(std::string_view kind) {
  return SALA_SOURCE "/tests/sync/model/golden/" + std::string(kind) + ".json";
}

// Every field filled with something that its default is not, so that a forgotten field shows.
struct Filler {
  std::uint8_t next = 1;

  void fill(std::string& out) { out = "ค่า\"" + std::to_string(next++); }
  void fill(bool& out) { out = true; }
  void fill(std::int64_t& out) { out = 1000 + next++; }
  void fill(StreamId& out) {
    out.device.bytes.fill(next++);
    out.epoch = 0x0123456789abcdefU;
  }
  void fill(EventName& out) {
    out.stream.device.bytes.fill(next);
    out.stream.epoch = 0xfedcba9876543210U;
    out.seq = next++;
  }
  void fill(DeviceId& out) { out.bytes.fill(next++); }
  void fill(BootId& out) { out.fill(next++); }
  template <class Tag>
  void fill(Id<Tag>& out) {
    out.bytes.fill(next++);
  }
  template <class T>
  requires std::is_enum_v<T>
  void fill(T& out) { out = static_cast<T>(1); }
  template <class T>
  void fill(std::vector<T>& out) {
    for (int i = 0; i < 2; ++i) fill(out.emplace_back());
  }
  template <class T>
  requires boost::describe::has_describe_members<T>::value void fill(T& out) {
    boost::mp11::mp_for_each<boost::describe::describe_members<T, boost::describe::mod_public>>(
        [&](auto field) { fill(out.*field.pointer); });
  }
};

template <class Visit>
void for_each_kind(Visit visit) {
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, Body>>(
      [&](auto identity) { visit(typename decltype(identity)::type{}); });
}

}  // namespace

TEST_CASE("every kind is written as its golden file says, and read back from it") {
  for_each_kind([](auto empty) {
    CAPTURE(empty.kind);
    Filler().fill(empty);
    std::string written = write_body(Body(empty));
    if (std::getenv("SALA_WRITE_GOLDEN") != nullptr) {
      std::ofstream(golden_path(empty.kind)) << written << '\n';
    }
    CHECK(written + "\n" == test::read_file(golden_path(empty.kind)));
    auto read = read_body(empty.kind, written);
    REQUIRE(read.has_value());
    REQUIRE(read->has_value());
    CHECK(kind_of(**read) == empty.kind);
    CHECK(write_body(**read) == written);
  });
}

TEST_CASE("what earlier versions wrote is read, and written again byte for byte") {
  for (std::string kind : {"session.set", "programme.set", "form.set", "waiting.left"}) {
    CAPTURE(kind);
    auto old = test::read_file(golden_path(kind + ".1"));
    auto read = read_body(kind, old);
    REQUIRE(read.has_value());
    REQUIRE(read->has_value());
    CHECK(write_body(**read) + "\n" == old);
  }
}

TEST_CASE("a kind that this version does not know is nothing, not an error") {
  auto read = read_body("from.tomorrow", R"({"seat":1})");
  REQUIRE(read.has_value());
  CHECK(!read->has_value());
}

TEST_CASE("fields that this version does not know are passed over") {
  std::string id = "0192a1b2-0000-7000-8000-000000000001";
  auto read = read_body("participant.merged",
                        R"({"from":")" + id + R"(","into":")" + id + R"(","why":{"a":[1]}})");
  REQUIRE(read.has_value());
  CHECK(to_text(std::get<ParticipantMerged>(**read).into) == id);
}

TEST_CASE("a body that is not what its kind says is refused with the reason") {
  struct Row {
    char const* kind;
    std::string body;
    char const* cause;
  };
  Row const rows[] = {
      {"team.set", "", "incomplete"},
      {"team.set", "[]", "no field team"},
      {"team.set", R"({"version":1})", "no field team"},
      {"team.set", R"({"team":7})", "wrong type"},
      {"team.set", R"({"team":"00000000-0000-0000-0000-000000000000"})", "empty field team"},
      {"seats.resumed", R"({"tails":[],"staff":"0192a1b2-0000-7000-8000-000000000001"})",
       "empty field tails"},
      {"team.set", R"({"team":"0192a1b2"})", "wrong type"},
      {"team.set", R"({"team":"0192a1b2-0000-7000-8000-000000000001","version":"1"})",
       "wrong type"},
      {"team.set", "{\"team\":\"\xff\"}", "UTF-8"},
      {"course.set", R"({"course":"0192a1b2-0000-7000-8000-000000000001","learning":"sleep"})",
       "wrong type"},
      {"team.set", std::string(40, '[') + std::string(40, ']'), "too deep"},
  };
  for (Row const& row : rows) {
    CAPTURE(row.body);
    auto read = read_body(row.kind, row.body);
    REQUIRE(!read.has_value());
    CHECK(read.error().code == ErrorCode::invalid);
    CHECK(read.error().message().find(row.cause) != std::string::npos);
  }
}
