// Real processes, killed without warning: what showed "saved" is at headquarters in the end, once.
#include <signal.h>

#include <set>
#include <thread>

#include "tests/support/real_headquarters.h"
#include "tests/support/rounds.h"

using namespace sala;
using namespace std::chrono_literals;

namespace {

// Every round kills one of the two at a moment drawn from the seed.
std::uint64_t rounds() { return test::from_environment("SALA_POWER_CUTS", 200); }

struct Fixture {
  test::RealHeadquarters hq;
  std::string kiosk_folder = hq.folder / "kiosk";
  std::optional<test::Process> signer;
  std::set<std::string> saved;

  // Does not wait: it may be killed before it serves.
  void start_hq() {
    hq.process.emplace(
        std::vector<std::string>{test::binary("sala-hq"), "serve", "--listen", hq.listen},
        hq.environment);
  }
  void start_signer(int count) {
    signer.emplace(std::vector<std::string>{test::binary("e2e-signer"), kiosk_folder,
                                            to_text(hq.session), std::to_string(count)});
  }
  void hear() {
    if (!signer) return;
    for (std::string const& line : signer->lines()) {
      REQUIRE_MESSAGE(line.find("refused") == std::string::npos, line);
      if (line.starts_with("saved ")) saved.insert(line.substr(6));
    }
  }

  // On a slow machine a box would otherwise be killed in each round before it is up.
  void hear_something_new() {
    auto const before = saved.size();
    auto const end = std::chrono::steady_clock::now() + 20s;
    while (saved.size() == before && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(1ms);
      hear();
    }
  }

  Fixture() {
    hq.serve();
    test::run({test::binary("sala-kiosk"), "enrol", hq.invite("http://" + hq.listen), "--data",
               kiosk_folder});
  }
};

}  // namespace

TEST_CASE("power cut at random on either side: what showed saved arrives, once") {
  Fixture it;
  test::SeededRandom random(20261123);
  it.start_signer(-1);
  for (std::uint64_t round = 0; round < rounds(); ++round) {
    if (round % 5 == 0) it.hear_something_new();
    std::this_thread::sleep_for(std::chrono::microseconds(random.below(60'000)));
    it.hear();
    bool kiosk_dies = random.below(2) == 0;
    auto& victim = kiosk_dies ? it.signer : it.hq.process;
    victim->signal(SIGKILL);
    it.hear();  // what it said before it died counts
    victim.reset();
    if (kiosk_dies) {
      it.start_signer(-1);
    } else {
      it.start_hq();
    }
  }
  it.hear();
  it.signer->signal(SIGKILL);
  it.hear();
  it.signer.reset();
  it.start_signer(1);
  auto arrived = it.signer->line_with("arrived", 60s);
  CAPTURE(it.signer->everything());
  REQUIRE(arrived.has_value());
  it.hq.end();

  auto held = it.hq.held();
  INFO(it.saved.size() << " sign-ins showed saved");
  CHECK(it.saved.size() >= rounds() / 5);
  for (std::string const& name : it.saved) CHECK_MESSAGE(held[name] == 1, name);
  it.hq.command({"verify"});  // ends with 0 when all is whole
}
