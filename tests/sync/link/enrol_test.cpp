#include "sync/link/enrol.h"

#include "tests/sim/nodes.h"

using namespace sala;
using namespace sala::link;
using namespace sala::test;

namespace {

struct Wish {
  Wish() : hq(timeline, network), transport(network) {
    office.emplace(must(hq::Office::open(hq.path() + ".office", db::Access::read_write_unsafe,
                                         hq.key, hq.clock, random)));
    code = must(office->new_code({"ประตูหน้า", VenueId{{5}}, {ProgrammeId{{7, 1}}}}));
  }
  EnrolmentResult enrol(EnrolmentLink const& link, std::uint8_t number = 1) {
    std::optional<EnrolmentResult> result;
    DeviceId device{test_key(number).public_key()};
    link::enrol(transport, random, {link, device, "test 1"},
                [&](EnrolmentResult told) { result = std::move(told); });
    for (int i = 0; i < 1000 && !result; ++i) {
      timeline.go_to(timeline.now() + std::chrono::milliseconds(100));
      hq.run();
    }
    REQUIRE(result.has_value());
    return *result;
  }
  EnrolmentLink good() const { return {"http://hq/", code, hq.device(), {}}; }

  SeededRandom random{4};
  sim::Timeline timeline;
  sim::SimNetwork network{timeline, random};
  sim::SimHeadquarters hq;
  sim::SimTransport transport;
  std::optional<hq::Office> office;
  std::string code;
};

}  // namespace

TEST_CASE_FIXTURE(Wish, "a code becomes a binding, typed or scanned") {
  auto link = good();
  SUBCASE("scanned") {}
  SUBCASE("typed: headquarters' key is not known before") { link.headquarters.reset(); }
  auto binding = enrol(link);
  REQUIRE(binding.has_value());
  CHECK(binding->headquarters == hq.device());
  CHECK(binding->url == "http://hq");
  CHECK(binding->name == "ประตูหน้า");
  CHECK(binding->venue == VenueId{{5}});
  CHECK(binding->programmes == std::vector{ProgrammeId{{7, 1}}});
  // The answer may have been lost: the same box asks again.
  CHECK(enrol(link).has_value());
}

TEST_CASE_FIXTURE(Wish, "a wrong or used code is refused, in headquarters' words") {
  auto link = good();
  SUBCASE("wrong") { link.code = "AAAAABBBBB"; }
  SUBCASE("used by another box") { REQUIRE(enrol(link, 2).has_value()); }
  SUBCASE("wrong, and typed") {
    link.code = "AAAAABBBBB";
    link.headquarters.reset();
  }
  auto told = enrol(link);
  REQUIRE(!told.has_value());
  CHECK(told.error().situation == Situation::refused);
  CHECK(told.error().error.cause.find("code") != std::string::npos);
}

TEST_CASE_FIXTURE(Wish, "who does not know the code cannot take a box") {
  auto link = good();
  link.headquarters.reset();
  auto other = test_key(66);
  hq.impostor = [&](http::Request const& request, http::Responder& responder) {
    auto nonce = hex_array<16>(*request.headers.find("Sala-Nonce")).value();
    DeviceId device{test_key(1).public_key()};
    EnrolmentAnswer answer{DeviceId{other.public_key()},
                           enrolment_answer_proof("AAAAABBBBB", device, {other.public_key()}),
                           "x",
                           {},
                           {}};
    responder.answer(hq::Answers(other, hq.clock).json(nonce, to_json(answer)));
    return true;
  };
  auto told = enrol(link);
  REQUIRE(!told.has_value());
  CHECK(told.error().situation == Situation::not_headquarters);

  // Even with the right code: the QR said another headquarters.
  hq.impostor = [&](http::Request const& request, http::Responder& responder) {
    auto nonce = hex_array<16>(*request.headers.find("Sala-Nonce")).value();
    DeviceId device{test_key(1).public_key()};
    EnrolmentAnswer answer{DeviceId{other.public_key()},
                           enrolment_answer_proof(code, device, {other.public_key()}),
                           "x",
                           {},
                           {}};
    responder.answer(hq::Answers(other, hq.clock).json(nonce, to_json(answer)));
    return true;
  };
  told = enrol(good());
  REQUIRE(!told.has_value());
  CHECK(told.error().situation == Situation::not_headquarters);
}

TEST_CASE_FIXTURE(Wish, "a bad network is said in its own words") {
  SUBCASE("captive portal") {
    network.weather.captive_portal = 100;
    CHECK(enrol(good()).error().situation == Situation::not_headquarters);
  }
  SUBCASE("a proxy's error") {
    network.weather.distress = 100;
    CHECK(enrol(good()).error().situation == Situation::server_trouble);
  }
  SUBCASE("nobody") {
    network.weather.hang = 100;
    CHECK(enrol(good()).error().situation == Situation::no_network);
  }
  SUBCASE("headquarters is down") {
    network.server_down();
    CHECK(enrol(good()).error().situation == Situation::server_trouble);
  }
}

TEST_CASE_FIXTURE(Wish, "a binding is kept, and its headquarters believed") {
  sim::SimKiosk kiosk(timeline, network, 1, {}, {});
  auto binding = must(enrol(good()).map_error([](Trouble const& t) { return t.error; }));
  bool kept = false;
  keep_binding(*kiosk.keeper, binding, [&](Result<void> done) { kept = done.has_value(); });
  while (kiosk.keeper->run_waiting()) {
  }
  CHECK(kept);
  auto database = kiosk.open_to_read();
  auto reader = must(ledger::Reader::open(database));
  CHECK(must(load_binding(reader)) == binding);
}
