#include "sync/link/protocol.h"

#include <set>

#include "tests/support/box.h"

using namespace sala;
using namespace sala::link;
using namespace sala::test;

namespace {

DeviceId device(std::uint8_t number) { return DeviceId{test_key(number).public_key()}; }

}  // namespace

TEST_CASE("an enrolment code is shown in two halves and read however it is typed") {
  SeededRandom random(3);
  std::set<std::string> codes;
  for (int i = 0; i < 200; ++i) {
    auto code = new_enrolment_code(random);
    REQUIRE(code.size() == 11);
    CHECK(code[5] == '-');
    auto normal = normal_code(code);
    REQUIRE(normal.has_value());
    CHECK(*normal == code.substr(0, 5) + code.substr(6));
    codes.insert(code);
  }
  CHECK(codes.size() == 200);
  CHECK(normal_code(" abcde - fgh1o ") == "ABCDEFGH10");
  CHECK(normal_code("iLIL0-O0000") == "1111000000");
  for (auto wrong : {"", "ABCDE-FGH1", "ABCDE-FGH100", "ABCDE-FGHU0", "ABCDE_FGH10", "กขคงจ-ฉชซ"}) {
    CAPTURE(wrong);
    CHECK(!normal_code(wrong).has_value());
  }
}

TEST_CASE("a proof depends on code, device and headquarters, and not on how the code is typed") {
  auto proof = enrolment_proof("ABCDE-FGH10", device(1));
  CHECK(proof.size() == 64);
  CHECK(proof == enrolment_proof("abcdefghIO", device(1)));
  CHECK(proof != enrolment_proof("ABCDE-FGH11", device(1)));
  CHECK(proof != enrolment_proof("ABCDE-FGH10", device(2)));
  auto answer = enrolment_answer_proof("ABCDE-FGH10", device(1), device(2));
  CHECK(answer != enrolment_answer_proof("ABCDE-FGH10", device(1), device(3)));
  CHECK(answer != enrolment_answer_proof("ABCDE-FGH10", device(3), device(2)));
  CHECK(answer != proof);
}

TEST_CASE("what the QR code holds is read back") {
  EnrolmentLink link{
      "https://hq.example.org:8443/sala", "ABCDEFGH10", device(4), {"sha256//a+b/c=", "sha256//d"}};
  auto text = to_text(link);
  CHECK(text.starts_with("sala://enrol?u=https%3A%2F%2Fhq"));
  auto read = must(enrolment_link_from_text(text));
  CHECK(read.url == link.url);
  CHECK(read.code == link.code);
  CHECK(read.headquarters == link.headquarters);
  CHECK(read.pins == link.pins);

  auto bare = must(enrolment_link_from_text("sala://enrol?u=http://127.0.0.1:8&c=abcde-fgh10"));
  CHECK(!bare.headquarters.has_value());
  CHECK(bare.code == "ABCDEFGH10");
  for (auto wrong : {"", "https://example.org", "sala://enrol?", "sala://enrol?u=http://a",
                     "sala://enrol?c=ABCDEFGH10", "sala://enrol?u=http://a&c=ABC",
                     "sala://enrol?u=http://a&c=ABCDEFGH10&k=12", "sala://enrol?u=%zz"}) {
    CAPTURE(wrong);
    CHECK(!enrolment_link_from_text(wrong).has_value());
  }
}

TEST_CASE("what is signed changes with every part of a request and of an answer") {
  Nonce nonce{1};
  std::set<std::string> messages{request_message(nonce, "GET", "/v1/pull", ""),
                                 request_message({2}, "GET", "/v1/pull", ""),
                                 request_message(nonce, "POST", "/v1/pull", ""),
                                 request_message(nonce, "GET", "/v1/push", ""),
                                 request_message(nonce, "GET", "/v1/pull", "x"),
                                 request_message(nonce, "GET/", "v1/pull", "")};
  CHECK(messages.size() == 6);
  WallTime time(Micros(1'795'400'000'000'000));
  std::set<std::string> answers{
      answer_message(nonce, 200, time, "a"), answer_message({2}, 200, time, "a"),
      answer_message(nonce, 401, time, "a"), answer_message(nonce, 200, time + Micros(1), "a"),
      answer_message(nonce, 200, time, "b")};
  CHECK(answers.size() == 5);
  CHECK(to_hex(crypto::blake2b({as_bytes(request_message(nonce, "POST", "/v1/push", "abc"))})) ==
        "5c0b179a0eb25a762b9205d18ebb22ad94795d304e42840db947b98900760a18");
  CHECK(to_hex(crypto::blake2b({as_bytes(answer_message(nonce, 200, time, "abc"))})) ==
        "55671dad7f61a7225c7bcbea322b23ddba35a730ef7934aeb30f50f29103800e");
}

TEST_CASE("what is said in JSON is read back, and written as older boxes wrote it") {
  Enrolment enrolment{device(1), "00ff", "sala-kiosk 0.1.0"};
  auto text = to_json(enrolment);
  CHECK(text == R"({"device":")" + to_text(device(1)) +
                    R"(","proof":"00ff","program":"sala-kiosk 0.1.0"})");
  CHECK(must(enrolment_from_json(text)).device == device(1));

  EnrolmentAnswer answer{device(2), "aa", "ประตูหน้า", VenueId{{1}}, {ProgrammeId{{2}}}};
  auto read = must(enrolment_answer_from_json(to_json(answer)));
  CHECK(read.headquarters == device(2));
  CHECK(read.proof == "aa");
  CHECK(read.name == "ประตูหน้า");
  CHECK(read.venue == VenueId{{1}});
  CHECK(read.programmes == answer.programmes);

  PushAnswer push{{{device(1), 5, 17, std::string(to_text(ledger::Verdict::gap))}}};
  CHECK(to_json(push) == R"({"streams":[{"device":")" + to_text(device(1)) +
                             R"(","epoch":5,"last_seq":17,"verdict":"gap"}]})");
  auto pushed = must(push_answer_from_json(to_json(push)));
  REQUIRE(pushed.streams.size() == 1);
  CHECK(pushed.streams[0].last_seq == 17);
  CHECK(must(push_answer_from_json(to_json(PushAnswer{}))).streams.empty());

  HelloAnswer hello{"", {}, {ProgrammeId{{2}}}, {{9, 3}}, 0, {}};
  CHECK(to_json(hello) == R"({"programmes":["02000000-0000-0000-0000-000000000000"],)"
                          R"("streams":[{"epoch":9,"last_seq":3}],"held":0})");
  auto said = must(hello_answer_from_json(to_json(hello)));
  CHECK(said.programmes == hello.programmes);
  REQUIRE(said.streams.size() == 1);
  CHECK(said.streams[0].epoch == 9);

  HelloAnswer more{"", {}, {}, {}, 12, {"sha256//a", "sha256//b"}};
  CHECK(to_json(more) == R"({"held":12,"pins":["sha256//a","sha256//b"]})");
  auto told = must(hello_answer_from_json(to_json(more)));
  CHECK(told.held == 12);
  CHECK(told.pins == more.pins);
}

TEST_CASE("JSON that is not what it should be is refused") {
  for (auto wrong :
       {"", "[]", "{}", "null", R"({"device":"12"})", "{\"device\":\"\xff\"}", R"({"device":7})"}) {
    CAPTURE(wrong);
    CHECK(!enrolment_from_json(wrong).has_value());
  }
  CHECK(!push_answer_from_json(R"({"streams":7})").has_value());
  CHECK(!push_answer_from_json("<html>").has_value());
  CHECK(!hello_answer_from_json(R"({"programmes":["x"]})").has_value());
}
