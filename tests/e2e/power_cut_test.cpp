// Real processes, killed without warning: what showed "saved" is at headquarters in the end, once.
#include <signal.h>

#include <map>
#include <set>
#include <thread>

#include "platform/db/database.h"
#include "sync/ledger/reader.h"
#include "sync/views/queries.h"
#include "tests/support/box.h"
#include "tests/support/process.h"

using namespace sala;
using test::must;
using namespace std::chrono_literals;

namespace {

// Every round kills one of the two at a moment drawn from the seed.
int rounds() {
  char const* given = std::getenv("SALA_POWER_CUTS");
  return given != nullptr ? std::atoi(given) : 200;
}

struct Fixture {
  test::TemporaryFolder folder;
  std::string hq_folder = folder / "hq";
  std::string kiosk_folder = folder / "kiosk";
  int port = test::free_port();
  std::string listen = "127.0.0.1:" + std::to_string(port);
  std::map<std::string, std::string> environment{{"SALA_HQ_DATA", hq_folder},
                                                 {"SALA_PASSPHRASE", "correct horse battery"},
                                                 {"SALA_STAFF_CODE", "246810"}};
  std::optional<test::Process> hq;
  std::optional<test::Process> signer;
  SessionId session;
  std::set<std::string> saved;

  std::string hq_command(std::vector<std::string> words) {
    words.insert(words.begin(), test::binary("sala-hq"));
    return test::run(words, environment);
  }
  void start_hq() {
    hq.emplace(std::vector<std::string>{test::binary("sala-hq"), "serve", "--listen", listen},
               environment);
  }
  void start_signer(int count) {
    signer.emplace(std::vector<std::string>{test::binary("e2e-signer"), kiosk_folder,
                                            to_text(session), std::to_string(count)});
  }
  void hear() {
    if (!signer) return;
    for (std::string const& line : signer->lines()) {
      REQUIRE_MESSAGE(line.find("refused") == std::string::npos, line);
      if (line.starts_with("saved ")) saved.insert(line.substr(6));
    }
  }

  Fixture() {
    hq_command({"init", "--staff", "ครูนก"});
    std::string demo = SALA_SOURCE "/assets/demo/";
    hq_command({"import", demo + "organisations.csv", demo + "venues.csv", demo + "programmes.csv",
                demo + "teams.csv", demo + "people.csv", demo + "courses.csv",
                demo + "sessions.csv", "--relative-dates", "--yes"});
    auto database = must(db::Database::open(hq_folder + "/ledger.db", db::Access::read_only));
    views::Queries queries(database);
    auto programme = must(queries.programmes()).front();
    session = must(queries.sessions(programme.programme)).front().session;
    start_hq();
    REQUIRE(hq->line_with(listen, 10s).has_value());
    auto link = hq_command({"enrol", "--name", "โต๊ะ 1", "--programme", programme.code, "--url",
                            "http://" + listen, "--quiet"});
    link.erase(link.find_last_not_of(" \n") + 1);
    test::run({test::binary("sala-kiosk"), "enrol", link, "--data", kiosk_folder});
  }
};

}  // namespace

TEST_CASE("power cut at random on either side: what showed saved arrives, once") {
  Fixture it;
  test::SeededRandom random(20261123);
  it.start_signer(-1);
  for (int round = 0; round < rounds(); ++round) {
    std::this_thread::sleep_for(std::chrono::microseconds(random.below(60'000)));
    it.hear();
    bool kiosk_dies = random.below(2) == 0;
    auto& victim = kiosk_dies ? it.signer : it.hq;
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
  it.hq->signal(SIGTERM);
  CHECK(it.hq->wait() == 0);
  it.hq.reset();

  std::map<std::string, int> held;
  auto database = must(db::Database::open(it.hq_folder + "/ledger.db", db::Access::read_only));
  must(must(ledger::Reader::open(database))
           .for_each([&](EventView const& event, std::int64_t) -> Result<void> {
             ++held[to_text(event.name)];
             return {};
           }));
  INFO(it.saved.size() << " sign-ins showed saved");
  CHECK(it.saved.size() > static_cast<std::size_t>(rounds()));
  for (std::string const& name : it.saved) CHECK_MESSAGE(held[name] == 1, name);
  CHECK(it.hq_command({"verify"}).find("✗") == std::string::npos);
}
