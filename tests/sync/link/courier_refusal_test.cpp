// What headquarters refuses, and what a kiosk does then.
#include <set>

#include "tests/sync/link/courier_fixture.h"

using namespace sala;
using namespace sala::link;
using namespace sala::test;

namespace {

// Stores a push, but for the streams of some epochs, about which it says `verdict`.
void refuse_some(sim::SimHeadquarters& hq, http::Request const& request, http::Responder responder,
                 std::set<std::uint64_t> const& epochs, std::string const& verdict) {
  struct Push {
    Frame frame;
    PushAnswer answer;
    std::vector<std::size_t> good;
    http::Responder responder;
  };
  auto push =
      std::make_shared<Push>(Push{must(decode(request.body)), {}, {}, std::move(responder)});
  ledger::Intake intake;
  for (auto& run : push->frame.events.runs) {
    auto epoch = run.stream.epoch;
    push->answer.streams.push_back(
        {run.stream.device, static_cast<std::int64_t>(epoch), 0, verdict});
    if (epochs.contains(epoch)) continue;
    push->good.push_back(push->answer.streams.size() - 1);
    intake.runs.push_back(must(ledger::check(std::move(run))));
  }
  auto nonce = hex_array<16>(*request.headers.find("Sala-Nonce")).value();
  hq.keeper->take_in(std::move(intake), [&hq, push, nonce](auto const& outcomes) {
    for (std::size_t i = 0; i < push->good.size(); ++i) {
      auto& answer = push->answer.streams[push->good[i]];
      answer.last_seq = static_cast<std::int64_t>(outcomes->at(i).last_seq);
      answer.verdict = to_text(outcomes->at(i).verdict);
    }
    push->responder.answer(hq::Answers(hq.key, hq.clock).json(nonce, to_json(push->answer)));
  });
}

}  // namespace

TEST_CASE_FIXTURE(Line, "a stream that headquarters will not have delays no other") {
  pass(10s);
  sign_in(2);
  pass(1s);
  kiosk->crash();
  kiosk->set_connected(false);
  kiosk->start();
  sign_in(3);  // this stream will be refused
  std::set<std::uint64_t> refused;
  {
    auto database = kiosk->open_to_read();
    for (auto const& stream :
         must(must(ledger::Reader::open(database)).unacknowledged(kiosk->device()))) {
      refused.insert(stream.stream.epoch);
    }
  }
  std::string verdict;
  SUBCASE("quarantined: two histories") { verdict = "quarantined"; }
  SUBCASE("stopped") { verdict = "stopped"; }
  SUBCASE("refused") { verdict = "refused"; }
  SUBCASE("a word that we do not know") { verdict = "purple"; }
  hq.impostor = [&](http::Request const& request, http::Responder& responder) {
    if (request.path != "/v1/push") return false;
    refuse_some(hq, request, std::move(responder), refused, verdict);
    return true;
  };
  kiosk->set_connected(true);
  pass(2min);
  CHECK((situation() == Situation::stopped || situation() == Situation::refused));
  // The process starts again: its new stream goes through.
  kiosk->crash();
  kiosk->start();
  pass(10s);
  network.requests.clear();
  sign_in(2);
  pass(1min);
  {
    auto database = hq.open_to_read();
    auto at_hq = sim::contents(database);
    int arrived = 0;
    for (auto const& name : kiosk->shown) arrived += at_hq.contains(name) ? 1 : 0;
    CHECK(arrived == 4);
  }
  CHECK(!status().safe_to_switch_off);
  pass(1h);
  CHECK(network.requests["/v1/push"] <= 40);  // set aside, not hammered
  hq.impostor = {};                           // a person looked at it
  pass(6min);
  CHECK(all_is_there());
  CHECK(situation() == Situation::none);
}

TEST_CASE_FIXTURE(Line, "a signed no is said and not hammered") {
  pass(10s);
  int status_code = 0;
  Situation expected{};
  SUBCASE("unknown") { status_code = 401, expected = Situation::refused; }
  SUBCASE("revoked") { status_code = 403, expected = Situation::revoked; }
  SUBCASE("stopped") { status_code = 409, expected = Situation::stopped; }
  hq.impostor = [&](http::Request const& request, http::Responder& responder) {
    auto nonce = hex_array<16>(*request.headers.find("Sala-Nonce")).value();
    responder.answer(hq::Answers(hq.key, hq.clock).refusal(nonce, status_code, "no"));
    return true;
  };
  sign_in(2);
  pass(15min);
  CHECK(situation() == expected);
  network.requests.clear();
  pass(1h);
  CHECK(requests() <= 3 * 13);
  CHECK(requests() >= 3 * 9);  // but it does ask
  hq.impostor = {};
  pass(6min);
  CHECK(all_is_there());
  CHECK(situation() == Situation::none);
}

TEST_CASE_FIXTURE(Line, "a revoked box keeps what it has and says that it is revoked") {
  pass(10s);
  hq.write(common_programme, DeviceRevoked{kiosk->device(), "stolen"});
  settle();
  sign_in();
  pass(1min);
  CHECK(situation() == Situation::revoked);
  CHECK(status().saved - status().at_headquarters >= 1);
}

TEST_CASE_FIXTURE(Line, "a programme that is added or taken away is noticed without a restart") {
  constexpr ProgrammeId other{{8, 8}};
  pass(10s);
  enrol({programme, other});
  settle();
  SessionSet wanted;
  wanted.session = session;
  hq.write(other, wanted);
  pass(11min);
  auto database = kiosk->open_to_read();
  CHECK(must(views::Queries(database).session(session)).has_value());
  CHECK(kiosk->courier->binding().programmes == std::vector{programme, other});
  CHECK(must(load_binding(*std::make_unique<ledger::Reader>(must(ledger::Reader::open(database)))))
            ->programmes == std::vector{programme, other});

  enrol({programme});
  pass(1min);  // the long-poll is refused, hello tells why, and pulling goes on
  CHECK(situation() == Situation::none);
  CHECK(status().up_to_date);
}

TEST_CASE_FIXTURE(Line,
                  "what was saved for a programme before the box was bound to another arrives") {
  pass(10s);
  kiosk->set_connected(false);
  sign_in(3);
  constexpr ProgrammeId other{{7, 9}};
  constexpr ProgrammeId never{{7, 10}};
  enrol({other});
  settle();
  kiosk->set_connected(true);
  pass(2min);
  CHECK(all_is_there());
  CHECK(kiosk->courier->binding().programmes == std::vector{other});
  CHECK(situation() == Situation::none);
  sign_in(1, never);
  pass(2min);
  CHECK(!all_is_there());
  CHECK(situation() == Situation::refused);
}
