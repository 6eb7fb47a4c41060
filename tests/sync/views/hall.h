// A box with a letterbox in a session of three hours; its keeper does what waits when told to.
#pragma once

#include <doctest/doctest.h>

#include <set>

#include "platform/thai/date.h"
#include "sync/rules/crowd.h"
#include "sync/views/letterbox.h"
#include "sync/views/queries.h"
#include "tests/support/box.h"

namespace sala::test {

using namespace std::chrono_literals;

struct Hall {
  ProgrammeId const programme{{1}};
  SessionId const session{{7}};
  FormId const form{{9}};
  TemporaryFolder folder;
  FakeClock clock;
  SeededRandom random;
  std::unique_ptr<views::Keeper> keeper;
  std::shared_ptr<views::Letterbox> letterbox;

  explicit Hall(std::uint64_t seed = 5) : random(seed) {
    views::Keeper::Options options;
    options.database_path = folder / "ledger.db";
    options.access = db::Access::read_write_unsafe;
    options.headquarters = DeviceId{test_key(1).public_key()};
    options.mode = views::Keeper::Mode::manual;
    keeper = must(views::Keeper::start(std::move(options), test_key(1), clock, random));
    open();
    SessionSet set;
    set.session = session;
    set.starts_s =
        std::chrono::floor<std::chrono::seconds>(clock.wall()).time_since_epoch().count();
    set.ends_s = set.starts_s + 3 * 3600;
    write({{programme, set}});
  }
  std::string path() { return folder / "letterbox.db"; }
  void open() { letterbox = must(views::Letterbox::open(path(), db::Access::read_write, random)); }
  void write(std::vector<ledger::Draft> drafts) {
    keeper->append(std::move(drafts), [](auto names) { must(without_value(names)); });
    keeper->run_waiting();
  }
  void drop(std::string const& said) { drop(said, session); }
  void drop(std::string const& said, SessionId const& where) {
    auto day = thai::iso_date(thai::to_local(clock.wall()).date);
    must(letterbox->drop({programme, form, 1, where, day, R"({"/data/q":")" + said + "\"}"}));
  }
  enum class Power { stays, goes_before_writing, goes_after_writing };
  void release(Power power = Power::stays) {
    keeper->write(
        [&](views::Standing const& standing) -> Result<std::vector<ledger::Draft>> {
          auto drafts = TRY(letterbox->collect(standing, clock.wall()));
          if (power == Power::goes_before_writing) drafts.clear();
          return drafts;
        },
        [](auto names) { must(without_value(names)); });
    keeper->run_waiting();
    if (power == Power::stays) settle();
    letterbox.reset();
    open();
  }
  void settle() {
    auto reads = must(db::Database::open(folder / "ledger.db", db::Access::read_only));
    views::Queries queries(reads);
    must(letterbox->settle(queries));
  }
  void end_session() { clock.advance(3h + rules::answering_after_end); }
  std::vector<views::BatchRow> batches() {
    auto reads = must(db::Database::open(folder / "ledger.db", db::Access::read_only));
    return must(views::Queries(reads).batches(form));
  }
  std::multiset<std::string> released() {
    std::multiset<std::string> all;
    for (auto const& batch : batches()) {
      all.insert(batch.body.answers.begin(), batch.body.answers.end());
    }
    return all;
  }
};

}  // namespace sala::test
