// Where anonymous answers lie until they leave in company (rules/crowd.h): a file of this box,
// beside the ledger and never sent.
//
// It tells nothing but what was answered: no person, no time but the day. With each new answer all
// that wait are written anew under random keys in random order, so that not even their place in the
// file tells which came first; what is taken out is overwritten; the journal is cut to nothing by
// each commit. What a file system keeps of blocks that it freed is beyond us: encrypt the disk.
//
// What leaves is first marked as a batch, then written to the ledger, then taken out. After a crash
// in between, the batch is found again and the ledger asked whether it holds it: no answer counts
// twice, none is lost.
//
// On the keeper's thread only.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "sync/ledger/ledger.h"
#include "sync/views/keeper.h"

namespace sala::views {

class Letterbox {
 public:
  struct Slip {
    ProgrammeId programme;
    FormId form;
    std::int64_t version = 1;
    SessionId session;
    std::string day;  // "2026-11-23"
    std::string answers;
  };

  // Of a slip's answers as JSON inside of JSON: some 2,000 Thai letters.
  static constexpr std::size_t longest_slip = 6'500;

  // `random` outlives it.
  static Result<std::shared_ptr<Letterbox>> open(std::string const& path, db::Access access,
                                                 Random& random);

  // On disk when it returns. ErrorCode::invalid for one that is too long, busy when too many wait.
  Result<void> drop(Slip slip);

  // The batches that may leave now, as events to write; those of before that the ledger does not
  // hold, again. Ask settle() when they are written.
  Result<std::vector<ledger::Draft>> collect(Standing const& standing, WallTime now);
  // Takes out what the ledger holds.
  Result<void> settle(Queries& queries);

  Result<std::int64_t> waiting();

 private:
  struct Row;
  Letterbox(db::Database database, Random& random)
      : database_(std::move(database)), random_(random) {}
  Result<std::vector<Row>> read();
  Result<void> write(std::vector<Row> rows);
  Result<bool> mark(Queries& queries, std::vector<Row>& rows, WallTime now);
  void give_batches(std::span<Row* const> leaving);
  std::size_t below(std::size_t bound);
  template <class T>
  void shuffle(std::vector<T>& list);

  db::Database database_;
  Random& random_;
};

}  // namespace sala::views
