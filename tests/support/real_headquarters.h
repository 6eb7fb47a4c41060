// A real `sala-hq` with the demo workshop in a folder of its own, on a port of its own.
#pragma once

#include <signal.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/ledger/reader.h"
#include "sync/views/queries.h"
#include "tests/support/box.h"
#include "tests/support/process.h"

namespace sala::test {

class RealHeadquarters {
 public:
  // Initialised and filled, not yet serving.
  RealHeadquarters() {
    command({"init", "--staff", "ครูนก"});
    std::string demo = SALA_SOURCE "/assets/demo/";
    command({"import", demo + "organisations.csv", demo + "venues.csv", demo + "programmes.csv",
             demo + "teams.csv", demo + "people.csv", demo + "courses.csv", demo + "sessions.csv",
             "--relative-dates", "--yes"});
    auto database = open_to_read();
    views::Queries queries(database);
    programme = must(queries.programmes()).front();
    session = must(queries.sessions(programme.programme)).front().session;
  }

  std::string command(std::vector<std::string> words, int status = 0) const {
    words.insert(words.begin(), binary("sala-hq"));
    return run(words, environment, status);
  }
  // Serving when it returns. `before` goes before the program, as in {"/bin/sh", "-c", …}.
  void serve(std::vector<std::string> const& more = {},
             std::vector<std::string> const& before = {}) {
    auto words = before;
    words.insert(words.end(), {binary("sala-hq"), "serve", "--listen", listen});
    words.insert(words.end(), more.begin(), more.end());
    process.emplace(words, environment);
    if (!process->line_with("Ctrl-C", std::chrono::seconds(20))) FAIL(process->everything());
  }
  void end() {
    process->signal(SIGTERM);
    CHECK(process->wait() == 0);
    process.reset();
  }
  // A link of enrolment for one more box.
  std::string invite(std::string const& url) const {
    auto link = command(
        {"enrol", "--name", "โต๊ะ 1", "--programme", programme.code, "--url", url, "--quiet"});
    link.erase(link.find_last_not_of(" \n") + 1);
    return link;
  }
  db::Database open_to_read() const {
    return must(db::Database::open(data + "/ledger.db", db::Access::read_only));
  }
  // How often each event is in the ledger.
  std::map<std::string, int> held() const {
    std::map<std::string, int> names;
    auto database = open_to_read();
    must(must(ledger::Reader::open(database))
             .for_each([&](EventView const& event, std::int64_t) -> Result<void> {
               ++names[to_text(event.name)];
               return {};
             }));
    return names;
  }

  TemporaryFolder folder;
  std::string data = folder / "hq";
  std::string listen = "127.0.0.1:" + std::to_string(free_port());
  std::map<std::string, std::string> environment{{"SALA_HQ_DATA", data},
                                                 {"SALA_PASSPHRASE", "correct horse battery"},
                                                 {"SALA_STAFF_CODE", "246810"},
                                                 {"LC_ALL", "en"}};
  ProgrammeSet programme;
  SessionId session;
  std::optional<Process> process;
};

}  // namespace sala::test
